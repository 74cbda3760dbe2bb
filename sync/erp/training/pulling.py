"""Makes one page of what a device has not seen yet, bounded, whole documents, of one moment."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import TypeVar

from sync.core.lifecycle import Result
from sync.core.pack_types import PackType
from sync.core.page import Bucket, Drift, Gone, Page, Table
from sync.core.quality import CheckRule
from sync.core.quantity import Unit
from sync.core.records import (
    Company,
    Document,
    Location,
    Lot,
    Packaging,
    Product,
    Stock,
    SupplierCode,
    Warehouse,
)
from sync.core.storage import PutawayRule, StorageCategory
from sync.core.sums import add_up, amiss, differing, sum_of
from sync.erp.training.books import Books
from sync.erp.training.changes import Found, Reader, fitting
from sync.erp.training.copies import is_copied, is_strange, judged_otherwise
from sync.erp.training.cursor import Cursor, read_cursor
from sync.erp.training.filing import answers_after, began_with, get_to_know, watermark
from sync.erp.training.history import mark_at
from sync.wire.messages import PullRequest

IN_MAX = 500
"""Values in one `IN (…)`."""
R = TypeVar("R")


def introduce(books: Books, request: PullRequest) -> None:
    """Note where these books begin with a device, once it says that it knows them.

    Not before: a question that was on its way for long says nothing of who asks today.
    """
    known = read_cursor(request.cursor)
    if known is None or known.books != books.name:
        return
    if watermark(books, request.device, request.epoch) is None:
        get_to_know(books, request.device, request.epoch, known.began)


def next_page(books: Books, request: PullRequest) -> Page:
    """The page after the request's cursor."""
    with books.file.snapshot():
        reader = Reader(books, tuple(sorted(request.companies)), tuple(sorted(request.warehouses)))
        cursor = _known(reader, request)
        if cursor and request.doubt:
            return _healing(reader, request, cursor)
        anew = cursor is None
        cursor = cursor or _beginning(reader, request)
        doubt = () if cursor.todo else _in_doubt(reader, request)
        found, after, more = _next(reader, cursor, request.rows_max)
        at = books.revision()
        after = replace(after, at=at, mark=mark_at(books.file, at))
        answers, applied_seq = _answered(books, request)
        page = Page(
            from_cursor=request.cursor,
            to_cursor=str(after),
            more=more,
            applied_seq=applied_seq,
            epoch=request.epoch,
            answered_seq=request.answered_seq,
            answers=answers,
            # Put back to an older day, these books lack what they answered since.
            resend_from=applied_seq + 1 if applied_seq < request.answered_seq else 0,
            strange=is_strange(books, request),
            copied=is_copied(books, request.device, request.epoch),
            anew=anew,
            doubt=doubt,
            uncompared=bool(cursor.todo),
            done_rows=cursor.sent + sum(one.weight for one in found),
            total_rows=reader.rows() if cursor.todo else None,
        )
        return _filled(books, page, found)


def _answered(books: Books, request: PullRequest) -> tuple[tuple[Result, ...], int]:
    """The answers that the device lacks, and up to which number it then knows them all."""
    device, epoch, known = request.device, request.epoch, request.answered_seq
    last = watermark(books, device, epoch)
    if last is None:
        last = _began(books, request)
    before = judged_otherwise(books, request)
    if last <= known:
        return before, last
    found = answers_after(books, device, epoch, known)
    # Behind a number that is not here stands an operation that was issued again: its answer comes
    # when it is sent.
    answers = tuple(one for at, one in enumerate(found, known + 1) if one.seq == at)
    return before + answers, known + len(answers)


def _began(books: Books, request: PullRequest) -> int:
    """Up to which number older books answered the device: that is in none of these.

    Whoever saw these very books was known to them before they were put back, and says so.
    """
    began = began_with(books, request.device, request.epoch)
    if began is not None:
        return began
    known = read_cursor(request.cursor or request.remembered)
    return known.began if known and known.books == books.name else request.answered_seq


def _known(reader: Reader, request: PullRequest) -> Cursor | None:
    """Read a cursor; None where these books cannot go on from it."""
    cursor, books = read_cursor(request.cursor), reader.books
    if cursor is None or (cursor.books, *_scope(cursor)) != (books.name, *_mine(reader)):
        return None
    # Too old: what went since is forgotten. Ahead: these books were put back to an older day. Of
    # another mark: they were, and have gone on since.
    if cursor.since < books.floor() or cursor.at > books.revision():
        return None
    return cursor if cursor.mark == mark_at(books.file, cursor.at) else None


