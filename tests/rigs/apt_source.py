"""Reads which Debian mirror this machine itself uses, so that no address is ever written here."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

APT_FOLDER = Path("/etc/apt")


@dataclass(frozen=True)
class AptSource:
    """One mirror of Debian and the key that signs it (empty: the system's own keys)."""

    uri: str
    signed_by: str

    def stanza(self, suite: str) -> str:
        """The same mirror with another suite, in apt's deb822 form."""
        signed = f"Signed-By: {self.signed_by}\n" if self.signed_by else ""
        return f"Types: deb\nURIs: {self.uri}\nSuites: {suite}\nComponents: main\n{signed}"


def debian_mirror(folder: Path = APT_FOLDER) -> AptSource | None:
    """The first source that carries Debian's own `main`, not its security suite."""
    found = list(_sources(folder))
    # A mirror usually says so in its path; other people's archives have a `main` too.
    return next((source for source in found if "debian" in source.uri), next(iter(found), None))


def _sources(folder: Path) -> Iterator[AptSource]:
    parts = folder / "sources.list.d"
    for path in sorted(parts.glob("*.sources")):
        yield from _from_deb822(path.read_text(encoding="utf-8"))
    for path in [folder / "sources.list", *sorted(parts.glob("*.list"))]:
        if path.is_file():
            yield from _from_lines(path.read_text(encoding="utf-8"))


def _from_deb822(text: str) -> Iterator[AptSource]:
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for block in "\n".join(lines).split("\n\n"):
        fields: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            if line[:1].isspace():
                fields[name] += f"\n{line}"
            elif ":" in line:
                name, _, value = line.partition(":")
                name = name.strip().lower()
                fields[name] = value.strip()
        uris, suites = fields.get("uris", "").split(), fields.get("suites", "").split()
        off = fields.get("enabled", "yes").lower() in ("no", "false")
        if (
            uris
            and not off
            and _carries_main(uris[0], suites, fields.get("components", "").split())
        ):
            yield AptSource(uris[0], fields.get("signed-by", ""))


def _from_lines(text: str) -> Iterator[AptSource]:
    for line in text.splitlines():
        words = line.partition("#")[0].split()
        if not words or words[0] != "deb":
            continue
        options = ""
        rest = words[1:]
        if rest and rest[0].startswith("["):
            end = next((i for i, word in enumerate(rest) if word.endswith("]")), 0)
            options, rest = " ".join(rest[: end + 1]).strip("[] "), rest[end + 1 :]
        if len(rest) > 2 and _carries_main(rest[0], rest[1:2], rest[2:]):
            keys = dict(part.split("=", 1) for part in options.split() if "=" in part)
            yield AptSource(rest[0], keys.get("signed-by", ""))


def _carries_main(uri: str, suites: list[str], components: list[str]) -> bool:
    plain = [suite for suite in suites if "security" not in suite and "/" not in suite]
    return bool(plain) and "main" in components and "security" not in uri
