"""The table of GS1's vectors by family: python -m tests.codes."""

from tests.codes.families import FAMILIES, count


def main() -> None:
    print("| family | rows | read as by the reference | otherwise |\n|---|---|---|---|")
    for name, read in FAMILIES.items():
        found = count(read())
        wrong = ", ".join(f"`{one[:60]}`" if one else "(empty)" for one in found.wrong) or "none"
        print(f"| {name} | {found.rows} | {found.right} | {wrong} |")


if __name__ == "__main__":
    main()
