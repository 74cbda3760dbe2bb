"""Goods that nobody ordered: what speaks against them, and the lot that comes in with them."""

from zoneinfo import ZoneInfo

from odoo import fields

from .lines import amount, lot_of, noon_of
from .rules import check_amount, check_between, check_expiry, check_tracked
from .suspense import is_here


def comes_in(env, goods):
    """Say whether goods come from outside, and were nowhere before."""
    return env["stock.location"].browse(goods.source).exists().usage == "supplier"


def arrival_problem(env, op, product):
    """Say what speaks against goods that came without an order."""
    goods = op.goods
    bin_ = env["stock.location"].browse(goods.bin).exists()
    twice = product.tracking == "serial" and is_here(goods, product)
    return (
        check_amount(goods.quantity, amount(product.uom_id.rounding))
        or check_tracked(goods.lot, goods.quantity, product)
        or ("serial_twice" if twice else "")
        or check_between(bin_, bin_, op.company)
        or ("" if bin_.warehouse_id else "bin_elsewhere")
        or check_expiry(goods, product, fields.Date.context_today(env.user))
    )


def lot_values(env, goods, product):
    """Name the lot of a move line that comes in; one that is new is made with it, with its day."""
    known = lot_of(product, goods.lot)
    if known or not goods.lot:
        return {"lot_id": known.id}
    zone = ZoneInfo(env.user.tz or "UTC")
    return {"lot_name": goods.lot} | (
        {"expiration_date": noon_of(goods.expiry, zone)} if goods.expiry else {}
    )
