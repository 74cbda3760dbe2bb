"""A bin that runs low: one transfer fills it from where the most lies, as long as it is open.

Its name is made of the bin and the article, and Odoo lets no two have one: however often it is
asked for, and by whomever, there is one. Where a reordering rule of Odoo is for that bin, it is
filled up to what the rule says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sync.core.operations import Count
from sync.core.quantity import ZERO
from sync.erp.odoo.answers import Refusal, Said
from sync.erp.odoo.api import Api, Domain, Row
from sync.erp.odoo.look import ID_MAX
from sync.erp.odoo.translate import document
from sync.erp.odoo.translate.values import amount, number, ref, text
from sync.wire.failures import Failure

FILL = "SH/FILL/"
"""How such transfers are called; behind it the bin, the article, and from the second a number."""
ORIGIN = "Stockhand, refill: "
FROM_BINS_MAX = 20
"""Bins that one is filled from; one that wants more is asked for again."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who asks for what to be filled."""

    op_id: str
    user: str
    company: int
    deed: Count

    @property
    def base(self) -> str:
        """What the first transfer for it is called."""
        return f"{FILL}{self.deed.bin}/{self.deed.product}"

    @property
    def context(self) -> dict[str, Any]:
        """How Odoo is asked."""
        return {"allowed_company_ids": [self.company]}


async def refill(api: Api, wanted: Wanted) -> str | Failure:
    """Have it filled; name the transfer, or say nothing where nothing lies elsewhere."""
    deed = wanted.deed
    if not (0 < deed.bin <= ID_MAX and 0 < deed.product <= ID_MAX):
        return ""
    found = await _named(api, wanted)
    if isinstance(found, Failure):
        return found
    asked = next((row for row in found if wanted.op_id in text(row["origin"])), None)
    is_open = next((row for row in found if row["state"] not in document.CLOSED), None)
    if asked is not None or is_open is not None:
        there = asked or is_open
        assert there is not None
        return await _confirmed(api, wanted, there)
    lines = await _lines(api, wanted)
    if isinstance(lines, Failure) or not lines:
        return lines if isinstance(lines, Failure) else ""
    made = await _made(api, wanted, (len(found), lines))
    return made if isinstance(made, Failure) or made else await _twin(api, wanted)


async def unasked_for(api: Api, wanted: Wanted, target: str) -> Failure | None:
    """Nobody has to fill it any more: cancel what was asked for, where nobody has begun with it."""
    found = await _named(api, wanted)
    if isinstance(found, Failure):
        return found
    mine = [row for row in found if target in text(row["origin"])]
    live = [row["id"] for row in mine if row["state"] not in document.CLOSED]
    if not live:
        return None
    domain = [["picking_id", "in", live], ["picked", "=", True], ["quantity", ">", 0]]
    named = {"domain": domain, "context": wanted.context}
    begun = await api.read("stock.move.line", "search_count", named)
    if isinstance(begun, Failure) or begun.value:
        return begun if isinstance(begun, Failure) else None
    about = {"ids": live, "context": wanted.context}
    gone = await api.call(document.MODEL, "action_cancel", about)
    return gone if isinstance(gone, Failure) else None


async def _named(api: Api, wanted: Wanted) -> list[Row] | Failure:
    names: Domain = ["|", ["name", "=", wanted.base], ["name", "=like", f"{wanted.base}/%"]]
    asked = {
        "domain": [["company_id", "=", wanted.company], *names],
        "fields": ["name", "state", "origin"],
        "order": "id",
        "context": wanted.context,
    }
    said = await api.read(document.MODEL, "search_read", asked)
    return said if isinstance(said, Failure) else list(said.value)


async def _twin(api: Api, wanted: Wanted) -> str | Failure:
    """Odoo took none of that name: most likely somebody else asked just now, and there it is."""
    found = await _named(api, wanted)
    if isinstance(found, Failure):
        return found
    live = [row for row in found if row["state"] not in document.CLOSED]
    return await _confirmed(api, wanted, live[-1]) if live else ""


async def _confirmed(api: Api, wanted: Wanted, row: Row) -> str | Failure:
    """It may have been made, and the line was cut before it was confirmed."""
    if row["state"] == "draft":
        for method in ("action_confirm", "action_assign"):
            about = {"ids": [row["id"]], "context": wanted.context}
            said = await api.call(document.MODEL, method, about)
            if isinstance(said, Failure):
                return said
    return text(row["name"])


