"""Records of the ERP to and from rows of the mirror: decimals and days as text."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sync.core.page import Table
from sync.core.quality import CheckRule, checks_text, read_checks
from sync.core.quantity import ZERO, Unit, plain
from sync.core.records import (
    Company,
    Document,
    DocumentKind,
    DocumentState,
    Entry,
    Line,
    Location,
    LocationKind,
    Lot,
    Packaging,
    Product,
    Stock,
    SupplierCode,
    Tracking,
    Warehouse,
)
from sync.core.storage import Fills, Mixing, PutawayRule, StorageCategory
from sync.core.sums import entries_text
from sync.store import pack_types

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of a table, and how a record becomes a row of it."""

    columns: Mapping[str, type]
    row: Callable[[Any], Row]

    @property
    def upsert(self) -> str:
        """The statement that puts a row in, or over the one with its id; `{table}` is open."""
        return upsert(tuple(self.columns))


def upsert(columns: tuple[str, ...]) -> str:
    """Write the upsert of these columns by `id`; `{table}` is open."""
    names = ", ".join(columns)
    places = ", ".join("?" * len(columns))
    changes = ", ".join(f"{name} = excluded.{name}" for name in columns if name != "id")
    put = f"INSERT INTO {{table}} ({names}) VALUES ({places})"
    return f"{put} ON CONFLICT (id) DO UPDATE SET {changes}"


