"""Finds what a device holds too much, too little or wrong: by sums first, then row by row."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sync.core.page import Bucket, Drift, Gone, Page, Table
from sync.core.sums import Sums, add_up, amiss, differing, ids_of, record_mix, sum_of
from sync.erp.odoo.fetch import (
    Source,
    all_ids,
    document_ids,
    documents,
    flat_rows,
    lane_numbers,
    model_of,
)
from sync.erp.odoo.looks import next_looks
from sync.erp.odoo.marker import lane
from sync.erp.odoo.memory import Memory, Record, record_id
from sync.erp.odoo.translate import document
from sync.erp.odoo.whole import all_records
from sync.wire.failures import Failure
from sync.wire.messages import PullRequest

BUCKET_ROWS = len(ids_of(0))

NewsOf = Callable[[Bucket], Awaitable[frozenset[int] | Failure]]
"""Finds the ids of a bucket that will come by themselves."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Records that are gone for certain, and buckets whose rows must be compared.

    `looked` are the tables that were compared, or a part of them; `ended` where none is left.
    `written` is when stock was last written to, where that was asked; of it nothing older is new.
    """

    gone: tuple[Gone, ...] = ()
    buckets: tuple[Bucket, ...] = ()
    looked: frozenset[Table] = frozenset()
    ended: bool = True
    written: str = ""

    def rests(self, table: Table, since: str) -> bool:
        """Say whether it is certain that nothing of a table was written since."""
        return table is Table.STOCK and "" < self.written < since


# ---------------------------------------------------------------------- by sums


async def find_doubt(source: Source, memory: Memory, sums: Mapping[Table, Sums]) -> Doubt | Failure:
    """Compare the next of the sums that were sent, and the ids of what goes without a trace."""
    asked = source.session.tables
    sums = {table: sums[table] for table in asked if table in sums}
    if not sums:
        return await _vanished(source, memory)
    looks, then = next_looks(sums, memory.place)
    buckets: list[Bucket] = []
    for look in looks:
        there = await all_records(source, look)
        if isinstance(there, Failure):
            return there
        summed = await source.api.http.aside(partial(_summed, there))
        held = {number: one for number, one in sums[look.table].items() if look.holds(number)}
        buckets += [Bucket(look.table, number) for number in differing(held, summed)]
        memory.looked_at(look, map(record_id, there))
    looked = frozenset(look.table for look in looks)
    gone = Doubt() if Table.STOCK in looked else await _vanished(source, memory)
    if isinstance(gone, Failure):
        return gone
    memory.place = then
    return replace(gone, buckets=tuple(buckets), looked=looked, ended=then is None)


def _summed(records: Sequence[Record]) -> Sums:
    return add_up((record_id(record), record_mix(record)) for record in records)


async def _vanished(source: Source, memory: Memory) -> Doubt | Failure:
    """Odoo deletes quants all day long without a trace: one short question on every walk."""
    table = Table.STOCK
    known = memory.ids.get(table)
    if known is None:
        return Doubt()
    summed = await _count_and_ids(source, table)
    if isinstance(summed, Failure):
        return summed
    *there, written = summed
    if there == [len(known), sum(known)]:
        return Doubt(written=written)
    ids = await all_ids(source, table)
    if isinstance(ids, Failure):
        return ids
    gone = tuple(sorted(known - ids))
    # What is new comes by its time of change; should it not, the next sums show it.
    memory.know(table, ids)
    return Doubt(gone=(Gone(table, gone),) if gone else ())


async def _count_and_ids(source: Source, table: Table) -> tuple[int, int, str] | Failure:
    """Odoo reads all of the table for it: when it was last written to is asked in the same go."""
    named = {
        "context": source.context,
        "domain": source.domain(table),
        "groupby": [],
        "aggregates": ["__count", "id:sum", "write_date:max"],
    }
    said = await source.api.read(model_of(table), "formatted_read_group", named)
    if isinstance(said, Failure):
        return said
    row = said.value[0] if said.value else {}
    counted = (int(row.get("__count") or 0), int(row.get("id:sum") or 0))
    return (*counted, str(row.get("write_date:max") or ""))


# ---------------------------------------------------------------------- row by row


async def heal(source: Source, request: PullRequest, news_of: NewsOf) -> Page | Failure:
    """Make a page that puts buckets right, but for what is news and comes by itself."""
    page = Page(request.cursor, request.cursor, more=False, applied_seq=0)
    records: dict[Table, list[Record]] = {}
    for table, buckets in request.doubt.items():
        for number, held in buckets.items():
            found = await _compare(source, (Bucket(table, number), held), news_of)
            if isinstance(found, Failure):
                return found
            records.setdefault(table, []).extend(found.records)
            gone = (Gone(table, found.surplus),) if found.surplus else ()
            page = replace(page, gone=(*page.gone, *gone), drift=(*page.drift, *found.drift))
    fields = {
        "works" if table is Table.DOCUMENTS else str(table): tuple(found)
        for table, found in records.items()
    }
    return replace(page, **fields)  # type: ignore[arg-type]  # each table's records are its own


@dataclass(frozen=True, slots=True)
class _Found:
    surplus: tuple[int, ...]
    records: tuple[Record, ...]
    drift: tuple[Drift, ...]


async def _compare(
    source: Source, asked: tuple[Bucket, Mapping[int, int]], news_of: NewsOf
) -> _Found | Failure:
    bucket, held = asked
    there = await _records_of(source, bucket)
    if isinstance(there, Failure):
        return there
    # Asked after the reading: what changed in between is news as well.
    news = await news_of(bucket)
    if isinstance(news, Failure):
        return news
    kept = {record_id(one): one for one in there if record_id(one) not in news}
    mixes = {id: record_mix(one) for id, one in kept.items()}
    held = {id: number for id, number in held.items() if id not in news}
    surplus, wrong = amiss(held, mixes)
    # That something went is found in no other way here, so it is no incident; a wrong row is.
    drift = Drift(bucket, sum_of(held), sum_of(mixes), len(surplus), len(wrong))
    return _Found(surplus, tuple(kept[id] for id in wrong), (drift,) if wrong else ())


async def _records_of(source: Source, bucket: Bucket) -> list[Record] | Failure:
    ids = ids_of(bucket.number)
    within = [["id", ">=", ids[0]], ["id", "<=", ids[-1]]]
    if bucket.table is not Table.DOCUMENTS:
        return await flat_rows(source, bucket.table, within, BUCKET_ROWS)
    domain = [*source.domain(Table.DOCUMENTS), *within]
    named = {"context": source.context, "domain": domain, "order": "id"}
    said = await source.api.read(document.MODEL, "search", named)
    return said if isinstance(said, Failure) else await documents(source, list(said.value))


async def news_since(
    source: Source, request: PullRequest, since: str, bucket: Bucket
) -> frozenset[int] | Failure:
    """Ids of a bucket that the next walk tells of, and documents that are held back until then."""
    ids = ids_of(bucket.number)
    if bucket.table is not Table.DOCUMENTS:
        within = [["id", ">=", ids[0]], ["id", "<=", ids[-1]], ["write_date", ">=", since]]
        domain = [*source.domain(bucket.table), *within]
        named = {"context": source.context, "domain": domain}
        said = await source.api.read(model_of(bucket.table), "search", named)
        return said if isinstance(said, Failure) else frozenset(said.value)
    changed = await document_ids(source, since, ids[0] - 1, BUCKET_ROWS)
    if isinstance(changed, Failure):
        return changed
    held_back = await _held_back(source, request, ids)
    if isinstance(held_back, Failure):
        return held_back
    return frozenset(id for id in changed if id in ids) | held_back


async def _held_back(
    source: Source, request: PullRequest, ids: Sequence[int]
) -> frozenset[int] | Failure:
    within: Iterable[int] = ids
    numbers = await lane_numbers(source, list(within), lane(request.device, request.epoch))
    if isinstance(numbers, Failure):
        return numbers
    return frozenset(
        id for id, seqs in numbers.items() if max(seqs, default=0) > request.answered_seq
    )
