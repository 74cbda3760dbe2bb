"""Counting what is in the hand: ask for what is missing, or do the deed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from app.base.amounts import plain
from app.base.asking import over_text
from app.base.damage import damaged_place
from app.base.days import show_day
from app.base.decision import Ask, Decision, Do, Refuse
from app.base.session import Hand, Question, Session
from app.base.usual import usual_place
from app.base.wording import text
from app.receive.flow.approve import ask_approval, is_answered, with_approval
from app.receive.flow.counted import after_count, notice_of
from app.receive.flow.in_hand import row_in_hand
from app.receive.flow.label import labels_for
from app.receive.flow.refusing import refuse
from sync.core.operations import Approval, Kind, ReceiveLine
from sync.core.policies import Now, policy
from sync.core.problems import Problem
from sync.core.quantity import ONE, check_amount, convert
from sync.core.records import Location, Lot, Product, Tracking
from sync.core.rules import Facts, TargetState, check
from sync.core.slices import LineRow, ReceiveSlice

FIRST: Mapping[Question | None, str] = {
    Question.OVER: "over_first",
    Question.APPROVAL: "badge_first",
}
"""What has to be answered about the piece in hand before it, or another like it, is counted."""
ASKED_TIMES = 2
"""Who comes to count more than so many times what was ordered is asked, once for each line."""


def count_again(session: Session, slice_: ReceiveSlice) -> Decision:
    """Count one more of what is in the hand."""
    if session.hand.line is None:
        return Refuse(session, text("take_line_first"))
    if session.hand.question in FIRST:
        return Refuse(session, text(FIRST[session.hand.question]))
    hand = replace(session.hand, amount=ONE, scanned=ONE, packaging=None, raw="")
    return count(replace(session, hand=_next_piece(hand, session, slice_)), slice_)


def count(session: Session, slice_: ReceiveSlice) -> Decision:
    """Do what the hand says if all is known; else ask for the next thing that is not."""
    row = row_in_hand(session, slice_)
    if row is None:
        return refuse(session, Problem.LINE_MISSING)
    hand = session.hand
    problem = check_amount(hand.amount, row.unit)
    if problem:
        return refuse(session, problem, **amount_values(row))
    missing = _missing(hand, row.product, slice_)
    if missing:
        question, words = missing
        asked = replace(hand, question=question, typed="")
        return Ask(replace(session, hand=asked, notice=None), text(words))
    return _do(session, row, slice_)


def in_line_unit(amount: Decimal, row: LineRow) -> Decimal | Problem:
    """Convert what a scan counts (in the stock unit) into the unit of the line."""
    return convert(amount, row.stock_unit, row.unit)


def amount_values(row: LineRow) -> dict[str, str]:
    """Name what the texts about amounts speak of."""
    return {"article": row.product.name, "step": plain(row.unit.step), "unit": row.unit.name}


def _far_over(row: LineRow, amount: Decimal) -> bool:
    limit = ASKED_TIMES * row.line.demand
    return 0 < limit < row.line.done + amount and row.line.done <= limit


def known_lot(slice_: ReceiveSlice, product: int, name: str | None) -> Lot | None:
    """Find a lot of the product that the store knows by exactly this name."""
    return next((lot for lot in slice_.lots if lot.product == product and lot.name == name), None)


def _missing(hand: Hand, product: Product, slice_: ReceiveSlice) -> tuple[Question, str] | None:
    if product.tracking is Tracking.SERIAL and not hand.lot:
        return Question.SERIAL, "ask_serial"
    if product.tracking is Tracking.LOT and not hand.lot:
        return Question.LOT, "ask_lot"
    if product.has_expiry and not _expiry(hand, product, slice_):
        return Question.EXPIRY, "ask_expiry"
    return None


def _expiry(hand: Hand, product: Product, slice_: ReceiveSlice) -> date | None:
    lot = known_lot(slice_, product.id, hand.lot)
    return hand.expiry or (lot.expiry if lot else None)


def _do(session: Session, row: LineRow, slice_: ReceiveSlice) -> Decision:
    place = _place(session, row, slice_)
    deed = with_approval(session, _deed(session.hand, row, place, slice_), row, slice_)
    problem = check(deed, _facts(session, row, place, slice_))
    if problem and policy(Kind.RECEIVE_LINE, problem).now is Now.REFUSE:
        return _refused(session, problem, row, slice_)
    if not is_answered(session, deed):
        return ask_approval(session, deed, row, slice_)
    asked_already = session.hand.question is Question.OVER or deed.needs is Approval.OVER
    if not asked_already and _far_over(row, deed.quantity):
        asked = replace(session.hand, question=Question.OVER, typed="")
        return Ask(
            replace(session, hand=asked, notice=None), over_text(session, row, deed.quantity)
        )
    names = tuple(_names(session.hand, row, slice_).items())
    after, notice = after_count(session, row, deed), notice_of(session, row, deed, slice_)
    labels = labels_for(session, row, deed)
    if labels:
        after = replace(after, hand=replace(after.hand, numbered=""))  # one label, not one a piece
    return Do(deed, after, notice, session.hand.raw, names, labels=labels)


def _place(session: Session, row: LineRow, slice_: ReceiveSlice) -> Location | None:
    if session.hand.damage is not None:
        return damaged_place(session, slice_)
    return slice_.bin if session.hand.bin else usual_place(row, slice_)


def _deed(hand: Hand, row: LineRow, place: Location | None, slice_: ReceiveSlice) -> ReceiveLine:
    assert slice_.document is not None
    product = row.product
    return ReceiveLine(
        document=slice_.document.id,
        line=row.line.id,
        product=product.id,
        quantity=hand.amount,
        scanned=hand.scanned,
        packaging=hand.packaging,
        lot=None if product.tracking is Tracking.NONE else hand.lot,
        expiry=_expiry(hand, product, slice_) if product.has_expiry else None,
        bin=place.id if place else 0,
        unit=row.line.unit,
        package=hand.package,
        pallet=hand.pallet if hand.package else None,
        damage=hand.damage,
        code=hand.code,
        pictures=hand.pictures if hand.damage else "",
    )


def _facts(session: Session, row: LineRow, place: Location | None, slice_: ReceiveSlice) -> Facts:
    return Facts(
        today=slice_.today,
        company=session.scope.company if session.scope else 0,
        document=slice_.document,
        line=row.line,
        product=row.product,
        unit=row.unit,
        bin=place,
        serials=frozenset(name for product, name in slice_.serials if product == row.product.id),
        received=slice_.progress.done,
        target=TargetState.MISSING,
    )


def _refused(session: Session, problem: Problem, row: LineRow, slice_: ReceiveSlice) -> Refuse:
    hand = session.hand
    names = _names(hand, row, slice_)
    return refuse(replace(session, hand=_without(hand, problem)), problem, **names)


def _names(hand: Hand, row: LineRow, slice_: ReceiveSlice) -> dict[str, str]:
    return amount_values(row) | {
        "lot": hand.lot or "",
        "expiry": show_day(hand.expiry) if hand.expiry else "",
        "bin": slice_.bin.label if slice_.bin else "",
        "document": slice_.document.name if slice_.document else "",
    }


def _without(hand: Hand, problem: Problem) -> Hand:
    """Drop from the hand what was wrong, so that it is asked again."""
    match problem:
        case Problem.LOT_TOO_LONG | Problem.LOT_UNPRINTABLE | Problem.SERIAL_TWICE:
            return replace(hand, lot=None, typed="")
        case Problem.EXPIRY_PAST:
            return replace(hand, expiry=None, typed="")
        case Problem.BIN_ELSEWHERE | Problem.BIN_CLOSED | Problem.BIN_MISSING:
            return replace(hand, bin=None)
        case _:
            return hand


def _next_piece(hand: Hand, session: Session, slice_: ReceiveSlice) -> Hand:
    row = row_in_hand(session, slice_)
    is_serial = row is not None and row.product.tracking is Tracking.SERIAL
    return replace(hand, lot=None, expiry=None) if is_serial else hand