async def _made(
    api: Api, wanted: Wanted, about: tuple[int, Sequence[Mapping[str, Any]]]
) -> str | Failure:
    before, lines = about
    places = await _building(api, wanted)
    if not isinstance(places, tuple):
        return places or ""
    kind, stock = places
    name = f"{wanted.base}/{before + 1}" if before else wanted.base
    vals = {
        "name": name,
        "origin": f"{ORIGIN}{wanted.user} ({wanted.op_id})",
        "picking_type_id": kind,
        "location_id": stock,
        "location_dest_id": wanted.deed.bin,
        "move_ids": [[0, 0, dict(one)] for one in lines],
    }
    said = await api.call(
        document.MODEL, "create", {"vals_list": [vals], "context": wanted.context}
    )
    if isinstance(said, Failure):
        return said
    if isinstance(said, Refusal):
        return ""
    return await _confirmed(api, wanted, {"id": said.value[0], "state": "draft", "name": name})


async def _building(api: Api, wanted: Wanted) -> tuple[int, int] | Failure | None:
    """The kind of work that moves within the bin's building, and where its stock is."""
    place = {"ids": [wanted.deed.bin], "fields": ["warehouse_id"], "load": ""}
    said = await api.call("stock.location", "read", {**place, "context": wanted.context})
    if not isinstance(said, Said):
        return said if isinstance(said, Failure) else None
    building = ref(said.value[0]["warehouse_id"]) if said.value else None
    if building is None:
        return None
    fields = ["int_type_id", "lot_stock_id"]
    about = {"ids": [building], "fields": fields, "load": "", "context": wanted.context}
    house = await api.read("stock.warehouse", "read", about)
    if isinstance(house, Failure) or not house.value:
        return house if isinstance(house, Failure) else None
    kind, stock = (ref(house.value[0][name]) for name in fields)
    return (kind, stock) if kind and stock else None


async def _lines(api: Api, wanted: Wanted) -> list[dict[str, Any]] | Failure:
    """One move for each bin that it is filled from: Odoo would reserve what lies there already."""
    deed = wanted.deed
    left = await _missing(api, wanted)
    house = await _building(api, wanted)
    if isinstance(left, Failure):
        return left
    if not isinstance(house, tuple):
        return house or []
    asked = {
        "domain": [
            ["product_id", "=", deed.product],
            ["location_id", "child_of", house[1]],
            ["location_id", "!=", deed.bin],
            ["location_id.usage", "=", "internal"],
            ["company_id", "=", wanted.company],
        ],
        "fields": ["location_id", "quantity", "reserved_quantity"],
        "order": "id",
        "load": "",
        "context": wanted.context,
    }
    said = await api.read("stock.quant", "search_read", asked)
    if isinstance(said, Failure):
        return said
    free: dict[int, Decimal] = {}
    for row in said.value:
        place = int(ref(row["location_id"]) or 0)
        rest = amount(row["quantity"]) - amount(row["reserved_quantity"])
        free[place] = free.get(place, ZERO) + rest
    lines = list[dict[str, Any]]()
    for place, there in sorted(free.items(), key=lambda one: (-one[1], one[0]))[:FROM_BINS_MAX]:
        taken = min(left, there)
        if taken > 0:
            left -= taken
            lines.append(_move(deed, place, taken))
    return lines


def _move(deed: Count, place: int, taken: Decimal) -> dict[str, Any]:
    return {
        "product_id": deed.product,
        "product_uom": deed.unit,
        "product_uom_qty": number(taken),
        "location_id": place,
        "location_dest_id": deed.bin,
    }


async def _missing(api: Api, wanted: Wanted) -> Decimal | Failure:
    """How much it is to be filled with: up to what a reordering rule says, where there is one."""
    deed = wanted.deed
    domain = [["product_id", "=", deed.product], ["location_id", "=", deed.bin]]
    named = {"domain": domain, "fields": ["product_max_qty"], "limit": 1}
    rule = await api.call(
        "stock.warehouse.orderpoint", "search_read", {**named, "context": wanted.context}
    )
    if isinstance(rule, Failure):
        return rule
    # Who may not see such rules fills it all the same.
    most = amount(rule.value[0]["product_max_qty"]) if isinstance(rule, Said) and rule.value else 0
    return max(most, deed.expected) - deed.counted
