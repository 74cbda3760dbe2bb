"""Transfers that a move without a document has overtaken: they ask for what is there, no more."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from sync.core.operations import Move
from sync.core.quantity import ZERO, Unit, convert, total
from sync.core.records import (
    OPEN_STATES,
    Document,
    DocumentKind,
    DocumentState,
    Line,
    Product,
    Stock,
    Work,
)
from sync.erp.training.books import Books
from sync.erp.training.moving import in_stock_unit
from sync.erp.training.onward import lies_in, onward


def overtake(books: Books, company: int, deed: Move) -> None:
    """Bring down what transfers ask for that were to bring such goods there; or cancel them."""
    target = onward(books, deed.source)
    if target is None or not lies_in(books, deed.bin, target):
        return
    free = _free(books, company, deed)
    for work in _works(books, company, (deed.source, target)):
        lines = []
        for line in work.lines:
            now, free = _kept(books, line, free) if line.product == deed.product else (line, free)
            lines.append(now)
        if tuple(lines) != work.lines:
            books.put_works([_closed(replace(work, lines=tuple(lines)))])


def _works(books: Books, company: int, way: tuple[int, int]) -> Iterable[Work]:
    found = books.find(
        Document,
        "kind = ? AND company = ? AND source = ? AND destination = ? AND state IN (?, ?)",
        (DocumentKind.TRANSFER, company, *way, *sorted(OPEN_STATES)),
    )
    for one in sorted(found, key=lambda one: one.id):
        work = books.work(one.id)
        assert work is not None
        yield work


def _free(books: Books, company: int, deed: Move) -> Decimal:
    """What lies there of the article, and is reserved for nobody."""
    where = "product = ? AND location = ? AND company = ?"
    rows = books.find(Stock, where, (deed.product, deed.source, company))
    return max(total(one.quantity - one.reserved for one in rows), ZERO)


def _kept(books: Books, line: Line, free: Decimal) -> tuple[Line, Decimal]:
    held = line.done + total(one.quantity for one in line.planned)
    missing = line.demand - held
    if missing <= ZERO:
        return line, free
    short = in_stock_unit(books, line.product, line.unit, missing)
    there = min(short, free)
    kept = books.must(Unit, books.must(Product, line.product).unit)
    again = convert(there, kept, books.must(Unit, line.unit))
    if not isinstance(again, Decimal):
        return line, free
    return replace(line, demand=held + again), free - there


def _closed(work: Work) -> Work:
    """A transfer of which nothing is left is none."""
    if any(line.demand for line in work.lines):
        return work
    return replace(work, document=replace(work.document, state=DocumentState.CANCELLED))
