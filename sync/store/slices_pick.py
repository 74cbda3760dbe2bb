"""One walk through the bins, for what is picked together."""

import sqlite3
from collections.abc import Iterable, Iterator

from sync.core.moved_slices import LyingRow
from sync.core.page import Table
from sync.core.pick_slices import TASKS_SHOWN_MAX, PickSlice, PickTask, route
from sync.core.problems import Problem
from sync.core.quantity import total
from sync.core.records import Line, Lot, Product
from sync.core.slices import Progress, Scope
from sync.store import mirror as mirror_file
from sync.store import rows, standing
from sync.store.files import marks, reading
from sync.store.found import find
from sync.store.live import LiveDocument, Tail, fold, read_document, read_tail
from sync.store.mirror import LINE
from sync.store.slices_move import lots_named, newest_move, places_of
from sync.store.told import PickWanted
from sync.store.walk import Asked, Walk, missing

LINES_LOOKED_AT_MAX = 1_000
"""Open lines of one walk that are looked through; more follow as these are done."""
LOTS_MAX = 1_000
"""Lots of what is shown whose days are read."""


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
    every = Walk(mirror, tail, among).tasks(asked)
    here = [one for one in every if not wanted.zone or _zone(one) == wanted.zone]
    tasks = route(here, at, wanted.skipped)
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
        elsewhere=len(every) - len(here),
        here=at,
        products=_products(mirror, products | ({wanted.product} if wanted.product else set())),
        parked=sum(standing.parked_on(journal, one) for one in wanted.documents),
    )


def _products(mirror: sqlite3.Connection, ids: set[int]) -> tuple[Product, ...]:
    return tuple(map(rows.product, mirror_file.by_ids(mirror, Table.PRODUCTS, ids)))


def _zone(task: PickTask) -> str:
    return task.place.zone if task.place else ""


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
