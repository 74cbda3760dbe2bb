"""What open documents took from bins, or put into them, and nobody has booked yet."""

from collections.abc import Sequence
from decimal import Decimal

from sync.core.operations import Count, MoveLine, place_of
from sync.core.quantity import ZERO
from sync.erp.odoo.fetch import Source
from sync.erp.odoo.look import ID_MAX
from sync.erp.odoo.packed import Spot
from sync.erp.odoo.translate.values import amount
from sync.wire.failures import Failure

_FIELDS = [
    *("product_id", "lot_id", "lot_name", "location_id", "location_dest_id"),
    "quantity_product_uom",
]


async def read_handled(
    source: Source, deeds: Sequence[Count | MoveLine]
) -> dict[Spot, Decimal] | Failure:
    """Read how much more or less lies in the bins of these deeds once all is booked."""
    places = {place for deed in deeds if (place := place_of(deed)) and place <= ID_MAX}
    if not places:
        return {}
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
    for row in rows:
        lot = row["lot_id"][1] if row["lot_id"] else row["lot_name"] or None
        for place, sign in ((row["location_id"][0], -1), (row["location_dest_id"][0], 1)):
            spot = (row["product_id"][0], lot, place)
            found[spot] = found.get(spot, ZERO) + sign * amount(row["quantity_product_uom"])
    return found
