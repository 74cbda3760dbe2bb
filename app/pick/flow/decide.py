"""One walk, decided: the scan decides what happens, never the row that is chosen."""

from dataclasses import replace

from app.base.commands import action_of
from app.base.decision import Ask, AtPrinter, Decision, Go, Refuse, Stay, TakeOver
from app.base.handling import LEADS, on_hand, take_back
from app.base.hearing import Ears, hear
from app.base.messages import Action, Message, Scanned, Tapped
from app.base.notice import Notice, Sound
from app.base.picking import REFILL, comes_last, current, pick_place, tote
from app.base.session import Hand, Picks, Question, Session, Short
from app.base.slips import pick_slip
from app.base.wording import text
from app.pick.flow.empty import is_empty, is_not_empty
from app.pick.flow.finish import finish, finish_with
from app.pick.flow.refill import ask_refill
from app.pick.flow.scans import answer, scanned
from app.pick.flow.short import ask_short, call_short
from app.pick.flow.totes import confirm_put, full, put
from sync.core.operations import Rest
from sync.core.pick_slices import PickSlice
from sync.core.records import Document

_NOT_BEFORE_THE_TOTE = frozenset({Action.TAKE_LINE, Action.SKIP, Action.SHORT, Action.ASK_QUANTITY})
"""What goods in the hand have to be put down for."""


def decide(session: Session, message: Message, slice_: PickSlice) -> Decision:
    """Decide what one message means on a walk."""
    if pick_place(session).into and isinstance(message, Scanned) and not action_of(message.scan):
        return put(session, message, slice_)
    return hear(Ears(scanned, _tapped, answer), session, message, slice_)


def _tapped(session: Session, tap: Tapped, slice_: PickSlice) -> Decision:
    said = _with_goods_in_hand(session, tap) if pick_place(session).into else None
    said = said or _to_question(session, tap, slice_)
    if said is not None:
        return said
    match tap.action:
        case Action.BACK:
            return Go(Picks(zone=pick_place(session).zone))
        case Action.TAKE_LINE:
            return _chosen(session, tap.value, slice_)
        case Action.SKIP:
            return _skip(session, slice_)
        case Action.SHORT:
            return ask_short(session, slice_)
        case Action.ASK_QUANTITY:
            return _ask_amount(session, slice_)
        case Action.UNDO | Action.CANCEL:
            return _undo(session, tap, slice_)
        case Action.FINISH:
            return finish(session, slice_)
        case Action.PRINT_LABEL if slice_.documents:
            return AtPrinter(session, pick_slip(_of_hand(session, slice_), slice_))
        case Action.TAKE_OVER if slice_.documents:
            first, *others = (one.id for one in slice_.documents)
            return TakeOver(first, tuple(others))
        case _:
            return Go(LEADS[tap.action]) if tap.action in LEADS else on_hand(session, tap)


def _with_goods_in_hand(session: Session, tap: Tapped) -> Decision | None:
    """What was taken is put into its tote before anything else is done."""
    if tap.action is Action.CONFIRM:
        return confirm_put(session)
    if tap.action in _NOT_BEFORE_THE_TOTE:
        return Refuse(
            session, text("pick_tote_first", tote=tote(session, pick_place(session).into))
        )
    return None


def _to_question(session: Session, tap: Tapped, slice_: PickSlice) -> Decision | None:
    """What a tap says of the tote, or answers to the question that is open."""
    question = session.hand.question
    match tap.action:
        case Action.TOTE_FULL:
            return full(session, slice_, _at_hand(session, slice_))
        case Action.CONFIRM if question is Question.ZERO:
            return is_empty(session)
        case Action.CANCEL if question is Question.ZERO:
            return is_not_empty(session, slice_)
        case Action.CONFIRM:
            return answer(session, tap.value or session.hand.typed, slice_)
        case Action.CHOOSE if question is Question.SHORT and tap.value == REFILL:
            return ask_refill(session, slice_)
        case Action.CHOOSE if question is Question.SHORT and tap.value in set(Short):
            return call_short(session, Short(tap.value), slice_)
        case Action.REST_STAYS_OPEN | Action.REST_DROPPED:
            dropped = tap.action is Action.REST_DROPPED
            return finish_with(session, slice_, Rest.DROPPED if dropped else Rest.STAYS_OPEN)
        case _:
            return None


def _of_hand(session: Session, slice_: PickSlice) -> Document:
    """The order whose paper is meant: that of the stop that is next, or the first."""
    meant = _at_hand(session, slice_)
    return next((one for one in slice_.documents if one.id == meant), slice_.documents[0])


def _at_hand(session: Session, slice_: PickSlice) -> int:
    """The order whose tote is meant: of what was taken last, or of the stop that is next."""
    task = current(session, slice_)
    return pick_place(session).into or (task.document.id if task else 0)


def _chosen(session: Session, key: str, slice_: PickSlice) -> Decision:
    """Go to a stop out of turn; what was called short is looked for again."""
    task = next((one for one in slice_.tasks if one.key == key), None)
    if task is None:
        return Stay(session)
    place = pick_place(session)
    short = tuple(one for one in place.short if one[0] != key)
    source = session.hand.source
    same = source is not None and task.place is not None and task.place.id == source
    hand = Hand(row=key, source=source if same else None)
    return Stay(replace(session, place=replace(place, short=short), hand=hand, notice=None))


def _skip(session: Session, slice_: PickSlice) -> Decision:
    task = current(session, slice_)
    if task is None:
        return Refuse(session, text("pick_no_more"))
    words = text("pick_skipped", article=task.product.name)
    later = comes_last(session, task)
    return Stay(replace(later, notice=Notice(Sound.BUSY, words)), Sound.BUSY)


def _ask_amount(session: Session, slice_: PickSlice) -> Decision:
    task = current(session, slice_)
    if task is None:
        return Refuse(session, text("pick_no_more"))
    hand = replace(session.hand, row=task.key, question=Question.QUANTITY, typed="")
    return Ask(replace(session, hand=hand, notice=None), text("ask_amount"))


def _undo(session: Session, tap: Tapped, slice_: PickSlice) -> Decision:
    if session.hand.question is Question.SHORT:
        # The article was looked at and not scanned: it is not in the hand.
        hand = Hand(row=session.hand.row, source=session.hand.source)
        return Stay(replace(session, hand=hand, notice=None))
    if tap.action is Action.CANCEL:
        return on_hand(session, tap)
    if session.hand.question is not None or session.hand.asked or session.hand.asked_lot:
        hand = replace(session.hand, question=None, asked=None, asked_lot=None, typed="")
        return Stay(replace(session, hand=hand, notice=None))
    if slice_.undoable is not None:
        # What is taken back is in no tote.
        session = replace(session, place=replace(pick_place(session), into=0))
    return take_back(session, slice_.undoable)
