"""Goods in the hand of whoever moves them: how many, into which bin, and what is taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from app.base.amounts import plain
from app.base.decision import Ask, Decision, Do, Refuse, Stay
from app.base.messages import Action, Tapped
from app.base.notice import Notice, Sound
from app.base.session import (
    Count,
    Hand,
    Home,
    Lookup,
    Move,
    Outbox,
    Packs,
    Place,
    Putaway,
    Session,
    Settle,
)
from app.base.wording import problem_text, text
from scanners.codes import house
from scanners.codes.scan import HouseKind, MeasureKind, Scan
from sync.core.moved_slices import LyingRow, Movable, MoveSlice, PutawaySlice, StandingRow, Target
from sync.core.operations import Undo
from sync.core.problems import Problem
from sync.core.quantity import ZERO, Unit, is_measured, measured
from sync.core.records import Location, Packaging, Product, Tracking

ONE = Decimal(1)
_AMOUNTS = frozenset({MeasureKind.NET_WEIGHT, MeasureKind.NET_VOLUME, MeasureKind.AREA})
LEADS: Mapping[Action, Place] = MappingProxyType(
    {
        Action.BACK: Home(),
        Action.GO_HOME: Home(),
        Action.OPEN_PUTAWAY: Putaway(),
        Action.OPEN_MOVE: Move(),
        Action.OPEN_COUNT: Count(),
        Action.OPEN_LOOKUP: Lookup(),
        Action.OPEN_PACKS: Packs(),
        Action.OPEN_OUTBOX: Outbox(),
        Action.OPEN_SETTLE: Settle(),
    }
)
"""Where whoever moves goods can go from there."""


def grown(
    hand: Hand, scan: Scan, packaging: Packaging | None, whole: Decimal, unit: Unit | None
) -> Hand | Problem:
    """Take goods into the hand, in their stock's unit.

    The first scan of an article means all of it, as a pallet goes; whoever scans on counts, and
    whoever scans a carton means that carton. What is weighed is never counted by scans: only what
    its labels say is added up.
    """
    message = scan.message
    if unit is not None and is_measured(unit) and not packaging and not _is_counted(scan):
        return _weighed(hand, scan, whole, unit)
    each = packaging.quantity if packaging else ONE
    more = each * (message.count if message and message.count else ONE)
    counted = hand.scanned + more
    is_first = packaging is None and not (message and message.count) and not hand.scanned
    amount = whole if is_first else counted
    return replace(
        hand,
        amount=amount,
        scanned=counted,
        packaging=packaging.id if packaging else None,
        raw=scan.raw,
    )


def _is_counted(scan: Scan) -> bool:
    return bool(scan.message and scan.message.count)


def _weighed(hand: Hand, scan: Scan, whole: Decimal, unit: Unit) -> Hand | Problem:
    stated = weighed(scan, unit)
    if isinstance(stated, Problem):
        return stated
    summed = hand.scanned + (stated or ZERO)
    return replace(hand, amount=summed or whole, scanned=summed, packaging=None, raw=scan.raw)


def lot_of(scan: Scan) -> str | None:
    """Name the lot or serial that a label says beside its article."""
    message = scan.message
    return (message.serial or message.lot) if message else None


def lot_for(product: Product, scan: Scan) -> str | None:
    """As `lot_of`; of goods that are kept without lots, what a label says of one is no matter."""
    return None if product.tracking is Tracking.NONE else lot_of(scan)


def weighed(scan: Scan, unit: Unit) -> Decimal | Problem | None:
    """How much a label weighs or measures its goods, in this unit; None where it says nothing."""
    for measure in scan.message.measures if scan.message else ():
        if measure.kind in _AMOUNTS:
            amount = measured(measure.value, measure.unit, unit)
            if amount is not None:
                return amount
    return None


def check_of(bin: Location) -> str:
    """The check character of a bin's label, which says that somebody read it there."""
    value = (bin.barcode or bin.label).upper()
    return house.write(HouseKind.LOCATION, value)[-1] if house.can_write(value) else ""


def names_of(
    bin: Location | None, source: Location | None, hand: Hand
) -> tuple[tuple[str, str], ...]:
    """Name what refusals of a move speak of."""
    return (
        ("bin", bin.label if bin else ""),
        ("source", source.label if source else ""),
        ("lot", hand.lot or ""),
        ("document", ""),
    )


def row_id(row: StandingRow) -> str:
    """Name a row of the dock, for a tap."""
    line = row.line.id if row.line else 0
    return f"{row.product.id}.{row.place.id}.{line}.{row.lot or ''}"


def waits_for(session: Session, rows: Iterable[StandingRow]) -> Refuse | None:
    """A new lot is in no books before its receipt is finished: said before the goods move."""
    name = next((row.unfinished for row in rows if row.unfinished), "")
    return Refuse(session, text("receipt_unfinished", document=name)) if name else None


def ask_elsewhere(session: Session, bin: Location, target: Target) -> Ask:
    """Elsewhere than it was meant to go: the second scan is meant."""
    asked = replace(session.hand, asked=bin.id)
    words = text("other_bin", bin=bin.label, target=target.bin.label)
    return Ask(
        replace(session, hand=asked, notice=Notice(Sound.QUESTION, words, stays=True)), words
    )


def in_hand(session: Session, slice_: PutawaySlice) -> StandingRow | None:
    """Find the row that is in the hand."""
    return next((row for row in slice_.rows if row_id(row) == session.hand.row), None)


def shown_rows(slice_: MoveSlice, hand: Hand) -> tuple[LyingRow, ...]:
    """What lies in the bin in the hand, or where its article lies; else what is on its way."""
    rows = slice_.in_bin or slice_.places
    return rows or (slice_.on_way if hand.source is None else ())


def on_hand(session: Session, tap: Tapped) -> Decision:
    """Decide the taps that only change what is shown of the hand."""
    hand = session.hand
    match tap.action:
        case Action.ACKNOWLEDGE:
            return Stay(replace(session, notice=None))
        case Action.PAD:
            typed = hand.typed[:-1] if tap.value == "back" else (hand.typed + tap.value)[:20]
            return Stay(replace(session, hand=replace(hand, typed=typed)))
        case Action.CANCEL:
            return Stay(replace(session, hand=replace(hand, question=None, typed="")))
        case _:
            return Stay(session)


def take_back(session: Session, undoable: Movable | None) -> Decision:
    """Take back what was moved last."""
    if undoable is None:
        return Refuse(session, problem_text(Problem.UNDO_TARGET_MISSING))
    article = undoable.product.name if undoable.product else ""
    amount = plain(undoable.deed.quantity)
    words = text("taken_back", amount=amount, unit="", article=article)
    return Do(Undo(undoable.op_id, undoable.deed), session, Notice(Sound.TAKEN_BACK, words))
