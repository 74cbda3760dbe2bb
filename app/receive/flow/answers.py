"""Answers to the question in the card's place: amount, lot, serial, expiry, bin."""

from dataclasses import replace

from app.base.days import read_day, show_day
from app.base.decision import Decision, Refuse, Stay
from app.base.serials import serials_of
from app.base.session import Hand, Question, Session
from app.base.wording import text
from app.receive.flow.count import amount_values, count
from app.receive.flow.in_hand import row_in_hand
from app.receive.flow.pack import take_pack
from app.receive.flow.refusing import refuse
from app.receive.flow.several import count_several
from sync.core.problems import Problem
from sync.core.quantity import read_amount
from sync.core.rules import check_expiry, check_lot
from sync.core.slices import LineRow, ReceiveSlice

_TEXTS = frozenset({Question.LOT, Question.SERIAL, Question.EXPIRY, Question.QUANTITY})


def waits_for_text(hand: Hand) -> bool:
    """Say whether a code that stands for nothing else is an answer."""
    return hand.question in _TEXTS


def answer(session: Session, given: str, slice_: ReceiveSlice) -> Decision:
    """Take a typed, tapped or scanned answer to the open question."""
    hand = session.hand
    row = row_in_hand(session, slice_)
    match hand.question:
        case Question.BIN | Question.DAMAGED_BIN:
            return refuse(_cleared(session), Problem.BIN_MISSING)
        case Question.PALLET:
            return take_pack(session, given.strip())
        case None | Question.FINISH | Question.ORDER | Question.OVER:
            return Stay(session)
        case Question.DAMAGE | Question.LINK | Question.MISSING:
            return Stay(session)
        case Question.SHORT | Question.VALUE | Question.ZONE | Question.ZERO | Question.WEIGHT:
            return Stay(session)
        case Question.APPROVAL:
            return Refuse(session, text("badge_typed"))
        case _ if row is None:
            return refuse(session, Problem.LINE_MISSING)
        case Question.QUANTITY:
            return _amount(session, given, row, slice_)
        case Question.LOT | Question.SERIAL:
            return _lot(session, given, slice_)
        case Question.EXPIRY:
            return _expiry(session, given, slice_)


def _amount(session: Session, given: str, row: LineRow, slice_: ReceiveSlice) -> Decision:
    amount = read_amount(given)
    if isinstance(amount, Problem):
        return refuse(_cleared(session), amount, given=given[:20], **amount_values(row))
    hand = replace(session.hand, amount=amount, scanned=amount, packaging=None)
    decision = count(replace(session, hand=replace(hand, question=None)), slice_)
    return _ask_again(decision, Question.QUANTITY)


def _lot(session: Session, given: str, slice_: ReceiveSlice) -> Decision:
    names = serials_of(given) if session.hand.question is Question.SERIAL else ()
    if len(names) > 1:
        return _ask_again(count_several(session, names, slice_), Question.SERIAL)
    problem = check_lot(given.strip())
    if problem:
        return refuse(_cleared(session), problem)
    asked = session.hand.question
    hand = replace(session.hand, lot=given.strip(), question=None, agreed=None, approved_by="")
    decision = count(replace(session, hand=hand), slice_)
    return _ask_again(decision, asked)


def _expiry(session: Session, given: str, slice_: ReceiveSlice) -> Decision:
    expiry = read_day(given, slice_.today)
    if isinstance(expiry, Problem):
        return refuse(_cleared(session), expiry, given=given[:20])
    problem = check_expiry(expiry, slice_.today)
    if problem:
        return refuse(_cleared(session), problem, expiry=show_day(expiry))
    hand = replace(session.hand, expiry=expiry, question=None)
    return _ask_again(count(replace(session, hand=hand), slice_), Question.EXPIRY)


def _ask_again(decision: Decision, question: Question | None) -> Decision:
    """Keep the question open where its answer was refused."""
    if not isinstance(decision, Refuse):
        return decision
    hand = replace(decision.session.hand, question=question, typed="")
    return replace(decision, session=replace(decision.session, hand=hand))


def _cleared(session: Session) -> Session:
    return replace(session, hand=replace(session.hand, typed=""))
