"""Goods that leave for good: thrown away, or back to their supplier; and what they return."""

from odoo import fields

from .lines import amount, lot_of
from .ours import PREFIX
from .papers import paper_problem, taken_in_problem
from .rules import check_amount, check_between, check_source, check_tracked
from .stocked import stock_problem
from .suspense import is_here

OUTSIDE = ("supplier", "inventory")
LINKS = ("sale_line_id", "purchase_line_id")
"""What a return needs so that orders count it; each is there only where its module is."""
WORDS = {
    "broken": "Broken",
    "wet": "Wet",
    "crushed": "Crushed",
    "expired": "Expired",
    "wrong": "Not what was ordered",
    "surplus": "More than is wanted",
    "recalled": "Recalled",
    "other": "Other",
}


def places_of(env, goods):
    """Where goods are taken from, and where they are brought to; one place may be both."""
    places = env["stock.location"]
    return places.browse(goods.source).exists(), places.browse(goods.bin).exists()


def leaves(env, goods):
    """Say whether goods are ours no more where they are brought to."""
    return env["stock.location"].browse(goods.bin).exists().usage in OUTSIDE


def is_between(env, place):
    """Say whether what lies in a place is on its way from one house to another."""
    return env["stock.location"].browse(place).exists().usage == "transit"


def crossing_problem(env, op, product):
    """Say what speaks against goods that leave a house for another, or come into one."""
    goods = op.goods
    sent = is_between(env, goods.bin)
    source, bin_ = places_of(env, goods)
    comes = product.tracking == "serial" and not sent
    problem = (
        check_amount(goods.quantity, amount(product.uom_id.rounding))
        or check_tracked(goods.lot, goods.quantity, product)
        or ("same_place" if sent and source.usage == "transit" else "")
        or ("serial_twice" if comes and is_here(goods, product, [goods.source]) else "")
    )
    if not problem and sent:
        problem = check_source(source, op.company) or check_outside(bin_, op.company)
    elif not problem:
        problem = _check_taken_in(source, bin_, op.company)
    problem = problem or stock_problem(goods, product, goods.quantity)
    # What leaves must be in the books; what comes in was in somebody's hand.
    return "more_than_there" if problem == "source_short" and sent else problem


def _check_taken_in(source, bin_, company):
    if source.company_id and source.company_id.id != company:
        return "company_mismatch"
    elsewhere = "" if bin_.warehouse_id else "bin_elsewhere"
    return check_between(bin_, bin_, company) or elsewhere


def leaving_problem(env, op, product):
    """Say what speaks against goods leaving."""
    goods = op.goods
    source, bin_ = places_of(env, goods)
    problem = (
        check_amount(goods.quantity, amount(product.uom_id.rounding))
        or check_tracked(goods.lot, goods.quantity, product)
        or _check_from(source, op.company)
        or check_outside(bin_, op.company)
        or ("" if goods.reason in WORDS else "reason_missing")
        or by_paper_problem(env, op)
    )
    # Bad goods may leave, and what is in no book may not.
    problem = problem or stock_problem(goods, product, goods.quantity, may_be_bad=True)
    return "more_than_there" if problem == "source_short" else problem


def by_paper_problem(env, op):
    """Say why so much does not come back, or go back, by the line that it is said to be of."""
    return paper_problem(op.goods, _origin(env, op)) if op.goods.returned else ""


def back_again_problem(env, op):
    """Say what speaks against bringing back what left: it may have come in again."""
    goods = op.goods
    taken_in = taken_in_problem(env, goods)
    if taken_in:
        return taken_in
    product = env["product.product"].browse(goods.product)
    went = leaves(env, goods) or is_between(env, goods.bin)
    is_piece = product.tracking == "serial" and went
    # On its way it is where it was sent, and may be brought back from there.
    return "serial_twice" if is_piece and is_here(goods, product, [goods.bin]) else ""


def check_outside(place, company):
    """Say why goods may not go to a place that is none of ours."""
    if place.company_id and place.company_id.id != company:
        return "company_mismatch"
    return "" if place.active else "bin_closed"


def _check_from(source, company):
    if not source:
        return "source_missing"
    if source.company_id and source.company_id.id != company:
        return "company_mismatch"
    apart = source == source.warehouse_id.stockhand_exceptions_id
    return "source_elsewhere" if source.usage != "internal" or apart else ""


def said_of(goods):
    """Write what a person said of such goods behind their transfer's origin."""
    told = " ".join(filter(None, (goods.grade, goods.fate, goods.reason)))
    agreed = f"; {goods.approved_by} agreed" if goods.approved_by else ""
    return (f" {goods.paper}" if goods.paper else "") + (f" [{told}]" if told else "") + agreed


def link(env, op, picking):
    """Tell Odoo what is returned by a transfer that is not done yet, so that orders count it."""
    if not op.goods.returned:
        return
    origin = _origin(env, op)
    if not origin:
        return
    known = origin._fields
    vals = {name: origin[name].id for name in LINKS if name in known and origin[name]}
    refund = {"to_refund": True} if "to_refund" in known else {}
    picking.move_ids.write({"origin_returned_move_id": origin.id, **vals, **refund})
    if not op.target:
        picking.write({"return_id": origin.picking_id.id})


def _origin(env, op):
    goods = op.goods
    domain = [
        ("state", "=", "done"),
        ("product_id", "=", goods.product),
        ("company_id", "=", op.company),
    ]
    if op.target:
        named = ("picking_id.name", "=like", f"{PREFIX}{op.target}%")
        way = [("location_id", "=", goods.source), ("location_dest_id", "=", goods.bin)]
        domain += [named, *way]
    else:
        gone = leaves(env, goods)
        place = ("location_id", "=", goods.bin) if gone else ("location_dest_id", "=", goods.source)
        domain += [("id", "=", goods.returned), place]
    return env["stock.move"].search(domain, order="id desc", limit=1)


def note_scrap(env, op, picking):
    """Keep a record of what was thrown away, with its reason, where Odoo lists such."""
    goods = op.goods
    place = env["stock.location"].browse(goods.bin)
    if "stock.scrap" not in env or op.target or not goods.reason or place.usage != "inventory":
        return
    product = env["product.product"].browse(goods.product)
    scraps = env["stock.scrap"].sudo()
    scrap = scraps.create(
        {
            "name": env["ir.sequence"].sudo().next_by_code("stock.scrap") or picking.name,
            "origin": picking.name,
            "company_id": op.company,
            "product_id": product.id,
            "product_uom_id": goods.unit,
            "scrap_qty": float(goods.quantity),
            "lot_id": lot_of(product, goods.lot).id,
            "location_id": goods.source,
            "scrap_location_id": goods.bin,
            "picking_id": picking.id,
            "scrap_reason_tag_ids": [(6, 0, _tag(scraps.env, goods.reason).ids)],
        }
    )
    picking.move_ids.sudo().write({"scrap_id": scrap.id})
    scrap.write({"state": "done", "date_done": fields.Datetime.now()})


def _tag(env, reason):
    tags = env["stock.scrap.reason.tag"].with_context(lang="en_US")
    word = WORDS[reason]
    return tags.search([("name", "=", word)], limit=1) or tags.create({"name": word})
