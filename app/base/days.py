"""Days as people write and read them: day, month, year."""

import re
from datetime import date

from app.base.amounts import MARKS
from app.base.language import spoken_here
from sync.core.problems import Problem

CENTURY = 100

_PARTS = re.compile(r"(\d{1,2})[.\-/ ](\d{1,2})[.\-/ ](\d{2}|\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{2}|\d{4})")


def read_day(given: str, today: date) -> date | Problem:
    """Read 300627, 30.06.27, 30/6/2027 or 2027-06-30; two-digit years are near `today`."""
    text = given.strip()
    iso = _ISO.fullmatch(text)
    if iso:
        return _day(iso[3], iso[2], iso[1], today)
    found = _PARTS.fullmatch(text) or _DIGITS.fullmatch(text)
    if found:
        return _day(found[1], found[2], found[3], today)
    return Problem.EXPIRY_UNREADABLE


def show_day(day: date) -> str:
    """Write a day as a label does, with the marks of the person's language."""
    mark = MARKS[spoken_here()].day
    return day.strftime(f"%d{mark}%m{mark}%y")


def _day(day: str, month: str, year: str, today: date) -> date | Problem:
    number = int(year)
    if number < CENTURY:
        number += today.year // CENTURY * CENTURY
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return Problem.EXPIRY_UNREADABLE
