"""Transfers of goods that come back, or leave: what kind of work, what is said, and what they undo.

Odoo's own wizard makes another return at each try, and is not called: a transfer of ours, with a
name that one alone can have, is linked to what it returns before it is done.
"""

import logging
from typing import Any

from sync.core.operations import Move
from sync.core.records import LocationKind
from sync.erp.odoo.answers import Refusal
from sync.erp.odoo.api import Domain, Row
from sync.erp.odoo.look import ID_MAX
from sync.erp.odoo.ours import PREFIX, Asked
from sync.erp.odoo.translate import document
from sync.erp.odoo.translate.values import ref
from sync.wire.failures import Failure

MOVES = "stock.move"
_LINKS = ("to_refund", "sale_line_id", "purchase_line_id")
"""What a return needs so that orders count it; each is there only where its module is."""
_log = logging.getLogger(__name__)


def kind_of_work(asked: Asked) -> str:
    """Name the field of a building that says which kind of work such a transfer is."""
    if asked.undo:
        return "int_type_id"
    if asked.comes_in or asked.is_taken_in:
        # What nobody ordered, a customer sends, or another house, comes in by a receipt.
        return "in_type_id"
    bin = asked.goods.bins.get(asked.deed.bin)
    sent = bin is not None and bin.kind in {LocationKind.SUPPLIER, LocationKind.TRANSIT}
    return "out_type_id" if sent else "int_type_id"


def said_of(deed: Move) -> str:
    """Write what a person said of such goods behind their transfer's origin."""
    told = " ".join(str(one) for one in (deed.grade, deed.fate, deed.reason) if one)
    agreed = f"; {deed.approved_by} agreed" if deed.approved_by else ""
    return (f" {deed.paper}" if deed.paper else "") + (f" [{told}]" if told else "") + agreed


async def link(asked: Asked, picking: int) -> Failure | None:
    """Tell Odoo what is returned by a transfer that is not done yet; the same once more is safe.

    Where Odoo knows it no more, or does not want it, the goods are filed without: they are here.
    """
    if asked.deed.returned is None:
        return None
    own = await _moves(asked, [["picking_id", "=", picking]], ())
    links = await _links(asked)
    if isinstance(own, Failure):
        return own
    if isinstance(links, Failure):
        return links
    origin = await origin_of(asked, links)
    if isinstance(origin, Failure):
        return origin
    if origin is None or not own:
        return None
    about = {name: origin[name] for name in links if name != "to_refund" and origin[name]}
    refund = {"to_refund": True} if "to_refund" in links else {}
    vals: dict[str, Any] = {"origin_returned_move_id": origin["id"], **about, **refund}
    head: dict[str, Any] = {"move_ids": [[1, one["id"], vals] for one in own]}
    if not asked.undo:
        head["return_id"] = ref(origin["picking_id"])
    named = {"ids": [picking], "vals": head, "context": asked.context}
    said = await asked.api.call(document.MODEL, "write", named)
    if isinstance(said, Refusal):
        _log.warning("a return is filed without what it returns: %s", said)
    return said if isinstance(said, Failure) else None


async def _links(asked: Asked) -> tuple[str, ...] | Failure:
    named = {"allfields": list(_LINKS), "attributes": ["type"], "context": asked.context}
    said = await asked.api.read(MOVES, "fields_get", named)
    return said if isinstance(said, Failure) else tuple(one for one in _LINKS if one in said.value)


async def origin_of(asked: Asked, links: tuple[str, ...]) -> Row | Failure | None:
    """The move that the goods went out by (or came in by); of an undo the one it takes back."""
    deed, undo = asked.deed, asked.undo
    done: Domain = [["state", "=", "done"], ["product_id", "=", deed.product]]
    if undo:
        # Its name may have a number behind it, where it was filed in place of another.
        named = ["picking_id.name", "=like", f"{PREFIX}{undo.target}%"]
        way = [["location_id", "=", deed.source], ["location_dest_id", "=", deed.bin]]
        found = await _moves(asked, [*done, named, *way], links)
    elif deed.returned and 0 < deed.returned <= ID_MAX:
        comes = asked.comes_in
        place = ["location_dest_id", "=", deed.source] if comes else ["location_id", "=", deed.bin]
        found = await _moves(asked, [*done, ["id", "=", deed.returned], place], links)
    else:
        return None
    return found if isinstance(found, Failure) else next(iter(found), None)


async def _moves(asked: Asked, domain: Domain, fields: tuple[str, ...]) -> list[Row] | Failure:
    companies = ["company_id", "=", asked.envelope.who.company]
    named = {
        "domain": [companies, *domain],
        "fields": ["picking_id", *fields],
        "load": "",
        "order": "id desc",
        "context": asked.context,
    }
    said = await asked.api.read(MOVES, "search_read", named)
    return said if isinstance(said, Failure) else list(said.value)