def _columns(record: type, **types: type) -> dict[str, type]:
    """A column for each field: integers, but for those named."""
    return {field.name: types.get(field.name, int) for field in fields(record)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def day(text: str | None) -> date | None:
    """Read a day back."""
    return date.fromisoformat(text) if text else None


def _company(one: Company) -> Row:
    return (one.id, one.name)


def _warehouse(one: Warehouse) -> Row:
    return (one.id, one.company, one.code, one.name, one.stock)


def _location(one: Location) -> Row:
    return (
        *(one.id, one.company, one.warehouse, one.name, one.label, one.barcode, str(one.kind)),
        *(one.parent, one.zone, one.aisle, one.pick_order, one.active, one.storage),
    )


def _unit(one: Unit) -> Row:
    return (one.id, one.name, one.family, plain(one.factor), plain(one.step))


def _product(one: Product) -> Row:
    # The one of which there are hundreds of thousands: nothing is unpacked on the way.
    return (
        one.id, one.company, one.code, one.name, one.barcode, str(one.tracking), one.has_expiry,
        one.needs_check, one.unit, one.active, one.category, _amount(one.value), one.shelf_days,
        _amount(one.weight),
    )  # fmt: skip


def _amount(amount: Decimal) -> str:
    return "0" if amount is ZERO else plain(amount)


def _packaging(one: Packaging) -> Row:
    return (one.id, one.product, one.name, one.barcode, plain(one.quantity))


def _lot(one: Lot) -> Row:
    return (one.id, one.company, one.product, one.name, _day(one.expiry), one.blocked)


def _stock(one: Stock) -> Row:
    return (
        *(one.id, one.company, one.product, one.location, one.lot),
        *(plain(one.quantity), plain(one.reserved), _day(one.count_on)),
    )


def _check_rule(one: CheckRule) -> Row:
    return (one.id, one.company, one.definition)


def _storage_category(one: StorageCategory) -> Row:
    return (one.id, one.company, one.name, str(one.mixing), plain(one.weight_max), one.rooms)


def _putaway_rule(one: PutawayRule) -> Row:
    return (
        *(one.id, one.company, one.sequence, one.arrives, one.area, one.product, one.category),
        *(one.categories, one.pack_types, str(one.fills), one.storage),
    )


def _supplier_code(one: SupplierCode) -> Row:
    return (one.id, one.company, one.product, one.code)


_WORDS = {"code": str, "name": str, "barcode": str, "label": str}

SHAPES: dict[Table, Shape] = {
    Table.COMPANIES: Shape(_columns(Company, **_WORDS), _company),
    Table.WAREHOUSES: Shape(_columns(Warehouse, **_WORDS), _warehouse),
    Table.LOCATIONS: Shape(_columns(Location, **_WORDS, kind=str, zone=str, aisle=str), _location),
    Table.UNITS: Shape(_columns(Unit, **_WORDS, factor=str, step=str), _unit),
    Table.PRODUCTS: Shape(
        _columns(Product, **_WORDS, tracking=str, value=str, weight=str), _product
    ),
    Table.PACKAGINGS: Shape(_columns(Packaging, **_WORDS, quantity=str), _packaging),
    Table.LOTS: Shape(_columns(Lot, **_WORDS, expiry=str), _lot),
    Table.STOCK: Shape(_columns(Stock, quantity=str, reserved=str, count_on=str), _stock),
    Table.CHECK_RULES: Shape(_columns(CheckRule, definition=str), _check_rule),
    Table.STORAGE_CATEGORIES: Shape(
        _columns(StorageCategory, **_WORDS, mixing=str, weight_max=str, rooms=str),
        _storage_category,
    ),
    Table.PUTAWAY_RULES: Shape(
        _columns(PutawayRule, categories=str, pack_types=str, fills=str), _putaway_rule
    ),
    Table.SUPPLIER_CODES: Shape(_columns(SupplierCode, code=str), _supplier_code),
    Table.PACK_TYPES: Shape(pack_types.COLUMNS, pack_types.pack_type_row),
}
"""Every table of the catalogue; documents and their lines have their own, twice: base and live."""

DOCUMENT_COLUMNS = _columns(
    Document,
    **dict.fromkeys(
        (
            *("kind", "name", "origin", "party", "operation", "state", "due", "version", "batch"),
            "reference",
        ),
        str,
    ),
)
LINE_COLUMNS = _columns(
    Line, **dict.fromkeys(("demand", "done", "entries", "planned", "checks"), str)
) | {"complete": int}


def document_row(one: Document) -> Row:
    """Write a document without its lines."""
    return (
        *(one.id, str(one.kind), one.name, one.origin, one.party, one.company, one.warehouse),
        *(one.operation, str(one.state), _day(one.due), one.source, one.destination),
        *(one.backorder_of, one.version, one.batch, one.reference),
    )


def line_row(one: Line) -> Row:
    """Write a line; entries are one JSON text, and `complete` is for sorting."""
    return (
        *(one.id, one.document, one.sequence, one.product, one.unit),
        *(plain(one.demand), plain(one.done)),
        *(entries_text(one.entries), entries_text(one.planned), checks_text(one.checks)),
        one.done >= one.demand,
    )


_READ_KEPT = 256
"""Rows of a kind that are remembered as read: scan after scan is of the same few, and the same
row is the same record. Neither ever changes."""


def document(row: Row) -> Document:
    """Read a document from its columns; further columns are left alone."""
    return _document(row[: len(DOCUMENT_COLUMNS)])


@lru_cache(_READ_KEPT)
def _document(row: Row) -> Document:
    cells = list(row)
    cells[1], cells[8], cells[9] = DocumentKind(row[1]), DocumentState(row[8]), day(row[9])
    return Document(*cells)


def line(row: Row) -> Line:
    """Read a line; further columns are left alone."""
    cells = list(row[:10])
    cells[5], cells[6] = Decimal(row[5]), Decimal(row[6])
    cells[7], cells[8], cells[9] = entries(row[7]), entries(row[8]), read_checks(row[9])
    return Line(*cells)


@lru_cache(_READ_KEPT)
def location(row: Row) -> Location:
    """Read a location."""
    cells = list(row)
    cells[6], cells[11] = LocationKind(row[6]), bool(row[11])
    return Location(*cells)


@lru_cache(_READ_KEPT)
def unit(row: Row) -> Unit:
    """Read a unit."""
    cells = list(row)
    cells[3], cells[4] = Decimal(row[3]), Decimal(row[4])
    return Unit(*cells)


@lru_cache(_READ_KEPT)
def product(row: Row) -> Product:
    """Read a product."""
    cells = list(row)
    cells[5], cells[6], cells[7], cells[9] = (
        Tracking(row[5]),
        bool(row[6]),
        bool(row[7]),
        bool(row[9]),
    )
    cells[11], cells[13] = Decimal(row[11]), Decimal(row[13])
    return Product(*cells)


def packaging(row: Row) -> Packaging:
    """Read a packaging."""
    cells = list(row)
    cells[4] = Decimal(row[4])
    return Packaging(*cells)


def lot(row: Row) -> Lot:
    """Read a lot."""
    cells = list(row)
    cells[4], cells[5] = day(row[4]), bool(row[5])
    return Lot(*cells)


def check_rule(row: Row) -> CheckRule:
    """Read a rule for checks."""
    return CheckRule(*row)


def storage_category(row: Row) -> StorageCategory:
    """Read what bins of a kind take."""
    cells = list(row)
    cells[3], cells[4] = Mixing(row[3]), Decimal(row[4])
    return StorageCategory(*cells)


def putaway_rule(row: Row) -> PutawayRule:
    """Read a rule for putting away."""
    cells = list(row)
    cells[9] = Fills(row[9])
    return PutawayRule(*cells)


def entries(text: str) -> tuple[Entry, ...]:
    """Read a line's entries."""
    if not text:
        return ()
    return tuple(
        Entry(lot, day(expiry), bin, Decimal(quantity), *more)
        for lot, expiry, bin, quantity, *more in json.loads(text)
    )
