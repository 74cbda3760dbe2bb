"""Moves and counts that no document asked for; a move is a transfer named after its operation."""

from .arrived import arrival_problem, comes_in, lot_values
from .counted import adjust, back_problem, count_problem, have_counted
from .leaving import (
    back_again_problem,
    crossing_problem,
    is_between,
    leaves,
    leaving_problem,
    link,
    note_scrap,
    places_of,
    said_of,
)
from .lines import amount
from .ours import Ours
from .overtaken import overtake
from .packed import lines_by_pack
from .refilling import refill, unasked_for
from .rules import check_between, check_moved, later
from .stocked import stock_problem
from .whole import QUIET, Refused, validate, whole


def file_unasked(env, past, op):
    """File one, or say why not."""
    if op.goods.stage in ("tally", "asked", "low") and not op.problem:
        _note(env, past, op)
        return
    pickings = env["stock.picking"]
    seen = Ours(env, op, past)
    known = seen.known()
    if known:
        outcome, problem, there = known
        detail = f"{there.name} is cancelled" if outcome == "exception" else ""
        past.answer(op, outcome or later(op.judged_as, problem), problem, there, detail)
        if outcome == "applied":
            # It was done before this module was here, and perhaps not to its end.
            overtake(env, op)
        return
    begun, others = seen.left()
    problem = op.problem or past.settle_problem(op)
    # What was begun before this module was here has its goods reserved: they are its own.
    problem = problem or ("" if begun else _speaks_against(env, past, op, seen))
    outcome = later(op.judged_as, problem) if problem else "applied"
    if outcome != "applied":
        past.answer(op, outcome, problem, pickings)
        return
    if not op.effect:
        _answer(env, past, op, pickings)
        return
    try:
        made = whole(env, lambda: _done(begun, others) or _booked(env, op, seen.name))
    except Refused as why:
        past.answer(op, "exception", why.problem, pickings, why.detail)
        return
    overtake(env, op)
    _answer(env, past, op, made)


def _note(env, past, op):
    """Keep it, and that is all; or have somebody count it."""
    problem = past.settle_problem(op)
    if not problem and op.target and past.is_undone(op.target):
        # The device and a copy of it may both have it, and each takes it back.
        problem = "already_undone"
    if problem:
        past.answer(op, later(op.judged_as, problem), problem, env["stock.picking"])
        return
    if op.goods.stage == "asked" and not op.target:
        have_counted(env, op)
    made = env["stock.picking"]
    if op.goods.stage == "low" and op.target:
        unasked_for(env, op)
    elif op.goods.stage == "low" and op.effect:
        made = refill(env, op)
    _answer(env, past, op, made)


def _answer(env, past, op, picking):
    past.answer(op, "applied", "", picking)
    if op.settles:
        env["stockhand.exception"]._settle(op)


def _done(begun, others):
    """Finish what was begun before this module was here, and nothing else that was."""
    others.action_cancel()
    if begun:
        validate(begun.with_context(**QUIET))
    return begun


def _speaks_against(env, past, op, seen):
    if not op.effect:
        return ""
    if op.target:
        if past.is_undone(op.target):
            return "already_undone"
        deed = past.deed(op.target)
        done = deed == op.effect["taken_back"] if past.has(op.target) else seen.was_done(op.target)
        if not done:
            return "undo_target_missing"
        return back_problem(env, past, op) if op.goods.stage else back_again_problem(env, op)
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
    if comes_in(env, goods):
        return arrival_problem(env, op, product)
    if leaves(env, goods):
        return leaving_problem(env, op, product)
    if is_between(env, goods.source) or is_between(env, goods.bin):
        return crossing_problem(env, op, product)
    source, bin_ = places_of(env, goods)
    step = amount(product.uom_id.rounding)
    return (
        check_moved(goods, product, (step, source, op))
        or check_between(bin_, source, op.company)
        or stock_problem(goods, product, goods.quantity)
    )


def _booked(env, op, name):
    goods = op.goods
    if goods.stage:
        return adjust(env, op, name)
    source, target = (goods.bin, goods.source) if op.target else (goods.source, goods.bin)
    product = env["product.product"].browse(goods.product)
    places = {"location_id": source, "location_dest_id": target}
    line = {
        "product_id": product.id,
        "product_uom_id": goods.unit,
        "picked": True,
        **lot_values(env, goods, product),
        **places,
    }
    picking = (
        env["stock.picking"]
        .with_context(**QUIET)
        .create(
            {
                "name": name,
                "origin": f"Stockhand: {op.user} ({op.op_id}){said_of(goods)}",
                "picking_type_id": _kind_of_work(env, op).id,
                "move_line_ids": [(0, 0, one) for one in lines_by_pack(env, line, goods.quantity)],
                **places,
            }
        )
    )
    link(env, op, picking)
    note_scrap(env, op, picking)
    validate(picking)
    return picking


def _kind_of_work(env, op):
    goods, places = op.goods, env["stock.location"]
    arrives = comes_in(env, goods) or is_between(env, goods.source)
    # What is thrown away lies in no building any more: it was in the one that it is said in.
    inside = places.browse(goods.bin if arrives else goods.source).warehouse_id
    building = inside or env["stock.warehouse"].browse(op.warehouse)
    if op.target:
        return building.int_type_id
    if arrives:
        return building.in_type_id
    sent = places.browse(goods.bin).usage in ("supplier", "transit")
    return building.out_type_id if sent else building.int_type_id
