"""Our own labels: `SH`, a letter for the kind, a dot, the value, a check character.

`SHL.A-01-03J` is the bin A-01-03. Letters are read case-blind, so a scanner with Caps Lock on does
no harm. The prefix begins with a letter, so no article number and no GS1 message looks like it,
and the check character catches a wrong keyboard layout and a cut text: what does not check out is
read as plain text. A bin whose own barcode has other characters is printed as it is, without this.
"""

import re
from enum import StrEnum

from scanners.codes.scan import CodeProblem, House, HouseKind

VALUE_LENGTH_MAX = 40


class Command(StrEnum):
    """What a command label asks for."""

    FINISH = "FINISH"
    UNDO = "UNDO"
    QUANTITY = "QTY"
    SHORT = "SHORT"
    SKIP = "SKIP"
    CART = "CART"
    FULL = "FULL"
    ZONE = "ZONE"
    LABEL = "LABEL"
    MORE = "MORE"
    BACK = "BACK"
    HOME = "HOME"
    HELP = "HELP"
    YES = "YES"
    NO = "NO"
    DROP = "DROP"
    SETTLE = "SETTLE"
    FILE = "FILE"
    LET_GO = "LETGO"
    OFFICE = "OFFICE"
    PUTAWAY = "PUTAWAY"
    COUNT = "COUNT"
    MOVE = "MOVE"
    LOOKUP = "LOOKUP"
    PACKING = "PACKING"
    WHOLE = "ALL"
    DAMAGED = "DAMAGED"
    PACK = "PACK"
    PALLET = "PALLET"
    ASIDE = "ASIDE"
    PASS = "PASS"  # noqa: S105 -- a verdict
    FAIL = "FAIL"
    UNSURE = "UNSURE"
    FIRST = "N1"
    SECOND = "N2"
    THIRD = "N3"
    FOURTH = "N4"
    FIFTH = "N5"


KINDS = {
    "L": HouseKind.LOCATION,
    "P": HouseKind.PACKAGE,
    "B": HouseKind.BADGE,
    "C": HouseKind.COMMAND,
    "R": HouseKind.PRINTER,
    "K": HouseKind.PAIRING,
}
_LETTERS = {kind: letter for letter, kind in KINDS.items()}
_COMMANDS = frozenset(Command)
_FORM = re.compile(
    rf"SH([{''.join(KINDS)}])\.([0-9A-Z\-./_]{{1,{VALUE_LENGTH_MAX}}})([0-9A-Z\-./_])"
)
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-./_"
_WEIGHTS = {character: at for at, character in enumerate(_ALPHABET)}


def read(text: str) -> House | CodeProblem | None:
    """Read one of our labels; None where the text is none."""
    if text[:2] not in {"SH", "sh", "Sh", "sH"}:
        return None
    found = _FORM.fullmatch(text.upper())
    if not found or not text.isascii():
        return None
    letter, value, check = found.groups()
    if _check_character(letter + value) != check:
        return CodeProblem.CHECK_DIGIT
    kind = KINDS[letter]
    if kind is HouseKind.COMMAND and value not in _COMMANDS:
        return CodeProblem.UNKNOWN_COMMAND
    return House(kind, value)


def can_write(value: str) -> bool:
    """Say whether a label of ours can carry this value unchanged."""
    return 0 < len(value) <= VALUE_LENGTH_MAX and all(c in _WEIGHTS for c in value)


def write(kind: HouseKind, value: str) -> str:
    """Write the text of one of our labels; the value must pass `can_write`."""
    assert can_write(value), value
    letter = _LETTERS[kind]
    return f"SH{letter}.{value}{_check_character(letter + value)}"


def _check_character(text: str) -> str:
    """Work out the check character: the hybrid scheme of ISO/IEC 7064, for forty characters."""
    size = len(_ALPHABET)
    carry = size
    for character in text:
        total = (carry + _WEIGHTS[character]) % size or size
        carry = total * 2 % (size + 1)
    return _ALPHABET[(1 - carry) % size]
