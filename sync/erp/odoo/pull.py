"""The next page of changes: a walk over all tables, by id, whole at first and then by time."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from sync.core.page import Bucket, Gone, Page, Table
from sync.core.records import Work
from sync.erp.odoo.answers import Said
from sync.erp.odoo.chunks import next_chunk, next_flat, place_of
from sync.erp.odoo.cursor import (
    SLOW,
    Cursor,
    from_header,
    horizon,
    is_too_old,
    range_key,
    read_cursor,
    since,
    write_cursor,
)
from sync.erp.odoo.drift import Doubt, find_doubt, heal, news_since
from sync.erp.odoo.fetch import Source, model_of
from sync.erp.odoo.marker import Lane, lane
from sync.erp.odoo.memory import ALWAYS, Ahead, Memory, Place, Record, record_id
from sync.erp.odoo.translate.order import FLATS, ORDER
from sync.wire.failures import Failure
from sync.wire.messages import PullRequest

FIELD_OF = {
    Table.COMPANIES: "companies",
    Table.WAREHOUSES: "warehouses",
    Table.LOCATIONS: "locations",
    Table.UNITS: "units",
    Table.PRODUCTS: "products",
    Table.PACKAGINGS: "packagings",
    Table.LOTS: "lots",
    Table.STOCK: "stock",
    Table.CHECK_RULES: "check_rules",
    Table.STORAGE_CATEGORIES: "storage_categories",
    Table.PUTAWAY_RULES: "putaway_rules",
    Table.SUPPLIER_CODES: "supplier_codes",
    Table.PACK_TYPES: "pack_types",
    Table.DOCUMENTS: "works",
}


@dataclass
class _Draft:
    """A page that is being filled, and what stands after it."""

    cursor: Cursor
    lane: Lane
    doubt: Doubt
    ahead: dict[Place, Ahead]
    anew: bool = False
    uncompared: bool = False
    head_seq: int | None = None
    gone: tuple[Gone, ...] = ()
    taken: list[tuple[Table, Sequence[Record]]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Nothing is on the page yet."""
        return not any(records for _, records in self.taken)


async def next_page(source: Source, memory: Memory, request: PullRequest) -> Page | Failure:
    """Fetch one page; where a walk ends, the page says that there is no more."""
    memory.stand_at(request.cursor)
    last = read_cursor(request.cursor, source.range)
    if last and last.resting and request.doubt:
        at = _at(source, last)
        return await heal(at, request, partial(_news, at, request, last))
    if last is None or (last.resting and not last.held):
        draft = await _begin(source, memory, last, request)
    else:
        draft = _Draft(last, _lane(request), Doubt(), dict(memory.ahead), uncompared=True)
    if isinstance(draft, Failure):
        return draft
    draft.head_seq = request.head_seq
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
    if last is None or is_too_old(last, began):
        memory.ids = {table: set() for table in ALWAYS}
        draft = _Draft(cursor, _lane(request), Doubt(), {}, anew=True)
        begun = await _with_flats(source, memory, draft)
        return begun if isinstance(begun, Failure) else await _with_total(source, begun)
    found = await find_doubt(source, memory, request.sums)
    if isinstance(found, Failure):
        return found
    cursor = replace(
        cursor,
        since=since(last.began),
        owed=last.owed,
        looked=last.asked(SLOW),
        slow=since(last.asked(SLOW)),
        top=last.top,
        light=SLOW not in found.looked and not last.is_due(began),
    )
    draft = _Draft(cursor, _lane(request), found, {}, uncompared=not found.ended)
    return await _with_flats(source, memory, draft)


async def _news(
    source: Source, request: PullRequest, last: Cursor, bucket: Bucket
) -> frozenset[int] | Failure:
    return await news_since(source, request, since(last.asked(bucket.table)), bucket)


async def _with_flats(source: Source, memory: Memory, draft: _Draft) -> _Draft | Failure:
    """Ask for the beginning of every flat table at once: most have little or nothing to say."""
    places = [place_of(replace(draft.cursor, step=step)) for step in range(len(ORDER))]
    flats = [place for place in places if place[0] is not Table.DOCUMENTS]
    # What certainly rests need not be asked: Odoo reads all of the stock for that.
    rest = [place for place in flats if draft.doubt.rests(place[0], place[1])]
    draft.ahead |= dict.fromkeys(rest, Ahead((), ended=True))
    flats = [place for place in flats if place not in rest]
    fetched = await asyncio.gather(*(next_flat(source, place) for place in flats))
    for place, ahead in zip(flats, fetched, strict=True):
        if isinstance(ahead, Failure):
            return ahead
        draft.ahead[place] = ahead
        table = place[0]
        if FLATS[table].whole and ahead.ended:
            there = {record_id(one) for one in ahead.records}
            draft.gone = (*draft.gone, *_gone(table, memory.ids.get(table, there) - there))
            memory.know(table, there)
    return draft


