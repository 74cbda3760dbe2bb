"""AIM symbology identifiers: what the three characters before a scanned text say about it."""

from enum import Enum, auto


class Family(Enum):
    """How the text after the identifier is to be read."""

    UNMARKED = auto()
    GS1 = auto()
    EAN8 = auto()
    EAN13 = auto()
    EAN_ADDON = auto()
    OTHER = auto()


_FAMILIES = {
    "": Family.UNMARKED,
    "]C1": Family.GS1,  # GS1-128
    "]d2": Family.GS1,  # GS1 DataMatrix
    "]Q3": Family.GS1,  # GS1 QR Code
    "]e0": Family.GS1,  # GS1 DataBar, and the composite part
    "]J1": Family.GS1,  # GS1 DotCode
    "]E0": Family.EAN13,  # EAN-13, UPC-A, UPC-E
    "]E4": Family.EAN8,  # EAN-8
    "]E3": Family.EAN_ADDON,
}
_NAMES = {
    "]C1": "GS1-128", "]d2": "GS1 DataMatrix", "]Q3": "GS1 QR Code", "]e0": "GS1 DataBar",
    "]J1": "GS1 DotCode", "]E0": "EAN-13, UPC-A or UPC-E", "]E4": "EAN-8",
}  # fmt: skip
_LETTER_NAMES = {
    "A": "Code 39", "C": "Code 128", "E": "EAN/UPC", "F": "Codabar", "G": "Code 93",
    "I": "Interleaved 2 of 5", "J": "DotCode", "L": "PDF417", "Q": "QR Code", "U": "MaxiCode",
    "d": "DataMatrix", "e": "GS1 DataBar", "h": "Han Xin", "z": "Aztec",
}  # fmt: skip
# The code letters of ISO/IEC 15424 in use; the character after one says how it was read.
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUXZcdeghopsz")
_MODIFIERS = frozenset("0123456789ABCDEFabcdef")


def is_identifier(text: str) -> bool:
    """Say whether these three characters are an AIM identifier."""
    return len(text) == 3 and text[0] == "]" and text[1] in _LETTERS and text[2] in _MODIFIERS


def split(text: str) -> tuple[str, str]:
    """Take the identifier off a text that a scanner sent it with."""
    return (text[:3], text[3:]) if is_identifier(text[:3]) else ("", text)


def family(identifier: str) -> Family:
    """Say how to read what follows this identifier."""
    return _FAMILIES.get(identifier, Family.OTHER)


def name(identifier: str) -> str:
    """Name the symbology for people, "" where there is nothing to say."""
    return _NAMES.get(identifier) or _LETTER_NAMES.get(identifier[1:2], "")
