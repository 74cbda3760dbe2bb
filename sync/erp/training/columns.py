"""Records to and from the columns of a table, one column a field."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, get_type_hints

from sync.core.quality import Checked, checks_text, read_checks
from sync.core.quantity import plain
from sync.core.records import Entry

R = TypeVar("R")
Value = str | int | None


def to_row(record: Any) -> dict[str, Value]:  # noqa: ANN401 -- any record is a dataclass
    """Write a record's fields as what SQLite keeps."""
    return {name: _write(getattr(record, name)) for name in names(type(record))}


def from_rows(kind: type[R], rows: Iterable[Mapping[str, Any]]) -> list[R]:
    """Read `to_row`'s values."""
    anything: Any = kind  # To the checker a type has no hash.
    readers = _readers(anything)
    return [kind(**{name: read(row[name]) for name, read in readers}) for row in rows]


@cache
def _readers(kind: Any) -> tuple[tuple[str, Callable[[Any], object]], ...]:  # noqa: ANN401
    hints = get_type_hints(kind)
    return tuple((name, _reader(hints[name])) for name in names(kind))


def names(kind: type[Any]) -> tuple[str, ...]:
    """The columns of a record, in the order of its fields."""
    return tuple(field.name for field in fields(kind))


def sqlite_types(kind: type[Any]) -> dict[str, type]:
    """The columns with the type SQLite should know them as: amounts and days are text."""
    hints = get_type_hints(kind)
    whole = {int, bool, int | None}
    return {name: int if hints[name] in whole else str for name in names(kind)}


def _write(value: object) -> Value:
    match value:
        case bool():
            return int(value)
        case Decimal():
            return plain(value)
        case date():
            return value.isoformat()
        case tuple() if value and isinstance(value[0], Checked):
            return checks_text(value)
        case tuple():
            return _entries_to_text(value)
        case None | int() | str():
            return value
        case _:
            raise TypeError(f"no column holds a {type(value).__name__}")


def _reader(hint: Any) -> Callable[[Any], object]:  # noqa: ANN401 -- a type hint has no type
    if hint is Decimal:
        return Decimal
    if hint is bool:
        return bool
    if hint == date | None:
        return _read_day
    if hint == tuple[Entry, ...]:
        return _entries_from_text
    if hint == tuple[Checked, ...]:
        return read_checks
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    return _as_it_is


def _as_it_is(value: object) -> object:
    return value


def _read_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _entries_to_text(entries: Iterable[Entry]) -> str:
    rows = [
        [
            *(entry.lot, entry.expiry and entry.expiry.isoformat()),
            *(entry.bin, plain(entry.quantity), entry.source, entry.package),
            *((entry.pack_type,) if entry.pack_type else ()),
        ]
        for entry in entries
    ]
    if not rows:
        return ""
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _entries_from_text(text: str) -> tuple[Entry, ...]:
    return tuple(
        Entry(lot, _read_day(expiry), bin, Decimal(quantity), *more)
        for lot, expiry, bin, quantity, *more in json.loads(text or "[]")
    )
