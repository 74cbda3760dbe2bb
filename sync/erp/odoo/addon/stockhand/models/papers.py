"""What went by a line and came back of it; and who took in what another house sent."""

import re
from decimal import Decimal

from .lines import amount
from .ours import BACK, PREFIX

_WHO = re.compile(r"Stockhand: (.+?) \(")
"""How the origin of a transfer of ours begins: with whoever moved it."""


def paper_problem(goods, origin):
    """Say why so much does not come back, or go back, by the move that it is said to be of."""
    if not origin:
        return ""
    left = _left(origin)
    if goods.lot not in left and any(left):
        return "lot_not_on_paper"
    # An article may have got lots since it was sent: then only their sum is known.
    whole = left[goods.lot] if goods.lot in left else sum(left.values(), Decimal())
    return "more_than_paper" if goods.quantity > whole else ""


def _left(origin):
    """How much of each lot went by a move, less what came back: that, too, may be taken back."""
    left = {}
    back = origin.returned_move_ids
    for moves, sign in ((origin, 1), (back, -1), (back.returned_move_ids, 1)):
        for line in moves.move_line_ids.filtered(lambda one: one.state == "done"):
            name = line.lot_id.name or line.lot_name or ""
            known = name if name in left or sign > 0 else next(iter(left), name)
            left[known] = left.get(known, Decimal()) + sign * amount(line.quantity_product_uom)
    return left


def taken_in_problem(env, goods):
    """Say whether another house took in what was sent to it, and would be taken back."""
    if env["stock.location"].browse(goods.bin).exists().usage != "transit":
        return ""
    domain = [
        ("product_id", "=", goods.product),
        ("location_id", "=", goods.bin),
        *_of_lot(goods),
    ]
    on_way = sum((amount(one.quantity) for one in env["stock.quant"].search(domain)), Decimal())
    return "taken_in" if on_way < goods.quantity else ""


def who_took_in(env, goods):
    """Name who was the last to take goods off the way, and when, as far as this user may see it."""
    domain = [
        ("state", "=", "done"),
        ("product_id", "=", goods.product),
        ("location_id", "=", goods.bin),
        *_of_lot(goods),
        "!",
        ("picking_id.name", "=like", f"{PREFIX}%{BACK}%"),
    ]
    line = env["stock.move.line"].search(domain, order="date desc, id desc", limit=1)
    picking = line.picking_id
    if not picking:
        return {}
    by = _WHO.match(picking.origin or "")
    return {"changed_by": by[1] if by else picking.write_uid.name, "changed_at": line.date}


def _of_lot(goods):
    return [("lot_id.name", "=", goods.lot)] if goods.lot else [("lot_id", "=", False)]
