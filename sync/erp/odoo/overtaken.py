"""Transfers that a move without a document has overtaken: they ask for what is there, no more.

What was put away before Odoo made the transfer for it leaves that nothing to bring on. So what such
a transfer asks for is brought down to what is there; where nothing is left, it is cancelled. It is
reckoned from what is so by now, and the same however often, and by whomever, it is done.
"""

import logging
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from sync.core.operations import Move, effect_of
from sync.core.quantity import ZERO, plain
from sync.core.records import LocationKind
from sync.erp.odoo.answers import Refusal
from sync.erp.odoo.api import Domain, Row
from sync.erp.odoo.ours import Asked
from sync.erp.odoo.remarks import remark
from sync.erp.odoo.returned import MOVES
from sync.erp.odoo.translate import document
from sync.erp.odoo.translate.values import amount, number
from sync.wire.failures import Failure

WAITING = ("waiting", "confirmed", "partially_available")
"""States in which something is asked for and not reserved."""
PUSHES = ("push", "pull_push")
"""Kinds of rule by which what came somewhere is to go on from there."""
_PLACES = {LocationKind.BIN, LocationKind.HOLD}
_log = logging.getLogger(__name__)


async def overtake(asked: Asked) -> Failure | None:
    """Bring down what transfers ask for that were to bring such goods where they are now."""
    deed = effect_of(asked.envelope.deed)
    if not isinstance(deed, Move) or not _is_inside(asked, deed):
        return None
    rows = await _overtaken(asked, deed)
    if isinstance(rows, Failure):
        return rows
    if not rows:
        return None
    free = await _free(asked, deed)
    if isinstance(free, Failure):
        return free
    wanted: dict[int, list[Any]] = {}
    for row in rows:
        held, factor = amount(row["quantity"]), _factor(row)
        there = min((amount(row["product_uom_qty"]) - held) * factor, free)
        free -= there
        vals = {"product_uom_qty": number(held + there / factor)}
        wanted.setdefault(row["picking_id"], []).append([1, row["id"], vals])
    for picking, commands in wanted.items():
        failure = await _write(asked, deed, picking, commands)
        if failure:
            return failure
    return None


def _is_inside(asked: Asked, deed: Move) -> bool:
    places = (asked.goods.bins.get(one) for one in (deed.source, deed.bin))
    return all(one is not None and one.kind in _PLACES for one in places)


async def _overtaken(asked: Asked, deed: Move) -> list[Row] | Failure:
    """Lines of transfers that only bring on what came, and that some of it is missing for.

    Odoo makes them once goods are there, and lets go of what they came by when others take those.
    What waits for goods that are still to come, or what others wait for, is left alone.
    """
    ways: Domain = [
        ["product_id", "=", deed.product],
        ["location_id", "=", deed.source],
        ["location_dest_id", "parent_of", deed.bin],
        ["state", "in", WAITING],
        ["picking_id", "!=", False],
        ["rule_id.action", "in", PUSHES],
        ["move_orig_ids", "=", False],
        ["move_dest_ids", "=", False],
    ]
    rows = await _moves(asked, ways, ("product_uom_qty", "product_qty", "quantity", "picking_id"))
    if isinstance(rows, Failure):
        return rows
    return [row for row in rows if amount(row["product_uom_qty"]) > amount(row["quantity"])]


def _factor(row: Row) -> Decimal:
    """How many of the article's own unit one of the line's is."""
    return amount(row["product_qty"]) / amount(row["product_uom_qty"])


async def _free(asked: Asked, deed: Move) -> Decimal | Failure:
    """What lies there of the article, and is reserved for nobody."""
    named = {
        "domain": [
            ["product_id", "=", deed.product],
            ["location_id", "=", deed.source],
            ["company_id", "=", asked.envelope.who.company],
        ],
        "fields": ["quantity", "reserved_quantity"],
        "context": asked.context,
    }
    said = await asked.api.read("stock.quant", "search_read", named)
    if isinstance(said, Failure):
        return said
    lying = (amount(row["quantity"]) - amount(row["reserved_quantity"]) for row in said.value)
    return max(sum(lying, ZERO), ZERO)


async def _write(asked: Asked, deed: Move, picking: int, commands: Sequence[Any]) -> Failure | None:
    product = asked.goods.products[deed.product]
    words = (
        f"Stockhand: {asked.envelope.who.user} brought on {plain(deed.quantity)} × {product.name}"
        " before this transfer was there, so it asks for what is left"
    )
    vals = {"move_ids": commands, "message_ids": [[0, 0, remark(words)]]}
    named = {"ids": [picking], "vals": vals, "context": asked.context}
    said = await asked.api.call(document.MODEL, "write", named)
    if isinstance(said, Refusal):
        # The goods are where they are; that a paper asks for them still is the lesser evil.
        _log.warning("a transfer asks for what was brought on: %s", said)
        return None
    return said if isinstance(said, Failure) else await _cancelled(asked, picking)


async def _cancelled(asked: Asked, picking: int) -> Failure | None:
    """Cancel a transfer of which nothing is left to do."""
    still = [["picking_id", "=", picking], ["product_uom_qty", ">", 0], ["state", "!=", "cancel"]]
    left = await _moves(asked, still, [])
    if isinstance(left, Failure) or left:
        return left if isinstance(left, Failure) else None
    named = {"ids": [picking], "context": asked.context}
    said = await asked.api.call(document.MODEL, "action_cancel", named)
    return said if isinstance(said, Failure) else None


async def _moves(asked: Asked, ways: Domain, fields: Iterable[str]) -> list[Row] | Failure:
    named = {
        "domain": [["company_id", "=", asked.envelope.who.company], *ways],
        "fields": ["state", *fields],
        "load": "",
        "order": "id",
        "context": asked.context,
    }
    said = await asked.api.read(MOVES, "search_read", named)
    return said if isinstance(said, Failure) else list(said.value)
