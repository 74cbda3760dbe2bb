"""What the dock expects: receipts by their part of the day, and the lines an article may be for."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from sync.core.dock import DockPart, dock_part
from sync.core.page import Table
from sync.core.records import (
    OPEN_STATES,
    Document,
    DocumentKind,
    DocumentState,
    Line,
    Product,
)
from sync.core.slices import OFFERS_MAX, Found, Offer, Scope
from sync.store import mirror as mirror_file
from sync.store import rows
from sync.store.files import marks
from sync.store.live import LiveDocument, Tail, fold, read_document

_LINE = ", ".join(f"l.{name}" for name in rows.LINE_COLUMNS)
_DOCUMENT = ", ".join(f"d.{name}" for name in rows.DOCUMENT_COLUMNS)
_RECEIPT = "d.kind = ? AND d.company = ? AND d.warehouse = ?"


def dock(
    journal: sqlite3.Connection, mirror: sqlite3.Connection, scope: Scope, tail: Tail, today: date
) -> Mapping[DockPart, int]:
    """Count the receipts of a scope by what they are to the dock today."""
    counts = Counter[DockPart | None]()
    states = (*sorted(OPEN_STATES), str(DocumentState.DONE))
    # What is done matters only for today; all that ever was is not gone through.
    wanted = f"d.state IN ({marks(states)}) AND (d.state <> ? OR d.due = ?)"
    for *cells, begun in mirror.execute(
        f"SELECT {_DOCUMENT}, d.begun FROM live_documents d WHERE {_RECEIPT} AND {wanted}",
        (*_receipts(scope), *states, str(DocumentState.DONE), today.isoformat()),
    ):
        counts[dock_part(rows.document(tuple(cells)), bool(begun), today)] += 1
    for id in tail:
        stored = read_document(mirror, id)
        if stored is None or not _is_receipt(stored, scope):
            continue
        now = fold(journal, mirror, stored, tail)[0]
        counts[dock_part(stored.document, stored.begun, today)] -= 1
        counts[dock_part(now.document, now.begun, today)] += 1
    return {part: counts[part] for part in DockPart if counts[part] > 0}


def with_offers(
    journal: sqlite3.Connection, mirror: sqlite3.Connection, scope: Scope, tail: Tail, found: Found
) -> Found:
    """Add to what was found the open lines that wait for it."""
    products = {one.product.id for one in found.products}
    return replace(found, offers=offers(journal, mirror, scope, (tail, products)))


def offers(
    journal: sqlite3.Connection,
    mirror: sqlite3.Connection,
    scope: Scope,
    asked: tuple[Tail, Iterable[int]],
    besides: Document | None = None,
) -> tuple[Offer, ...]:
    """Open lines of receipts that wait for these products, oldest first.

    With `besides`, only those of the same supplier's other receipts.
    """
    tail, products = asked[0], sorted(asked[1])
    if not products:
        return ()
    others = " AND d.party = ? AND d.id <> ?" if besides else ""
    found = mirror.execute(
        f"SELECT {_LINE}, {_DOCUMENT} FROM live_lines l JOIN live_documents d ON d.id = l.document"
        f" WHERE l.product IN ({marks(products)}) AND l.complete = 0 AND {_RECEIPT}"
        f" AND d.state IN (?, ?){others}"
        " ORDER BY d.due IS NULL, d.due, d.id, l.sequence, l.id LIMIT ?",
        (
            *(*products, *_receipts(scope), *sorted(OPEN_STATES)),
            *((besides.party, besides.id) if besides else ()),
            # Some of them may be completed in the tail.
            OFFERS_MAX + len(tail),
        ),
    ).fetchall()
    width = len(rows.LINE_COLUMNS)
    waiting = [(rows.line(row[:width]), rows.document(row[width:])) for row in found]
    latest = [_latest(journal, mirror, tail, one) for one in waiting]
    return _named(mirror, [one for one in latest if one is not None][:OFFERS_MAX])


def _latest(
    journal: sqlite3.Connection,
    mirror: sqlite3.Connection,
    tail: Tail,
    waiting: tuple[Line, Document],
) -> tuple[Line, Document] | None:
    """A line as it is once what is written and not replayed yet is, where it still waits."""
    line, document = waiting
    if document.id not in tail:
        return waiting
    stored = read_document(mirror, document.id)
    assert stored is not None, "it was read in this snapshot"
    now, touched = fold(journal, mirror, stored, tail)
    latest = next((one for one in touched if one.id == line.id), line)
    waits = now.document.state in OPEN_STATES and latest.done < latest.demand
    return (latest, now.document) if waits else None


def _named(mirror: sqlite3.Connection, waiting: list[tuple[Line, Document]]) -> tuple[Offer, ...]:
    articles = mirror_file.by_ids(mirror, Table.PRODUCTS, {line.product for line, _ in waiting})
    products: dict[int, Product] = {row[0]: rows.product(row) for row in articles}
    used = mirror_file.by_ids(mirror, Table.UNITS, {line.unit for line, _ in waiting})
    units = {row[0]: rows.unit(row) for row in used}
    return tuple(
        Offer(document, line, products[line.product], units[line.unit])
        for line, document in waiting
        if line.product in products and line.unit in units
    )


def _receipts(scope: Scope) -> tuple[str | int, ...]:
    return (str(DocumentKind.RECEIPT), scope.company, scope.warehouse)


def _is_receipt(live: LiveDocument, scope: Scope) -> bool:
    document = live.document
    ours = (document.company, document.warehouse) == (scope.company, scope.warehouse)
    return ours and document.kind is DocumentKind.RECEIPT
