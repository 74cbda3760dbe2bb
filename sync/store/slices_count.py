"""Counting a bin: what the books have there, and what was counted of it on this device so far."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sync.core.count_slices import TASKS_SHOWN_MAX, CountRow, CountSlice, CountTask
from sync.core.envelope import from_json
from sync.core.lifecycle import Life
from sync.core.moved_slices import LyingRow, Movable
from sync.core.operations import Count, Occasion, Stage
from sync.core.page import Table
from sync.core.quantity import ZERO, Unit
from sync.core.records import Location
from sync.core.slices import Scope
from sync.store import mirror as mirror_file
from sync.store import rows
from sync.store.begun import COUNTS_LOOKED_BACK_MAX, STANDING
from sync.store.files import reading
from sync.store.found import find
from sync.store.journal import Operation
from sync.store.live import Tail, read_tail
from sync.store.slices_count_tasks import bins_among, count_tasks
from sync.store.slices_move import lots_named, lying_rows
from sync.store.slices_picks import zones_of
from sync.store.stock import Spot, Stock, in_place, of_product
from sync.store.told import CountWanted

BINS_MAX = 1_000
"""Bins of one zone that are looked at."""


@dataclass(frozen=True, slots=True)
class _Run:
    """What was counted of one spot since it was begun: so far, and what was expected then."""

    counted: Decimal
    expected: Decimal


def counting(
    journal: sqlite3.Connection, mirror: sqlite3.Connection, scope: Scope, wanted: CountWanted
) -> CountSlice:
    """Read the bin in the hand, with what the keys stand for."""
    with reading(mirror):
        tail = read_tail(journal, mirror)
        bin = mirror_file.location(mirror, wanted.bin)
        product = mirror_file.product(mirror, wanted.product) if wanted.product else None
        found = find(mirror, scope, wanted.keys)
        asked = {one.product.id for one in found.products} | ({product.id} if product else set())
        standing = _standing(journal, bin)
        units = {row[0]: rows.unit(row) for row in mirror_file.every(mirror, Table.UNITS)}
        every = _rows(mirror, tail, bin, (standing, units))
        if wanted.only is not None:
            every = tuple(row for row in every if row.product.id == wanted.only)
        names = tuple(name for name in (*wanted.keys, *wanted.lots) if name)
        tasks = count_tasks(journal, mirror, scope, wanted.today)
        way = _way(mirror, scope, tail, wanted) if bin is None else ()
        return CountSlice(
            bin=bin,
            rows=every,
            total=len(every),
            product=product,
            units=units,
            elsewhere=_elsewhere(mirror, tail, asked, wanted),
            known=lots_named(mirror, scope, asked, names),
            found=found,
            undoable=_undoable(mirror, standing),
            today=wanted.today,
            tasks=(way if wanted.only or wanted.zone else tasks) if bin is None else (),
            zones=zones_of(mirror, scope) if bin is None else (),
            lying=_lying(mirror, tail, asked) if bin is None else frozenset(),
            only=mirror_file.product(mirror, wanted.only) if wanted.only else None,
            occasion=next((one.why for one in tasks if bin == one.bin), Occasion.OWN),
        )


def _lying(mirror: sqlite3.Connection, tail: Tail, products: Iterable[int]) -> frozenset[int]:
    return frozenset(
        one
        for one in products
        if any(lies.quantity for lies in of_product(mirror, tail, one).values())
    )


def _way(
    mirror: sqlite3.Connection, scope: Scope, tail: Tail, wanted: CountWanted
) -> tuple[CountTask, ...]:
    """The bins of an article, or of a zone, that are not done; an empty one is counted, too."""
    if wanted.only is not None:
        stock = of_product(mirror, tail, wanted.only)
        things = Counter(spot.place for spot, lies in stock.items() if lies.quantity)
    elif wanted.zone:
        found = mirror.execute(
            "SELECT l.id, (SELECT count(*) FROM stock s WHERE s.location = l.id) FROM locations l"
            " WHERE l.warehouse = ? AND l.zone = ? ORDER BY l.pick_order, l.label LIMIT ?",
            (scope.warehouse, wanted.zone, BINS_MAX),
        )
        things = Counter(dict(found.fetchall()))
    else:
        return ()
    bins = bins_among(mirror, scope, things.keys() - wanted.done)
    return tuple(CountTask(bin, things[bin.id], Occasion.OWN) for bin in bins[:TASKS_SHOWN_MAX])


def _standing(journal: sqlite3.Connection, bin: Location | None) -> tuple[Operation, ...]:
    """The counts of a bin on this device that nobody took back, oldest first."""
    if bin is None:
        return ()
    found = journal.execute(
        f"{STANDING} AND json_extract(o.payload, '$.deed.bin') = ? ORDER BY o.seq",
        (COUNTS_LOOKED_BACK_MAX, bin.id),
    )
    return tuple(Operation(from_json(row[0]), Life(row[1])) for row in found)


def _runs(standing: Iterable[Operation]) -> dict[Spot, _Run]:
    """What is begun and not closed, by spot."""
    runs: dict[Spot, _Run] = {}
    for operation in standing:
        deed = operation.deed
        assert isinstance(deed, Count)
        spot = Spot(deed.product, deed.lot, deed.bin)
        if deed.stage is Stage.COUNTED:
            runs.pop(spot, None)
        elif deed.stage is not Stage.LOW:
            runs[spot] = _Run(deed.counted, deed.expected)
    return runs


def _rows(
    mirror: sqlite3.Connection,
    tail: Tail,
    bin: Location | None,
    known: tuple[tuple[Operation, ...], Mapping[int, Unit]],
) -> tuple[CountRow, ...]:
    if bin is None:
        return ()
    standing, units = known
    stock, runs = in_place(mirror, tail, bin.id), _runs(standing)
    spots = {one for one, lying in stock.items() if lying.quantity} | runs.keys()
    ids = {one.product for one in spots}
    products = {
        row[0]: rows.product(row) for row in mirror_file.by_ids(mirror, Table.PRODUCTS, ids)
    }
    found = []
    for spot in spots:
        product = products.get(spot.product)
        unit = units.get(product.unit) if product else None
        if product is None or unit is None:
            continue
        run, now = runs.get(spot), stock[spot].quantity if spot in stock else ZERO
        counted, expected = (run.counted, run.expected) if run else (None, ZERO)
        found.append(CountRow(product, unit, spot.lot, now, counted, expected))
    # What is still to be found is what the person looks for.
    found.sort(key=lambda row: (row.counted is not None, row.product.name, row.lot or ""))
    return tuple(found)


def _elsewhere(
    mirror: sqlite3.Connection, tail: Tail, products: Iterable[int], wanted: CountWanted
) -> tuple[LyingRow, ...]:
    """Where a scanned serial number lies by the books; an article without lots is anywhere."""
    if not wanted.lots:
        return ()
    found: Stock = {
        spot: lying
        for product in sorted(products)
        for spot, lying in of_product(mirror, tail, product).items()
        if spot.lot in wanted.lots and spot.place != wanted.bin
    }
    return lying_rows(mirror, found)


def _undoable(mirror: sqlite3.Connection, standing: tuple[Operation, ...]) -> Movable | None:
    # What waits for a decision is taken back by that.
    newest = next((one for one in reversed(standing) if one.life is not Life.PARKED), None)
    if newest is None:
        return None
    deed = newest.deed
    assert isinstance(deed, Count)
    return Movable(newest.envelope.op_id, deed, mirror_file.product(mirror, deed.product))
