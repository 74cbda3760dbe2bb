"""What is looked up: an article, a bin, a lot or a pack, as it is now, and what a search finds."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sync.core.lookup_slices import About, KeptRow, LookupSlice, Subject, Sums
from sync.core.moved_slices import LYING_SHOWN_MAX, LyingRow
from sync.core.records import LocationKind, Tracking
from sync.core.slices import Offer, Scope
from sync.store import lookup_hits, words
from sync.store import mirror as mirror_file
from sync.store.blocked import blocked_lots
from sync.store.files import reading
from sync.store.found import find
from sync.store.live import Tail, read_tail
from sync.store.lookup_past import own, past, told_of, unsent_spots
from sync.store.slices_dock import offers
from sync.store.slices_move import lots_named
from sync.store.stock import Spot, Stock, in_place, of_product
from sync.store.told import LookupWanted

HELD = frozenset({LocationKind.HOLD, LocationKind.SUSPENSE})
BETWEEN = LocationKind.TRANSIT
OURS = HELD | {LocationKind.BIN, LocationKind.AREA}
"""Where goods are that somebody can walk to."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """One snapshot of the mirror, and what is asked of it."""

    mirror: sqlite3.Connection
    scope: Scope
    tail: Tail
    about: About
    unsent: frozenset[Spot]


def lookup(
    journal: sqlite3.Connection, mirror: sqlite3.Connection, scope: Scope, wanted: LookupWanted
) -> LookupSlice:
    """Read one thing, and what the keys and words stand for."""
    with reading(mirror):
        found = find(mirror, scope, wanted.keys)
        slice_ = LookupSlice(
            about=wanted.about,
            found=found,
            leads=lookup_hits.leads(mirror, scope, wanted.keys, found),
            hits=lookup_hits.hits(mirror, scope, wanted.words, found) if wanted.words else (),
            is_reading=words.is_behind(mirror),
            today=wanted.today,
            now_ms=wanted.now_ms,
        )
        about = wanted.about
        if about is None:
            return slice_
        done = own(journal, about)
        slice_ = replace(slice_, past=past(mirror, scope, about, done))
        asked = _Asked(mirror, scope, read_tail(journal, mirror), about, unsent_spots(done))
        match about.subject:
            case Subject.ARTICLE | Subject.LOT:
                return _article(journal, asked, slice_)
            case Subject.BIN:
                rows = _rows(asked, in_place(mirror, asked.tail, about.id))
                return replace(slice_, bin=mirror_file.location(mirror, about.id), rows=_cut(rows))
            case Subject.PACK:
                return replace(slice_, rows=_packed(mirror, about.name))


def _article(journal: sqlite3.Connection, asked: _Asked, slice_: LookupSlice) -> LookupSlice:
    """One article, or one lot of it, in all places of the building."""
    mirror, scope, about = asked.mirror, asked.scope, asked.about
    product = mirror_file.product(mirror, about.id)
    if product is None:
        return slice_
    is_lot = about.subject is Subject.LOT
    stock = of_product(mirror, asked.tail, product.id)
    if is_lot:
        stock = {spot: lying for spot, lying in stock.items() if spot.lot == about.name}
    rows = [
        row
        for row in _rows(asked, stock)
        if (row.lying.place.warehouse == scope.warehouse and row.lying.place.kind in OURS)
        # What is on its way is in no building, and everybody's who may see it.
        or row.lying.place.kind is BETWEEN
    ]
    waiting = () if is_lot else offers(journal, mirror, scope, (asked.tail, (product.id,)))
    named = lots_named(mirror, scope, (product.id,), (about.name,)) if is_lot else ()
    by_place = product.tracking is Tracking.SERIAL and not is_lot
    return replace(
        slice_,
        product=product,
        unit=mirror_file.unit(mirror, product.unit),
        lot=named[0] if named else None,
        rows=_cut(_by_place(rows) if by_place else rows),
        sums=_sums(rows, waiting),
        expected=waiting,
        blocked=is_lot and about.name in blocked_lots(mirror, asked.tail, product.id),
    )


def _sums(rows: Iterable[KeptRow], waiting: Iterable[Offer]) -> Sums:
    sums = Sums()
    for row in rows:
        lying = row.lying
        if lying.place.kind is BETWEEN:
            sums = replace(sums, between=sums.between + lying.quantity)
            continue
        if row.held:
            sums = replace(sums, held=sums.held + lying.quantity)
        else:
            sums = replace(sums, free=sums.free + lying.free)
        reserved = sums.reserved + (lying.quantity - lying.free)
        sums = replace(sums, there=sums.there + lying.quantity, reserved=reserved)
    for one in waiting:
        # Lines in another unit are shown below, and not added to pieces.
        if one.unit.id == one.product.unit:
            sums = replace(sums, expected=sums.expected + one.line.demand - one.line.done)
    return sums


def _rows(asked: _Asked, stock: Stock) -> list[KeptRow]:
    told = told_of(asked.mirror, {one.product for one in stock}, {one.place for one in stock})
    blocked = {
        product: blocked_lots(asked.mirror, asked.tail, product)
        for product in {one.product for one in stock if one.lot}
    }
    found = list[KeptRow]()
    for spot, lying in stock.items():
        product, place = told.products.get(spot.product), told.places.get(spot.place)
        unit = told.units.get(product.unit) if product else None
        if product and place and unit and lying.quantity > 0:
            row = LyingRow(product, unit, spot.lot, place, lying.quantity, lying.free)
            apart = place.kind in HELD or place.kind is BETWEEN
            held = apart or spot.lot in blocked.get(product.id, ())
            found.append(KeptRow(row, held, spot in asked.unsent))
    return sorted(found, key=_order)


def _order(row: KeptRow) -> tuple[object, ...]:
    """Where goods can be taken from comes first, in the order of the walk."""
    lying = row.lying
    return (row.held, lying.free <= 0, lying.place.pick_order, lying.product.name, lying.lot or "")


def _by_place(rows: Iterable[KeptRow]) -> list[KeptRow]:
    """Nobody reads a thousand serial numbers: so many pieces are in a place."""
    found = dict[tuple[int, bool], KeptRow]()
    for row in rows:
        key = (row.lying.place.id, row.held)
        before = found.get(key)
        lying = row.lying
        quantity, free = lying.quantity, lying.free
        if before:
            quantity, free = quantity + before.lying.quantity, free + before.lying.free
        one = replace(lying, lot=None, quantity=quantity, free=free)
        found[key] = KeptRow(one, row.held, row.unsent or (before is not None and before.unsent))
    return list(found.values())


def _packed(mirror: sqlite3.Connection, name: str) -> tuple[KeptRow, ...]:
    """What documents say is in a pack of this name."""
    lines = tuple(lookup_hits.packed(mirror, name))
    entries = [(line, one) for line in lines for one in line.entries if one.package == name]
    told = told_of(mirror, {one.product for one in lines}, {entry.bin for _, entry in entries})
    found = list[KeptRow]()
    for line, entry in entries:
        product, place = told.products.get(line.product), told.places.get(entry.bin)
        unit = told.units.get(line.unit)
        if product and place and unit:
            row = LyingRow(product, unit, entry.lot, place, entry.quantity, entry.quantity)
            found.append(KeptRow(row, place.kind in HELD, unsent=False))
    return _cut(found)


def _cut(rows: Iterable[KeptRow]) -> tuple[KeptRow, ...]:
    return tuple(rows)[:LYING_SHOWN_MAX]
