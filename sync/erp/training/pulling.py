"""Makes one page of what a device has not seen yet, bounded, whole documents, of one moment."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from sync.core.page import Gone, Page, Table
from sync.core.quantity import Unit
from sync.core.records import (
    Company,
    Document,
    Location,
    Lot,
    Packaging,
    Product,
    Stock,
    Warehouse,
)
from sync.erp.training.books import Books
from sync.erp.training.changes import Found, Reader, fitting
from sync.erp.training.cursor import Cursor, read_cursor
from sync.erp.training.filing import watermark
from sync.wire.messages import PullRequest

R = TypeVar("R")


def next_page(books: Books, request: PullRequest) -> Page:
    """The page after the request's cursor."""
    with books.file.snapshot():
        reader = Reader(books, tuple(sorted(request.companies)), tuple(sorted(request.warehouses)))
        cursor = _start(reader, request)
        if cursor.todo:
            found, after, more = _of_tables(reader, cursor, request.rows_max)
            total = reader.rows() if not cursor.healing else None
        else:
            found, after, more = _of_changes(reader, cursor, request.rows_max)
            total = None
        page = Page(
            from_cursor=request.cursor,
            to_cursor=str(after),
            more=more,
            # What books before these answered is in none of these, and waits for nothing.
            applied_seq=watermark(books, request.device, request.epoch) or request.answered_seq,
            done_rows=cursor.sent + sum(one.weight for one in found),
            total_rows=total,
        )
        return _filled(books, page, found)


def _start(reader: Reader, request: PullRequest) -> Cursor:
    books: str = reader.books.file.value("SELECT value FROM facts WHERE name = 'books'")
    cursor = read_cursor(request.cursor)
    begin = Cursor(
        books, reader.companies, reader.warehouses, reader.books.revision(), tuple(Table)
    )
    if cursor is None or _scope(cursor) != _scope(begin):
        return begin
    if cursor.todo:
        return cursor
    # Compared as of the device's place in the log, so that what is under way is no difference.
    differ = tuple(
        table
        for table in Table
        if table in request.sums and request.sums[table] != reader.sum_as_of(table, cursor.since)
    )
    return replace(cursor, todo=differ, healing=bool(differ), going=False, after=0, sent=0)


def _scope(cursor: Cursor) -> tuple[object, ...]:
    return cursor.books, cursor.companies, cursor.warehouses


def _of_tables(reader: Reader, cursor: Cursor, rows_max: int) -> tuple[list[Found], Cursor, bool]:
    found: list[Found] = []
    room = rows_max
    while cursor.todo and room > 0:
        read = reader.not_of_table if cursor.going else reader.of_table
        there = read(cursor.todo[0], cursor.after, room + 1)
        taken = fitting(there, room, first=not found)
        room -= sum(one.weight for one in taken)
        found += taken
        if taken:
            cursor = replace(cursor, after=taken[-1].place)
        if len(taken) < len(there):
            break
        cursor = _next_table(cursor)
    sent = cursor.sent + sum(one.weight for one in found)
    cursor = replace(
        cursor, sent=sent if cursor.todo else 0, healing=bool(cursor.todo and cursor.healing)
    )
    # What changed while the tables were read follows from the log before all is said to be there.
    more = bool(cursor.todo) or bool(reader.since(cursor.since, 1))
    return found, cursor, more


def _next_table(cursor: Cursor) -> Cursor:
    if cursor.healing and not cursor.going:
        return replace(cursor, going=True, after=0)
    return replace(cursor, todo=cursor.todo[1:], going=False, after=0)


def _of_changes(reader: Reader, cursor: Cursor, rows_max: int) -> tuple[list[Found], Cursor, bool]:
    there = reader.since(cursor.since, rows_max + 1)
    found = fitting(there, rows_max, first=True)
    more = len(found) < len(there)
    # Where nothing is left, the log has been seen to its end, other companies' changes included.
    since = found[-1].place if more else reader.books.revision()
    return found, replace(cursor, since=since), more


def _filled(books: Books, page: Page, found: list[Found]) -> Page:
    def records(table: Table, kind: type[R]) -> tuple[R, ...]:
        ids = [one.id for one in found if one.table is table and not one.gone]
        if not ids:
            return ()
        marks = ", ".join("?" for _ in ids)
        return tuple(books.find(kind, f"id IN ({marks})", ids))

    documents = records(Table.DOCUMENTS, Document)
    works = (books.work(document.id) for document in documents)
    return replace(
        page,
        companies=records(Table.COMPANIES, Company),
        warehouses=records(Table.WAREHOUSES, Warehouse),
        locations=records(Table.LOCATIONS, Location),
        units=records(Table.UNITS, Unit),
        products=records(Table.PRODUCTS, Product),
        packagings=records(Table.PACKAGINGS, Packaging),
        lots=records(Table.LOTS, Lot),
        stock=records(Table.STOCK, Stock),
        works=tuple(work for work in works if work),
        gone=tuple(_gone(found)),
    )


def _gone(found: Iterable[Found]) -> Iterable[Gone]:
    ids: dict[Table, list[int]] = {}
    for one in found:
        if one.gone:
            ids.setdefault(one.table, []).append(one.id)
    return (Gone(table, tuple(rows)) for table, rows in ids.items())
