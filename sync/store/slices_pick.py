"""What waits to be picked, and one walk through the bins for what is picked together."""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date

from sync.core.moved_slices import LyingRow
from sync.core.pick_slices import TASKS_SHOWN_MAX, PickSlice, PicksSlice, PickTask, route
from sync.core.problems import Problem
from sync.core.quantity import total
from sync.core.records import (
    OPEN_STATES,
    DocumentKind,
    DocumentState,
    Line,
    Lot,
)
from sync.core.slices import DOCUMENTS_SHOWN_MAX, DocumentRow, Progress, Scope
from sync.store import mirror as mirror_file
from sync.store import rows, standing
from sync.store.files import marks, reading
from sync.store.found import find
from sync.store.live import LiveDocument, Tail, fold, live_document, read_document, read_tail
from sync.store.mirror import DOCUMENT, LINE, LIVE_SUMS
from sync.store.slices_home import tiles
from sync.store.slices_move import lots_named, newest_move, places_of
from sync.store.told import PickWanted
from sync.store.walk import Asked, Walk, missing

LINES_LOOKED_AT_MAX = 1_000
"""Open lines of one walk that are looked through; more follow as these are done."""
LOTS_MAX = 1_000
"""Lots of what is shown whose days are read."""


def picks(
    journal: sqlite3.Connection,
    mirror: sqlite3.Connection,
    scope: Scope,
    wanted: tuple[tuple[str, ...], date, frozenset[DocumentKind]],
) -> PicksSlice:
    """Read what waits to be sent: begun first, then what can be picked whole, then by the day."""
    keys, today, among = wanted
    kinds = sorted(among)
    with reading(mirror):
        tail = read_tail(journal, mirror)
        found = mirror.execute(
            f"SELECT {DOCUMENT}, {LIVE_SUMS} FROM live_documents WHERE company = ?"
            f" AND warehouse = ? AND state IN (?, ?) AND kind IN ({marks(kinds)})"
            " ORDER BY begun = 0, state <> ?, due IS NULL, due, id LIMIT ?",
            (
                *(scope.company, scope.warehouse, *sorted(OPEN_STATES), *kinds),
                # Some of them may be finished in the tail.
                *(DocumentState.READY, DOCUMENTS_SHOWN_MAX + len(tail)),
            ),
        ).fetchall()
        lives = [fold(journal, mirror, live_document(row), tail)[0] for row in found]
        shown = [one for one in lives if one.document.state in OPEN_STATES]
        waiting = (
            one.waiting for one in tiles(journal, mirror, scope, tail, today) if one.kind in among
        )
        return PicksSlice(
            tuple(
                DocumentRow(one.document, one.lines, one.lines_done, one.begun)
                for one in shown[:DOCUMENTS_SHOWN_MAX]
            ),
            sum(waiting),
            find(mirror, scope, keys),
            today,
        )


def pick(
    journal: sqlite3.Connection,
    mirror: sqlite3.Connection,
    scope: Scope,
    wanted: PickWanted,
) -> PickSlice:
    """Read the stops of one walk, with what the keys stand for."""
    with reading(mirror):
        return read_pick(journal, mirror, scope, wanted)


def read_pick(
    journal: sqlite3.Connection,
    mirror: sqlite3.Connection,
    scope: Scope,
    wanted: PickWanted,
) -> PickSlice:
    """As `pick`, in a snapshot that is open."""
    tail = read_tail(journal, mirror)
    folded = list(_read(journal, mirror, scope, tail, wanted.documents))
    asked = [Asked(live.document, line) for live, lines in folded for line in lines]
    among = {one.line.product for one in asked}
    at = mirror_file.location(mirror, wanted.at)
    tasks = route(Walk(mirror, tail, among).tasks(asked), at, wanted.skipped)
    found = find(mirror, scope, wanted.keys)
    names = tuple(name for name in (*wanted.keys, wanted.lot) if name)
    products = {one.product.id for one in found.products} & among
    products |= {wanted.product} & among if wanted.product else set()
    products |= {lot.product for lot in lots_named(mirror, scope, among, names)}
    lying = places_of(mirror, scope, tail, products)
    # What was scanned is meant, however far along the way it stands.
    bins = {one.id for one in found.bins}
    shown = tasks[:TASKS_SHOWN_MAX] + tuple(
        one
        for one in tasks[TASKS_SHOWN_MAX:]
        if one.product.id in products or (one.place and one.place.id in bins)
    )
    ids = tuple(live.document.id for live, _ in folded)
    return PickSlice(
        documents=tuple(live.document for live, _ in folded),
        tasks=shown,
        total=len(tasks),
        progress=_progress(live for live, _ in folded),
        remaining=tuple(
            (live.document.id, total(missing(line) for line in lines)) for live, lines in folded
        ),
        lying=lying,
        lots=_lots(mirror, scope, shown, lying),
        found=found,
        undoable=newest_move(journal, mirror),
        today=wanted.today,
        advice=_advice(mirror, ids),
        begun=frozenset(live.document.id for live, _ in folded if live.done > 0),
        parked=sum(standing.parked_on(journal, one) for one in wanted.documents),
    )


def _read(
    journal: sqlite3.Connection,
    mirror: sqlite3.Connection,
    scope: Scope,
    tail: Tail,
    documents: Iterable[int],
) -> Iterator[tuple[LiveDocument, tuple[Line, ...]]]:
    """Each document that is in the scope, with its lines that are not complete."""
    for id in documents:
        stored = read_document(mirror, id)
        if stored is None:
            continue
        live, touched = fold(journal, mirror, stored, tail)
        document = live.document
        if (document.company, document.warehouse) != (scope.company, scope.warehouse):
            continue
        news = {line.id: line for line in touched}
        found = mirror.execute(
            f"SELECT {LINE} FROM live_lines WHERE document = ? AND complete = 0"
            " ORDER BY sequence, id LIMIT ?",
            (id, LINES_LOOKED_AT_MAX),
        ).fetchall()
        lines = {row[0]: rows.line(row) for row in found} | news
        yield live, tuple(one for one in lines.values() if missing(one) > 0)


def _progress(lives: Iterable[LiveDocument]) -> Progress:
    every = tuple(lives)
    return Progress(
        sum(one.lines for one in every),
        sum(one.lines_done for one in every),
        total(one.demand for one in every),
        total(one.done for one in every),
    )


def _lots(
    mirror: sqlite3.Connection,
    scope: Scope,
    tasks: Iterable[PickTask],
    lying: Iterable[LyingRow],
) -> tuple[Lot, ...]:
    """The lots of all that is shown, with their days."""
    named = {(one.product.id, one.lot) for one in tasks if one.lot}
    named |= {(one.product.id, one.lot) for one in lying if one.lot}
    found = mirror.execute(
        f"SELECT * FROM lots WHERE product IN ({marks(sorted({id for id, _ in named}))})"
        f" AND name IN ({marks(sorted({name for _, name in named}))})"
        " AND (company IS NULL OR company = ?) LIMIT ?",
        (
            *sorted({id for id, _ in named}),
            *sorted({name for _, name in named if name}),
            *(scope.company, LOTS_MAX),
        ),
    )
    return tuple(rows.lot(row) for row in found)


def _advice(mirror: sqlite3.Connection, documents: tuple[int, ...]) -> tuple[Problem, ...]:
    found = mirror.execute(
        f"SELECT DISTINCT problem FROM advice WHERE document IN ({marks(documents)})"
        " ORDER BY problem",
        documents,
    )
    return tuple(Problem(row[0]) for row in found)
