"""Article numbers: check digits, padding to 14 digits, UPC-E."""

LENGTHS = frozenset({8, 12, 13, 14})


def is_digits(text: str) -> bool:
    """Say whether these are plain digits: `str.isdigit` alone takes Arabic and superscript ones."""
    return text.isascii() and text.isdigit()


def check_digit(body: str) -> str:
    """Work out the digit that ends a GTIN, SSCC or GLN whose other digits are `body`."""
    total = 3 * sum(map(int, body[-1::-2])) + sum(map(int, body[-2::-2]))
    return str(-total % 10)


def checks_out(digits: str) -> bool:
    """Say whether the last of these digits is the right check digit."""
    return check_digit(digits[:-1]) == digits[-1]


def pad(digits: str) -> str:
    """Write an article number with 14 digits."""
    return digits.zfill(14)


def forms(value14: str) -> tuple[str, ...]:
    """Every way an ERP may have stored it: 14 digits, then without leading zeros 13, 12, 8."""
    found = [value14]
    for length in (13, 12, 8):
        zeros = 14 - length
        if value14.startswith("0" * zeros):
            found.append(value14[zeros:])
    return tuple(found)


def expand_upce(digits: str) -> str | None:
    """Write an eight-digit UPC-E as the twelve digits it stands for, or None if it is none."""
    if len(digits) != 8 or digits[0] not in "01":
        return None
    system, body, check = digits[0], digits[1:7], digits[7]
    match body[5]:
        case "0" | "1" | "2" as last:
            wide = f"{body[:2]}{last}0000{body[2:5]}"
        case "3":
            wide = f"{body[:3]}00000{body[3:5]}"
        case "4":
            wide = f"{body[:4]}00000{body[4]}"
        case last:
            wide = f"{body[:5]}0000{last}"
    whole = f"{system}{wide}{check}"
    return whole if checks_out(whole) else None
