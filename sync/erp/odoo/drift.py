"""Finds what a device holds too much or too little: by sums first, and by ids where they differ."""

from collections.abc import Mapping
from dataclasses import dataclass

from sync.core.page import Gone, Sum, Table
from sync.erp.odoo.fetch import Source, all_ids, model_of
from sync.erp.odoo.memory import Memory
from sync.wire.failures import Failure

ALWAYS = frozenset({Table.STOCK})
"""Odoo deletes these all day long without a trace, so they are compared on every walk."""

BEYOND_IDS_MAX = 10_000
"""How far past the newest record a device may hold ones that were deleted since."""


@dataclass(frozen=True, slots=True)
class Drift:
    """Records to drop, tables to read again whole, and what the device holds after that."""

    gone: tuple[Gone, ...]
    whole: tuple[Table, ...]
    ids: Mapping[Table, set[int]]


@dataclass(frozen=True, slots=True)
class _Found:
    """The drift of one table."""

    surplus: tuple[int, ...]
    whole: bool
    ids: set[int]


async def find_drift(
    source: Source, memory: Memory, sums: Mapping[Table, Sum], since: str
) -> Drift | Failure:
    """Compare; a table that agrees costs one short question."""
    found: dict[Table, _Found] = {}
    for table in Table:
        held = sums.get(table) or _remembered(memory, table)
        if held is None:
            continue
        there = await _sum(source, table)
        if isinstance(there, Failure):
            return there
        if there == held:
            continue
        ids = memory.ids.get(table)
        known = ids if ids is not None and sum_of(ids) == held else None
        differ = await _differ(source, table, known, since)
        if isinstance(differ, Failure):
            return differ
        found[table] = differ
    return Drift(
        gone=tuple(Gone(table, one.surplus) for table, one in found.items() if one.surplus),
        whole=tuple(table for table, one in found.items() if one.whole),
        ids={table: one.ids for table, one in found.items()},
    )


def sum_of(ids: set[int]) -> Sum:
    """Sum up ids as a device does."""
    return Sum(len(ids), sum(ids))


def _remembered(memory: Memory, table: Table) -> Sum | None:
    return sum_of(memory.ids[table]) if table in ALWAYS and table in memory.ids else None


async def _sum(source: Source, table: Table) -> Sum | Failure:
    named = {
        "context": source.context,
        "domain": source.domain(table),
        "groupby": [],
        "aggregates": ["__count", "id:sum"],
    }
    said = await source.api.read(model_of(table), "formatted_read_group", named)
    if isinstance(said, Failure):
        return said
    row = said.value[0] if said.value else {}
    return Sum(int(row.get("__count") or 0), int(row.get("id:sum") or 0))


async def _differ(
    source: Source, table: Table, known: set[int] | None, since: str
) -> _Found | Failure:
    ids = await all_ids(source, table)
    if isinstance(ids, Failure):
        return ids
    if known is None:
        # What the device holds is not known here: everything else goes, and all comes again.
        last = max(ids, default=0) + BEYOND_IDS_MAX
        others = tuple(one for one in range(1, last + 1) if one not in ids)
        return _Found(others, whole=True, ids=ids)
    old = await _old(source, table, ids - known, since)
    if isinstance(old, Failure):
        return old
    return _Found(tuple(sorted(known - ids)), whole=old, ids=ids)


async def _old(source: Source, table: Table, lacking: set[int], since: str) -> bool | Failure:
    """Say whether any of these will not come by itself, being no news."""
    if not lacking:
        return False
    domain = [["id", "in", sorted(lacking)], ["write_date", "<", since]]
    named = {"context": source.context, "domain": domain, "limit": 1}
    said = await source.api.read(model_of(table), "search_count", named)
    return said if isinstance(said, Failure) else bool(said.value)
