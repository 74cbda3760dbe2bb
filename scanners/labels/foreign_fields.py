"""How a value is written in a field of ZPL, by what draws it: text, a text block, or a barcode."""

import re
from collections.abc import Callable
from dataclasses import dataclass

PLAIN = re.compile(r"[0-9A-Za-z .:/+-]*")
"""What is only itself, whatever draws it."""
_PRINTABLE = re.compile(r"[ -~]*")
_DIGITS = re.compile(r"[0-9]*")
_PAIRS = re.compile(r"([0-9]{2})*")
_CODE39 = re.compile(r"[0-9A-Z .$/+%-]*")
_NO_BACKSLASH = re.compile(r"[^\\]*")
_NO_ESCAPE = re.compile(r"[ -^`-}]*")
"""No underscore and no tilde: which of them begins a command of ^BX, the printer's age decides."""


def _same(text: str) -> str:
    return text


def _nothing(_: str) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a value may be made of, how it is written there, and what has to stand before it all.

    `before` is told by what the author wrote first, whatever is in a value.
    """

    allowed: re.Pattern[str]
    said: Callable[[str], str] = _same
    before: Callable[[str], str] = _nothing
    is_text: bool = False


_BY_CODE = {
    "^BE": Drawn(_DIGITS), "^B8": Drawn(_DIGITS), "^BU": Drawn(_DIGITS), "^B9": Drawn(_DIGITS),
    "^B2": Drawn(_DIGITS), "^BI": Drawn(_DIGITS), "^BJ": Drawn(_DIGITS),
    "^B3": Drawn(_CODE39),
}  # fmt: skip
_NOTHING = re.compile(r"(?!)")


def within(code: tuple[str, str] | None, around: str, names: frozenset[str]) -> Drawn:
    """Say how a value is written in a field with this barcode, or with none.

    `around` is what the author of the format wrote before and behind it.
    """
    if "^XF" in names:
        return Drawn(PLAIN)  # The format is in the printer: what draws it is not known here.
    name, argument = code or ("", "")
    match name:
        case "":
            block = bool(names & {"^FB", "^TB"})
            return Drawn(_NO_BACKSLASH if block else re.compile(r".*"), is_text=True)
        case "^BC":
            return _code128(argument, around)
        case "^BX":
            return _datamatrix(argument)
        case "^BQ":
            return Drawn(_PRINTABLE, before=_mode)
        case _:
            return _BY_CODE.get(name, Drawn(PLAIN))


def refusal(value: str, drawn: Drawn, *, unicode: bool) -> str:
    """Name the first character that cannot stand there; "" where all can."""
    if drawn.is_text and not value.isascii() and not unicode:
        return next(c for c in value if not c.isascii())
    if drawn.allowed.fullmatch(value):
        return ""
    return next((c for c in value if not drawn.allowed.fullmatch(c)), value[:1])


def _code128(argument: str, around: str) -> Drawn:
    """In mode N ">" begins a command of the barcode, and ">0" is the character."""
    mode = [*argument.strip().split(","), "", "", "", "", "", ""][5].strip()
    if mode not in {"", "N"}:
        # D takes brackets out of the data, U wants 19 digits, A turns letters about.
        return Drawn(_DIGITS if mode == "U" else _NOTHING)
    if {">;", ">5"} & set(re.findall(">.", around)):
        return Drawn(_PAIRS)  # The author chose the set that holds nothing but pairs of digits.
    return Drawn(_PRINTABLE, said=lambda text: text.replace(">", ">0"))


def _datamatrix(argument: str) -> Drawn:
    escape = [*argument.strip().split(","), "", "", "", "", "", "", ""][6].strip()
    if len(escape) != 1:
        return Drawn(_NO_ESCAPE)
    return Drawn(_PRINTABLE, said=lambda text: text.replace(escape, escape * 2))


def _mode(written: str) -> str:
    """A QR code's data begins with how it is corrected and put in."""
    return "" if re.match(r"[HQML][AM],", written) else "QA,"
