"""What waits in a scope: the tiles of home, and the list of open receipts."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sync.core.only import Only
from sync.core.page import Table
from sync.core.records import OPEN_STATES, Company, DocumentKind, Warehouse
from sync.core.slices import (
    DOCUMENTS_SHOWN_MAX,
    DocumentRow,
    HomeSlice,
    ReceiptsSlice,
    Scope,
    Tile,
)
from sync.store import mirror as mirror_file
from sync.store import rows
from sync.store.files import reading
from sync.store.found import find
from sync.store.live import LiveDocument, Tail, fold, live_document, read_document, read_tail
from sync.store.mirror import DOCUMENT, LIVE_SUMS
from sync.store.parts import is_shown, part_of
from sync.store.refills import asked_here
from sync.store.slices_count_tasks import count_tasks
from sync.store.slices_dock import dock, offers, with_offers
from sync.store.slices_putaway import standing_count
from sync.store.told import ReceiptsWanted

_IN_SCOPE = "company = ? AND warehouse = ? AND state IN (?, ?)"
_Group = tuple[DocumentKind, str]


def home(
    journal: sqlite3.Connection,
    mirror: sqlite3.Connection,
    scope: Scope,
    keys: tuple[str, ...],
    today: date,
) -> HomeSlice:
    """Read how much work waits, and what the keys stand for."""
    with reading(mirror):
        company = mirror_file.by_id(mirror, Table.COMPANIES, scope.company)
        warehouse = mirror_file.by_id(mirror, Table.WAREHOUSES, scope.warehouse)
        tail = read_tail(journal, mirror)
        return HomeSlice(
            Company(*company) if company else None,
            Warehouse(*warehouse) if warehouse else None,
            _with_refills(tiles(journal, mirror, scope, tail, today), journal, mirror),
            with_offers(journal, mirror, scope, tail, find(mirror, scope, keys)),
            standing=standing_count(journal, mirror, scope, tail),
            counts=len(count_tasks(journal, mirror, scope, today)),
        )


def receipts(
    journal: sqlite3.Connection,
    mirror: sqlite3.Connection,
    scope: Scope,
    wanted: ReceiptsWanted,
) -> ReceiptsSlice:
    """Read the open receipts: those in work first, then earliest due first."""
    today = wanted.today
    with reading(mirror):
        tail = read_tail(journal, mirror)
        part, of_part = part_of(wanted.only, today, tail)
        articles = () if wanted.article is None else (wanted.article,)
        found = mirror.execute(
            f"SELECT {DOCUMENT}, {LIVE_SUMS} FROM live_documents WHERE {_IN_SCOPE} AND kind = ?"
            f" AND {part} ORDER BY begun = 0, due IS NULL, due, id LIMIT ?",
            # Some of them may be finished in the tail.
            (*_scope(scope), str(DocumentKind.RECEIPT), *of_part, DOCUMENTS_SHOWN_MAX + len(tail)),
        )
        lives = [_latest(journal, mirror, live_document(row), tail) for row in found]
        shown = [one for one in lives if is_shown(one, wanted.only, today)]
        receipt_tiles = (
            tile.waiting
            for tile in tiles(journal, mirror, scope, tail, today)
            if tile.kind is DocumentKind.RECEIPT
        )
        return ReceiptsSlice(
            _rows(mirror, shown[:DOCUMENTS_SHOWN_MAX]),
            sum(receipt_tiles) if wanted.only is Only.ALL else len(shown),
            with_offers(journal, mirror, scope, tail, find(mirror, scope, wanted.keys)),
            today,
            dock=dock(journal, mirror, scope, tail, today),
            offers=offers(journal, mirror, scope, (tail, articles)),
        )


def _rows(mirror: sqlite3.Connection, lives: Sequence[LiveDocument]) -> tuple[DocumentRow, ...]:
    sources = {one.document.source for one in lives}
    found = map(rows.location, mirror_file.by_ids(mirror, Table.LOCATIONS, sources))
    kinds = {one.id: one.kind for one in found}
    return tuple(
        DocumentRow(
            *(one.document, one.lines, one.lines_done, one.begun, kinds.get(one.document.source))
        )
        for one in lives
    )


def _scope(scope: Scope) -> tuple[int | str, ...]:
    return (scope.company, scope.warehouse, *sorted(OPEN_STATES))


def _latest(
    journal: sqlite3.Connection, mirror: sqlite3.Connection, live: LiveDocument, tail: Tail
) -> LiveDocument:
    return fold(journal, mirror, live, tail)[0]


def tiles(
    journal: sqlite3.Connection, mirror: sqlite3.Connection, scope: Scope, tail: Tail, today: date
) -> tuple[Tile, ...]:
    """Count what waits by operation; the mirror's snapshot must be open."""
    waiting, begun, late = Counter[_Group](), Counter[_Group](), Counter[_Group]()
    for kind, operation, *counts in mirror.execute(
        "SELECT kind, operation, count(*), sum(begun), coalesce(sum(due < ?), 0)"
        f" FROM live_documents WHERE {_IN_SCOPE} GROUP BY kind, operation",
        (today.isoformat(), *_scope(scope)),
    ):
        group = (DocumentKind(kind), operation)
        waiting[group], begun[group], late[group] = counts
    for id in tail:
        stored = read_document(mirror, id)
        if stored is None or not _is_open(stored, scope):
            continue
        now = _latest(journal, mirror, stored, tail)
        group = (now.document.kind, now.document.operation)
        still = _is_open(now, scope)
        waiting[group] += still - 1
        begun[group] += (now.begun and still) - stored.begun
        late[group] += (still - 1) * _is_late(stored, today)
    return tuple(
        Tile(*group, waiting[group], begun[group], late[group])
        for group in sorted(waiting)
        if waiting[group]
    )


def _with_refills(
    known: tuple[Tile, ...], journal: sqlite3.Connection, mirror: sqlite3.Connection
) -> tuple[Tile, ...]:
    """Count bins that are to be filled to the transfers: that is where they are worked on."""
    asked = len(asked_here(journal, mirror))
    if not asked:
        return known
    same = next((one for one in known if one.kind is DocumentKind.TRANSFER), None)
    if same is None:
        return (*known, Tile(DocumentKind.TRANSFER, "", asked, 0, 0))
    more = replace(same, waiting=same.waiting + asked)
    return tuple(more if one is same else one for one in known)


def _is_open(live: LiveDocument, scope: Scope) -> bool:
    document = live.document
    in_scope = (document.company, document.warehouse) == (scope.company, scope.warehouse)
    return in_scope and document.state in OPEN_STATES


def _is_late(live: LiveDocument, today: date) -> bool:
    return live.document.due is not None and live.document.due < today
