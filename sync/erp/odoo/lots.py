"""The lot of goods that move without a document: known, made just now, or new with them."""

from typing import Any

from sync.erp.odoo.answers import Refusal
from sync.erp.odoo.counted import lot_of
from sync.erp.odoo.goods import MADE
from sync.erp.odoo.ours import Asked
from sync.erp.odoo.translate.values import noon
from sync.wire.failures import Failure, FailureKind


async def lot_of_goods(asked: Asked) -> int | Failure | None:
    """Name the lot; one that a count found and nobody knew is made."""
    deed = asked.deed
    known = asked.goods.lots.get((deed.product, deed.lot)) if deed.lot else None
    if known == MADE and known is not None:
        return await _made_just_now(asked)
    if known or not deed.lot or not asked.counted:
        return known
    made = await lot_of(asked.api, asked.envelope.who.company, asked.counted)
    if isinstance(made, Refusal):
        # Perhaps somebody made it just now: the next try finds it.
        return Failure(FailureKind.ANSWER_UNREADABLE, f"{made.name}: {made.message}")
    return made


async def _made_just_now(asked: Asked) -> int | Failure:
    """Name a lot that came in by an operation of this very request."""
    deed = asked.deed
    domain = [["product_id", "=", deed.product], ["name", "=", deed.lot]]
    named = {"domain": domain, "order": "id desc", "limit": 1, "context": asked.context}
    said = await asked.api.read("stock.lot", "search", named)
    if isinstance(said, Failure):
        return said
    if not said.value:
        return Failure(FailureKind.ANSWER_UNREADABLE, f"no lot {deed.lot} any more")
    return int(said.value[0])


def new_lot(asked: Asked) -> dict[str, Any]:
    """A lot that comes in for the first time is made with the goods, and keeps their day."""
    deed, session = asked.deed, asked.session
    if not deed.lot or not asked.comes_in or asked.undo:
        return {}
    is_dated = session.has_expiry and deed.expiry is not None
    day = {"expiration_date": noon(deed.expiry, session.zone)} if is_dated and deed.expiry else {}
    return {"lot_name": deed.lot} | day
