"""Types of packs to and from rows of the mirror, and all that a company may use."""

import sqlite3
from decimal import Decimal
from typing import Any

from sync.core.pack_types import PACK_TYPES_MAX, PackType
from sync.core.quantity import plain

COLUMNS: dict[str, type] = {
    **dict.fromkeys(("id", "company", "sequence"), int),
    **dict.fromkeys(("name", "barcode", "length", "width", "height"), str),
    **dict.fromkeys(("weight", "weight_max", "weight_unit"), str),
}
_NAMES = ", ".join(COLUMNS)


def pack_type_row(one: PackType) -> tuple[Any, ...]:
    """Write a type of packs."""
    amounts = (one.length, one.width, one.height, one.weight, one.weight_max)
    said = (one.id, one.company, one.sequence, one.name, one.barcode)
    return (*said, *map(plain, amounts), one.weight_unit)


def pack_type(row: tuple[Any, ...]) -> PackType:
    """Read a type of packs."""
    length, width, height, weight, weight_max = map(Decimal, row[5:10])
    id, company, sequence, name, barcode = row[:5]
    measures = (length, width, height, weight, weight_max)
    return PackType(id, company, sequence, name, barcode, *measures, row[10])


def types_of(mirror: sqlite3.Connection, company: int) -> tuple[PackType, ...]:
    """Name the types that a company packs into, in the order that the ERP shows them."""
    found = mirror.execute(
        f"SELECT {_NAMES} FROM pack_types WHERE company IS NULL OR company = ?"
        " ORDER BY sequence, id LIMIT ?",
        (company, PACK_TYPES_MAX),
    )
    return tuple(map(pack_type, found.fetchall()))
