"""Counts on stock Odoo: each difference is a transfer of its own, to where losses go or back.

Odoo's own adjustment forgets whose it was, and a second call of it sets stock to nothing; a
transfer has a name that only one can have, and is done once. What is booked is a difference, so
goods that move in the moment between the look and the booking are not overwritten.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sync.core.operations import Count, Move
from sync.core.quantity import ZERO
from sync.erp.odoo.answers import Refusal
from sync.erp.odoo.api import Api, Row
from sync.erp.odoo.fetch import Source
from sync.erp.odoo.packed import Spot
from sync.erp.odoo.translate.values import amount, must_ref
from sync.wire.failures import Failure

COUNTED = "Stockhand, counted: "
"""How the origin of a transfer begins that books what a count found."""
OPEN = ("draft", "waiting", "confirmed", "assigned")
Besides = tuple[dict[Spot, Decimal], dict[int, int]]


def as_move(deed: Count, losses: Mapping[int, int]) -> Move:
    """The move that books a count: what is missing goes to where losses go, or comes from there."""
    loss, missing = losses.get(deed.product, 0), deed.quantity < 0
    source, bin = (deed.bin, loss) if missing else (loss, deed.bin)
    about = (deed.product, abs(deed.quantity), deed.counted, deed.packaging, deed.lot)
    return Move(*about, source, bin, deed.unit)


async def read_counted(source: Source, counts: Sequence[Count]) -> Besides | Failure:
    """Read what only counts need: what was handled and is not booked, and where losses go."""
    if not counts:
        return {}, {}
    products = sorted({one.product for one in counts})
    bins = sorted({one.bin for one in counts})
    lines = await source.search(
        "stock.move.line",
        {
            "domain": [
                ["product_id", "in", products],
                ["picked", "=", True],
                ["picking_id.state", "in", list(OPEN)],
                *["|", ["location_id", "in", bins], ["location_dest_id", "in", bins]],
            ],
            "fields": [
                *("product_id", "lot_id", "lot_name", "quantity_product_uom"),
                *("location_id", "location_dest_id"),
            ],
            "order": "id",
            "load": "_classic_read",
        },
    )
    if isinstance(lines, Failure):
        return lines
    fields = ["property_stock_inventory"]
    asked = {"domain": [["id", "in", products]], "fields": fields}
    rows = await source.search("product.product", asked)
    if isinstance(rows, Failure):
        return rows
    losses = {row["id"]: must_ref(row["property_stock_inventory"]) for row in rows}
    return _handled(lines), losses


def _handled(lines: Sequence[Row]) -> dict[Spot, Decimal]:
    found: dict[Spot, Decimal] = {}
    for row in lines:
        lot = row["lot_id"][1] if row["lot_id"] else row["lot_name"] or None
        for field, sign in (("location_id", -1), ("location_dest_id", 1)):
            spot = (row["product_id"][0], lot, row[field][0])
            found[spot] = found.get(spot, ZERO) + sign * amount(row["quantity_product_uom"])
    return found


async def lot_of(api: Api, company: int, deed: Count) -> int | Refusal | Failure:
    """Make the lot that a count found; one company has one of a name."""
    vals = {"name": deed.lot, "product_id": deed.product, "company_id": company}
    context = {"allowed_company_ids": [company]}
    said = await api.call("stock.lot", "create", {"vals_list": [vals], "context": context})
    if isinstance(said, Refusal):
        # Perhaps somebody made it just now: it is there at the next look.
        return said
    return said if isinstance(said, Failure) else int(said.value[0])


async def is_counted_since(api: Api, deed: Count, target: str) -> bool | Failure:
    """Say whether the same goods were counted again behind what is to be taken back."""
    domain = [
        ["product_id", "=", deed.product],
        ["lot_id.name", "=", deed.lot] if deed.lot else ["lot_id", "=", False],
        ["picking_id.origin", "=like", f"{COUNTED}%"],
        ["state", "=", "done"],
        *["|", ["location_id", "=", deed.bin], ["location_dest_id", "=", deed.bin]],
    ]
    named = {"domain": domain, "fields": ["picking_id"], "order": "id", "load": "_classic_read"}
    said = await api.read("stock.move.line", "search_read", named)
    if isinstance(said, Failure):
        return said
    names = {row["picking_id"][0]: str(row["picking_id"][1]) for row in said.value}
    own = next((id for id, name in names.items() if target in name), None)
    back = {name.removesuffix("/back") for name in names.values() if name.endswith("/back")}
    later = (name for id, name in names.items() if own and id > own and not name.endswith("/back"))
    return any(name not in back for name in later)