def _gone(table: Table, ids: set[int]) -> tuple[Gone, ...]:
    return (Gone(table, tuple(sorted(ids))),) if ids else ()


def _at(source: Source, cursor: Cursor) -> Source:
    return replace(source, horizon=horizon(cursor.began))


async def _with_total(source: Source, draft: _Draft) -> _Draft | Failure:
    """Count what will come, so that a person sees how far a first pull is."""
    total = 0
    for (table, _, _), ahead in draft.ahead.items():
        if ahead.ended:
            total += len(ahead.records)
            continue
        counted = await _count(source, table)
        if isinstance(counted, Failure):
            return counted
        total += int(counted.value)
    draft.cursor = replace(draft.cursor, total=total)
    return draft


async def _count(source: Source, table: Table) -> Said | Failure:
    named = {"context": source.context, "domain": source.domain(table)}
    return await source.api.read(model_of(table), "search_count", named)


async def _step(source: Source, draft: _Draft, room: int) -> int | Failure:
    """Take what fits into `room` of the table the walk is at; say how much room it took."""
    cursor = draft.cursor
    place = place_of(cursor)
    ahead = draft.ahead.pop(place, None) or await next_chunk(
        source, cursor, draft.lane, draft.head_seq
    )
    if isinstance(ahead, Failure):
        return ahead
    cursor = replace(cursor, held=(*cursor.held, *ahead.held))
    ahead = replace(ahead, held=())
    count = _fitting(ahead.records, room)
    if not count and ahead.records and not draft.is_empty:
        draft.cursor, draft.ahead[place] = cursor, ahead
        return room
    taken, rest = ahead.records[: count or 1], ahead.records[count or 1 :]
    draft.taken.append((cursor.table, taken))
    if taken and cursor.table is SLOW:
        cursor = replace(cursor, top=max(cursor.top, record_id(taken[-1])))
    if not rest and ahead.ended:
        draft.cursor = replace(cursor, step=cursor.step + 1, after=0, done=cursor.done + len(taken))
        return sum(map(_rows, taken))
    after = record_id(taken[-1])
    draft.cursor = replace(cursor, after=after, done=cursor.done + len(taken))
    if rest:
        draft.ahead[place_of(draft.cursor)] = Ahead(rest, ahead.ended)
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


def _lane(request: PullRequest) -> Lane:
    return lane(request.device, request.epoch)


def _at_rest(cursor: Cursor) -> Cursor:
    """Keep of a walk that is over only what the next one needs."""
    owed = tuple(sorted(set(cursor.held)))
    looked = cursor.looked if cursor.light else cursor.began
    return Cursor(
        cursor.range, cursor.began, step=len(ORDER), owed=owed, looked=looked, top=cursor.top
    )


def _page(memory: Memory, request: PullRequest, draft: _Draft) -> Page:
    """Finish the page, and only now note what the device has been told."""
    cursor, doubt = draft.cursor, draft.doubt
    found: dict[Table, list[Record]] = {}
    every_gone = (*doubt.gone, *draft.gone)
    for gone in every_gone:
        memory.drop(gone.table, gone.ids)
    for table, records in draft.taken:
        windowed = bool(cursor.since)
        fresh = [one for one in records if not windowed or memory.is_news(table, one)]
        found.setdefault(table, []).extend(fresh)
        memory.hold(table, (record_id(one) for one in records))
        if windowed:
            memory.tell(table, fresh)
    # Where documents are held back, not all there is is here: an empty page at the end says so.
    ends = cursor.resting and (draft.is_empty or not cursor.held)
    memory.cursor, memory.ahead = write_cursor(_at_rest(cursor) if ends else cursor), draft.ahead
    fields: dict[str, Any] = {FIELD_OF[table]: tuple(rows) for table, rows in found.items()}
    return Page(
        from_cursor=request.cursor,
        to_cursor=memory.cursor,
        more=not ends,
        applied_seq=0 if ends and cursor.held else cursor.seq,
        epoch=request.epoch,
        gone=every_gone,
        anew=draft.anew,
        kept=tuple(sorted({*cursor.held, *cursor.owed})) if ends else (),
        doubt=doubt.buckets,
        uncompared=draft.uncompared,
        done_rows=cursor.done,
        total_rows=max(cursor.total, cursor.done) if cursor.total else None,
        **fields,
    )
