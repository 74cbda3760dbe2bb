"""Counts on stock Odoo: each difference is a transfer of its own, to where losses go or back.

Odoo's own adjustment forgets whose it was, and a second call of it sets stock to nothing; a
transfer has a name that only one can have, and is done once. What is booked is a difference, so
goods that move in the moment between the look and the booking are not overwritten.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sync.core.operations import Count, Move
from sync.erp.odoo.answers import Refusal
from sync.erp.odoo.api import Api, Domain
from sync.erp.odoo.fetch import Source
from sync.erp.odoo.translate.values import must_ref
from sync.wire.failures import Failure

COUNTED = "Stockhand, counted: "
"""How the origin of a transfer begins that books what a count found."""
COUNTED_AGAIN = timedelta(days=365)
"""A device cannot say when Odoo would have it counted next: in a year, or when somebody asks."""


def as_move(deed: Count, losses: Mapping[int, int]) -> Move:
    """The move that books a count: what is missing goes to where losses go, or comes from there."""
    loss, missing = losses.get(deed.product, 0), deed.quantity < 0
    source, bin = (deed.bin, loss) if missing else (loss, deed.bin)
    about = (deed.product, abs(deed.quantity), deed.counted, deed.packaging, deed.lot)
    return Move(*about, source, bin, deed.unit)


async def read_losses(source: Source, counts: Sequence[Count]) -> dict[int, int] | Failure:
    """Read where goods come from that are found, and go to that are missing, by product."""
    if not counts:
        return {}
    products = sorted({one.product for one in counts})
    fields = ["property_stock_inventory"]
    asked = {"domain": [["id", "in", products]], "fields": fields}
    rows = await source.search("product.product", asked)
    if isinstance(rows, Failure):
        return rows
    return {row["id"]: must_ref(row["property_stock_inventory"]) for row in rows}


async def lot_of(api: Api, company: int, deed: Count) -> int | Refusal | Failure:
    """Make the lot that a count found; it is whose its article is, as every lot is in Odoo.

    With a company of its own it could never go to a house of another one.
    """
    vals = {"name": deed.lot, "product_id": deed.product}
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


async def have_counted(api: Api, company: int, deed: Count, today: date) -> Failure | None:
    """Have goods counted that somebody asked for, today; again and again is the same."""
    return await _set_day(api, company, deed, (today, []))


async def count_no_more(api: Api, company: int, deed: Count, today: date) -> Failure | None:
    """Put off what was due and is counted, as Odoo's own adjustment would; all else stays."""
    due = [["inventory_date", "<=", today.isoformat()]]
    return await _set_day(api, company, deed, (today + COUNTED_AGAIN, due))


async def _set_day(
    api: Api, company: int, deed: Count, when: tuple[date, Domain]
) -> Failure | None:
    day, besides = when
    context = {"allowed_company_ids": [company], "inventory_mode": True}
    domain = [
        ["product_id", "=", deed.product],
        ["location_id", "=", deed.bin],
        ["lot_id.name", "=", deed.lot] if deed.lot else ["lot_id", "=", False],
        ["company_id", "=", company],
        *besides,
    ]
    named = {"domain": domain, "fields": ["id"], "context": context}
    said = await api.read("stock.quant", "search_read", named)
    if isinstance(said, Failure) or not said.value:
        return said if isinstance(said, Failure) else None
    ids = [row["id"] for row in said.value]
    vals = {"inventory_date": day.isoformat()}
    done = await api.call("stock.quant", "write", {"ids": ids, "vals": vals, "context": context})
    # Who may not say when goods are counted has counted them all the same.
    return done if isinstance(done, Failure) else None
