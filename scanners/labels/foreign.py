"""Customers' own ZPL: their format with numbered fields, into which values go that stay values.

Only commands that draw are taken. A value is written after ^FH in hexadecimal, and what a barcode
or a text block would read as more than a character is written as that character, or refused.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import Field, TypeAdapter, with_config

from scanners.labels import data
from scanners.labels.backends.zpl import escape
from scanners.labels.dots import DPIS
from scanners.labels.fault import Fault, Wrong
from scanners.labels.foreign_fields import refusal, within
from scanners.labels.template import STRICT, Asked

ZPL_CHARACTERS_MAX = 500_000
NUMBER_MAX = 9_999
_COMMAND = re.compile(r"([\^~])(A|[A-Z@][A-Z0-9@])([^\^~]*)", re.DOTALL)
_HOLE = re.compile(r"\{([a-z_]+)\}")
_NUMBER = re.compile(r'([0-9]{1,4})(?:"[^"]*")?\s*')
_DRAWS = frozenset(
    [
        "^XA",
        "^XZ",
        "^FO",
        "^FT",
        "^FD",
        "^FS",
        "^FN",
        "^FH",
        "^FB",
        "^TB",
        "^FX",
        "^FR",
        "^FW",
        "^FP",
        "^A",
        "^CF",
        "^CI",
        "^BY",
        "^GB",
        "^GF",
        "^GC",
        "^GD",
        "^GE",
        "^GS",
        "^LH",
        "^LL",
        "^LS",
        "^LT",
        "^LR",
        "^PW",
        "^PO",
        "^PM",
        "^PQ",
        "^PR",
        "^MD",
        "^MN",
        "^MM",
        "^MT",
        "^XF",
        "^XG",
    ]
)
"""All else changes the printer, its memory or its network, or counts by itself."""
_ONE = re.compile(r"1?(,0?){0,3}[YN,]*\s*")
"""What ^PQ may say: one label, for the count of what was printed has to come out."""


@with_config(STRICT)
@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """A customer's format: `values` are texts with {names} for its numbered fields."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,30}$")]
    about: str
    dpi: int
    fields: tuple[Asked, ...]
    values: dict[Annotated[int, Field(ge=0, le=NUMBER_MAX)], str]
    zpl: Annotated[str, Field(max_length=ZPL_CHARACTERS_MAX)] = ""


@dataclass(frozen=True, slots=True)
class Command:
    """One command of a format, `text` as it stood."""

    name: str
    argument: str
    text: str


_ADAPTER = TypeAdapter(Foreign)


def read(text: str | bytes) -> Foreign:
    """Read what is said beside a format; pydantic's ValidationError names what cannot be."""
    return _ADAPTER.validate_json(text)


def faults_of(foreign: Foreign) -> tuple[Fault, ...]:
    """Say what of a format cannot be used."""
    read = commands(foreign.zpl)
    if isinstance(read, Fault):
        return (read,)
    numbers = {_number(one) for one in read if one.name == "^FN"}
    known = {asked.name for asked in foreign.fields if asked.type not in {"list", "image"}}
    named = {name for text in foreign.values.values() for name in _HOLE.findall(text)}
    faults = [Fault(Wrong.UNKNOWN_FIELD, name) for name in sorted(named - known)]
    faults += [
        Fault(Wrong.UNKNOWN_NUMBER, f"^FN{number}")
        for number in sorted(numbers ^ set(foreign.values))
    ]
    if foreign.dpi not in DPIS:
        faults.append(Fault(Wrong.WRONG_DPI, "", f"{foreign.dpi}: {', '.join(map(str, DPIS))}"))
    return tuple(faults)


