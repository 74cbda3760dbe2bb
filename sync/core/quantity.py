"""Amounts: the only place that reads, adds or converts them. Decimals, units, packagings."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from sync.core.problems import Problem

ZERO = Decimal(0)
ONE = Decimal(1)
AMOUNT_MAX = Decimal(999_999)
"""The largest amount one deed may carry; a typed barcode is far larger."""

_PLAIN = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,9})?")
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: `factor` reference units each, counted in steps of `step`."""

    id: int
    name: str
    family: int
    factor: Decimal
    step: Decimal


def read_amount(text: str) -> Decimal | Problem:
    """Read what a person typed; one comma or one point is the decimal sign."""
    given = text.strip().replace(" ", "")
    if _SCIENTIFIC.fullmatch(given):
        return Problem.QUANTITY_TOO_LARGE
    if not _PLAIN.fullmatch(given):
        return Problem.QUANTITY_UNREADABLE
    return Decimal(given.replace(",", "."))


def check_amount(amount: Decimal, unit: Unit) -> Problem | None:
    """Say what is wrong with an amount that somebody wants to count, in `unit`."""
    if amount <= 0:
        return Problem.QUANTITY_NOT_POSITIVE
    if amount > AMOUNT_MAX:
        return Problem.QUANTITY_TOO_LARGE
    if amount % unit.step:
        return Problem.QUANTITY_TOO_FINE
    return None


def convert(amount: Decimal, source: Unit, target: Unit) -> Decimal | Problem:
    """Convert exactly between units of one family, or say why it cannot be done."""
    if source.id == target.id:
        return amount
    if source.family != target.family:
        return Problem.UNIT_MISMATCH
    converted = amount * source.factor / target.factor
    if converted % target.step:
        return Problem.QUANTITY_TOO_FINE
    return converted


MEASURES: Mapping[str, tuple[str, Decimal]] = MappingProxyType(
    {
        name: (family, Decimal(factor))
        for family, units in (
            ("mass", {"kg": "1", "g": "0.001", "t": "1000", "lb": "0.45359237"}),
            ("volume", {"l": "1", "ml": "0.001", "m3": "1000", "m³": "1000"}),
            ("area", {"m2": "1", "m²": "1"}),
        )
        for name, factor in units.items()
    }
)  # fmt: skip
"""Units that labels state amounts in, by the names an ERP gives them too."""


def is_measured(unit: Unit) -> bool:
    """Say whether goods in this unit are weighed or measured, and not counted piece by piece.

    Its steps do not say: Odoo counts pieces in hundredths, too.
    """
    return unit.name.lower() in MEASURES


def measured(amount: Decimal, stated: str, unit: Unit) -> Decimal | Problem | None:
    """Turn what a label states into a unit; None where that counts something else."""
    source, target = MEASURES.get(stated.lower()), MEASURES.get(unit.name.lower())
    if source is None or target is None or source[0] != target[0]:
        return None
    converted = amount * source[1] / target[1]
    return Problem.QUANTITY_TOO_FINE if converted % unit.step else converted


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Add amounts that are in one unit."""
    return sum(amounts, ZERO)


def plain(amount: Decimal) -> str:
    """Write an amount the one way it is stored, sent and shown: no exponent, no spare zeros."""
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
