"""Amounts and big figures as the person's language writes them, on screen and on the pad."""

from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from app.base.language import Language, spoken_here
from sync.core import quantity


class Marks(NamedTuple):
    """Between whole and parts, between thousands, and between the parts of a day."""

    decimal: str
    thousands: str
    day: str


_NARROW = "\N{NARROW NO-BREAK SPACE}"
MARKS = MappingProxyType(
    {
        Language.ENGLISH: Marks(".", ",", "."),
        Language.GERMAN: Marks(",", ".", "."),
        Language.FRENCH: Marks(",", _NARROW, "/"),
        Language.SPANISH: Marks(",", ".", "/"),
        Language.POLISH: Marks(",", "\N{NO-BREAK SPACE}", "."),
        Language.ARABIC: Marks(".", ",", "/"),
    }
)
"""As the Unicode consortium's CLDR has them; Arabic with the digits that are on labels. A day is
day, month, year everywhere: the other order that English knows would be read wrongly on a pack."""


def plain(amount: Decimal) -> str:
    """Write an amount with the person's decimal mark, no exponent and no spare zeros."""
    return quantity.plain(amount).replace(".", decimal_mark())


def grouped(number: int) -> str:
    """Write a big figure in groups of three."""
    return f"{number:,}".replace(",", MARKS[spoken_here()].thousands)


def decimal_mark() -> str:
    """What stands between whole and parts, on the pad as well."""
    return MARKS[spoken_here()].decimal
