"""Why less was taken than was asked for: what whoever finishes tells the office."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Short(StrEnum):
    """Why less was picked than was asked for."""

    EMPTY = "empty"
    """Nothing more lies in the bin."""
    DAMAGED = "damaged"
    BLOCKED_WAY = "blocked_way"
    """The bin cannot be reached."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ShortLine:
    """A line that nobody looks for any more, its article, and why."""

    line: int
    product: int
    why: Short


SHORT_LINES_MAX = 100
"""So many reasons go along with one finish; the rest is told by the amounts alone."""


def short_to_json(short: tuple[ShortLine, ...]) -> dict[str, object]:
    """Write what was told; at first nobody could, and it is left out where nobody did."""
    told = [[one.line, one.product, str(one.why)] for one in short]
    return {"short": told} if told else {}


def short_from_json(data: Mapping[str, Any]) -> tuple[ShortLine, ...]:
    """Read `short_to_json`'s values out of a deed's."""
    told = data.get("short", ())
    return tuple(ShortLine(line, product, Short(why)) for line, product, why in told)
