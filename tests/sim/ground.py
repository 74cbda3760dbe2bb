"""The ground every run stands on: a small group of companies in the training ERP's own books."""

import shutil
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from sync.core.records import (
    Company,
    Location,
    LocationKind,
    Lot,
    Packaging,
    Product,
    Stock,
    Tracking,
    Warehouse,
)
from sync.core.slices import Scope
from sync.erp.training.books import Books, Owner
from sync.erp.training.database import make_tables, mark_whole, open_file
from sync.erp.training.group import (
    BETWEEN_COMPANIES,
    CUSTOMERS_PLACE,
    DOZEN,
    KILO,
    LOSS_PLACE,
    PIECE,
    SUPPLIERS_PLACE,
    UNITS,
)
from sync.erp.training.opening import FILE_NAME
from sync.store.lanes import inline_lanes
from sync.store.store import Store

TODAY = date(2026, 11, 23)
SCOPES = (Scope(1, 1), Scope(2, 2))
"""Two companies, each with a warehouse of its own."""
BINS = 4
"""Bins of a warehouse; the last of them is closed."""
PLAIN, LOTTED, SERIAL, FRESH, WEIGHED, OURS, DATED, DOZENS = range(1, 9)
OLD_SERIAL = "SN-0"
_K = LocationKind


@dataclass(frozen=True)
class Place:
    """Where a warehouse's goods may lie."""

    stock: int
    bins: tuple[int, ...]
    hold: int


def place_of(scope: Scope) -> Place:
    first = 10 * scope.warehouse
    return Place(first + 1, tuple(range(first + 2, first + 2 + BINS)), first + 8)


def _products() -> list[Product]:
    def article(id: int, tracking: Tracking, *, expiry: bool = False, unit: int = PIECE.id):
        company = 1 if id == OURS else None
        return Product(
            id, company, f"ART-{id}", f"Article {id}", f"40000{id:08d}", tracking,
            has_expiry=expiry, needs_check=False, unit=unit, active=True,
        )  # fmt: skip

    none = Tracking.NONE
    return [
        article(PLAIN, none),
        article(LOTTED, Tracking.LOT),
        article(SERIAL, Tracking.SERIAL),
        article(FRESH, Tracking.LOT, expiry=True),
        article(WEIGHED, none, unit=KILO.id),
        article(OURS, none),
        article(DATED, none, expiry=True),
        article(DOZENS, none),
    ]


def unit_of(product: int) -> int:
    """The unit a product is bought in."""
    return {WEIGHED: KILO.id, DOZENS: DOZEN.id}.get(product, PIECE.id)


def stock_unit_of(product: int) -> int:
    """The unit a product is kept in."""
    return KILO.id if product == WEIGHED else PIECE.id


def _places(scope: Scope) -> list[Location]:
    first, company, building = 10 * scope.warehouse, scope.company, scope.warehouse

    def place(id: int, name: str, kind: LocationKind, *, active: bool = True) -> Location:
        return Location(
            id, company, building, name, name, name, kind, first, "A", "1", id, active=active
        )

    there = place_of(scope)
    closed = there.bins[-1]
    return [
        place(first, f"W{building}", _K.AREA),
        place(there.stock, f"W{building}/Stock", _K.BIN),
        *(place(id, f"W{building}/A-{id}", _K.BIN, active=id != closed) for id in there.bins),
        place(there.hold, f"W{building}/Hold", _K.HOLD),
        *_suspense(first + 9, scope),
    ]  # fmt: skip


def _suspense(id: int, scope: Scope) -> list[Location]:
    if "SUSPENSE" not in _K.__members__:
        return []
    name = f"W{scope.warehouse}/Exceptions"
    kind = _K["SUSPENSE"]
    where = (scope.company, scope.warehouse)
    return [Location(id, *where, name, name, None, kind, None, "", "", 0, active=True)]


def _nobodys() -> list[Location]:
    named = (
        (SUPPLIERS_PLACE, "Suppliers", _K.SUPPLIER),
        (CUSTOMERS_PLACE, "Customers", _K.CUSTOMER),
        (LOSS_PLACE, "Losses", _K.LOSS),
        (BETWEEN_COMPANIES, "Between companies", _K.TRANSIT),
    )
    return [
        Location(id, None, None, name, name, None, kind, None, "", "", 0, active=True)
        for id, name, kind in named
    ]  # fmt: skip


def _write(books: Books) -> None:
    companies = [Company(1, "North"), Company(2, "South")]
    houses = [Warehouse(one.warehouse, one.company, f"W{one.warehouse}", "", place_of(one).stock)
              for one in SCOPES]  # fmt: skip
    lot = Lot(1, 1, SERIAL, OLD_SERIAL, None)
    shelf = place_of(SCOPES[0]).bins[0]
    nothing = Decimal(0)
    books.put((one, Owner(one.id)) for one in companies)
    books.put((one, Owner(one.company, one.id)) for one in houses)
    places = [*_nobodys(), *(one for scope in SCOPES for one in _places(scope))]
    books.put((one, Owner(one.company, one.warehouse)) for one in places)
    books.put((one, Owner()) for one in UNITS)
    books.put((one, Owner(one.company)) for one in _products())
    box = Packaging(1, PLAIN, "Box", "14000000000001", Decimal(6))
    books.put([(box, Owner()), (lot, Owner(1))])
    books.put([(Stock(1, 1, SERIAL, shelf, 1, Decimal(1), nothing), Owner(1, 1))])
    for name in ("stock", "lots"):
        books.next_number(name)


@cache
def _books_template(room: Path) -> Path:
    folder = room / "templates" / "books"
    folder.mkdir(parents=True, exist_ok=True)
    file = open_file(folder / FILE_NAME)
    with file.transaction():
        make_tables(file)
        _write(Books(file))
        file.do("INSERT INTO facts VALUES ('books', 'sim')")
        mark_whole(file)
    file.close()
    return folder


@cache
def _device_template(room: Path, name: str) -> Path:
    folder = room / "templates" / name
    opened = Store.open(folder, name, inline_lanes())
    assert isinstance(opened, Store), opened
    opened.close()
    (folder / "device.lock").unlink()
    return folder


def new_books(room: Path, folder: Path) -> None:
    """Put fresh books into a folder."""
    _copy(_books_template(room), folder)


def new_device(room: Path, folder: Path, name: str) -> None:
    """Put the empty files of a device into a folder."""
    _copy(_device_template(room, name), folder)


def _copy(template: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for file in template.iterdir():
        shutil.copyfile(file, folder / file.name)
