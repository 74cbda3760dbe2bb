"""What waits to be picked or packed: the list, its batches, and the zones of the building."""

import sqlite3
from collections.abc import Iterable

from sync.core.only import Only
from sync.core.pick_slices import BATCH_ORDERS_MAX, Batch, PicksSlice
from sync.core.records import OPEN_STATES, DocumentState
from sync.core.slices import DOCUMENTS_SHOWN_MAX, DocumentRow, Scope
from sync.store import rows
from sync.store.files import marks, reading
from sync.store.found import find
from sync.store.live import LiveDocument, Tail, fold, live_document, read_tail
from sync.store.mirror import DOCUMENT, LIVE_SUMS
from sync.store.parts import is_shown, part_of
from sync.store.slices_home import tiles
from sync.store.told import PicksWanted

BATCHED_MAX = 1_000
"""Documents of the batches that are listed which are looked at."""
ZONES_MAX = 12
"""Zones of a building that one can choose from."""
LINES_LOOKED_AT_MAX = 5_000


def picks(
    journal: sqlite3.Connection,
    mirror: sqlite3.Connection,
    scope: Scope,
    wanted: PicksWanted,
) -> PicksSlice:
    """Read what waits to be sent: begun first, then what can be picked whole, then by the day."""
    today, kinds = wanted.today, sorted(wanted.kinds)
    with reading(mirror):
        tail = read_tail(journal, mirror)
        part, of_part = part_of(wanted.only, today, tail)
        found = mirror.execute(
            f"SELECT {DOCUMENT}, {LIVE_SUMS} FROM live_documents WHERE company = ?"
            f" AND warehouse = ? AND state IN (?, ?) AND kind IN ({marks(kinds)}) AND {part}"
            " ORDER BY begun = 0, state <> ?, due IS NULL, due, id LIMIT ?",
            (
                *(scope.company, scope.warehouse, *sorted(OPEN_STATES), *kinds, *of_part),
                # Some of them may be finished in the tail.
                *(DocumentState.READY, DOCUMENTS_SHOWN_MAX + len(tail)),
            ),
        ).fetchall()
        lives = [fold(journal, mirror, live_document(row), tail)[0] for row in found]
        shown = [one for one in lives if is_shown(one, wanted.only, today)]
        waiting = (
            one.waiting
            for one in tiles(journal, mirror, scope, tail, today)
            if one.kind in wanted.kinds
        )
        if wanted.zone:
            shown = _promised_in(mirror, scope, shown, wanted.zone)
        listed = shown[:DOCUMENTS_SHOWN_MAX]
        return PicksSlice(
            tuple(
                DocumentRow(one.document, one.lines, one.lines_done, one.begun) for one in listed
            ),
            len(shown) if wanted.zone or wanted.only is not Only.ALL else sum(waiting),
            find(mirror, scope, wanted.keys),
            today,
            batches=_batches(journal, mirror, scope, (listed, tail)),
            zones=zones_of(mirror, scope),
        )


_ZONED = "FROM locations WHERE warehouse = ?1 AND kind = 'bin' AND active = 1 AND zone <> ''"


def zones_of(mirror: sqlite3.Connection, scope: Scope) -> tuple[str, ...]:
    """The parts of a building that its bins lie in."""
    # From each zone to the next by the index: there are few, and tens of thousands of bins.
    found = mirror.execute(
        f"WITH RECURSIVE z(zone) AS (SELECT min(zone) {_ZONED} UNION ALL"
        f" SELECT (SELECT min(zone) {_ZONED} AND zone > z.zone) FROM z"
        " WHERE z.zone IS NOT NULL LIMIT ?2) SELECT zone FROM z WHERE zone IS NOT NULL",
        (scope.warehouse, ZONES_MAX),
    )
    return tuple(row[0] for row in found)


def _promised_in(
    mirror: sqlite3.Connection, scope: Scope, lives: list[LiveDocument], zone: str
) -> list[LiveDocument]:
    """Those of which the ERP promised something in a zone; what lies nowhere is in none."""
    ids = [one.document.id for one in lives]
    bins = {
        row[0]
        for row in mirror.execute(
            "SELECT id FROM locations WHERE warehouse = ? AND zone = ?", (scope.warehouse, zone)
        )
    }
    found = mirror.execute(
        "SELECT document, planned FROM live_lines WHERE complete = 0 AND planned <> ''"
        f" AND document IN ({marks(ids)}) LIMIT ?",
        (*ids, LINES_LOOKED_AT_MAX),
    )
    there = {
        document
        for document, planned in found
        if any(entry.source in bins for entry in rows.entries(planned))
    }
    return [one for one in lives if one.document.id in there]


def _batches(
    journal: sqlite3.Connection,
    mirror: sqlite3.Connection,
    scope: Scope,
    about: tuple[Iterable[LiveDocument], Tail],
) -> tuple[Batch, ...]:
    """The batches of what is listed, with those of their documents that are not listed, too."""
    listed, tail = about
    names = sorted({one.document.batch for one in listed if one.document.batch})
    found = mirror.execute(
        f"SELECT {DOCUMENT}, {LIVE_SUMS} FROM live_documents WHERE batch <> ''"
        f" AND batch IN ({marks(names)}) AND company = ? AND warehouse = ? AND state IN (?, ?)"
        " ORDER BY id LIMIT ?",
        (*names, scope.company, scope.warehouse, *sorted(OPEN_STATES), BATCHED_MAX),
    ).fetchall()
    lives = [fold(journal, mirror, live_document(row), tail)[0] for row in found]
    still = [one for one in lives if one.document.state in OPEN_STATES]
    members = {
        name: [one for one in still if one.document.batch == name][:BATCH_ORDERS_MAX]
        for name in names
    }
    return tuple(
        Batch(
            name,
            tuple(one.document.id for one in of_it),
            sum(one.lines for one in of_it),
            sum(one.lines_done for one in of_it),
        )
        for name, of_it in members.items()
        if of_it
    )
