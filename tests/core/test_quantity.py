"""Amounts: what a person may type, how units convert, how an amount is written."""

from decimal import Decimal

import hypothesis.strategies as st
import pytest
from hypothesis import given

from sync.core.problems import Problem
from sync.core.quantity import AMOUNT_MAX, Unit, check_amount, convert, plain, read_amount, total
from tests.core.given import amounts

PIECE = Unit(1, "Piece", 1, Decimal(1), Decimal(1))
DOZEN = Unit(2, "Dozen", 1, Decimal(12), Decimal("0.01"))
KILO = Unit(3, "kg", 2, Decimal(1), Decimal("0.001"))
GRAM = Unit(4, "g", 2, Decimal("0.001"), Decimal(1))

TYPED = {
    "3": Decimal(3),
    " 3 ": Decimal(3),
    "1,5": Decimal("1.5"),
    "1.5": Decimal("1.5"),
    "1 000": Decimal(1000),
    "-2": Decimal(-2),
    "0": Decimal(0),
    "1e9": Problem.QUANTITY_TOO_LARGE,
    "1E+9": Problem.QUANTITY_TOO_LARGE,
    "1.000,5": Problem.QUANTITY_UNREADABLE,
    "1,5,5": Problem.QUANTITY_UNREADABLE,
    "1.": Problem.QUANTITY_UNREADABLE,
    "": Problem.QUANTITY_UNREADABLE,
    "x": Problem.QUANTITY_UNREADABLE,
    "NaN": Problem.QUANTITY_UNREADABLE,
    "Infinity": Problem.QUANTITY_UNREADABLE,
    "4" * 40: Problem.QUANTITY_UNREADABLE,
}


@pytest.mark.parametrize(("text", "expected"), TYPED.items(), ids=[repr(text) for text in TYPED])
def test_what_is_typed(text: str, expected: Decimal | Problem):
    assert read_amount(text) == expected


@pytest.mark.parametrize(
    ("amount", "unit", "problem"),
    [
        ("1", PIECE, None),
        (str(AMOUNT_MAX), PIECE, None),
        ("0", PIECE, Problem.QUANTITY_NOT_POSITIVE),
        ("-1", PIECE, Problem.QUANTITY_NOT_POSITIVE),
        ("1000000", PIECE, Problem.QUANTITY_TOO_LARGE),
        ("1.5", PIECE, Problem.QUANTITY_TOO_FINE),
        ("1.005", KILO, None),
        ("1.0005", KILO, Problem.QUANTITY_TOO_FINE),
    ],
)
def test_what_can_be_counted(amount: str, unit: Unit, problem: Problem | None):
    assert check_amount(Decimal(amount), unit) is problem


@pytest.mark.parametrize(
    ("amount", "source", "target", "expected"),
    [
        ("2", DOZEN, PIECE, Decimal(24)),
        ("6", PIECE, DOZEN, Decimal("0.5")),
        ("1", PIECE, DOZEN, Problem.QUANTITY_TOO_FINE),
        ("1", PIECE, KILO, Problem.UNIT_MISMATCH),
        ("1.5", PIECE, PIECE, Decimal("1.5")),
        ("0.25", KILO, GRAM, Decimal(250)),
    ],
)
def test_conversion(amount: str, source: Unit, target: Unit, expected: Decimal | Problem):
    assert convert(Decimal(amount), source, target) == expected


@given(st.integers(1, 83_333))
def test_conversion_and_back_is_exact(dozens: int):
    pieces = convert(Decimal(dozens), DOZEN, PIECE)
    assert isinstance(pieces, Decimal)
    assert convert(pieces, PIECE, DOZEN) == dozens


@given(amounts)
def test_an_amount_is_read_back_as_it_is_written(amount: Decimal):
    text = plain(amount)
    assert "E" not in text
    assert Decimal(text) == amount
    assert read_amount(text) == amount


@given(st.lists(amounts))
def test_adding_is_exact_in_any_order(some: list[Decimal]):
    assert total(some) == total(reversed(some)) == sum(some, Decimal(0))
