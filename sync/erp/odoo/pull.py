"""The next page of changes: a walk over all tables, by id, whole at first and then by time."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sync.core.page import Page, Table
from sync.core.records import Work
from sync.erp.odoo.answers import Said
from sync.erp.odoo.cursor import (
    Cursor,
    from_header,
    horizon,
    range_key,
    read_cursor,
    since,
    write_cursor,
)
from sync.erp.odoo.drift import Drift, find_drift
from sync.erp.odoo.fetch import (
    DOCUMENTS_MAX,
    Source,
    document_ids,
    documents,
    flat_rows,
    model_of,
)
from sync.erp.odoo.memory import Ahead, Memory, Record, record_id
from sync.erp.odoo.translate.order import ORDER
from sync.wire.failures import Failure
from sync.wire.messages import PullRequest

CHUNK_ROWS_MAX = 5_000
"""Rows asked of Odoo at once; several pages are cut from one answer."""

FIELD_OF = {
    Table.COMPANIES: "companies",
    Table.WAREHOUSES: "warehouses",
    Table.LOCATIONS: "locations",
    Table.UNITS: "units",
    Table.PRODUCTS: "products",
    Table.PACKAGINGS: "packagings",
    Table.LOTS: "lots",
    Table.STOCK: "stock",
    Table.DOCUMENTS: "works",
}
_NO_DRIFT = Drift((), (), {})


@dataclass
class _Draft:
    """A page that is being filled, and what stands after it."""

    cursor: Cursor
    drift: Drift
    ahead: Ahead
    taken: list[tuple[Table, Sequence[Record]]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Nothing is on the page yet."""
        return not any(records for _, records in self.taken)


async def next_page(source: Source, memory: Memory, request: PullRequest) -> Page | Failure:
    """Fetch one page; where a walk ends, the page says that there is no more."""
    memory.stand_at(request.cursor)
    last = read_cursor(request.cursor, source.range)
    if last is None or last.resting:
        draft = await _begin(source, memory, last, request)
    else:
        draft = _Draft(last, _NO_DRIFT, memory.ahead)
    if isinstance(draft, Failure):
        return draft
    source = _at(source, draft.cursor)
    room = request.rows_max
    while room > 0 and not draft.cursor.resting:
        taken = await _step(source, draft, room)
        if isinstance(taken, Failure):
            return taken
        room -= taken
    return _page(memory, request, draft)


async def _begin(
    source: Source, memory: Memory, last: Cursor | None, request: PullRequest
) -> _Draft | Failure:
    """Begin a walk: fix its time and watermark before the first row is read."""
    counted = await _count(source, Table.COMPANIES)
    if isinstance(counted, Failure):
        return counted
    began = from_header(counted.date)
    cursor = Cursor(range_key(source.range), began, seq=request.answered_seq)
    source = _at(source, cursor)
    if last is None:
        total = await _total(source)
        if isinstance(total, Failure):
            return total
        drift = Drift((), (), {table: set() for table in Table})
        return _Draft(replace(cursor, total=total), drift, Ahead())
    window = since(last.began)
    found = await find_drift(source, memory, request.sums, window)
    if isinstance(found, Failure):
        return found
    return _Draft(replace(cursor, since=window, whole=found.whole), found, Ahead())


def _at(source: Source, cursor: Cursor) -> Source:
    return replace(source, horizon=horizon(cursor.began))


async def _total(source: Source) -> int | Failure:
    total = 0
    for table in Table:
        counted = await _count(source, table)
        if isinstance(counted, Failure):
            return counted
        total += int(counted.value)
    return total


async def _count(source: Source, table: Table) -> Said | Failure:
    named = {"context": source.context, "domain": source.domain(table)}
    return await source.api.read(model_of(table), "search_count", named)


