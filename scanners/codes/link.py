"""GS1 Digital Links: web addresses that say what an element string says."""

import re

from scanners.codes import ai, gs1, gtin
from scanners.codes.gs1 import Pair, Pairs
from scanners.codes.scan import CodeProblem

# the keys that a link can begin with -> the qualifiers that may follow, in this order
_KEYS: dict[str, tuple[tuple[str, ...], ...]] = {
    "01": (("22", "10", "21"), ("235",)),
    "8006": (("22", "10", "21"),),
    "414": (("254",), ("7040",)),
    "415": (("8020",),),
    "417": (("7040",),),
    "8004": (("7040",),),
    "8010": (("8011",),),
    "8017": (("8019",),),
    "8018": (("8019",),),
    **dict.fromkeys(("00", "253", "255", "401", "402", "8003", "8013"), ()),
}
_QUALIFIERS = frozenset(code for ways in _KEYS.values() for way in ways for code in way)
# what can only stand in the path
_NO_ATTRIBUTES = frozenset(
    {"03", "21", "22", "235", "254", "7040", "7041", "8011", "8014", "8019", "8020", "8040"}
    | {"8041", "8042", "8043", "8200"}
)
# the words that earlier links have in place of numbers
_WORDS = {
    "gtin": "01", "itip": "8006", "cpv": "22", "lot": "10", "ser": "21", "sscc": "00",
    "gln": "414", "glnx": "254", "party": "417", "payTo": "415", "refNo": "8020",
    "gdti": "253", "gcn": "255", "ginc": "401", "gsin": "402", "grai": "8003", "giai": "8004",
    "cpid": "8010", "cpsn": "8011", "gmn": "8013", "gsrnp": "8017", "gsrn": "8018",
    "srin": "8019",
}  # fmt: skip
_ADDRESS = re.compile(r"(?:https?|HTTPS?)://[A-Za-z0-9.\-]+(?::\d{1,5})?(/[^?#]*)?(\?[^#]*)?(#.*)?")
_WRITTEN = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+")
_QUOTED = re.compile(r"%([0-9A-Fa-f]{2})")
_STARTS = ("http://", "https://", "HTTP://", "HTTPS://")
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def is_address(text: str) -> bool:
    """Say whether this is a web address, as scanners send one."""
    return text.startswith(_STARTS)


def read(text: str) -> Pairs:
    """Read the pairs of a Digital Link; any other address is none, and is told so."""
    found = _ADDRESS.fullmatch(text)
    if found is None or not _WRITTEN.fullmatch(text):
        return Pairs((), (CodeProblem.NO_DIGITAL_LINK,))
    path = _path_pairs((found[1] or "").split("/")[1:])
    if path is None:
        return Pairs((), (CodeProblem.NO_DIGITAL_LINK,))
    attributes = _attributes((found[2] or "")[1:])
    if attributes is None:
        return Pairs((), (CodeProblem.UNKNOWN_AI,))
    return _checked([*path, *attributes])


def write(stem: str, pairs: tuple[Pair, ...]) -> str | None:
    """Write pairs as a link below this address; None where no key of theirs can begin one."""
    said = dict(pairs)
    key = next((code for code in said if code in _KEYS), None)
    if key is None:
        return None
    way = next((way for way in _KEYS[key] if not said.keys().isdisjoint(way)), ())
    path = [key, *(code for code in way if code in said)]
    rest = [code for code in said if code not in path]
    if not _NO_ATTRIBUTES.isdisjoint(rest):
        return None
    rest.sort(key=lambda code: not ai.AIS[code].fixed)
    steps = "".join(f"/{code}/{_quoted(said[code])}" for code in path)
    query = "&".join(f"{code}={_quoted(said[code])}" for code in rest)
    return f"{stem.rstrip('/')}{steps}{'?' if query else ''}{query}"


def _path_pairs(steps: list[str]) -> list[Pair] | None:
    """Read a path from its end: qualifiers back to the key they belong to."""
    found: list[Pair] = []
    at = len(steps)
    while at >= 2:
        code, value = _WORDS.get(steps[at - 2], steps[at - 2]), steps[at - 1]
        found.insert(0, (code, value))
        if code in _KEYS:
            return found if _in_order(code, [each for each, _ in found[1:]]) else None
        if code not in _QUALIFIERS:
            return None
        at -= 2
    return None


def _in_order(key: str, qualifiers: list[str]) -> bool:
    return not qualifiers or any(
        qualifiers == [code for code in way if code in qualifiers] for way in _KEYS[key]
    )


def _attributes(query: str) -> list[Pair] | None:
    """Read the numbered parts of a query; other words in it are the web's own."""
    found: list[Pair] = []
    for part in re.split("[&;]", query):
        code, _, value = part.partition("=")
        if not gtin.is_digits(code):
            continue
        if code not in ai.AIS or code in _NO_ATTRIBUTES:
            return None
        found.append((code, value))
    return found


def _checked(pairs: list[Pair]) -> Pairs:
    said: list[Pair] = []
    for code, quoted in pairs:
        value = _unquoted(quoted)
        if code == "01" and gtin.is_digits(value) and len(value) in gtin.LENGTHS:
            value = gtin.pad(value)
        if problem := gs1.fault(ai.AIS[code], value):
            return Pairs((), (problem,))
        said.append((code, value))
    if len(dict(said)) < len(said):
        return Pairs((), (CodeProblem.REPEATED_AI,))
    return Pairs(tuple(said))


def _unquoted(text: str) -> str:
    # No identifier has other letters than ASCII's, so what a quoted byte beyond is does not matter.
    return _QUOTED.sub(lambda found: chr(int(found[1], 16)), text)


def _quoted(text: str) -> str:
    return "".join(c if c in _PLAIN else f"%{ord(c):02X}" for c in text)
