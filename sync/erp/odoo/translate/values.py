"""Single values of Odoo to ours and back: references, texts, amounts, days."""

import json
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal
from typing import Any

from sync.core.quantity import plain

Value = Any
"""Whatever JSON holds."""

UNREADABLE = (LookupError, TypeError, ValueError, ArithmeticError, AssertionError, AttributeError)
"""What goes wrong in a record that makes no sense: a reference to nothing, an unknown state."""
AMOUNT_STEP = Decimal("0.000001")
"""Odoo keeps amounts as binary fractions; what is finer than this is their noise."""

STAMP = "%Y-%m-%d %H:%M:%S"
_NOON = time(12)


def ref(value: Value) -> int | None:
    """Read a reference, flat or nested; Odoo writes an empty one as false."""
    if not value:
        return None
    return int(value["id"]) if isinstance(value, dict) else int(value)


def must_ref(value: Value) -> int:
    """Read a reference that is never empty."""
    found = ref(value)
    assert found is not None
    return found


def text(value: Value) -> str:
    """Read a text; Odoo writes an empty one as false."""
    return str(value) if value else ""


def code(value: Value) -> str | None:
    """Read a barcode: a text, or none."""
    return text(value).strip() or None


def amount(value: Value) -> Decimal:
    """Read an amount without the noise of binary fractions."""
    found = Decimal(value).quantize(AMOUNT_STEP)
    return Decimal(plain(found))


def number(value: Decimal) -> float | int:
    """Write an amount as the JSON number that reads the same."""
    written: float | int = json.loads(plain(value))
    return written


def day(value: Value, zone: tzinfo) -> date | None:
    """Read a moment (UTC) as the day it is on the user's calendar."""
    if not value:
        return None
    return moment(value).astimezone(zone).date()


def noon(value: date, zone: tzinfo) -> str:
    """Write a day as the moment in the middle of it, which no one's clock moves off it."""
    return datetime.combine(value, _NOON, zone).astimezone(UTC).strftime(STAMP)


def moment(value: str) -> datetime:
    """Read Odoo's way to write a moment."""
    return datetime.strptime(value, STAMP).replace(tzinfo=UTC)
