"""Which bins shall be counted: the ERP says that their day has come, or somebody asked for it."""

import sqlite3
from collections.abc import Iterable
from datetime import date

from sync.core.count_slices import TASKS_SHOWN_MAX, CountTask
from sync.core.envelope import from_json
from sync.core.operations import Count, Occasion, Stage, effect_of
from sync.core.page import Table
from sync.core.records import Location, LocationKind
from sync.core.slices import Scope
from sync.store import mirror as mirror_file
from sync.store import rows
from sync.store.stock import Spot

DUE_MAX = 2_000
"""Goods that are due at once; the rest is due when these are counted."""
LOOKED_BACK_MAX = 2_000
"""Operations of this device that are looked back through for what was asked, and what was done."""


def count_tasks(
    journal: sqlite3.Connection, mirror: sqlite3.Connection, scope: Scope, today: date
) -> tuple[CountTask, ...]:
    """Find the bins of a building that shall be counted, in the order of the way through them."""
    asked, late = _from_here(journal, mirror_file.state(mirror).floor_seq)
    due = _due(mirror, today) - late
    found = []
    for bin in bins_among(mirror, scope, {one.place for one in due | asked}):
        things = sum(1 for one in due | asked if one.place == bin.id)
        is_asked = any(one.place == bin.id for one in asked)
        found.append(CountTask(bin, things, Occasion.ASKED if is_asked else Occasion.DUE))
    return tuple(found[:TASKS_SHOWN_MAX])


def _due(mirror: sqlite3.Connection, today: date) -> frozenset[Spot]:
    found = mirror.execute(
        "SELECT s.product, l.name, s.location FROM stock s LEFT JOIN lots l ON l.id = s.lot"
        " WHERE s.count_on IS NOT NULL AND s.count_on <= ? ORDER BY s.count_on LIMIT ?",
        (today.isoformat(), DUE_MAX),
    )
    return frozenset(Spot(*row) for row in found)


def _from_here(
    journal: sqlite3.Connection, floor_seq: int
) -> tuple[frozenset[Spot], frozenset[Spot]]:
    """What was asked here and not counted since, and what was counted and the ERP has not said."""
    found = journal.execute(
        "SELECT o.seq, o.payload FROM operations o JOIN standing s ON s.seq = o.seq"
        " WHERE o.kind IN ('count', 'settle') AND o.payload NOT LIKE '%\"stage\":\"tally\"%'"
        " AND s.life <> 'settled' AND o.seq >"
        " (SELECT coalesce(max(seq), 0) FROM operations) - ? ORDER BY o.seq",
        (LOOKED_BACK_MAX,),
    )
    asked, late = set[Spot](), set[Spot]()
    for seq, payload in found:
        deed = effect_of(from_json(payload).deed)
        if not isinstance(deed, Count):
            continue
        spot = Spot(deed.product, deed.lot, deed.bin)
        if deed.stage is Stage.ASKED:
            asked.add(spot)
        elif deed.stage is Stage.COUNTED:
            asked.discard(spot)
            late |= {spot} if seq > floor_seq else set()
    return frozenset(asked), frozenset(late)


def bins_among(mirror: sqlite3.Connection, scope: Scope, ids: Iterable[int]) -> list[Location]:
    """Those of these places that are bins of a building, in the order of the way."""
    found = (rows.location(row) for row in mirror_file.by_ids(mirror, Table.LOCATIONS, ids))
    here = (one for one in found if one.warehouse == scope.warehouse)
    bins = [one for one in here if one.kind is LocationKind.BIN and one.active]
    return sorted(bins, key=lambda one: (one.pick_order, one.label))
