"""One receipt as its screen may see it: bounded, whatever its length."""

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from sync.core.operations import ReceiveLine
from sync.core.page import Table
from sync.core.problems import Problem
from sync.core.records import OPEN_STATES, Document, Line, Lot, Product
from sync.core.slices import (
    FOUND_MAX,
    LINES_SHOWN_MAX,
    Found,
    LineRow,
    Progress,
    ReceiveSlice,
    Scope,
    Undoable,
)
from sync.store import announced, rows, standing
from sync.store import mirror as mirror_file
from sync.store.facts import latest, serials_here
from sync.store.files import marks, reading
from sync.store.found import bin_labelled, find
from sync.store.linked import linked
from sync.store.live import LiveDocument, fold, read_document, read_tail
from sync.store.slices_check import hold_of, to_check
from sync.store.slices_dock import offers
from sync.store.told import ReceiveWanted


def receive(
    journal: sqlite3.Connection,
    mirror: sqlite3.Connection,
    scope: Scope,
    wanted: ReceiveWanted,
) -> ReceiveSlice:
    """Read one receipt, with what the keys and the lot in hand stand for."""
    with reading(mirror):
        found = find(mirror, scope, wanted.keys)
        if found == Found():
            found = Found(linked(journal, mirror, scope, wanted.keys))
        live = read_document(mirror, wanted.document)
        if live is None or not _in_scope(live.document, scope):
            parked = standing.parked_on(journal, wanted.document)
            return replace(_nothing(mirror, wanted, found), parked=parked)
        tail = read_tail(journal, mirror)
        live, touched = fold(journal, mirror, live, tail)
        pack = announced.named(mirror, live.document.id, wanted.keys)
        in_pack = announced.lines_with(mirror, live.document.id, pack) if pack else ()
        lines = _shown(mirror, live, (wanted, in_pack), found, touched)
        shown = _rows(journal, mirror, live.document, lines)
        names = {name for name in (*wanted.keys, wanted.lot, *wanted.serials) if name}
        products = {row.product.id: row.product for row in shown}
        unmet = {one.product.id for one in found.products} - _waiting(lines)
        others = offers(journal, mirror, scope, (tail, unmet), live.document)
        return ReceiveSlice(
            document=live.document,
            rows=shown,
            progress=Progress(live.lines, live.lines_done, live.demand, live.done),
            destination=mirror_file.location(mirror, live.document.destination),
            bin=mirror_file.location(mirror, wanted.bin),
            found=replace(found, offers=others),
            lots=_lots(mirror, scope, products, names),
            serials=serials_here(mirror, scope.company, products.values(), lines, names),
            undoable=_undoable(journal, live.document),
            advice=_advice(mirror, wanted.document),
            today=wanted.today,
            parked=standing.parked_on(journal, wanted.document),
            damaged=bin_labelled(mirror, scope, wanted.damaged),
            hold=hold_of(mirror, scope.warehouse),
            to_check=to_check(mirror, live.document, products.values()),
            announced=announced.to_come(pack, lines) if pack else None,
        )


def _nothing(mirror: sqlite3.Connection, wanted: ReceiveWanted, found: Found) -> ReceiveSlice:
    return ReceiveSlice(
        document=None,
        rows=(),
        progress=Progress(0, 0, Decimal(0), Decimal(0)),
        destination=None,
        bin=mirror_file.location(mirror, wanted.bin),
        found=found,
        lots=(),
        serials=frozenset(),
        undoable=None,
        advice=_advice(mirror, wanted.document),
        today=wanted.today,
    )


def _in_scope(document: Document, scope: Scope) -> bool:
    return (document.company, document.warehouse) == (scope.company, scope.warehouse)


def _shown(
    mirror: sqlite3.Connection,
    live: LiveDocument,
    asked: tuple[ReceiveWanted, tuple[int, ...]],
    found: Found,
    touched: tuple[Line, ...],
) -> tuple[Line, ...]:
    """The line in hand, those of what was scanned, and as many open ones as there is room."""
    wanted, in_pack = asked
    document = live.document.id
    # The tail may complete some of those that come first.
    rows_max = LINES_SHOWN_MAX + len(touched)
    products = {one.product.id for one in found.products}
    in_hand = (*(() if wanted.line is None else (wanted.line,)), *in_pack)
    needed = latest(
        (
            *mirror_file.product_lines(mirror, document, products, rows_max),
            *mirror_file.lines_by_id(mirror, "live_lines", document, in_hand),
        ),
        (line for line in touched if line.product in products or line.id in in_hand),
    )
    first = mirror_file.first_lines(mirror, document, rows_max)
    others = latest(first, touched)
    chosen = sorted(needed.values(), key=lambda line: (line.id not in in_hand, *_order(line)))
    chosen += sorted((one for one in others.values() if one.id not in needed), key=_order)
    return tuple(sorted(chosen[:LINES_SHOWN_MAX], key=_order))


def _waiting(lines: Iterable[Line]) -> set[int]:
    return {line.product for line in lines if line.done < line.demand}


def _order(line: Line) -> tuple[bool, int, int]:
    return (line.done >= line.demand, line.sequence, line.id)


def _rows(
    journal: sqlite3.Connection,
    mirror: sqlite3.Connection,
    document: Document,
    lines: Iterable[Line],
) -> tuple[LineRow, ...]:
    """Put product and unit beside each line; a line whose product is not pulled yet is left out."""
    every = tuple(lines)
    found = mirror_file.by_ids(mirror, Table.PRODUCTS, {line.product for line in every})
    products = {row[0]: rows.product(row) for row in found}
    used = mirror_file.by_ids(mirror, Table.UNITS, _units(every, products.values()))
    units = {row[0]: rows.unit(row) for row in used}
    unsent = standing.unsent_lines(journal, document.id, [line.id for line in every])
    return tuple(
        LineRow(line, product, units[line.unit], units[product.unit], line.id in unsent)
        for line in every
        if (product := products.get(line.product)) is not None
        and line.unit in units
        and product.unit in units
    )


def _units(lines: Iterable[Line], products: Iterable[Product]) -> set[int]:
    return {line.unit for line in lines} | {product.unit for product in products}


def _lots(
    mirror: sqlite3.Connection, scope: Scope, products: Iterable[int], names: Iterable[str]
) -> tuple[Lot, ...]:
    wanted, among = sorted(names), sorted(products)
    found = mirror.execute(
        f"SELECT * FROM lots WHERE product IN ({marks(among)}) AND name IN ({marks(wanted)})"
        " AND (company IS NULL OR company = ?) LIMIT ?",
        (*among, *wanted, scope.company, FOUND_MAX),
    )
    return tuple(rows.lot(row) for row in found)


def _undoable(journal: sqlite3.Connection, document: Document) -> Undoable | None:
    if document.state not in OPEN_STATES:
        return None
    envelope = standing.newest_standing(journal, document.id)
    if envelope is None or not isinstance(envelope.deed, ReceiveLine):
        return None
    return Undoable(envelope.op_id, envelope.deed)


def _advice(mirror: sqlite3.Connection, document: int) -> tuple[Problem, ...]:
    found = mirror.execute(
        "SELECT DISTINCT problem FROM advice WHERE document = ? ORDER BY problem", (document,)
    )
    return tuple(Problem(row[0]) for row in found)
