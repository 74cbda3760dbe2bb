"""Frozen read-outs for whoever picks: what waits to be picked, and the walk through its bins."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sync.core.moved_slices import LyingRow, Movable
from sync.core.problems import Problem
from sync.core.quantity import ZERO, Unit, convert
from sync.core.records import Document, Line, Location, Lot, Product
from sync.core.slices import DocumentRow, Found, Progress

TASKS_SHOWN_MAX = 100
"""Stops of one walk that a screen is given; the rest follows as these are done."""


BATCH_ORDERS_MAX = 20
"""Orders of one batch that are walked together; more follow as these are done."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Open documents that the ERP wants picked together: a batch, or a wave."""

    name: str
    documents: tuple[int, ...]
    lines: int
    lines_done: int


@dataclass(frozen=True, slots=True)
class PicksSlice:
    """What waits to be picked, the next best first; `total` may be more than the rows given.

    `batches` are those that the rows are of, whole. The building has these `zones`; where one is
    asked for, only what has a stop promised in it is given.
    Without `has_room` on the disk only what was begun may be worked on.
    """

    rows: tuple[DocumentRow, ...]
    total: int
    found: Found
    today: date
    has_room: bool = True
    batches: tuple[Batch, ...] = ()
    zones: tuple[str, ...] = ()

    def batch(self, name: str) -> Batch | None:
        """Find a batch by its name."""
        return next((one for one in self.batches if name and one.name == name), None)


@dataclass(frozen=True, slots=True)
class PickTask:
    """One stop: so much (in the line's unit) of an article's lot, from a bin into `bin`.

    Without a `place` nobody knows where any of it lies. What is not `reserved` the ERP did not
    promise: it is where the books have some.
    """

    document: Document
    line: Line
    product: Product
    unit: Unit
    stock_unit: Unit
    lot: str | None
    place: Location | None
    bin: int
    quantity: Decimal
    reserved: bool = True

    @property
    def key(self) -> str:
        """Name it, for a tap; it stays the same while it is being done."""
        return f"{self.line.id}.{self.place.id if self.place else 0}.{self.lot or ''}"

    def weight_of(self, amount: Decimal) -> Decimal:
        """What so much (in the line's unit) weighs; zero where the ERP does not say."""
        return amount * self.unit.factor / self.stock_unit.factor * self.product.weight

    def in_line_unit(self, amount: Decimal) -> Decimal | Problem:
        """Turn an amount in the article's own unit into the line's."""
        return convert(amount, self.stock_unit, self.unit)


@dataclass(frozen=True, slots=True)
class PickSlice:
    """A walk for one or more documents: its stops in the order of the way, those skipped last.

    `total` counts all stops. `lying` is where the articles in question lie, `lots` the lots of all
    of it. `remaining` says by document how much is left, and `begun` are those of which something
    was taken. `parked` of its operations wait for a person at the settle desk. In one zone only
    its stops are given, and `elsewhere` counts the others. `here` is the bin where one stands,
    and `products` are the articles that something was asked of.
    """

    documents: tuple[Document, ...]
    tasks: tuple[PickTask, ...]
    total: int
    progress: Progress
    remaining: tuple[tuple[int, Decimal], ...]
    lying: tuple[LyingRow, ...]
    lots: tuple[Lot, ...]
    found: Found
    undoable: Movable | None
    today: date
    advice: tuple[Problem, ...] = ()
    parked: int = 0
    has_room: bool = True
    begun: frozenset[int] = frozenset()
    elsewhere: int = 0
    here: Location | None = None
    products: tuple[Product, ...] = ()


def route(
    tasks: Iterable[PickTask], at: Location | None, skipped: tuple[str, ...] = ()
) -> tuple[PickTask, ...]:
    """Order stops as one walks by them from a bin on: to the end of the way, then from its start.

    What was skipped comes last, in the order it was skipped; before that what lies nowhere.
    """
    here = at.pick_order if at else 0

    def way(task: PickTask) -> tuple[int, bool, bool, int, str, int, int]:
        late = skipped.index(task.key) + 1 if task.key in skipped else 0
        place = task.place
        if place is None:
            return (late, True, False, 0, "", task.line.sequence, task.line.id)
        other = at is not None and place.id != at.id
        behind = place.pick_order < here
        order = place.pick_order if other or at is None else here
        label = place.label if other or at is None else ""
        return (late, False, behind, order, label, task.line.sequence, task.line.id)

    return tuple(sorted(tasks, key=way))


def shortest_lived(lots: Iterable[Lot], lying: Iterable[LyingRow], product: int) -> Lot | None:
    """Name the lot of an article that goes first: it is free, and expires before all others."""
    free = {row.lot for row in lying if row.product.id == product and row.quantity > ZERO}
    dated = [
        (one.expiry, one.name, one)
        for one in lots
        if one.product == product and one.expiry and one.name in free and not one.blocked
    ]
    return min(dated, key=lambda one: one[:2])[2] if dated else None
