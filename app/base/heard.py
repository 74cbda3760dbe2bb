"""Puts into words what an attached scanner is called, sent, and was understood as."""

from app.base.labels import label
from app.base.scanner_words import SCANNER_LABELS
from scanners.codes.scan import (
    ElementString,
    Gtin,
    House,
    Plain,
    Reading,
    Ruled,
    Scan,
    Sscc,
    Weighed,
)

RAW_SHOWN_MAX = 90
"""Letters of a frame that are shown; what is longer is cut with its length told."""

WEDGE = "wedge"
WAYS_TO_CHOOSE = (
    "serial",
    "hid_pos",
    "grab",
    "bluetooth",
    "ble",
    "called",
    "calling",
    "scale",
    "replay",
)


def called(name: str) -> str:
    """Name a scanner: `serial:/dev/ttyACM0` becomes words."""
    way, _, address = name.partition(":")
    known = label(f"way_{way}") if f"way_{way}" in SCANNER_LABELS else way
    return f"{known} {address}".strip()


def raw(text: str) -> str:
    """Show a frame as it came: control characters by their signs, a long one cut."""
    shown = "".join(chr(0x2400 + ord(c)) if c < " " else c for c in text[:RAW_SHOWN_MAX])
    return shown if len(text) <= RAW_SHOWN_MAX else f"{shown}… ({len(text)})"


def meaning(scan: Scan) -> str:
    """Say what a scan was read as, most specific first."""
    return raw(_meaning(scan.readings[0]))


def why(scan: Scan) -> str:
    """Say what is wrong with it, or what to ask."""
    return "; ".join(label(f"code_{problem}") for problem in scan.problems)


def _meaning(reading: Reading) -> str:
    match reading:
        case ElementString(elements=elements):
            return " ".join(f"({code}) {value}" for code, value in elements)
        case Gtin(given=given):
            return label("read_gtin", given=given)
        case Sscc(value=value):
            return label("read_sscc", given=value)
        case House(kind=kind, value=value):
            return label("read_house", given=f"{kind} {value}")
        case Ruled(parts=parts):
            return " ".join(f"{part.type} {part.code}" for part in parts)
        case Weighed(value=value, unit=unit):
            return label("read_weight", given=f"{value} {unit}")
        case Plain(text=text):
            return label("read_plain", given=text)