def commands(zpl: str) -> tuple[Command, ...] | Fault:
    """Take a format apart; it is one label, and nothing in it does more than draw."""
    found = [Command(m[1] + m[2], m[3], m[0]) for m in _COMMAND.finditer(zpl)]
    whole = "".join(one.text for one in found)
    if zpl.strip() != whole.strip() or [one.name for one in found].count("^XA") != 1:
        return Fault(Wrong.BROKEN_ZPL, "^XA")
    if not found or found[0].name != "^XA" or found[-1].name != "^XZ":
        return Fault(Wrong.BROKEN_ZPL, "^XA … ^XZ")
    for one in found:
        if one.name not in _DRAWS and not one.name.startswith("^B"):
            return Fault(Wrong.FORBIDDEN_COMMAND, one.name)
        if one.name == "^PQ" and not _ONE.fullmatch(one.argument):
            return Fault(Wrong.FORBIDDEN_COMMAND, one.text.strip())
        if one.name == "^FN" and not _NUMBER.fullmatch(one.argument):
            return Fault(Wrong.BROKEN_ZPL, one.text.strip()[:20])
    return tuple(found)


def write(foreign: Foreign, given: Mapping[str, object], dpi: int) -> bytes | tuple[Fault, ...]:
    """Put values into the numbered fields, or say all that speaks against it."""
    checked = data.check(foreign.fields, given)
    read = commands(foreign.zpl)
    faults = [*faults_of(foreign), *checked.faults]
    if dpi != foreign.dpi:
        faults.append(Fault(Wrong.WRONG_DPI, "", f"{foreign.dpi}: {dpi}"))
    if faults or isinstance(read, Fault):
        return tuple(faults)
    texts = {name: _text(value) for name, value in checked.values.items()}
    unicode = any(one.name == "^CI" and one.argument.strip() == "28" for one in read)
    said: list[str] = []
    for field in _fields(read):
        written = _field(field, foreign.values, texts, unicode=unicode)
        if isinstance(written, Fault):
            faults.append(written)
        else:
            said.append(written)
    return tuple(dict.fromkeys(faults)) or "".join(said).encode("utf-8")


def values_of(foreign: Foreign, given: Mapping[str, object]) -> tuple[tuple[int, str], ...]:
    """Say what stands in each numbered field, for a person to look over before it is printed."""
    texts = {name: str(value) for name, value in given.items() if value is not None}
    return tuple(
        (number, _HOLE.sub(lambda hole: texts.get(hole[1], ""), text))
        for number, text in sorted(foreign.values.items())
    )


def _text(value: data.Value) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _fields(read: tuple[Command, ...]) -> list[list[Command]]:
    """Cut a format into fields, each with its ^FS."""
    fields: list[list[Command]] = [[]]
    for one in read:
        fields[-1].append(one)
        if one.name == "^FS":
            fields.append([])
    return fields


def _number(command: Command) -> int:
    found = _NUMBER.fullmatch(command.argument)
    assert found is not None, command
    return int(found[1])


def _field(
    field: list[Command], values: Mapping[int, str], texts: Mapping[str, str], *, unicode: bool
) -> str | Fault:
    numbered = next((one for one in field if one.name == "^FN"), None)
    if numbered is None:
        return "".join(one.text for one in field)
    if field[-1].name != "^FS":
        return Fault(Wrong.BROKEN_ZPL, numbered.text.strip()[:20])
    names = [one.name for one in field]
    code = next((one for one in field if one.name.startswith("^B") and one.name != "^BY"), None)
    parts = _parts(values[_number(numbered)])
    around = "".join(part for part, _ in parts)
    drawn = within((code.name, code.argument) if code else None, around, frozenset(names))
    said = ""
    for part, name in parts:
        value = texts[name] if name else part
        wrong = refusal(value, drawn, unicode=unicode) if name else ""
        if wrong:
            return Fault(Wrong.BAD_CHARACTER, name, wrong)
        said += drawn.said(value) if name else value
    before = drawn.before(next((part for part, name in parts[:1] if not name), ""))
    kept = [one.text for one in field[:-1] if one.name not in {"^FN", "^FH", "^FD"}]
    return "".join([*kept, f"^FH\\^FD{_hex(before + said)}", field[-1].text])


def _parts(text: str) -> list[tuple[str, str]]:
    """Cut a value into what its author wrote, and names: ("00", ""), ("", "sscc")."""
    cut = _HOLE.split(text)
    return [("", part) if at % 2 else (part, "") for at, part in enumerate(cut) if part]


def _hex(text: str) -> str:
    if text.isascii():
        return escape(text)
    return "".join(
        escape(c) if c.isascii() else "".join(f"\\{byte:02X}" for byte in c.encode()) for c in text
    )
