"""What the rules ask about the goods of operations: products, units, bins, serials in stock."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sync.core.envelope import Envelope
from sync.core.operations import ReceiveLine, goods_of
from sync.core.page import Table
from sync.core.quantity import Unit
from sync.core.records import Location, Product, Tracking
from sync.erp.odoo.fetch import Source, flat_rows
from sync.erp.odoo.look import ID_MAX
from sync.erp.odoo.memory import Record
from sync.erp.odoo.packs import packs_of
from sync.wire.failures import Failure

IDS_MAX = 2_000


@dataclass(frozen=True, slots=True)
class Goods:
    """All of one push request, read once. `serials` are (product, name) that are in stock.

    `packs` are the ids of packs by their names; who names one that is not there makes it.
    """

    today: date
    products: Mapping[int, Product]
    units: Mapping[int, Unit]
    bins: Mapping[int, Location]
    serials: frozenset[tuple[int, str]]
    packs: Mapping[str, int] = field(default_factory=dict)


def handled(envelope: Envelope) -> ReceiveLine | None:
    """Name the goods an operation is about."""
    goods = goods_of(envelope.deed)
    return goods if isinstance(goods, ReceiveLine) else None


async def read_goods(source: Source, envelopes: Iterable[Envelope], today: date) -> Goods | Failure:
    """Read what the operations are about; what is not there is missing from the answer."""
    deeds = [deed for deed in map(handled, envelopes) if deed]
    products = await _by_id(source, Table.PRODUCTS, {deed.product for deed in deeds})
    bins = await _by_id(source, Table.LOCATIONS, {deed.bin for deed in deeds})
    units = await flat_rows(source, Table.UNITS, [], IDS_MAX) if deeds else []
    for found in (products, bins, units):
        if isinstance(found, Failure):
            return found
    assert not isinstance(products, Failure)
    assert not isinstance(bins, Failure)
    assert not isinstance(units, Failure)
    known = {one.id: one for one in products if isinstance(one, Product)}
    serials = await _serials_in_stock(source, deeds, known)
    if isinstance(serials, Failure):
        return serials
    packs = await packs_of(source, deeds)
    if isinstance(packs, Failure):
        return packs
    return Goods(
        today=today,
        products=known,
        units={one.id: one for one in units if isinstance(one, Unit)},
        bins={one.id: one for one in bins if isinstance(one, Location)},
        serials=serials,
        packs=packs,
    )


async def _by_id(source: Source, table: Table, ids: set[int]) -> list[Record] | Failure:
    wanted = sorted(one for one in ids if 0 < one <= ID_MAX)
    return await flat_rows(source, table, [["id", "in", wanted]], IDS_MAX) if wanted else []


async def _serials_in_stock(
    source: Source, deeds: list[ReceiveLine], products: Mapping[int, Product]
) -> frozenset[tuple[int, str]] | Failure:
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
    fields = {"domain": domain, "fields": ["product_id", "lot_id"], "load": "_classic_read"}
    rows = await source.search("stock.quant", fields)
    if isinstance(rows, Failure):
        return rows
    return frozenset((row["product_id"][0], row["lot_id"][1]) for row in rows)
