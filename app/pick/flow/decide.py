"""One walk, decided: the scan decides what happens, never the row that is chosen."""

from dataclasses import replace

from app.base.decision import Ask, Decision, Go, Refuse, Stay, TakeOver
from app.base.handling import LEADS, on_hand, take_back
from app.base.hearing import Ears, hear
from app.base.messages import Action, Message, Tapped
from app.base.notice import Notice, Sound
from app.base.picking import current, pick_place
from app.base.session import Hand, Picks, Question, Session, Short
from app.base.wording import text
from app.pick.flow.finish import finish, finish_with
from app.pick.flow.scans import answer, scanned
from app.pick.flow.short import ask_short, call_short
from sync.core.operations import Rest
from sync.core.pick_slices import PickSlice


def decide(session: Session, message: Message, slice_: PickSlice) -> Decision:
    """Decide what one message means on a walk."""
    return hear(Ears(scanned, _tapped, answer), session, message, slice_)


def _tapped(session: Session, tap: Tapped, slice_: PickSlice) -> Decision:
    match tap.action:
        case Action.BACK:
            return Go(Picks())
        case Action.TAKE_LINE:
            return _chosen(session, tap.value, slice_)
        case Action.SKIP:
            return _skip(session, slice_)
        case Action.SHORT:
            return ask_short(session, slice_)
        case Action.ASK_QUANTITY:
            return _ask_amount(session, slice_)
        case Action.CHOOSE if session.hand.question is Question.SHORT and tap.value in set(Short):
            return call_short(session, Short(tap.value), slice_)
        case Action.CONFIRM:
            return answer(session, tap.value or session.hand.typed, slice_)
        case Action.UNDO | Action.CANCEL:
            return _undo(session, tap, slice_)
        case Action.FINISH:
            return finish(session, slice_)
        case Action.REST_STAYS_OPEN | Action.REST_DROPPED:
            dropped = tap.action is Action.REST_DROPPED
            return finish_with(session, slice_, Rest.DROPPED if dropped else Rest.STAYS_OPEN)
        case Action.TAKE_OVER if slice_.documents:
            return TakeOver(slice_.documents[0].id)
        case _:
            return Go(LEADS[tap.action]) if tap.action in LEADS else on_hand(session, tap)


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
    place = pick_place(session)
    skipped = (*(one for one in place.skipped if one != task.key), task.key)
    words = text("pick_skipped", article=task.product.name)
    return Stay(
        replace(
            session,
            place=replace(place, skipped=skipped),
            hand=Hand(source=session.hand.source),
            notice=Notice(Sound.BUSY, words),
        ),
        Sound.BUSY,
    )


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
    return take_back(session, slice_.undoable)
