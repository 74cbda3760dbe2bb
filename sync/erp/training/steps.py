"""Receipts in several steps: what came to the dock goes on to quality, or to the shelves."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from sync.core.operations import Move
from sync.core.planned import merged
from sync.core.quantity import total
from sync.core.records import (
    Document,
    DocumentKind,
    DocumentState,
    Entry,
    Line,
    Location,
    Product,
    Warehouse,
    Work,
)
from sync.erp.training.books import Books
from sync.erp.training.moving import in_stock_unit, reserve
from sync.erp.training.onward import onward
from sync.erp.training.orders import operation, series


def send_on(books: Books, work: Work) -> Document | None:
    """Write the transfer that brings on what this document has brought, where there is a next."""
    target = onward(books, work.document.destination)
    if target is None:
        return None
    document = _document(books, work.document, target)
    lines = tuple(_lines(books, document, work))
    if not lines:
        return None
    books.put_works([Work(document, lines)])
    for line in lines:
        reserve(books, document, None, line)
    return document


def bring_on(books: Books, company: int, deed: Move, amount: Decimal) -> None:
    """Write the transfer for what a move without a document brought (or brought back) to a dock."""
    place = books.must(Location, deed.bin if amount > 0 else deed.source)
    target = onward(books, place.id)
    if target is None or place.warehouse is None:
        return
    kind, product = DocumentKind.TRANSFER, books.must(Product, deed.product)
    row = series(books.must(Warehouse, place.warehouse).code, kind)
    document = Document(
        id=books.next_number("documents"), kind=kind, name=f"{row}/{books.next_number(row):05d}",
        origin=deed.paper, party="", company=company, warehouse=place.warehouse,
        operation=operation(kind), state=DocumentState.READY, due=None,
        source=place.id, destination=target, backorder_of=None, version="",
    )  # fmt: skip
    moved = in_stock_unit(books, deed.product, deed.unit, abs(amount))
    planned = Entry(deed.lot, None, target, moved, place.id)
    about = (books.next_number("lines"), document.id, 10, product.id, product.unit)
    line = Line(*about, moved, Decimal(0), (), (planned,))
    books.put_works([Work(document, (line,))])
    reserve(books, document, None, line)


def _document(books: Books, before: Document, target: int) -> Document:
    row = series(books.must(Warehouse, before.warehouse).code, DocumentKind.TRANSFER)
    return replace(
        before,
        id=books.next_number("documents"),
        kind=DocumentKind.TRANSFER,
        name=f"{row}/{books.next_number(row):05d}",
        operation=operation(DocumentKind.TRANSFER),
        state=DocumentState.READY,
        source=before.destination,
        destination=target,
        backorder_of=None,
    )


def _lines(books: Books, document: Document, work: Work) -> Iterable[Line]:
    for line in work.lines:
        # What was put elsewhere is where it was to go already.
        came = [entry for entry in line.entries if entry.bin == document.source]
        if not came:
            continue
        planned = merged(
            Entry(one.lot, None, document.destination, one.quantity, one.bin) for one in came
        )
        yield replace(
            line,
            id=books.next_number("lines"),
            document=document.id,
            demand=total(one.quantity for one in came),
            done=Decimal(0),
            entries=(),
            planned=planned,
        )
