"""What the rules ask about the goods of operations: products, units, bins, serials in stock."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from sync.core.arriving import comes_in
from sync.core.crossing import is_between
from sync.core.envelope import Envelope
from sync.core.leaving import goes_away, leaves
from sync.core.operations import (
    Count,
    FinishReceipt,
    Move,
    MoveLine,
    ReceiveLine,
    effect_of,
    goods_of,
    place_of,
    source_of,
)
from sync.core.operations import Goods as Handled
from sync.core.page import Table
from sync.core.places import There
from sync.core.quantity import ZERO, Unit, convert
from sync.core.records import Location, Product, Tracking
from sync.erp.odoo.api import Row
from sync.erp.odoo.counted import read_losses
from sync.erp.odoo.fetch import Source, flat_rows
from sync.erp.odoo.look import ID_MAX
from sync.erp.odoo.memory import Record
from sync.erp.odoo.on_the_way import Out, read_handled
from sync.erp.odoo.packed import Packed, Spot, after_moving, packed_of
from sync.erp.odoo.packs import packs_of
from sync.erp.odoo.translate.values import amount
from sync.wire.failures import Failure

IDS_MAX = 2_000
MADE = 0
"""What stands for a lot that was made in this request: its number is asked for when needed."""
Lying = tuple[Decimal, Decimal]
Piece = tuple[int, str, int]
"""A serial number of a product, and the place where it is in stock."""


@dataclass(frozen=True, slots=True)
class Goods:
    """All of one push request, read once. `serials` are the pieces in stock, and where.

    `packs` are the ids of packs by their names; who names one that is not there makes it.
    `lots` are the ids of lots by product and name, `lying` what is in the bins that goods are taken
    from, by product, lot and bin: how much, and how much of it is reserved; `packed` where some of
    it is in packs. `handled` is what open documents took or brought and is not booked yet, and
    `out` what each took out of which pack; `losses` is where goods come from that are found, and
    go to that are missing.
    """

    today: date
    products: Mapping[int, Product]
    units: Mapping[int, Unit]
    bins: Mapping[int, Location]
    serials: frozenset[Piece]
    packs: Mapping[str, int] = field(default_factory=dict)
    lots: Mapping[tuple[int, str], int] = field(default_factory=dict)
    lying: Mapping[Spot, tuple[Decimal, Decimal]] = field(default_factory=dict)
    packed: Packed = field(default_factory=dict)
    handled: Mapping[Spot, Decimal] = field(default_factory=dict)
    losses: Mapping[int, int] = field(default_factory=dict)
    out: Mapping[int, Out] = field(default_factory=dict)

    def there(self, deed: Handled | None) -> There | None:
        """What the rules ask about the bin that goods are taken from, or counted in."""
        place = place_of(deed) if deed else None
        if deed is None or place is None:
            return None
        spot = (deed.product, deed.lot, place)
        quantity, reserved = self.lying.get(spot, (ZERO, ZERO))
        if isinstance(deed, MoveLine | Count):
            quantity += self.handled.get(spot, ZERO)
        knows_lot = not deed.lot or (deed.product, deed.lot) in self.lots
        return There(quantity, max(quantity - reserved, ZERO), knows_lot)

    def moved(self, deed: Handled, amount: Decimal) -> "Goods":
        """What is so once goods were moved: the next of them shall not be taken twice."""
        if isinstance(deed, MoveLine):
            return replace(self, handled=self._also_handled(deed, amount))
        if not isinstance(deed, Move | Count):
            return self
        lying, source = dict(self.lying), source_of(deed)
        for place, change in ((source, -amount), (deed.bin, amount)):
            if place is None:
                continue
            quantity, reserved = lying.get((deed.product, deed.lot, place), (ZERO, ZERO))
            lying[deed.product, deed.lot, place] = (quantity + change, reserved)
        pieces = self._pieces_after(deed, amount)
        if source is None or comes_in(self.bins.get(source)):
            lots = self._lots_after(deed, amount)
            return replace(self, lying=lying, serials=pieces, lots=lots)
        spots = (deed.product, deed.lot, source), (deed.product, deed.lot, deed.bin)
        places = spots if amount > 0 else (spots[1], spots[0])
        packed = after_moving(self.packed, places, abs(amount))
        return replace(self, lying=lying, serials=pieces, packed=packed)

    def is_here(self, deed: Handled) -> bool:
        """Say whether a piece is in stock, other than on the way that this is about."""
        named = (place for place in (source_of(deed), deed.bin) if place is not None)
        way = {place for place in named if is_between(self.bins.get(place))}
        wanted = (deed.product, deed.lot)
        return any((one, lot) == wanted and at not in way for one, lot, at in self.serials)

    def _pieces_after(self, deed: Move | Count, amount: Decimal) -> frozenset[Piece]:
        """The pieces that are in stock once they were moved, found, missing or brought back."""
        if not amount or not deed.lot:
            return self.serials
        places = (source_of(deed), deed.bin) if amount > 0 else (deed.bin, source_of(deed))
        taken, brought = ({(deed.product, deed.lot, one)} if one else set() for one in places)
        is_stock = _is_stock(self.bins.get(places[1] or 0))
        return (self.serials - taken) | (brought if is_stock else set())

    def _also_handled(self, deed: MoveLine, amount: Decimal) -> dict[Spot, Decimal]:
        product, counted = self.products.get(deed.product), self.units.get(deed.unit)
        kept = self.units.get(product.unit) if product else None
        if counted and kept:
            turned = convert(amount, counted, kept)
            amount = turned if isinstance(turned, Decimal) else amount
        after = dict(self.handled)
        for place, change in ((deed.source, -amount), (deed.bin, amount)):
            spot = (deed.product, deed.lot, place)
            after[spot] = after.get(spot, ZERO) + change
        return after

    def _lots_after(self, deed: Move | Count, amount: Decimal) -> Mapping[tuple[int, str], int]:
        """The lots that are known once goods came in, or were found."""
        if not deed.lot or amount <= 0:
            return self.lots
        return {(deed.product, deed.lot): MADE, **self.lots}


def _is_stock(place: Location | None) -> bool:
    """Say whether what is brought to a place is in stock of a company: what `serials` hold."""
    if place is None or comes_in(place) or leaves(place):
        return False
    return not is_between(place) or place.company is not None


def _new(deeds: Iterable[Handled], places: Mapping[int, Location]) -> list[Handled]:
    """Those whose goods were in no bin of ours before, or may be in none by now."""
    found = (one for one in deeds if not isinstance(one, MoveLine))
    return [
        one
        for one in found
        if not isinstance(one, Move)
        or comes_in(places.get(one.source))
        or is_between(places.get(one.source))
        or goes_away(places.get(one.bin))
    ]


def handled(envelope: Envelope) -> Handled | None:
    """Name the goods an operation is about."""
    return goods_of(envelope.deed)


def _articles(envelopes: Sequence[Envelope]) -> set[int]:
    """The articles that are spoken of: of goods, and of what was short where somebody said why."""
    deeds = [effect_of(one.deed) for one in envelopes]
    short = (one.short for one in deeds if isinstance(one, FinishReceipt))
    ids = {goods.product for one in envelopes if (goods := handled(one))}
    return ids | {line.product for lines in short for line in lines}


async def read_goods(source: Source, envelopes: Sequence[Envelope], today: date) -> Goods | Failure:
    """Read what the operations are about; what is not there is missing from the answer."""
    deeds = [deed for deed in map(handled, envelopes) if deed]
    products = await _by_id(source, Table.PRODUCTS, _articles(envelopes))
    places = {place for deed in deeds for place in (deed.bin, source_of(deed)) if place}
    bins = await _by_id(source, Table.LOCATIONS, places)
    units = await flat_rows(source, Table.UNITS, [], IDS_MAX) if deeds else []
    for found in (products, bins, units):
        if isinstance(found, Failure):
            return found
    assert not isinstance(products, Failure)
    assert not isinstance(bins, Failure)
    assert not isinstance(units, Failure)
    known = {one.id: one for one in products if isinstance(one, Product)}
    there = {one.id: one for one in bins if isinstance(one, Location)}
    serials = await _serials_in_stock(source, _new(deeds, there), known)
    if isinstance(serials, Failure):
        return serials
    packs = await packs_of(source, deeds)
    if isinstance(packs, Failure):
        return packs
    moved = [deed for deed in deeds if not isinstance(deed, ReceiveLine)]
    lots, quants = await _lots(source, moved), await _quants(source, moved)
    if isinstance(lots, Failure):
        return lots
    if isinstance(quants, Failure):
        return quants
    packed = await packed_of(source, quants)
    if isinstance(packed, Failure):
        return packed
    losses = await read_losses(source, [deed for deed in deeds if isinstance(deed, Count)])
    if isinstance(losses, Failure):
        return losses
    on_the_way = await read_handled(source, deeds)
    if isinstance(on_the_way, Failure):
        return on_the_way
    return Goods(
        today=today,
        products=known,
        units={one.id: one for one in units if isinstance(one, Unit)},
        bins=there,
        serials=serials,
        packs=packs,
        lots=lots,
        lying=_lying(quants),
        packed=packed,
        handled=on_the_way.amounts,
        out=on_the_way.out,
        losses=losses,
    )


async def _by_id(source: Source, table: Table, ids: set[int]) -> list[Record] | Failure:
    wanted = sorted(one for one in ids if 0 < one <= ID_MAX)
    return await flat_rows(source, table, [["id", "in", wanted]], IDS_MAX) if wanted else []


async def _serials_in_stock(
    source: Source, deeds: list[Handled], products: Mapping[int, Product]
) -> frozenset[Piece] | Failure:
    asked = {
        (deed.product, deed.lot)
        for deed in deeds
        if deed.lot and deed.product in products
        if products[deed.product].tracking is Tracking.SERIAL
    }
    if not asked:
        return frozenset()
    domain = [
        ["product_id", "in", sorted({product for product, _ in asked})],
        ["lot_id.name", "in", sorted({name for _, name in asked})],
        ["location_id.usage", "in", ["internal", "transit"]],
        ["company_id", "in", list(source.range.companies)],
        ["quantity", ">", 0],
    ]
    stored = ["product_id", "lot_id", "location_id"]
    named = {"domain": domain, "fields": stored, "load": "_classic_read"}
    rows = await source.search("stock.quant", named)
    if isinstance(rows, Failure):
        return rows
    return frozenset(
        (row["product_id"][0], row["lot_id"][1], row["location_id"][0]) for row in rows
    )


async def _lots(source: Source, deeds: Sequence[Handled]) -> dict[tuple[int, str], int] | Failure:
    asked = {(deed.product, deed.lot) for deed in deeds if deed.lot}
    if not asked:
        return {}
    domain = [
        ["product_id", "in", sorted({product for product, _ in asked})],
        ["name", "in", sorted({name for _, name in asked})],
        *source.range.ours_or_shared,
    ]
    named = {"domain": domain, "fields": ["product_id", "name"], "order": "id desc"}
    rows = await source.search("stock.lot", named)
    if isinstance(rows, Failure):
        return rows
    return {(row["product_id"], row["name"]): row["id"] for row in rows}


async def _quants(source: Source, deeds: Sequence[Handled]) -> list[Row] | Failure:
    if not deeds:
        return []
    named = (place for deed in deeds for place in (source_of(deed), deed.bin) if place)
    places = {place for place in named if place <= ID_MAX}
    domain = [
        ["product_id", "in", sorted({deed.product for deed in deeds if deed.product <= ID_MAX})],
        ["location_id", "in", sorted(places)],
        ["company_id", "in", [*source.range.companies, False]],
    ]
    stored = ["product_id", "location_id", "lot_id", "package_id", "quantity", "reserved_quantity"]
    asked = {"domain": domain, "fields": stored, "order": "id", "load": "_classic_read"}
    return await source.search("stock.quant", asked)


def _lying(rows: Sequence[Row]) -> dict[Spot, tuple[Decimal, Decimal]]:
    found: dict[tuple[int, str | None, int], tuple[Decimal, Decimal]] = {}
    for row in rows:
        lot = row["lot_id"][1] if row["lot_id"] else None
        key = (row["product_id"][0], lot, row["location_id"][0])
        quantity, reserved = found.get(key, (ZERO, ZERO))
        found[key] = (
            quantity + amount(row["quantity"]),
            reserved + amount(row["reserved_quantity"]),
        )
    return found
