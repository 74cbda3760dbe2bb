"""A move without paper: the bin in the hand, what lies in it, and where its article lies."""

import sqlite3
from collections.abc import Collection, Iterable

from sync.core.envelope import Envelope, from_json
from sync.core.moved_slices import LYING_SHOWN_MAX, LyingRow, Movable, MoveSlice
from sync.core.operations import Goods
from sync.core.page import Table
from sync.core.quantity import Unit
from sync.core.records import LocationKind, Lot, Product, Tracking
from sync.core.slices import FOUND_MAX, Scope
from sync.store import mirror as mirror_file
from sync.store import rows
from sync.store.facts import STOCKED, serials_here
from sync.store.files import marks, reading
from sync.store.found import find
from sync.store.live import Tail, read_document, read_tail
from sync.store.returned import between, outside, sent_by
from sync.store.slices_check import to_check_of_anybody
from sync.store.stock import Stock, in_place, of_product
from sync.store.told import MoveWanted

UNDO_LOOKED_BACK_MAX = 200
"""Operations that are looked back through for one to take back: nobody remembers more."""


def moving(
    journal: sqlite3.Connection,
    mirror: sqlite3.Connection,
    scope: Scope,
    wanted: MoveWanted,
) -> MoveSlice:
    """Read what is in the hand, with what the keys stand for."""
    with reading(mirror):
        tail = read_tail(journal, mirror)
        product = mirror_file.product(mirror, wanted.product) if wanted.product else None
        found = find(mirror, scope, wanted.keys)
        products = {one.product.id for one in found.products} | ({product.id} if product else set())
        names = tuple(name for name in (*wanted.keys, wanted.lot) if name)
        every = [*([product] if product else []), *(one.product for one in found.products)]
        coming = every if wanted.comes_in else []
        delivery = read_document(mirror, wanted.delivery) if wanted.delivery else None
        found_rows = _lying(mirror, tail, products)
        transits = between(mirror, scope)
        ids = {one.id for one in transits}
        is_empty = not products and not wanted.source
        on_way = _on_way(mirror, tail, ids) if is_empty else _at(found_rows, ids)
        return MoveSlice(
            source=mirror_file.location(mirror, wanted.source),
            bin=mirror_file.location(mirror, wanted.bin),
            product=product,
            unit=mirror_file.unit(mirror, product.unit) if product else None,
            in_bin=_in_bin(mirror, tail, wanted.source),
            places=_in_house(found_rows, scope),
            known=lots_named(mirror, scope, products, names),
            found=found,
            undoable=newest_move(journal, mirror),
            today=wanted.today,
            outside=outside(mirror, scope, LocationKind.SUPPLIER),
            customers=outside(mirror, scope, LocationKind.CUSTOMER),
            losses=outside(mirror, scope, LocationKind.LOSS),
            delivery=delivery.document if delivery else None,
            sent=sent_by(journal, mirror, delivery.document, products) if delivery else (),
            between=transits,
            on_way=on_way,
            units=_units(mirror, every),
            to_check=to_check_of_anybody(mirror, scope.company, coming),
            serials=_here(mirror, scope, coming, (*names, *wanted.serials)),
        )


def _here(
    mirror: sqlite3.Connection, scope: Scope, products: list[Product], names: tuple[str, ...]
) -> frozenset[tuple[int, str]]:
    """Serial numbers that lie here already, by the ERP or by what was handled since."""
    in_stock = serials_here(mirror, scope.company, products, (), names)
    ids = sorted({one.id for one in products if one.tracking is Tracking.SERIAL})
    if not ids or not names:
        return in_stock
    wanted = sorted(set(names))
    handled = mirror.execute(
        f"SELECT DISTINCT product, lot FROM moved WHERE product IN ({marks(ids)})"
        f" AND lot IN ({marks(wanted)}) AND CAST(quantity AS REAL) > 0 AND place IN"
        # What was thrown away, or sent off, lies nowhere of ours.
        f" (SELECT id FROM locations WHERE kind IN ({marks(STOCKED)}))",
        (*ids, *wanted, *STOCKED),
    )
    return in_stock.union(handled.fetchall())


def _units(mirror: sqlite3.Connection, products: Iterable[Product]) -> dict[int, Unit]:
    ids = {one.unit for one in products}
    found = ((id, mirror_file.unit(mirror, id)) for id in ids)
    return {id: unit for id, unit in found if unit}


def _on_way(mirror: sqlite3.Connection, tail: Tail, between: Iterable[int]) -> tuple[LyingRow, ...]:
    """All that is between houses."""
    rows = (row for id in sorted(between) for row in _in_bin(mirror, tail, id))
    return tuple(rows)[:LYING_SHOWN_MAX]


