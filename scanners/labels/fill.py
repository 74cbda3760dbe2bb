"""A layout with its data in it: what is to be drawn, still in millimetres."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from scanners.codes import gs1, house
from scanners.codes.scan import HouseKind
from scanners.labels.data import Value, Values
from scanners.labels.fault import Fault, Wrong
from scanners.labels.symbols.symbol import GS1
from scanners.labels.template import (
    Asked,
    Barcode,
    Box,
    Condition,
    Element,
    Layout,
    Line,
    Mm,
    Picture,
    Repeat,
    Template,
    Text,
    walk,
)
from scanners.labels.words import LANGUAGES, RTL, WORDS, say

_HOLE = re.compile(r"\{(word:|bin:|package:|badge:|command:|printer:)?([a-z_]+)\}")
_HOUSE = {
    "bin:": HouseKind.LOCATION,
    "package:": HouseKind.PACKAGE,
    "badge:": HouseKind.BADGE,
    "command:": HouseKind.COMMAND,
    "printer:": HouseKind.PRINTER,
}


@dataclass(frozen=True, slots=True)
class Lettered:
    """A text as it is to be read, and the field it came from."""

    at: Text
    text: str
    field: str


@dataclass(frozen=True, slots=True)
class Coded:
    """A barcode's data, with separators where GS1 needs them, and what a person reads below it."""

    at: Barcode
    data: str
    readable: str
    field: str


@dataclass(frozen=True, slots=True)
class Pictured:
    """The PNG that came in a field."""

    at: Picture
    content: bytes


Placed = Lettered | Coded | Pictured | Box | Line


@dataclass(frozen=True, slots=True)
class Filled:
    """A label with all its data, in millimetres."""

    width: Mm
    height: Mm
    language: str
    placed: tuple[Placed, ...]


def faults_of(template: Template) -> tuple[Fault, ...]:
    """Say what in a template names a field or a word that there is not."""
    return tuple(
        fault for layout in template.layouts for fault in _unknown(layout.elements, template.fields)
    )


def _unknown(elements: tuple[Element, ...], fields: tuple[Asked, ...]) -> Iterator[Fault]:
    known = {asked.name: asked for asked in fields}
    for element in elements:
        inside = fields
        if isinstance(element, Repeat) and element.field in known:
            inside = fields + known[element.field].items
        for kind, name in _names(element):
            if kind == "word:" and name not in WORDS:
                yield Fault(Wrong.UNKNOWN_WORD, name)
            if kind != "word:" and name not in known:
                yield Fault(Wrong.UNKNOWN_FIELD, name)
        if isinstance(element, Condition | Repeat):
            yield from _unknown(element.elements, inside)


def _names(element: Element) -> Iterator[tuple[str, str]]:
    match element:
        case Text(value=value) | Barcode(value=value, gs1=()):
            yield from _HOLE.findall(value)
        case Barcode(gs1=parts):
            yield from (("", part.field) for part in parts)
        case Picture(field=name) | Condition(field=name) | Repeat(field=name):
            yield "", name
        case Box() | Line():
            pass
        case _:
            assert_never(element)


def fill(layout: Layout, values: Values, language: str) -> Filled:
    """Put the data into a layout; both were checked."""
    assert language in LANGUAGES, language
    grown = values.get(layout.grows) if layout.grows else None
    height = layout.height + (len(grown) * layout.grows_by if isinstance(grown, tuple) else 0)
    placed = tuple(_fill(layout.elements, values, language))
    if language in RTL:
        placed = tuple(_mirrored(one, layout.width) for one in placed)
    return Filled(layout.width, height, language, placed)


def _mirrored(placed: Placed, width: Mm) -> Placed:
    """Put a thing on the other side, as a page that is read from the right has it."""
    at = placed if isinstance(placed, Box | Line) else placed.at
    return moved(placed, width - 2 * at.x - at.w, 0)


def _fill(elements: tuple[Element, ...], values: Values, language: str) -> Iterator[Placed]:
    for element in elements:
        match element:
            case Text():
                yield from _letter(element, values, language)
            case Barcode():
                yield from _code(element, values)
            case Picture():
                if isinstance(content := values[element.field], bytes):
                    yield Pictured(element, content)
            case Box() | Line():
                yield element
            case Condition():
                if (values[element.field] is not None) == (element.when == "there"):
                    yield from _fill(element.elements, values, language)
            case Repeat():
                yield from _repeat(element, values, language)
            case _:
                assert_never(element)


def _letter(element: Text, values: Values, language: str) -> Iterator[Lettered]:
    names = _HOLE.findall(element.value)
    text = _HOLE.sub(lambda hole: _hole(hole, values, language), element.value)
    if text.strip():
        yield Lettered(element, text, next((n for kind, n in names if kind != "word:"), ""))


def _hole(hole: re.Match[str], values: Values, language: str) -> str:
    kind, name = hole.groups()
    if kind == "word:":
        return say(name, language)
    return as_text(values[name], kind or "")


def as_text(value: Value, kind: str = "") -> str:
    """Write a value as people read it, or as one of our own codes."""
    match value:
        case None:
            return ""
        case str():
            # A bin or load carrier whose own code has other characters is printed as it is.
            return house.write(_HOUSE[kind], value) if kind and house.can_write(value) else value
        case date():
            return value.isoformat()
        case _:
            raise TypeError(value)


def _code(element: Barcode, values: Values) -> Iterator[Coded]:
    if element.symbology not in GS1:
        names = _HOLE.findall(element.value)
        data = _HOLE.sub(lambda hole: _hole(hole, values, "en"), element.value)
        if data:
            yield Coded(element, data, data, names[0][1] if names else "")
        return
    pairs = tuple(
        (part.ai, _gs1(value)) for part in element.gs1 if (value := values[part.field]) is not None
    )
    if pairs:
        readable = "".join(f"({ai}){value}" for ai, value in pairs)
        yield Coded(element, gs1.write(pairs), readable, element.gs1[-1].field)


def _gs1(value: Value) -> str:
    return f"{value:%y%m%d}" if isinstance(value, date) else as_text(value)


def _repeat(element: Repeat, values: Values, language: str) -> Iterator[Placed]:
    entries = values[element.field]
    assert isinstance(entries, tuple), element.field
    for at, entry in enumerate(entries):
        right, down = at % element.across * element.dx, at // element.across * element.dy
        for placed in _fill(element.elements, {**values, **entry}, language):
            yield moved(placed, right, down)


def moved(placed: Placed, right: Mm, down: Mm) -> Placed:
    """Put a thing elsewhere."""
    match placed:
        case Box() | Line():
            return replace(placed, x=placed.x + right, y=placed.y + down)
        case Lettered(at=at):
            return replace(placed, at=replace(at, x=at.x + right, y=at.y + down))
        case Coded(at=code):
            return replace(placed, at=replace(code, x=code.x + right, y=code.y + down))
        case Pictured(at=picture):
            moved_to = replace(picture, x=picture.x + right, y=picture.y + down)
            return replace(placed, at=moved_to)
        case _:
            assert_never(placed)


__all__ = ["Filled", "Placed", "faults_of", "fill", "walk"]
