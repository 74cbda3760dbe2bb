"""Amounts, figures and days in the person's language; what is written that way is read again."""

from datetime import date
from decimal import Decimal

import pytest

from app.base.amounts import MARKS, decimal_mark, grouped, plain
from app.base.days import read_day, show_day
from app.base.language import ENGLISH, Language, speak
from app.settings.words import words_of
from sync.core.quantity import read_amount
from tests.flows.floor import TODAY


@pytest.fixture(autouse=True)
def _in_english_again():
    yield
    speak(ENGLISH)


@pytest.mark.parametrize(
    ("language", "amount", "figure", "day"),
    [
        (Language.ENGLISH, "1234.5", "12,345", "05.03.27"),
        (Language.GERMAN, "1234,5", "12.345", "05.03.27"),
        (Language.FRENCH, "1234,5", "12\u202f345", "05/03/27"),
        (Language.SPANISH, "1234,5", "12.345", "05/03/27"),
        (Language.POLISH, "1234,5", "12\u00a0345", "05.03.27"),
        (Language.ARABIC, "1234.5", "12,345", "05/03/27"),
    ],
)
def test_a_language_has_its_own_marks(language: Language, amount: str, figure: str, day: str):
    speak(words_of(language))
    assert plain(Decimal("1234.500")) == amount
    assert grouped(12_345) == figure
    assert show_day(date(2027, 3, 5)) == day


@pytest.mark.parametrize("language", Language)
def test_what_is_shown_can_be_typed(language: Language):
    speak(words_of(language))
    assert read_amount(plain(Decimal("12.75"))) == Decimal("12.75")
    assert read_amount(f"0{decimal_mark()}5") == Decimal("0.5")
    assert read_day(show_day(date(2027, 12, 31)), TODAY) == date(2027, 12, 31)


def test_every_language_has_marks():
    assert set(MARKS) == set(Language)