def _in_bin(mirror: sqlite3.Connection, tail: Tail, place: int | None) -> tuple[LyingRow, ...]:
    return lying_rows(mirror, in_place(mirror, tail, place)) if place else ()


def places_of(
    mirror: sqlite3.Connection, scope: Scope, tail: Tail, products: Iterable[int]
) -> tuple[LyingRow, ...]:
    """All bins of a building in which some articles lie, in the order one walks by."""
    return _in_house(_lying(mirror, tail, products), scope)


def _lying(mirror: sqlite3.Connection, tail: Tail, products: Iterable[int]) -> list[LyingRow]:
    return [
        row
        for product in sorted(products)
        for row in lying_rows(mirror, of_product(mirror, tail, product))
    ]


def _in_house(found: Iterable[LyingRow], scope: Scope) -> tuple[LyingRow, ...]:
    here = (row for row in found if row.place.warehouse == scope.warehouse)
    bins = (row for row in here if row.place.kind is LocationKind.BIN)
    return tuple(bins)[:LYING_SHOWN_MAX]


def _at(found: Iterable[LyingRow], places: Collection[int]) -> tuple[LyingRow, ...]:
    return tuple(row for row in found if row.place.id in places)[:LYING_SHOWN_MAX]


def lying_rows(mirror: sqlite3.Connection, stock: Stock) -> tuple[LyingRow, ...]:
    """Put what lies somewhere into rows, in the order of the way through the bins."""
    products = {
        row[0]: rows.product(row)
        for row in mirror_file.by_ids(mirror, Table.PRODUCTS, {one.product for one in stock})
    }
    units = {row[0]: rows.unit(row) for row in mirror_file.every(mirror, Table.UNITS)}
    places = {
        row[0]: rows.location(row)
        for row in mirror_file.by_ids(mirror, Table.LOCATIONS, {one.place for one in stock})
    }
    found = [
        LyingRow(
            *(products[spot.product], units[products[spot.product].unit], spot.lot),
            *(places[spot.place], lying.quantity, lying.free),
        )
        for spot, lying in stock.items()
        if lying.quantity > 0 and spot.product in products and spot.place in places
        if products[spot.product].unit in units
    ]
    found.sort(key=lambda row: (row.place.pick_order, row.product.name, row.lot or ""))
    return tuple(found)


def lots_named(
    mirror: sqlite3.Connection, scope: Scope, products: Iterable[int], names: Iterable[str]
) -> tuple[Lot, ...]:
    """Lots of these articles that go by exactly one of these names."""
    wanted, among = sorted(set(names)), sorted(products)
    found = mirror.execute(
        f"SELECT * FROM lots WHERE product IN ({marks(among)}) AND name IN ({marks(wanted)})"
        " AND (company IS NULL OR company = ?) LIMIT ?",
        (*among, *wanted, scope.company, FOUND_MAX),
    )
    return tuple(rows.lot(row) for row in found)


def newest_move(journal: sqlite3.Connection, mirror: sqlite3.Connection) -> Movable | None:
    """The newest goods that this device moved and can take back."""
    envelope = _newest_moved(journal)
    if envelope is None:
        return None
    deed = envelope.deed
    assert isinstance(deed, Goods)
    return Movable(envelope.op_id, deed, mirror_file.product(mirror, deed.product))


def _newest_moved(journal: sqlite3.Connection) -> Envelope | None:
    """The newest goods moved from bin to bin that can be taken back, whatever asked for it."""
    row = journal.execute(
        "SELECT o.payload FROM operations o JOIN standing s ON s.seq = o.seq"
        " WHERE o.kind IN ('move_line', 'move') AND s.life NOT IN ('parked', 'settled')"
        " AND o.seq > (SELECT max(seq) FROM operations) - ?"
        " AND NOT EXISTS (SELECT 1 FROM operations u JOIN standing us ON us.seq = u.seq"
        "  WHERE u.target = o.op_id AND us.life <> 'settled')"
        " AND NOT EXISTS (SELECT 1 FROM operations f JOIN standing fs ON fs.seq = f.seq"
        "  WHERE f.document = o.document AND f.kind = 'finish_receipt' AND f.seq > o.seq"
        "  AND fs.life <> 'settled')"
        " ORDER BY o.seq DESC LIMIT 1",
        (UNDO_LOOKED_BACK_MAX,),
    ).fetchone()
    return from_json(row[0]) if row else None
