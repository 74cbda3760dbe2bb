"""What a label is given: checked against its fields, and made into texts, or what is wrong."""

import base64
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from scanners.codes import ai, gtin, house
from scanners.codes.checks import read_date
from scanners.labels.fault import Fault, Wrong
from scanners.labels.template import Asked

ITEMS_MAX = 60
IMAGE_BYTES_MAX = 200_000

Value = str | date | bytes | tuple["Values", ...] | None
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Checked:
    """What can be printed; `faults` is empty then, and `values` otherwise."""

    values: Values
    faults: tuple[Fault, ...] = ()


def check(fields: tuple[Asked, ...], given: Mapping[str, object], where: str = "") -> Checked:
    """Check all that was given, so that a person hears of everything at once."""
    known = {asked.name: asked for asked in fields}
    faults = [Fault(Wrong.UNKNOWN_FIELD, where + name) for name in given if name not in known]
    values: dict[str, Value] = {}
    for asked in fields:
        if asked.name not in given:
            faults.append(Fault(Wrong.MISSING, where + asked.name, _none(asked)))
            continue
        value = _one(asked, given[asked.name], where + asked.name)
        if isinstance(value, Fault):
            faults.append(value)
        elif isinstance(value, Checked):
            faults += value.faults
        else:
            values[asked.name] = value
    return Checked({}, tuple(faults)) if faults else Checked(values)


def _none(asked: Asked) -> str:
    return "may_be_none" if asked.may_be_none else ""


def _one(asked: Asked, given: object, where: str) -> Value | Fault | Checked:
    if given is None:
        return None if asked.may_be_none else Fault(Wrong.NOT_NONE, where)
    if asked.type == "list":
        return _list(asked, given, where)
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if not isinstance(given, str):
        return Fault(Wrong.WRONG_TYPE, where, type(given).__name__)
    text = given.strip(" ")
    if not text:
        return Fault(Wrong.EMPTY, where, _none(asked))
    if asked.type == "image":
        return _image(text, where)
    if len(text) > asked.length_max:
        return Fault(Wrong.TOO_LONG, where, f"{len(text)} > {asked.length_max}")
    if hidden := _hidden(text):
        return Fault(Wrong.CONTROL_CHARACTER, where, hidden)
    found = _CHECKS[asked.type](text)
    return Fault(found[0], where, found[1]) if isinstance(found, tuple) else found


def _list(asked: Asked, given: object, where: str) -> Value | Fault | Checked:
    if not isinstance(given, list) or not all(isinstance(entry, dict) for entry in given):
        return Fault(Wrong.WRONG_TYPE, where, type(given).__name__)
    if not given:
        return Fault(Wrong.EMPTY, where)
    if len(given) > ITEMS_MAX:
        return Fault(Wrong.TOO_MANY, where, f"{len(given)} > {ITEMS_MAX}")
    every = [check(asked.items, entry, f"{where}[{at}].") for at, entry in enumerate(given)]
    faults = tuple(fault for checked in every for fault in checked.faults)
    return Checked({}, faults) if faults else tuple(checked.values for checked in every)


def _image(text: str, where: str) -> Value | Fault:
    if len(text) > IMAGE_BYTES_MAX:
        return Fault(Wrong.TOO_LONG, where, f"{len(text)} > {IMAGE_BYTES_MAX}")
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        return Fault(Wrong.BAD_IMAGE, where)


def _hidden(text: str) -> str:
    """Name the first character that nobody would see; they steer printers, and turn texts round."""
    for character in text:
        if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}:
            return f"U+{ord(character):04X}"
    return ""


# ------------------------------------------------------------------ one check for each type

Found = str | date | tuple[Wrong, str]


def _text(text: str) -> Found:
    return unicodedata.normalize("NFC", text)


def _code(text: str) -> Found:
    """Check what a symbol that is not GS1's is to hold: printable ASCII."""
    return text if text.isascii() else (Wrong.BAD_CHARACTER, _first(text, str.isascii))


def _lot(text: str) -> Found:
    """Check a lot or serial number by GS1's list of characters, and its length."""
    if len(text) > 20:
        return Wrong.TOO_LONG, f"{len(text)} > 20"
    if ai.fault(ai.AIS["10"], text):
        return Wrong.BAD_CHARACTER, _first(text, lambda c: not ai.fault(ai.AIS["10"], c))
    return text


def _first(text: str, holds: Callable[[str], bool]) -> str:
    return next(character for character in text if not holds(character))


def _gtin(text: str) -> Found:
    if not gtin.is_digits(text):
        return Wrong.NOT_DIGITS, text
    if len(text) not in gtin.LENGTHS:
        return Wrong.WRONG_LENGTH, f"{len(text)}: 8, 12, 13, 14"
    if not gtin.checks_out(text):
        return Wrong.CHECK_DIGIT, gtin.check_digit(text[:-1])
    return gtin.pad(text)


def _sscc(text: str) -> Found:
    if not gtin.is_digits(text):
        return Wrong.NOT_DIGITS, text
    if len(text) != 18:
        return Wrong.WRONG_LENGTH, f"{len(text)}: 18"
    return text if gtin.checks_out(text) else (Wrong.CHECK_DIGIT, gtin.check_digit(text[:-1]))


def _count(text: str) -> Found:
    if not gtin.is_digits(text):
        return Wrong.NOT_DIGITS, text
    return text if len(text) <= 8 else (Wrong.TOO_LONG, f"{len(text)} > 8")


def _date(text: str) -> Found:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return Wrong.BAD_DATE, text
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return Wrong.BAD_DATE, text
    # A barcode holds two digits of the year: whoever reads it must come to the same year.
    return day if read_date(f"{day:%y%m%d}") == day else (Wrong.DATE_TOO_FAR, text)


def _badge(text: str) -> Found:
    if not house.can_write(text):
        return Wrong.BAD_CHARACTER, next((c for c in text if not house.can_write(c)), "")
    return text


def _command(text: str) -> Found:
    return text if text in frozenset(house.Command) else (Wrong.UNKNOWN_COMMAND, text)


def _url(text: str) -> Found:
    return _code(text) if "://" in text else (Wrong.BAD_CHARACTER, "://")


_CHECKS: dict[str, Callable[[str], Found]] = {
    "text": _text,
    "lot": _lot,
    "code": _code,
    "gtin": _gtin,
    "sscc": _sscc,
    "count": _count,
    "date": _date,
    "bin": _code,
    "badge": _badge,
    "command": _command,
    "url": _url,
}
