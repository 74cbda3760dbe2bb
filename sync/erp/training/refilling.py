"""A bin that runs low: a transfer fills it from where the most lies, one as long as it is open.

It is found again by what it is for, so two who ask for the same have one made.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from sync.core.operations import Count
from sync.core.planned import merged
from sync.core.quantity import ZERO, total
from sync.core.records import (
    OPEN_STATES,
    Document,
    DocumentKind,
    DocumentState,
    Entry,
    Line,
    Location,
    LocationKind,
    Lot,
    Product,
    Stock,
    Warehouse,
    Work,
)
from sync.erp.training.books import Books
from sync.erp.training.moving import reserve
from sync.erp.training.orders import operation, series

REFILL = "Refill "
"""How the origin of such a transfer begins, before the operation that asked for it first."""


def refill(books: Books, op_id: str, asked: Count, today: date) -> str:
    """Ask for the transfer; name it, or the one there is; nothing where nothing lies elsewhere."""
    face, product = books.get(Location, asked.bin), books.get(Product, asked.product)
    if face is None or product is None or face.warehouse is None or face.company is None:
        return ""
    if face.kind is not LocationKind.BIN or not face.active:
        return ""
    if product.company not in {None, face.company}:
        return ""
    there = _open(books, asked)
    if there is not None:
        return there.document.name
    planned = merged(_planned(books, asked, face))
    if not planned:
        return ""
    work = _work(books, (op_id, product, today), face, planned)
    books.put_works([work])
    for line in work.lines:
        reserve(books, work.document, None, line)
    return work.document.name


def unasked_for(books: Books, op_id: str) -> None:
    """Nobody has to fill it any more: what was asked for and not begun is taken off the list."""
    document = books.first(Document, "origin = ?", (REFILL + op_id,))
    work = books.work(document.id) if document else None
    if work is None or work.document.state not in OPEN_STATES:
        return
    if any(line.done for line in work.lines):
        return
    lines = tuple(replace(line, planned=()) for line in work.lines)
    for before, after in zip(work.lines, lines, strict=True):
        reserve(books, work.document, before, after)
    books.put_works([Work(replace(work.document, state=DocumentState.CANCELLED), lines)])


def _open(books: Books, asked: Count) -> Work | None:
    found = books.find(
        Document,
        "destination = ? AND state IN (?, ?) AND origin LIKE ?",
        (asked.bin, *sorted(OPEN_STATES), f"{REFILL}%"),
    )
    works = (books.work(one.id) for one in found)
    ours = (one for one in works if one and one.lines[0].product == asked.product)
    return next(ours, None)


def _planned(books: Books, asked: Count, face: Location) -> Iterator[Entry]:
    """From where the most is free, and from no bin of another building."""
    left = asked.expected - asked.counted
    rows = books.find(
        Stock,
        "product = ? AND company = ? AND location <> ? AND location IN"
        " (SELECT id FROM locations WHERE warehouse = ? AND kind = ? AND parent = ?)",
        (asked.product, face.company, face.id, face.warehouse, LocationKind.BIN, face.parent),
    )
    for row in sorted(rows, key=lambda one: (one.reserved - one.quantity, one.id)):
        lot = books.must(Lot, row.lot) if row.lot else None
        taken = min(left, row.quantity - row.reserved)
        if taken <= 0 or (lot is not None and lot.blocked):
            continue
        left -= taken
        yield Entry(lot.name if lot else None, None, face.id, taken, row.location)


def _work(
    books: Books,
    about: tuple[str, Product, date],
    face: Location,
    planned: tuple[Entry, ...],
) -> Work:
    op_id, product, today = about
    assert face.warehouse is not None
    assert face.company is not None
    warehouse = books.must(Warehouse, face.warehouse)
    row = series(warehouse.code, DocumentKind.TRANSFER)
    document = Document(
        id=books.next_number("documents"),
        kind=DocumentKind.TRANSFER,
        name=f"{row}/{books.next_number(row):05d}",
        origin=REFILL + op_id,
        party="",
        company=face.company,
        warehouse=warehouse.id,
        operation=operation(DocumentKind.TRANSFER),
        state=DocumentState.READY,
        due=today,
        source=warehouse.stock,
        destination=face.id,
        backorder_of=None,
        version="",
    )
    demand = total(one.quantity for one in planned)
    line = Line(
        *(books.next_number("lines"), document.id, 10, product.id, product.unit),
        *(demand, ZERO, (), planned),
    )
    return Work(document, (line,))
