"""Counts: what speaks against one, and the inventory adjustment that makes the books follow it."""

import json
from decimal import Decimal

from odoo import fields

from .lines import amount, lot_of
from .rules import OPEN_STATES, check_amount, check_counted_in, check_tracked
from .suspense import is_here

GROUP = "stockhand.group_count"


def count_problem(env, op, product):
    """Say what speaks against a count: first what is wrong with it, then what moved meanwhile."""
    goods = op.goods
    if not env.user.has_group(GROUP):
        return "no_rights"
    bin_ = env["stock.location"].browse(goods.bin).exists()
    step = amount(product.uom_id.rounding)
    problem = (
        (check_amount(goods.counted, step) if goods.counted else "")
        # Of goods that the books have without their lot, or with one too many, there are none.
        or (check_tracked(goods.lot, goods.counted, product) if goods.counted else "")
        or check_counted_in(bin_, op.company)
    )
    if problem:
        return problem
    lot = lot_of(product, goods.lot)
    if _there(env, (product, lot, goods)) != goods.expected:
        return "moved_meanwhile"
    if product.tracking == "serial" and goods.quantity > 0 and is_here(goods, product):
        return "serial_twice"
    return "variance_large" if goods.needs and not goods.approved_by else ""


def back_problem(env, past, op):
    """Say what speaks against taking a count back."""
    goods = op.goods
    if _counted_since(env, past, op):
        return "counted_since"
    product = env["product.product"].browse(goods.product)
    is_piece = product.tracking == "serial" and goods.quantity < 0
    return "serial_twice" if is_piece and is_here(goods, product) else ""


def _counted_since(env, past, op):
    """Say whether the same goods were counted again behind what is to be taken back."""
    here = (one for one in past.done_since(op.target) if one.goods and one.goods.stage == "counted")
    if any(_spot(one.goods) == _spot(op.goods) for one in here):
        return True
    if past.is_new(op.target):
        return False
    ledger = env["stockhand.op"].sudo()
    target = ledger.search([("op_id", "=", op.target)])
    # What was counted before this module was here came before all that its ledger has.
    behind = [("id", ">", target.id)] if target else []
    domain = [*behind, ("outcome", "=", "applied"), ("undone_by", "=", False)]
    later = ledger.search([*domain, ("deed", "like", '"stage": "counted"')])
    standing = (row for row in later if row.op_id not in past.undone)
    return any(_is_of_same(json.loads(row.deed), op.goods) for row in standing)


def _spot(goods):
    return goods.product, goods.lot, goods.bin


def adjust(env, op, name):
    """Have the books follow a count, or forget it: by Odoo's own adjustment, under a name of ours.

    What is missing is taken from what lies loose first; what was found lies loose.
    """
    goods = op.goods
    product = env["product.product"].browse(goods.product)
    lot = lot_of(product, goods.lot) or _new_lot(product, op)
    change = -goods.quantity if op.target else goods.quantity
    quants = _quants(env, (product, lot, goods))
    shares = _shares(quants, change)
    if change > 0 or (change and not shares):
        loose = quants.filtered(lambda one: not one.package_id and not one.owner_id)[:1]
        loose = loose or _new_quant(env, (product, lot, goods))
        quants |= loose
        shares[loose] = shares.get(loose, Decimal()) + change
    for quant in quants:
        after = amount(quant.quantity) + shares.get(quant, Decimal())
        quant.write({"inventory_quantity": float(after), "inventory_quantity_set": True})
    if quants:
        quants.with_context(inventory_name=name)._apply_inventory()
    return env["stock.picking"]


def have_counted(env, op):
    """Have goods counted that somebody asked for, today; what is not there has no day."""
    product = env["product.product"].browse(op.goods.product).exists()
    if product and product.company_id.id in (False, op.company):
        spot = (product, lot_of(product, op.goods.lot), op.goods)
        quants = _quants(env, spot).filtered(lambda one: one.company_id.id == op.company)
        quants.write({"inventory_date": fields.Date.today()})


def _shares(quants, change):
    """How much of what is missing is missing from which of them; what is more is from the loose."""
    shares, left = {}, -change
    if left <= 0:
        return shares
    ranked = sorted(quants, key=lambda one: (bool(one.package_id), one.id))
    for quant in ranked:
        share = min(max(amount(quant.quantity), Decimal()), left)
        if share:
            shares[quant] = -share
            left -= share
    if left and ranked:
        shares[ranked[0]] = shares.get(ranked[0], Decimal()) - left
    return shares


def _there(env, spot):
    """What the books have there: stock, with all that was handled and is not booked."""
    product, _lot, goods = spot
    quantity = sum((amount(one.quantity) for one in _quants(env, spot)), Decimal())
    lines = env["stock.move.line"].search(
        [
            ("product_id", "=", product.id),
            ("picked", "=", True),
            ("picking_id.state", "in", ("draft", *OPEN_STATES)),
            "|",
            ("location_id", "=", goods.bin),
            ("location_dest_id", "=", goods.bin),
        ]
    )
    for line in lines:
        if (line.lot_id.name or line.lot_name or "") != goods.lot:
            continue
        handled = amount(line.quantity_product_uom)
        quantity += handled if line.location_dest_id.id == goods.bin else 0
        quantity -= handled if line.location_id.id == goods.bin else 0
    return quantity


def _quants(env, spot):
    product, lot, goods = spot
    domain = [("product_id", "=", product.id), ("location_id", "=", goods.bin)]
    # A name that nobody knows is no lot at all: there is none of it.
    unknown = bool(goods.lot) and not lot
    found = env["stock.quant"].search([*domain, ("lot_id", "=", lot.id)], order="id")
    return found.browse() if unknown else found


def _new_lot(product, op):
    if not op.goods.lot:
        return product.env["stock.lot"]
    # It is whose its article is: of a company alone, it could never go to another's house.
    vals = {"name": op.goods.lot, "product_id": product.id}
    return product.env["stock.lot"].create(vals)


def _new_quant(env, spot):
    product, lot, goods = spot
    place = {"product_id": product.id, "location_id": goods.bin, "lot_id": lot.id}
    return env["stock.quant"].create({**place, "quantity": 0})


def _is_of_same(deed, goods):
    # A decision to file holds what is filed.
    inner = deed.get("deed") or deed
    return (inner.get("product"), inner.get("lot") or "", inner.get("bin")) == _spot(goods)
