"""Moves and counts that no document asked for; each move is a transfer named after its operation.

The name is the one that a device gives it where this module is not installed, so that whoever
comes later, with the module or without, finds what is done.
"""

from .counted import adjust, count_problem, counted_since
from .lines import amount, lot_of
from .packed import lines_by_pack
from .rules import check_between, check_moved, later
from .stocked import stock_problem
from .whole import QUIET, Refused, validate, whole

PREFIX = "SH/"
BACK = "/back"


def file_unasked(env, past, op):
    """File one, or say why not."""
    if op.goods.stage == "tally" and not op.problem:
        # It is kept, and that is all that is to be done about it.
        past.answer(op, "applied", "", env["stock.picking"])
        return
    pickings = env["stock.picking"]
    domain = [("name", "=", _name(op)), ("company_id", "=", op.company)]
    there = pickings.search(domain, limit=1)
    if there.state == "done" and op.op_id in (there.origin or ""):
        past.answer(op, "applied", "", there)
        return
    problem = op.problem or past.settle_problem(op) or _speaks_against(env, past, op)
    outcome = later(op.judged_as, problem) if problem else "applied"
    if outcome != "applied":
        past.answer(op, outcome, problem, pickings)
        return
    if not op.effect:
        _answer(env, past, op, pickings)
        return
    try:
        made = whole(env, lambda: _booked(env, op))
    except Refused as why:
        past.answer(op, "exception", why.problem, pickings, why.detail)
        return
    _answer(env, past, op, made)


def _answer(env, past, op, picking):
    past.answer(op, "applied", "", picking)
    if op.settles:
        env["stockhand.exception"]._settle(op)


def _name(op):
    return f"{PREFIX}{op.target}{BACK}" if op.target else PREFIX + op.op_id


def _speaks_against(env, past, op):
    if not op.effect:
        return ""
    if op.target:
        if past.is_undone(op.target):
            return "already_undone"
        deed = past.deed(op.target)
        if deed != op.effect["taken_back"]:
            return "undo_target_missing"
        return "counted_since" if op.goods.stage and counted_since(env, op) else ""
    goods = op.goods
    product = env["product.product"].browse(goods.product).exists()
    if not product:
        return "line_missing"
    if product.company_id and product.company_id.id != op.company:
        return "company_mismatch"
    if goods.unit != product.uom_id.id:
        return "unit_mismatch"
    if goods.stage:
        return count_problem(env, op, product)
    places = env["stock.location"].browse((goods.source, goods.bin)).exists()
    source = places.filtered(lambda one: one.id == goods.source)
    bin_ = places.filtered(lambda one: one.id == goods.bin)
    step = amount(product.uom_id.rounding)
    return (
        check_moved(goods, product, (step, source, op))
        or check_between(bin_, source, op.company)
        or stock_problem(goods, product, goods.quantity)
    )


def _booked(env, op):
    goods = op.goods
    if goods.stage:
        return adjust(env, op, _name(op))
    source, target = (goods.bin, goods.source) if op.target else (goods.source, goods.bin)
    product = env["product.product"].browse(goods.product)
    places = {"location_id": source, "location_dest_id": target}
    line = {
        "product_id": product.id,
        "product_uom_id": goods.unit,
        "picked": True,
        "lot_id": lot_of(product, goods.lot).id,
        **places,
    }
    building = env["stock.location"].browse(goods.source).warehouse_id
    picking = (
        env["stock.picking"]
        .with_context(**QUIET)
        .create(
            {
                "name": _name(op),
                "origin": f"Stockhand: {op.user} ({op.op_id})",
                "picking_type_id": building.int_type_id.id,
                "move_line_ids": [(0, 0, one) for one in lines_by_pack(env, line, goods.quantity)],
                **places,
            }
        )
    )
    validate(picking)
    return picking
