"""Frozen read-outs for whoever counts: what a bin should hold, and what was counted so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sync.core.moved_slices import LyingRow, Movable
from sync.core.paperless import Occasion
from sync.core.quantity import ZERO, Unit
from sync.core.records import Location, Lot, Product
from sync.core.slices import Found

TASKS_SHOWN_MAX = 100
COUNTED_SHOWN_MAX = 200
"""Articles and lots of one bin that a screen is given; the bin is closed with all of them."""


@dataclass(frozen=True, slots=True)
class CountRow:
    """An article (and lot) of a bin: the books have so much of it there `now`.

    It is `counted` so far, if at all; the books had `expected` when that began. Of what was counted
    `again` and again only the last run is given.
    """

    product: Product
    unit: Unit
    lot: str | None
    now: Decimal
    counted: Decimal | None = None
    expected: Decimal = ZERO

    @property
    def key(self) -> str:
        """Name it, for a tap; it stays the same whatever else is counted meanwhile."""
        return f"{self.product.id}.{self.lot or ''}"

    @property
    def is_missing(self) -> bool:
        """It should be there, and nobody has found any of it yet."""
        return self.counted is None and self.now > 0

    @property
    def is_stale(self) -> bool:
        """Goods moved since it was begun: nobody knows which of them were counted."""
        return self.counted is not None and self.now != self.expected

    @property
    def difference(self) -> Decimal:
        """How many more there are than the books say; what was not found is missing."""
        return (self.counted or ZERO) - (self.expected if self.counted is not None else self.now)


@dataclass(frozen=True, slots=True)
class CountTask:
    """A bin that shall be counted: so many things in it, and why."""

    bin: Location
    things: int
    why: Occasion


@dataclass(frozen=True, slots=True)
class CountSlice:
    """The bin in the hand: what was counted of it and what was not, and what the scan stands for.

    `occasion` is why it is counted. Without a bin, `tasks` are those that shall be.

    Where one article or one zone is counted, `tasks` are its bins, and `total` counts them all. The
    building has these `zones`; of the articles that were scanned these are `lying` somewhere.

    `elsewhere` is where the books have the lots of the scanned article that are not here; `known`
    are its lots of the names in question.
    """

    bin: Location | None
    rows: tuple[CountRow, ...]
    total: int
    product: Product | None
    units: Mapping[int, Unit]
    elsewhere: tuple[LyingRow, ...]
    known: tuple[Lot, ...]
    found: Found
    undoable: Movable | None
    today: date
    tasks: tuple[CountTask, ...] = ()
    occasion: Occasion = Occasion.OWN
    zones: tuple[str, ...] = ()
    lying: frozenset[int] = frozenset()
    only: Product | None = None
