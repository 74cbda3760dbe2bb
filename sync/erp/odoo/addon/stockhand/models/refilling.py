"""A bin that runs low: one transfer fills it from where the most lies, as long as it is open.

It is called as a device calls it where this module is not installed, by the bin and the article.
"""

from decimal import Decimal

from .lines import amount
from .ours import CLOSED
from .whole import QUIET

FILL = "SH/FILL/"
ORIGIN = "Stockhand, refill: "
FROM_BINS_MAX = 20


def refill(env, op):
    """Have it filled; give the transfer, an empty one where nothing lies elsewhere."""
    goods, pickings = op.goods, env["stock.picking"]
    bin_ = env["stock.location"].browse(goods.bin).exists()
    product = env["product.product"].browse(goods.product).exists()
    house = bin_.warehouse_id
    if not product or not house or bin_.company_id.id != op.company or bin_.usage != "internal":
        return pickings
    found = _named(env, op)
    asked = found.filtered(lambda one: op.op_id in (one.origin or ""))[:1]
    there = asked or found.filtered(lambda one: one.state not in CLOSED)[:1]
    if there:
        return there
    moves = _moves(env, goods, (bin_, house))
    if not moves:
        return pickings
    name = f"{FILL}{goods.bin}/{goods.product}"
    made = pickings.with_context(**QUIET).create(
        {
            "name": f"{name}/{len(found) + 1}" if found else name,
            "origin": f"{ORIGIN}{op.user} ({op.op_id})",
            "picking_type_id": house.int_type_id.id,
            "location_id": house.lot_stock_id.id,
            "location_dest_id": goods.bin,
            "move_ids": [(0, 0, one) for one in moves],
        }
    )
    made.action_confirm()
    made.action_assign()
    return made


def unasked_for(env, op):
    """Nobody has to fill it any more: cancel what was asked for, where nobody has begun with it."""
    mine = _named(env, op).filtered(
        lambda one: op.target in (one.origin or "") and one.state not in CLOSED
    )
    begun = mine.filtered(lambda one: any(one.move_line_ids.mapped("picked")))
    (mine - begun).action_cancel()


def _named(env, op):
    name = f"{FILL}{op.goods.bin}/{op.goods.product}"
    ways = ["|", ("name", "=", name), ("name", "=like", f"{name}/%")]
    return env["stock.picking"].search([("company_id", "=", op.company), *ways], order="id")


def _moves(env, goods, where):
    """One move for each bin that it is filled from: Odoo would reserve what lies there already."""
    bin_, house = where
    rule = env["stock.warehouse.orderpoint"].search(
        [("product_id", "=", goods.product), ("location_id", "=", bin_.id)], limit=1
    )
    left = max(amount(rule.product_max_qty), goods.expected) - goods.counted
    domain = [
        ("product_id", "=", goods.product),
        ("location_id", "child_of", house.lot_stock_id.id),
        ("location_id", "!=", bin_.id),
        ("location_id.usage", "=", "internal"),
    ]
    free = {}
    for quant in env["stock.quant"].search(domain, order="id"):
        place = quant.location_id.id
        rest = amount(quant.quantity) - amount(quant.reserved_quantity)
        free[place] = free.get(place, Decimal()) + rest
    moves = []
    for place, there in sorted(free.items(), key=lambda one: (-one[1], one[0]))[:FROM_BINS_MAX]:
        taken = min(left, there)
        if taken > 0:
            left -= taken
            moves.append(
                {
                    "product_id": goods.product,
                    "product_uom": goods.unit,
                    "product_uom_qty": float(taken),
                    "location_id": place,
                    "location_dest_id": bin_.id,
                }
            )
    return moves
