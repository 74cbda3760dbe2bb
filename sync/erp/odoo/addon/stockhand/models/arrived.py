"""Goods that come in by no document: what speaks against them, and the lot that comes with them."""

from zoneinfo import ZoneInfo

from odoo import fields

from .leaving import by_paper_problem, check_outside
from .lines import amount, lot_of, noon_of
from .rules import check_amount, check_between, check_expiry, check_tracked
from .suspense import is_here


def comes_in(env, goods):
    """Say whether goods come from outside, and were nowhere before."""
    return env["stock.location"].browse(goods.source).exists().usage in ("supplier", "customer")


def comes_back(env, goods):
    """Say whether a customer sends goods back."""
    return env["stock.location"].browse(goods.source).exists().usage == "customer"


def arrival_problem(env, op, product):
    """Say what speaks against goods that came without an order."""
    goods = op.goods
    bin_ = env["stock.location"].browse(goods.bin).exists()
    twice = product.tracking == "serial" and is_here(goods, product)
    is_back = comes_back(env, goods)
    return (
        check_amount(goods.quantity, amount(product.uom_id.rounding))
        or check_tracked(goods.lot, goods.quantity, product)
        or ("serial_twice" if twice else "")
        or ("reason_missing" if is_back and not goods.fate else "")
        or _check_into(bin_, op, is_back=is_back)
        or by_paper_problem(env, op)
        or _check_day(env, goods, product, is_back=is_back)
    )


def _check_into(bin_, op, *, is_back):
    if bin_ and is_back and op.goods.fate == "scrap":
        # Thrown away where they are looked at: they never lie in a bin.
        is_loss = bin_.usage == "inventory"
        return check_outside(bin_, op.company) if is_loss else "bin_elsewhere"
    elsewhere = "" if bin_.warehouse_id else "bin_elsewhere"
    return check_between(bin_, bin_, op.company) or elsewhere


def _check_day(env, goods, product, *, is_back):
    problem = check_expiry(goods, product, fields.Date.context_today(env.user))
    # What a customer had for too long comes back all the same, but not to be sold again.
    is_told = problem == "expiry_past" and is_back and goods.fate != "restock"
    return "" if is_told else problem


def lot_values(env, goods, product):
    """Name the lot of a move line that comes in; one that is new is made with it, with its day."""
    known = lot_of(product, goods.lot)
    if known or not goods.lot:
        return {"lot_id": known.id}
    zone = ZoneInfo(env.user.tz or "UTC")
    return {"lot_name": goods.lot} | (
        {"expiration_date": noon_of(goods.expiry, zone)} if goods.expiry else {}
    )
