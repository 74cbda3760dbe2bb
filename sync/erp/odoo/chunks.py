"""Asks Odoo for more than one page holds: flat rows, and whole documents fit to be shown."""

from typing import Any

from sync.core.page import Table
from sync.erp.odoo.cursor import Cursor
from sync.erp.odoo.fetch import Source, document_ids, documents, flat_rows, lane_numbers
from sync.erp.odoo.marker import Lane
from sync.erp.odoo.memory import Ahead, Place, record_id
from sync.erp.odoo.translate.order import FLATS
from sync.wire.failures import Failure, FailureKind

CHUNK_ROWS_MAX = 20_000
"""Rows asked of Odoo at once; several pages are cut from one answer."""
DOCUMENTS_MAX = 100
"""Whole documents fetched in one call."""


def place_of(cursor: Cursor) -> Place:
    """Say where a walk is."""
    return (cursor.table, cursor.window, cursor.start)


async def next_chunk(
    source: Source, cursor: Cursor, lane: Lane, head_seq: int | None
) -> Ahead | Failure:
    """Fetch what follows the place of a walk."""
    if cursor.table is Table.DOCUMENTS:
        return await next_documents(source, cursor, lane, head_seq)
    return await next_flat(source, place_of(cursor))


async def next_flat(source: Source, place: Place) -> Ahead | Failure:
    """Fetch rows of a flat table after a place."""
    table, window, after = place
    domain: list[Any] = [["id", ">", after]]
    if window and not FLATS[table].whole:
        domain.append(["write_date", ">=", window])
    rows = await flat_rows(source, table, domain, CHUNK_ROWS_MAX)
    return rows if isinstance(rows, Failure) else Ahead(rows, len(rows) < CHUNK_ROWS_MAX)


async def next_documents(
    source: Source, cursor: Cursor, lane: Lane, head_seq: int | None
) -> Ahead | Failure:
    """Fetch documents, but hold back those with operations the device has no answer to yet.

    Where one holds a number that the device never gave, it was restored, or copied.
    """
    held: list[int] = []
    after = cursor.after
    while True:
        ids = await document_ids(source, cursor.window, after, DOCUMENTS_MAX)
        if isinstance(ids, Failure):
            return ids
        ended = len(ids) < DOCUMENTS_MAX
        owed = {one for one in cursor.owed if after < one and (ended or one <= ids[-1])}
        works = await documents(source, sorted(owed.union(ids)))
        if isinstance(works, Failure):
            return works
        numbers = await lane_numbers(source, [record_id(one) for one in works], lane)
        if isinstance(numbers, Failure):
            return numbers
        newest = max((max(seqs, default=0) for seqs in numbers.values()), default=0)
        if head_seq is not None and newest > head_seq:
            return Failure(FailureKind.EPOCH_FENCED, f"{newest} > {head_seq}")
        held += [id for id, seqs in numbers.items() if max(seqs, default=0) > cursor.seq]
        told = [one for one in works if record_id(one) not in held]
        if told or ended:
            return Ahead(told, ended, tuple(held))
        # None of these is for the device now: go on behind them.
        after = ids[-1]
