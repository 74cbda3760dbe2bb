"""Where goods go on to from a place, in buildings that take them in by several steps."""

from sync.core.records import Location
from sync.erp.training.books import Books

AFTER = "after/"
"""What the fact is called that says where goods go on to from a place, by the place's id."""
DEPTH_MAX = 20
"""So many places are looked through that a bin lies in."""


def onward(books: Books, place: int) -> int | None:
    """Name the place that goods go on to from this one, if they go on."""
    found = books.file.value("SELECT value FROM facts WHERE name = ?", (f"{AFTER}{place}",))
    return None if found is None else int(found)


def lies_in(books: Books, bin: int, area: int) -> bool:
    """Say whether a bin is a place, or lies in it."""
    at: int | None = bin
    for _ in range(DEPTH_MAX):
        if at is None or at == area:
            break
        place = books.get(Location, at)
        at = place.parent if place else None
    return at == area