async def _step(source: Source, draft: _Draft, room: int) -> int | Failure:
    """Take what fits into `room` of the table the walk is at; say how much room it took."""
    cursor, ahead = draft.cursor, draft.ahead
    key = (cursor.table, cursor.window, cursor.after)
    if ahead.key != key:
        fetched = await _fetch(source, cursor, room)
        if isinstance(fetched, Failure):
            return fetched
        ahead = fetched
    count = _fitting(ahead.records, room)
    if not count and ahead.records and not draft.is_empty:
        draft.ahead = replace(ahead, key=key)
        return room
    taken, rest = ahead.records[: count or 1], ahead.records[count or 1 :]
    draft.taken.append((cursor.table, taken))
    if not rest and ahead.ended:
        draft.ahead = Ahead()
        draft.cursor = replace(cursor, step=cursor.step + 1, after=0, done=cursor.done + len(taken))
        return sum(map(_rows, taken))
    after = record_id(taken[-1])
    draft.ahead = Ahead((*key[:2], after), rest, ahead.ended) if rest else Ahead()
    draft.cursor = replace(cursor, after=after, done=cursor.done + len(taken))
    return sum(map(_rows, taken))


def _fitting(records: Sequence[Record], room: int) -> int:
    """Count how many of the next records fit; a document counts with its lines."""
    for count, record in enumerate(records):
        room -= _rows(record)
        if room < 0:
            return count
    return len(records)


def _rows(record: Record) -> int:
    return 1 + len(record.lines) if isinstance(record, Work) else 1


async def _fetch(source: Source, cursor: Cursor, room: int) -> Ahead | Failure:
    """Ask Odoo for more than one page holds."""
    key = (cursor.table, cursor.window, cursor.after)
    if cursor.table is Table.DOCUMENTS:
        return await _fetch_documents(source, cursor)
    limit = max(room, CHUNK_ROWS_MAX)
    domain: list[Any] = [["id", ">", cursor.after]]
    if cursor.window:
        domain.append(["write_date", ">=", cursor.window])
    rows = await flat_rows(source, cursor.table, domain, limit)
    return rows if isinstance(rows, Failure) else Ahead(key, rows, len(rows) < limit)


async def _fetch_documents(source: Source, cursor: Cursor) -> Ahead | Failure:
    after = cursor.after
    while True:
        ids = await document_ids(source, cursor.window, after, DOCUMENTS_MAX)
        if isinstance(ids, Failure):
            return ids
        works = await documents(source, ids)
        if isinstance(works, Failure):
            return works
        ended = len(ids) < DOCUMENTS_MAX
        if works or ended:
            return Ahead((cursor.table, cursor.window, cursor.after), works, ended)
        # All of these have left our range meanwhile: go on behind them.
        after = ids[-1]


def _page(memory: Memory, request: PullRequest, draft: _Draft) -> Page:
    """Finish the page, and only now note what the device has been told."""
    cursor, drift = draft.cursor, draft.drift
    found: dict[Table, list[Record]] = {}
    memory.ids.update({table: set(ids) for table, ids in drift.ids.items()})
    for gone in drift.gone:
        memory.drop(gone.table, gone.ids)
    for table, records in draft.taken:
        windowed = bool(cursor.since) and table not in cursor.whole
        fresh = [one for one in records if not windowed or memory.is_news(table, one)]
        found.setdefault(table, []).extend(fresh)
        memory.hold(table, (record_id(one) for one in records))
        if windowed:
            memory.tell(table, fresh)
    rest = Cursor(cursor.range, cursor.began, step=len(ORDER)) if cursor.resting else cursor
    memory.cursor, memory.ahead = write_cursor(rest), draft.ahead
    fields: dict[str, Any] = {FIELD_OF[table]: tuple(rows) for table, rows in found.items()}
    return Page(
        from_cursor=request.cursor,
        to_cursor=memory.cursor,
        more=not cursor.resting,
        applied_seq=cursor.seq,
        gone=drift.gone,
        done_rows=cursor.done,
        total_rows=max(cursor.total, cursor.done) if cursor.total else None,
        **fields,
    )
