"""A story: all that was set aside for one reason, which one tap settles."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sync.core.operations import (
    Choice,
    Deed,
    Goods,
    Kind,
    Undo,
    effect_of,
    kind_of,
)
from sync.core.policies import Amend
from sync.core.quantity import ZERO, total
from sync.core.records import Tracking
from sync.core.slices import Found, Place, SettleRow, SettleSlice


@dataclass(frozen=True, slots=True)
class DeskSlice:
    """What waits at the desk, and what a scan there stands for."""

    parked: SettleSlice
    found: Found
    today: date


@dataclass(frozen=True, slots=True)
class Story:
    """At least one row, all of one document, problem and way out; the oldest first."""

    rows: tuple[SettleRow, ...]

    @property
    def first(self) -> SettleRow:
        """The oldest count, if any was counted; what is said of the story is said of it."""
        counts = (row for row in self.rows if isinstance(effect_of(_deed(row)), Goods))
        return next(counts, self.rows[0])

    @property
    def id(self) -> str:
        """The operation the story goes by."""
        return self.first.envelope.op_id

    @property
    def document(self) -> int:
        """The document that was worked on."""
        return _deed(self.first).document

    @property
    def kind(self) -> Kind:
        """What was done; a decision that was set aside stands for what it was about."""
        filing = effect_of(_deed(self.first))
        return kind_of(filing or _deed(self.first))

    @property
    def articles(self) -> frozenset[int]:
        """The articles it is about."""
        return frozenset(goods.product for goods in map(_goods, self.rows) if goods)

    @property
    def amount(self) -> Decimal:
        """How much was counted, less what was taken back; of several articles, of all of them."""
        return total(_signed(row) for row in self.rows)

    @property
    def places(self) -> tuple[Place, ...]:
        """Where all of it could be filed: one line of each document that has room for it."""
        goods = [row for row in self.rows if row.did.goods]
        everywhere = [{place.document.id for place in row.places} for row in goods]
        common = set.intersection(*everywhere) if everywhere else set()
        first: dict[int, Place] = {}
        for place in goods[0].places if goods else ():
            if place.document.id in common:
                first.setdefault(place.document.id, place)
        return tuple(first.values())

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen here, the next step first; nothing where the office has it."""
        if self.first.handed:
            return ()
        can_file = self._can_file
        return tuple(one for one in self.first.choices if can_file or one is not Choice.FILE)

    @property
    def _can_file(self) -> bool:
        if self.first.amend is Amend.DOCUMENT:
            # Only goods go to another order, and only where one of them wants them.
            return self.kind is Kind.RECEIVE_LINE and bool(self.places)
        return all(effect_of(_deed(row)) for row in self.rows)


def stories(rows: Iterable[SettleRow], document: int | None = None) -> tuple[Story, ...]:
    """Gather what can be settled together, in the order it came; of one document only, if given."""
    every = tuple(row for row in rows if document in {None, _deed(row).document})
    own = {row.envelope.op_id for row in every}
    gathered: dict[tuple[object, ...], list[SettleRow]] = {}
    for row in every:
        gathered.setdefault(_reason(row, own), []).append(row)
    return tuple(Story(tuple(one)) for one in gathered.values())


def open_story(every: tuple[Story, ...], op_id: str) -> Story | None:
    """Find the story that an operation belongs to; else the first that waits, if any does."""
    for story in every:
        if any(row.envelope.op_id == op_id for row in story.rows):
            return story
    return next((story for story in every if not story.first.handed), None)


def undone(story: Story) -> frozenset[str]:
    """Name what was counted and taken back again within the story: together they are nothing."""
    own = {row.envelope.op_id for row in story.rows}
    pairs: set[str] = set()
    for row in story.rows:
        filing = effect_of(_deed(row))
        if isinstance(filing, Undo) and filing.target in own:
            pairs |= {row.envelope.op_id, filing.target}
    return frozenset(pairs)


def _reason(row: SettleRow, own: set[str]) -> tuple[object, ...]:
    filing = effect_of(_deed(row))
    # What takes back something that is in the books already is a story of its own.
    alone = isinstance(filing, Undo) and filing.target not in own
    return (
        alone,
        _deed(row).document,
        row.problem,
        row.amend,
        row.handed,
        *_apart(row),
    )


def _apart(row: SettleRow) -> tuple[object, ...]:
    """What must be the same for one answer to put all of it right."""
    goods, product = _goods(row), row.did.product
    if goods is None:
        return ()
    match row.amend:
        case Amend.AMOUNT:
            return (row.envelope.op_id,)
        case Amend.LOT | Amend.EXPIRY:
            serial = product is not None and product.tracking is Tracking.SERIAL
            return (row.envelope.op_id,) if serial else (goods.product, goods.lot)
        case Amend.BIN:
            return (goods.bin,)
        case Amend.DOCUMENT | Amend.NOTHING | Amend.APPROVAL:
            return ()


def _deed(row: SettleRow) -> Deed:
    return row.envelope.deed


def _goods(row: SettleRow) -> Goods | None:
    return row.did.goods


def _signed(row: SettleRow) -> Decimal:
    goods, filing = _goods(row), effect_of(_deed(row))
    if goods is None:
        return ZERO
    return -goods.quantity if isinstance(filing, Undo) else goods.quantity
