"""Transfers that a move without a document has overtaken: they ask for what is there, no more.

What was put away before Odoo made the transfer for it leaves that nothing to bring on. So what such
a transfer asks for is brought down to what is there; where nothing is left, it is cancelled.
"""

import logging

from .lines import amount
from .whole import Refused, whole

_logger = logging.getLogger(__name__)
WAITING = ("waiting", "confirmed", "partially_available")
PUSHES = ("push", "pull_push")


def overtake(env, op):
    """Bring down what transfers ask for that were to bring such goods where they are now."""
    if op.target or op.goods.stage or not op.effect:
        return
    try:
        whole(env, lambda: _brought_down(env, op))
    except Refused as why:
        # The goods are where they are; that a paper asks for them still is the lesser evil.
        _logger.warning("Stockhand: a transfer asks for what was brought on: %s", why.detail)


def _brought_down(env, op):
    goods = op.goods
    here = env["stock.location"].browse((goods.source, goods.bin))
    if set(here.mapped("usage")) != {"internal"}:
        return
    moves = _overtaken(env, op)
    free = _free(env, op) if moves else 0
    for move in moves:
        asked, held = amount(move.product_uom_qty), amount(move.quantity)
        factor = amount(move.product_qty) / asked
        there = min((asked - held) * factor, free)
        free -= there
        move.product_uom_qty = float(held + there / factor)
    product = env["product.product"].browse(goods.product)
    for picking in moves.picking_id:
        picking.message_post(
            body=f"Stockhand: {op.user} brought on {goods.quantity.normalize():f} × {product.name}"
            " before this transfer was there, so it asks for what is left."
        )
        if not picking.move_ids.filtered(lambda one: one.product_uom_qty and one.state != "cancel"):
            picking.action_cancel()


def _overtaken(env, op):
    """Lines of transfers that only bring on what came, and that some of it is missing for.

    Odoo makes them once goods are there, and lets go of what they came by when others take those.
    What waits for goods that are still to come, or what others wait for, is left alone.
    """
    found = env["stock.move"].search(
        [
            ("company_id", "=", op.company),
            ("product_id", "=", op.goods.product),
            ("location_id", "=", op.goods.source),
            ("location_dest_id", "parent_of", op.goods.bin),
            ("state", "in", WAITING),
            ("picking_id", "!=", False),
            ("rule_id.action", "in", PUSHES),
            ("move_orig_ids", "=", False),
            ("move_dest_ids", "=", False),
        ],
        order="id",
    )
    return found.filtered(lambda one: amount(one.product_uom_qty) > amount(one.quantity))


def _free(env, op):
    """What lies there of the article, and is reserved for nobody."""
    lying = env["stock.quant"].search(
        [
            ("product_id", "=", op.goods.product),
            ("location_id", "=", op.goods.source),
            ("company_id", "=", op.company),
        ]
    )
    return max(sum(amount(one.quantity) - amount(one.reserved_quantity) for one in lying), 0)
