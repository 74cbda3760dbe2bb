"""What stands on the docks of a warehouse: came in, and is in no bin yet."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from sync.core.moved_slices import (
    STANDING_SHOWN_MAX,
    Carried,
    PutawaySlice,
    StandingRow,
    Target,
    Why,
)
from sync.core.page import Table
from sync.core.quantity import ZERO, total
from sync.core.records import (
    OPEN_STATES,
    Document,
    DocumentKind,
    Line,
    Location,
    LocationKind,
)
from sync.core.slices import Found, Scope
from sync.store import mirror as mirror_file
from sync.store import refills, rows, unfinished
from sync.store.files import reading
from sync.store.found import find
from sync.store.known import Known
from sync.store.live import Tail, fold, live_document, read_tail
from sync.store.mirror import DOCUMENT, LIVE_SUMS
from sync.store.packed_goods import carried
from sync.store.shelving import Coming, Shelves, has_bins
from sync.store.slices_move import lots_named, newest_move
from sync.store.stock import Converter, Spot, in_place
from sync.store.targets import Targets
from sync.store.told import PutawayWanted

TRANSFERS_LOOKED_AT_MAX = 200
"""Open transfers whose lines are looked through; those that are due first come first."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A line of an open transfer, as it is now."""

    document: Document
    line: Line


def putaway(
    journal: sqlite3.Connection,
    mirror: sqlite3.Connection,
    scope: Scope,
    wanted: PutawayWanted,
) -> PutawaySlice:
    """Read what stands on the docks, with what the keys stand for."""
    with reading(mirror):
        tail = read_tail(journal, mirror)
        found = find(mirror, scope, wanted.keys)
        read = _planned if wanted.planned else _standing
        standing, asked = read(journal, mirror, scope, tail)
        targets = Targets(Shelves(mirror, scope, tail, _coming(mirror, asked)), wanted.full)
        named = {one.product.id for one in found.products}
        # What was scanned is always among those shown.
        standing.sort(key=lambda row: row.product.id not in named)
        shown = unfinished.told(journal, mirror, tail, standing[:STANDING_SHOWN_MAX])
        held = _carried(journal, mirror, wanted, (tail, found, standing))
        names = tuple(name for name in (*wanted.keys, wanted.lot) if name)
        return PutawaySlice(
            rows=tuple(targets.directed(row) for row in shown),
            total=len(standing),
            found=found,
            bin=mirror_file.location(mirror, wanted.bin),
            lots=lots_named(mirror, scope, {row.product.id for row in shown}, names),
            remaining=tuple(_remaining(asked).items()),
            undoable=newest_move(journal, mirror),
            today=wanted.today,
            carried=held
            and replace(
                held,
                rows=tuple(
                    targets.directed(row)
                    for row in unfinished.told(journal, mirror, tail, held.rows)
                ),
            ),
        )


def _carried(
    journal: sqlite3.Connection,
    mirror: sqlite3.Connection,
    wanted: PutawayWanted,
    about: tuple[Tail, Found, list[StandingRow]],
) -> Carried | None:
    """The pack that a scan names; where it names nothing at all, the one in the hand."""
    tail, found, standing = about
    # Whatever else a number is comes first.
    lots = {row.lot for row in standing}.intersection(wanted.keys)
    scanned = () if found.products or found.bins or lots else wanted.keys
    names = (*scanned, *((wanted.pack,) if wanted.pack else ()))
    return carried(journal, Known(mirror, ()), tail, names, standing) if names else None


def standing_count(
    journal: sqlite3.Connection, mirror: sqlite3.Connection, scope: Scope, tail: Tail
) -> int:
    """Count what stands on the docks; the mirror's snapshot must be open."""
    return len(_standing(journal, mirror, scope, tail)[0])


def _standing(
    journal: sqlite3.Connection, mirror: sqlite3.Connection, scope: Scope, tail: Tail
) -> tuple[list[StandingRow], list[_Asked]]:
    asked = list(_transfers(journal, mirror, scope, tail))
    docks = _docks(mirror, scope, asked)
    stock: dict[Spot, Decimal] = {}
    for dock in docks:
        stock |= {
            spot: lying.quantity
            for spot, lying in in_place(mirror, tail, dock).items()
            if lying.quantity > 0
        }
    known = Known(mirror, {spot.product for spot in stock})
    return [*_of_documents(known, docks, asked, stock), *_of_nobody(known, docks, stock)], asked


def _planned(
    journal: sqlite3.Connection, mirror: sqlite3.Connection, scope: Scope, tail: Tail
) -> tuple[list[StandingRow], list[_Asked]]:
    """All that open transfers ask for, whatever bin it is in, in the order one walks by."""
    asked = list(_transfers(journal, mirror, scope, tail))
    ids = {entry.source for one in asked for entry in one.line.planned if entry.source}
    places = {id: place for id in ids if (place := mirror_file.location(mirror, id))}
    stock: dict[Spot, Decimal] = {}
    for id in places:
        lying = in_place(mirror, tail, id)
        stock |= {spot: one.quantity for spot, one in lying.items() if one.quantity > 0}
    known = Known(mirror, {spot.product for spot in stock})
    found = list(_of_documents(known, places, asked, stock))
    planned = {(one.line.product, to.bin) for one in asked for to in one.line.planned}
    found += refills.rows_of(mirror, scope, tail, (refills.asked_here(journal, mirror), planned))
    found.sort(key=lambda row: (row.place.pick_order, row.place.id, row.product.name))
    return found, asked


