"""Frozen read-outs for whoever moves goods: what stands on the docks, what lies in a bin."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sync.core.operations import Count, Goods
from sync.core.quantity import Unit
from sync.core.records import Document, Line, Location, Lot, Product
from sync.core.slices import Found

STANDING_SHOWN_MAX = 100
LYING_SHOWN_MAX = 100


class Why(StrEnum):
    """Why a bin is the one to put goods into."""

    PLANNED = "planned"
    """The ERP's document says so, by its own putaway rules when it reserved."""
    RULE = "rule"
    """The ERP's putaway rules say so, reckoned here on what lies there by now."""
    SAME = "same"
    """The same goods lie there already."""
    REFILL = "refill"
    """Somebody stood before it, and asked that it be filled."""


@dataclass(frozen=True, slots=True)
class Target:
    """The bin to put goods into, and why that one."""

    bin: Location
    why: Why


@dataclass(frozen=True, slots=True)
class Refill:
    """A bin that somebody here asked to be filled, by the operation that asks for it."""

    op_id: str
    deed: Count


@dataclass(frozen=True, slots=True)
class StandingRow:
    """Goods that came in and are in no bin yet: so much (in `unit`) of a lot, in a place.

    With a `line` a document asks that they be put away; without, nobody did yet. A lot that the ERP
    cannot know, because its receipt is `unfinished`, goes nowhere before that is finished.
    """

    product: Product
    unit: Unit
    lot: str | None
    place: Location
    quantity: Decimal
    target: Target | None = None
    document: Document | None = None
    line: Line | None = None
    unfinished: str = ""
    refill: Refill | None = None
    """Why it is asked for, where no document does yet: a bin runs low."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A pack or a pallet by its number, with what of it stands there; nothing, if it is gone."""

    name: str
    rows: tuple[StandingRow, ...]


@dataclass(frozen=True, slots=True)
class LyingRow:
    """Goods that lie in a bin, in their stock's unit; so much of them is not reserved."""

    product: Product
    unit: Unit
    lot: str | None
    place: Location
    quantity: Decimal
    free: Decimal


@dataclass(frozen=True, slots=True)
class Movable:
    """The newest move of this device that can be taken back."""

    op_id: str
    deed: Goods
    product: Product | None


@dataclass(frozen=True, slots=True)
class PutawaySlice:
    """What stands on the docks, longest first; `total` may be more than the rows given.

    `remaining` is, by document, how much is left to do of it in all. `bin` is the one in the hand.
    `carried` is the pack or pallet that was scanned, or that is in the hand.
    """

    rows: tuple[StandingRow, ...]
    total: int
    found: Found
    bin: Location | None
    lots: tuple[Lot, ...]
    remaining: tuple[tuple[int, Decimal], ...]
    undoable: Movable | None
    today: date
    carried: Carried | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """An article that was sent by a line (or came by it), in its own unit: so much of some lots.

    So much of it came `back` (or went), as far as this device knows; `by_lot` is what is left.
    """

    line: int
    product: Product
    unit: Unit
    quantity: Decimal
    lots: tuple[str, ...]
    back: Decimal
    by_lot: tuple[tuple[str | None, Decimal], ...] = ()

    @property
    def left(self) -> Decimal:
        """What can come back of it still."""
        return self.quantity - self.back

    def left_of(self, lot: str | None) -> Decimal:
        """What can come back of one of its lots, or of all of it where that is not known by lot."""
        return dict(self.by_lot).get(lot, self.left) if lot else self.left


@dataclass(frozen=True, slots=True)
class MoveSlice:
    """A move without paper: what lies in the bin in the hand, and where its article lies.

    `in_bin` are the contents of the source; `places` all bins with the article in the hand.
    `known` are those of the lots in question that the article ever had. What nobody ordered comes
    from `outside`; what comes back from `customers`, by a `delivery` that sent what is in `sent`,
    where one was named; what is thrown away goes to `losses`. What another house gets goes by one
    of the places `between`; `on_way` lies in one of those: all of it while nothing is in the hand,
    else what there is of the articles in question. `units` are those of all articles in question.
    """

    source: Location | None
    bin: Location | None
    product: Product | None
    unit: Unit | None
    in_bin: tuple[LyingRow, ...]
    places: tuple[LyingRow, ...]
    known: tuple[Lot, ...]
    found: Found
    undoable: Movable | None
    today: date
    outside: Location | None = None
    customers: Location | None = None
    losses: Location | None = None
    delivery: Document | None = None
    sent: tuple[Sent, ...] = ()
    between: tuple[Location, ...] = ()
    on_way: tuple[LyingRow, ...] = ()
    units: Mapping[int, Unit] = field(default_factory=dict)
    to_check: frozenset[int] = frozenset()
    """Articles that an inspector has to look at before anybody has them, whoever brings them."""
    serials: frozenset[tuple[int, str]] = frozenset()
    """Those of the serial numbers in question that are here already, by article."""
