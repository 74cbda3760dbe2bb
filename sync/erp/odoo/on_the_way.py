"""What open documents took from bins, or put into them, and nobody has booked yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from sync.core.operations import Count, Goods, MoveLine, place_of
from sync.core.quantity import ZERO
from sync.erp.odoo.fetch import Source
from sync.erp.odoo.look import ID_MAX
from sync.erp.odoo.packed import Spot
from sync.erp.odoo.translate.values import amount
from sync.wire.failures import Failure

_FIELDS = [
    *("product_id", "lot_id", "lot_name", "location_id", "location_dest_id"),
    *("quantity_product_uom", "package_id", "picking_id"),
]
Out = Mapping[tuple[Spot, int | None], Decimal]
"""How much was taken out of a pack (or of what is loose) somewhere."""


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """How much more or less lies somewhere once all is booked, and what each document took out."""

    amounts: Mapping[Spot, Decimal] = field(default_factory=dict)
    out: Mapping[int, Out] = field(default_factory=dict)


async def read_handled(source: Source, handled: Sequence[Goods]) -> OnTheWay | Failure:
    """Read it for the bins that are counted, or that goods are taken from for a document."""
    deeds = [deed for deed in handled if isinstance(deed, Count | MoveLine)]
    places = {place for deed in deeds if (place := place_of(deed)) and place <= ID_MAX}
    if not places:
        return OnTheWay()
    domain = [
        *(["picked", "=", True], ["state", "not in", ["done", "cancel"]]),
        ["product_id", "in", sorted({deed.product for deed in deeds if deed.product <= ID_MAX})],
        ["company_id", "in", list(source.range.companies)],
        *("|", ["location_id", "in", sorted(places)], ["location_dest_id", "in", sorted(places)]),
    ]
    named = {"domain": domain, "fields": _FIELDS, "order": "id", "load": "_classic_read"}
    rows = await source.search("stock.move.line", named)
    if isinstance(rows, Failure):
        return rows
    found: dict[Spot, Decimal] = {}
    out: dict[int, dict[tuple[Spot, int | None], Decimal]] = {}
    for row in rows:
        lot = row["lot_id"][1] if row["lot_id"] else row["lot_name"] or None
        package, document = (row[name] and row[name][0] for name in ("package_id", "picking_id"))
        here = (row["product_id"][0], lot, row["location_id"][0]), package or None
        taken = out.setdefault(document or 0, {})
        taken[here] = taken.get(here, ZERO) + amount(row["quantity_product_uom"])
        for place, sign in ((row["location_id"][0], -1), (row["location_dest_id"][0], 1)):
            spot = (row["product_id"][0], lot, place)
            found[spot] = found.get(spot, ZERO) + sign * amount(row["quantity_product_uom"])
    return OnTheWay(found, out)
