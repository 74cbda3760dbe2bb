"""Receiving: what a scan, a tap or an answer means on one receipt."""

from dataclasses import replace
from typing import assert_never

from app.base.amounts import plain
from app.base.decision import Ask, Decision, Do, Go, Refuse, Stay, TakeOver
from app.base.documents import said_or_refused
from app.base.messages import Action, Answered, Message, Refreshed, Scanned, Tapped
from app.base.notice import Notice, Sound
from app.base.session import Home, Outbox, Question, Receipts, Session, Settle, kept
from app.base.wording import text
from app.receive.flow.answers import answer
from app.receive.flow.approve import set_aside
from app.receive.flow.count import FIRST, count, count_again
from app.receive.flow.damage import ask_damage, say_damage, show_damage
from app.receive.flow.finish import finish, finish_with
from app.receive.flow.label import new_number, print_label
from app.receive.flow.link import link
from app.receive.flow.pack import ask_pallet, new_pack
from app.receive.flow.refusing import refuse
from app.receive.flow.scans import scanned
from app.receive.flow.unfinished import is_unfinished, put_down
from sync.core.operations import Rest, Undo
from sync.core.problems import Problem
from sync.core.slices import ReceiveSlice


def decide(session: Session, message: Message, slice_: ReceiveSlice) -> Decision:
    """Decide what one message means. A scan is resolved by what it says, not by where we are."""
    if slice_.document is None and not isinstance(message, Tapped):
        return refuse(session, Problem.DOCUMENT_MISSING)
    match message:
        case Scanned():
            meant = scanned(session, message, slice_)
            if isinstance(meant, Tapped):
                return said_or_refused(session, _tapped(session, meant, slice_))
            return meant
        case Answered(text=given):
            return answer(session, given, slice_)
        case Tapped():
            return _tapped(session, message, slice_)
        case Refreshed():
            return Stay(session)
        case _:
            assert_never(message)


def _tapped(session: Session, tap: Tapped, slice_: ReceiveSlice) -> Decision:
    match tap.action:
        case Action.BACK | Action.GO_HOME | Action.OPEN_OUTBOX:
            return _leave(tap.action)
        case Action.TAKE_OVER:
            return TakeOver(slice_.document.id) if slice_.document else Stay(session)
        case Action.OPEN_SETTLE:
            return Go(Settle(slice_.document.id if slice_.document else None))
        case Action.ACKNOWLEDGE:
            return Stay(replace(session, notice=None))
        case Action.TAKE_LINE:
            return _take_line(session, int(tap.value), slice_)
        case Action.ONE_MORE:
            return count_again(session, slice_)
        case Action.ASK_QUANTITY | Action.ASK_BIN | Action.ASK_LOT:
            return _ask(session, tap.action)
        case Action.UNDO:
            return _undo(session, slice_)
        case Action.DAMAGED | Action.NEW_PACK | Action.ASK_PALLET:
            return _apart(session, tap.action)
        case Action.PRINT_LABEL:
            return print_label(session, slice_)
        case Action.FINISH:
            return finish(session, slice_)
        case _:
            return _answered(session, tap, slice_)


def _answered(session: Session, tap: Tapped, slice_: ReceiveSlice) -> Decision:
    hand = session.hand
    match tap.action:
        case Action.PAD:
            return Stay(replace(session, hand=replace(hand, typed=_typed(hand.typed, tap.value))))
        case Action.CONFIRM if hand.question is Question.FINISH:
            return _settle_rest(session, Action.REST_STAYS_OPEN, slice_)
        case Action.CONFIRM if hand.question is Question.OVER:
            return count(session, slice_)
        case Action.SET_ASIDE if hand.question is Question.APPROVAL:
            return count(set_aside(session), slice_)
        case Action.CHOOSE if hand.question is Question.DAMAGE:
            return say_damage(session, tap.value, slice_)
        case Action.ANSWER:
            return show_damage(session, tap.value)
        case Action.CONFIRM:
            return answer(session, tap.value or hand.typed, slice_)
        case Action.NEW_NUMBER:
            return new_number(session, slice_)
        case Action.CANCEL:
            return put_down(session, slice_)
        case Action.REST_STAYS_OPEN | Action.REST_DROPPED:
            return _settle_rest(session, tap.action, slice_)
        case _:
            return Stay(session)


def _apart(session: Session, action: Action) -> Decision:
    asked = session.hand.question
    if asked in FIRST:
        return Refuse(session, text(FIRST[asked]))
    match action:
        case Action.DAMAGED:
            return ask_damage(session)
        case Action.NEW_PACK:
            return new_pack(session)
        case _:
            return ask_pallet(session)


def _settle_rest(session: Session, action: Action, slice_: ReceiveSlice) -> Decision:
    if session.hand.question is not Question.FINISH:
        # A label scanned by mistake asks first, like the button.
        return finish(session, slice_)
    rest = Rest.DROPPED if action is Action.REST_DROPPED else Rest.STAYS_OPEN
    return finish_with(session, slice_, rest)


def _leave(action: Action) -> Decision:
    match action:
        case Action.BACK:
            return Go(Receipts())
        case Action.OPEN_OUTBOX:
            return Go(Outbox())
        case _:
            return Go(Home())


def _take_line(session: Session, line: int, slice_: ReceiveSlice) -> Decision:
    if session.hand.question is Question.LINK:
        return link(session, line, slice_)
    row = next((row for row in slice_.rows if row.line.id == line), None)
    if row is None:
        return refuse(session, Problem.LINE_MISSING)
    hand = replace(kept(session.hand), line=line, product=row.product.id)
    return Stay(replace(session, hand=hand, notice=None))


_QUESTIONS = {
    Action.ASK_QUANTITY: (Question.QUANTITY, "ask_quantity"),
    Action.ASK_BIN: (Question.BIN, "ask_bin"),
    Action.ASK_LOT: (Question.LOT, "ask_lot"),
}


def _ask(session: Session, action: Action) -> Decision:
    question, words = _QUESTIONS[action]
    if question is not Question.BIN and session.hand.line is None:
        return Refuse(session, text("take_line_first"))
    hand = replace(session.hand, question=question, typed="")
    return Ask(replace(session, hand=hand, notice=None), text(words))


def _typed(typed: str, key: str) -> str:
    return typed[:-1] if key == "back" else (typed + key)[:80]


def _undo(session: Session, slice_: ReceiveSlice) -> Decision:
    if is_unfinished(session):
        # The first thing to take back is the piece that was not counted yet.
        return put_down(session, slice_)
    undoable = slice_.undoable
    if undoable is None:
        return refuse(session, Problem.UNDO_TARGET_MISSING)
    taken_back = undoable.deed
    row = next((row for row in slice_.rows if row.line.id == taken_back.line), None)
    words = text(
        "taken_back",
        amount=plain(taken_back.quantity),
        unit=row.unit.name if row else "",
        article=row.product.name if row else "",
    )
    hand = replace(kept(session.hand), line=taken_back.line, product=taken_back.product)
    return Do(
        Undo(undoable.op_id, taken_back),
        replace(session, hand=hand),
        Notice(Sound.TAKEN_BACK, words),
    )