def _of_documents(
    known: Known, docks: dict[int, Location], asked: list[_Asked], stock: dict[Spot, Decimal]
) -> Iterator[StandingRow]:
    """What a transfer asks to bring on; what it is about is anybody's no more."""
    for one in asked:
        for entry in one.line.planned:
            spot = Spot(one.line.product, entry.lot, entry.source or 0)
            product = known.product(spot.product)
            unit = known.unit(one.line.unit)
            if spot not in stock or product is None or unit is None:
                continue
            amount = known.in_stock_unit(entry.quantity, one.line.unit, product)
            # No more stands there than is there: somebody else may have taken of it.
            taken = min(amount, stock[spot])
            if taken <= 0:
                continue
            stock[spot] -= taken
            share = entry.quantity if taken == amount else entry.quantity * taken / amount
            bin = mirror_file.location(known.mirror, entry.bin)
            # A whole area is no place to go to; a bin of it has to be found.
            is_place = bin is not None and (bin.id in docks or not known.has_bins(bin.id))
            # Nor is one that is out of use by now.
            is_place = is_place and bin is not None and bin.active
            target = Target(bin, Why.PLANNED) if bin and is_place else None
            yield StandingRow(
                *(product, unit, entry.lot, docks[spot.place], share),
                *(target, one.document, one.line),
            )


def _of_nobody(
    known: Known, docks: dict[int, Location], stock: dict[Spot, Decimal]
) -> Iterator[StandingRow]:
    for spot, quantity in stock.items():
        product = known.product(spot.product)
        unit = known.unit(product.unit) if product else None
        if quantity > 0 and product and unit:
            yield StandingRow(product, unit, spot.lot, docks[spot.place], quantity)


def _transfers(
    journal: sqlite3.Connection, mirror: sqlite3.Connection, scope: Scope, tail: Tail
) -> Iterator[_Asked]:
    found = mirror.execute(
        f"SELECT {DOCUMENT}, {LIVE_SUMS} FROM live_documents WHERE company = ? AND warehouse = ?"
        " AND state IN (?, ?) AND kind = ? ORDER BY due IS NULL, due, id LIMIT ?",
        (
            *(scope.company, scope.warehouse, *sorted(OPEN_STATES)),
            *(str(DocumentKind.TRANSFER), TRANSFERS_LOOKED_AT_MAX),
        ),
    ).fetchall()
    for row in found:
        live, touched = fold(journal, mirror, live_document(row), tail)
        if live.document.state not in OPEN_STATES:
            continue
        news = {line.id: line for line in touched}
        for stored in mirror.execute(
            f"SELECT {mirror_file.LINE} FROM live_lines WHERE document = ? ORDER BY sequence, id",
            (live.document.id,),
        ):
            yield _Asked(live.document, news.get(stored[0]) or rows.line(stored))


def _docks(mirror: sqlite3.Connection, scope: Scope, asked: list[_Asked]) -> dict[int, Location]:
    """The places where goods stand that came in: receipts end there, or a transfer begins there."""
    ids = {
        row[0]
        for row in mirror.execute(
            "SELECT DISTINCT destination FROM live_documents WHERE company = ? AND warehouse = ?"
            " AND kind = ?",
            (scope.company, scope.warehouse, str(DocumentKind.RECEIPT)),
        )
    }
    ids |= {one.document.source for one in asked}
    places = (mirror_file.location(mirror, id) for id in ids)
    return {
        place.id: place
        for place in places
        if place is not None
        and place.kind is LocationKind.BIN
        and place.warehouse == scope.warehouse
        # Where there are no bins below it, and nothing goes on from it, it is the bin.
        and (has_bins(mirror, place.id) or not _is_stock(mirror, scope, place))
    }


def _is_stock(mirror: sqlite3.Connection, scope: Scope, place: Location) -> bool:
    row = mirror_file.by_id(mirror, Table.WAREHOUSES, scope.warehouse)
    return row is not None and row[4] in {place.id, place.parent}


def _coming(mirror: sqlite3.Connection, asked: list[_Asked]) -> Coming:
    """What open transfers bring into each place, by article."""
    in_stock_unit = Converter(mirror, {one.line.product for one in asked})
    found: dict[int, dict[int, Decimal]] = {}
    for one in asked:
        for entry in one.line.planned:
            amount = in_stock_unit(one.line.product, entry.quantity, one.line.unit)
            there = found.setdefault(entry.bin, {})
            there[one.line.product] = there.get(one.line.product, ZERO) + amount
    return found


def _remaining(asked: Iterable[_Asked]) -> dict[int, Decimal]:
    left: dict[int, list[Decimal]] = {}
    for one in asked:
        missing = max(one.line.demand - one.line.done, ZERO)
        left.setdefault(one.document.id, []).append(missing)
    return {document: total(parts) for document, parts in left.items()}
