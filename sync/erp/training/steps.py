"""Receipts in several steps: what came to the dock goes on to quality, or to the shelves."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from sync.core.planned import merged
from sync.core.quantity import total
from sync.core.records import Document, DocumentKind, DocumentState, Entry, Line, Warehouse, Work
from sync.erp.training.books import Books
from sync.erp.training.moving import reserve
from sync.erp.training.orders import operation, series

AFTER = "after/"
"""What the fact is called that says where goods go on to from a place, by the place's id."""


def send_on(books: Books, work: Work) -> Document | None:
    """Write the transfer that brings on what this document has brought, where there is a next."""
    place = work.document.destination
    onward = books.file.value("SELECT value FROM facts WHERE name = ?", (f"{AFTER}{place}",))
    if onward is None:
        return None
    document = _document(books, work.document, int(onward))
    lines = tuple(_lines(books, document, work))
    if not lines:
        return None
    books.put_works([Work(document, lines)])
    for line in lines:
        reserve(books, document, None, line)
    return document


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