def _beginning(reader: Reader, request: PullRequest) -> Cursor:
    books = reader.books
    began = _began(books, request)
    return Cursor(books.name, *_mine(reader), books.revision(), tuple(Table), began=began)


def _mine(reader: Reader) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return reader.companies, reader.warehouses


def _scope(cursor: Cursor) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return cursor.companies, cursor.warehouses


def _next(reader: Reader, cursor: Cursor, rows_max: int) -> tuple[list[Found], Cursor, bool]:
    if cursor.todo:
        return _of_tables(reader, cursor, rows_max)
    return _of_changes(reader, cursor, rows_max)


def _of_tables(reader: Reader, cursor: Cursor, rows_max: int) -> tuple[list[Found], Cursor, bool]:
    found: list[Found] = []
    room = rows_max
    while cursor.todo and room > 0:
        there = reader.of_table(cursor.todo[0], cursor.after, room + 1)
        taken = fitting(there, room, first=not found)
        room -= sum(one.weight for one in taken)
        found += taken
        if taken:
            cursor = replace(cursor, after=taken[-1].place)
        if len(taken) < len(there):
            break
        cursor = replace(cursor, todo=cursor.todo[1:], after=0)
    sent = cursor.sent + sum(one.weight for one in found)
    cursor = replace(cursor, sent=sent if cursor.todo else 0)
    # What changed while the tables were read follows from the log before all is said to be there.
    more = bool(cursor.todo) or bool(reader.since(cursor.since, 1))
    return found, cursor, more


def _of_changes(reader: Reader, cursor: Cursor, rows_max: int) -> tuple[list[Found], Cursor, bool]:
    there = reader.since(cursor.since, rows_max + 1)
    found = fitting(there, rows_max, first=True)
    more = len(found) < len(there)
    # Where nothing is left, the log has been seen to its end, other companies' changes included.
    since = found[-1].place if more else reader.books.revision()
    return found, replace(cursor, since=since), more


# ---------------------------------------------------------------------- drift


def _in_doubt(reader: Reader, request: PullRequest) -> tuple[Bucket, ...]:
    """Buckets that differ; perhaps only by what is on its way, which their rows will show."""
    return tuple(
        Bucket(table, number)
        for table, held in request.sums.items()
        for number in differing(held, add_up(reader.mixes(table).items()))
    )


def _healing(reader: Reader, request: PullRequest, cursor: Cursor) -> Page:
    """A page that puts buckets right, but for what has changed after the device's place."""
    page = Page(request.cursor, request.cursor, more=False, applied_seq=0)
    found: list[Found] = []
    for table, buckets in request.doubt.items():
        for number, held in buckets.items():
            bucket = Bucket(table, number)
            news = reader.changed_in(bucket, cursor.since)
            there = _without(reader.mixes(table, bucket), news)
            held_ = _without(held, news)
            surplus, wrong = amiss(held_, there)
            if not surplus and not wrong:
                continue
            found += [Found(table, id, id, 1, gone=True) for id in surplus]
            found += [Found(table, id, id, 1, gone=False) for id in wrong]
            drift = Drift(bucket, sum_of(held_), sum_of(there), len(surplus), len(wrong))
            page = replace(page, drift=(*page.drift, drift))
    return _filled(reader.books, page, found)


def _without(mixes: Mapping[int, int], news: AbstractSet[int]) -> dict[int, int]:
    return {id: number for id, number in mixes.items() if id not in news}


def _filled(books: Books, page: Page, found: list[Found]) -> Page:
    def records(table: Table, kind: type[R]) -> tuple[R, ...]:
        ids = [one.id for one in found if one.table is table and not one.gone]
        if not ids:
            return ()
        return tuple(
            record
            for start in range(0, len(ids), IN_MAX)
            for record in books.find(kind, *_among(ids[start : start + IN_MAX]))
        )

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
        check_rules=records(Table.CHECK_RULES, CheckRule),
        storage_categories=records(Table.STORAGE_CATEGORIES, StorageCategory),
        putaway_rules=records(Table.PUTAWAY_RULES, PutawayRule),
        supplier_codes=records(Table.SUPPLIER_CODES, SupplierCode),
        pack_types=records(Table.PACK_TYPES, PackType),
        works=tuple(work for work in works if work),
        gone=tuple(_gone(found)),
    )


def _among(ids: Sequence[int]) -> tuple[str, Sequence[int]]:
    marks = ", ".join("?" for _ in ids)
    return f"id IN ({marks})", ids


def _gone(found: Iterable[Found]) -> Iterable[Gone]:
    ids: dict[Table, list[int]] = {}
    for one in found:
        if one.gone:
            ids.setdefault(one.table, []).append(one.id)
    return (Gone(table, tuple(rows)) for table, rows in ids.items())
