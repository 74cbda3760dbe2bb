"""What may be the name of a lot or serial number, whether goods need one, and how old it is."""

from datetime import date
from decimal import Decimal

from sync.core.problems import Problem
from sync.core.records import Product, Tracking

LOT_LENGTH_MAX = 64
"""Longest lot or serial name a label of ours can carry and a person can compare."""


def check_lot(name: str) -> Problem | None:
    """Say what is wrong with the name of a lot or serial that somebody gave."""
    if not name.strip():
        return Problem.LOT_MISSING
    if len(name) > LOT_LENGTH_MAX:
        return Problem.LOT_TOO_LONG
    if not name.isprintable():
        return Problem.LOT_UNPRINTABLE
    return None


def check_expiry(expiry: date, today: date) -> Problem | None:
    """Say what is wrong with an expiry date that somebody gave."""
    return Problem.EXPIRY_PAST if expiry < today else None


def check_dated(expiry: date | None, product: Product, today: date) -> Problem | None:
    """Say what is wrong with the date of goods that come in, or with its missing."""
    if not product.has_expiry:
        return Problem.EXPIRY_NOT_WANTED if expiry else None
    return check_expiry(expiry, today) if expiry else Problem.EXPIRY_MISSING


def check_tracked(lot: str | None, amount: Decimal, product: Product) -> Problem | None:
    """Say what is wrong with the lot of goods, or with so many of one serial number."""
    if product.tracking is Tracking.NONE:
        return Problem.LOT_NOT_WANTED if lot else None
    problem = check_lot(lot or "")
    is_part = problem is None and product.tracking is Tracking.SERIAL and amount != 1
    return Problem.SERIAL_NOT_ONE if is_part else problem
