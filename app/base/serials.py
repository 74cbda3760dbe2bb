"""Several serial numbers in one go: a list on one label, or the first and the last of a row."""

import re

SERIALS_MAX = 200
"""So many at once; who has more has misread an amount."""
_BETWEEN = re.compile(r"[\r\n\t,;|\x1d]+")
"""Not a blank: that is part of many a number."""
_ROW = re.compile(r"(.*?)(\d{1,12})\.\.(.*?)(\d{1,12})")


def serials_of(given: str) -> tuple[str, ...]:
    """Give the numbers that a text names, in order; one alone where it is neither list nor row.

    A row is written `SN001..SN010`: both ends begin alike and count with as many digits. Where it
    goes backwards, or is too long, it is no row, and the text is taken as it is.
    """
    text = given.strip()
    row = _ROW.fullmatch(text)
    if row:
        return _row(*row.groups()) or (text,)
    parts = tuple(part.strip() for part in _BETWEEN.split(text) if part.strip())
    return parts if 1 < len(parts) <= SERIALS_MAX else (text,)


def _row(head: str, first: str, other: str, last: str) -> tuple[str, ...]:
    count = int(last) - int(first) + 1
    if other not in {"", head} or len(first) != len(last) or not 1 < count <= SERIALS_MAX:
        return ()
    return tuple(f"{head}{int(first) + number:0{len(first)}d}" for number in range(count))
