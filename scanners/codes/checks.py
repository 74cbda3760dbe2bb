"""What a part of a GS1 value must fulfil beyond its length and characters."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date

from scanners.codes.gtin import checks_out, is_digits
from scanners.codes.scan import CodeProblem

Check = Callable[[str], CodeProblem | None]

WINDOW_YEAR = 2026
"""The year two-digit years are read around unless the caller says another."""


def read_date(yymmdd: str, year: int = WINDOW_YEAR) -> date | None:
    """Read a GS1 date; day 00 is the last of its month. The century is the one nearest `year`."""
    if len(yymmdd) != 6 or not is_digits(yymmdd):
        return None
    short, month, day = int(yymmdd[:2]), int(yymmdd[2:4]), int(yymmdd[4:])
    ahead = short - year % 100
    full = year + ahead + (-100 if ahead >= 51 else 100 if ahead <= -50 else 0)
    return _day(full, month, day or -1)


def _day(year: int, month: int, day: int) -> date | None:
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    last = monthrange(year, month)[1]
    if day == -1:
        return date(year, month, last)
    return date(year, month, day) if 1 <= day <= last else None


def _check_digit(text: str) -> CodeProblem | None:
    return None if checks_out(text) else CodeProblem.CHECK_DIGIT


def _date_open(text: str) -> CodeProblem | None:
    return None if read_date(text) else CodeProblem.BAD_DATE


def _date(text: str) -> CodeProblem | None:
    return CodeProblem.BAD_DATE if text.endswith("00") else _date_open(text)


def _date_long(text: str) -> CodeProblem | None:
    known = _day(int(text[:4]), int(text[4:6]), int(text[6:]))
    return None if known else CodeProblem.BAD_DATE


def _below(limit: int) -> Check:
    return lambda text: None if int(text) < limit else CodeProblem.BAD_DATE


def _hours_minutes(text: str) -> CodeProblem | None:
    return _below(24)(text[:2]) or _below(60)(text[2:])


def _value(holds: Callable[[str], bool]) -> Check:
    return lambda text: None if holds(text) else CodeProblem.BAD_VALUE


def _pieces(text: str) -> bool:
    half = len(text) // 2
    return 0 < int(text[:half]) <= int(text[half:])


CHECKS: dict[str, Check] = {
    "check": _check_digit,
    "date0": _date_open,
    "date": _date,
    "date8": _date_long,
    "hhmm": _hours_minutes,
    "hh": _below(24),
    "mm": _below(60),
    "ss": _below(60),
    "zero": _value(lambda text: int(text) == 0),
    "nonzero": _value(lambda text: int(text) != 0),
    "winding": _value(lambda text: text in {"0", "1", "9"}),
    "pieces": _value(_pieces),
    "hyphen": _value(lambda text: text.strip("-") == ""),
    "yesno": _value(lambda text: text in {"0", "1"}),
    "nozero": _value(lambda text: text[0] != "0"),
    "sex": _value(lambda text: text in {"0", "1", "2", "9"}),
    "nondigit": _value(lambda text: not text.isdigit()),
    "latitude": _value(lambda text: int(text) <= 1_800_000_000),
    "longitude": _value(lambda text: int(text) <= 3_600_000_000),
}
