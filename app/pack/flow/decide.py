"""One document that is packed, decided: into packs, checked, loaded, and finished."""

from dataclasses import replace

from app.base.decision import Ask, Decision, Go, Number, Refuse, Stay
from app.base.documents import CODE_SHOWN_MAX, open_document
from app.base.handling import LEADS, on_hand, take_back
from app.base.hearing import Ears, hear
from app.base.messages import Action, Message, Scanned, Tapped
from app.base.packing import is_loading, pack_named, pack_place
from app.base.session import Packs, PackStep, Question, Session
from app.base.wording import text
from app.pack.flow.check import begin_check, check_goods, check_more, end_check, skip_check
from app.pack.flow.close import finish, finish_with, load
from app.pack.flow.fill import answer, fill, open_pack, take_line
from app.pack.flow.labels import print_label, receiver
from app.pack.flow.types import choose_type, say_type, type_scanned
from app.pack.flow.weigh import answer_weight, ask_weight, not_weighed, on_scale
from sync.core.operations import Rest, package_of
from sync.core.pack_slices import PackSlice
from sync.core.problems import Problem
from sync.core.quantity import read_amount


def decide(session: Session, message: Message, slice_: PackSlice) -> Decision:
    """Decide what one message means where a document is packed."""
    return hear(Ears(_scanned, _tapped, _answered), session, message, slice_)


def _answered(session: Session, given: str, slice_: PackSlice) -> Decision:
    by_weight = session.hand.question is Question.WEIGHT
    return (answer_weight if by_weight else answer)(session, given, slice_)


def _scanned(session: Session, message: Scanned, slice_: PackSlice) -> Decision:
    scan, place, found = message.scan, pack_place(session), slice_.walk.found
    if scan.weighed:
        return on_scale(session, scan.weighed, slice_)
    name = pack_named(scan)
    if name is None and scan.text in (*slice_.packages, session.hand.package):
        # A label of another house is known by what it was called when it was opened.
        name = scan.text
    if name is not None:
        return _pack(session, name, slice_)
    if found.documents and not found.products:
        return open_document(session, scan.text, found)
    is_amount = message.by_hand and not isinstance(read_amount(scan.text), Problem)
    fills = place.step is PackStep.FILL and not found.products
    if type_ := type_scanned(scan, slice_) if fills else None:
        return say_type(session, type_, slice_)
    if place.step is PackStep.CHECK:
        if is_amount and place.checked and not found.products:
            return check_more(session, scan.text, slice_)
        return check_goods(session, scan, slice_)
    if is_loading(session):
        return Refuse(session, text("pack_scan_packs"))
    if session.hand.question in {Question.QUANTITY, Question.WEIGHT} and message.by_hand:
        return _answered(session, scan.text, slice_)
    if session.hand.row and is_amount and not found.products:
        return answer(session, scan.text, slice_)
    goods = fill(session, scan, slice_)
    return goods or Refuse(session, text("code_unknown", code=scan.text[:CODE_SHOWN_MAX]))


def _pack(session: Session, name: str, slice_: PackSlice) -> Decision:
    """A pack's label opens it, has it checked, closes it; at the door it is loaded."""
    place = pack_place(session)
    if is_loading(session):
        return load(session, name, slice_)
    if place.step is PackStep.CHECK:
        other = name != session.hand.package
        return Refuse(session, text("pack_finish_check")) if other else end_check(session, slice_)
    if name == session.hand.package and session.hand.question is not Question.PALLET:
        return begin_check(session, slice_)
    return open_pack(session, name)


def _tapped(session: Session, tap: Tapped, slice_: PackSlice) -> Decision:
    asks = session.hand.question in {Question.QUANTITY, Question.WEIGHT}
    match tap.action:
        case Action.BACK:
            return _back(session)
        case Action.NEW_PACK | Action.ASK_PALLET | Action.ASK_WEIGHT | Action.CHOOSE:
            return _about_pack(session, tap, slice_)
        case Action.PRINT_LABEL:
            return print_label(session, slice_)
        case Action.SKIP:
            return skip_check(session, slice_)
        case Action.TAKE_LINE:
            return take_line(session, tap.value, slice_)
        case Action.CONFIRM if asks:
            return _answered(session, session.hand.typed, slice_)
        case Action.UNDO:
            return _undo(session, slice_)
        case Action.FINISH:
            return finish(session, slice_)
        case Action.REST_STAYS_OPEN | Action.REST_DROPPED:
            dropped = tap.action is Action.REST_DROPPED
            return finish_with(session, slice_, Rest.DROPPED if dropped else Rest.STAYS_OPEN)
        case _:
            return Go(LEADS[tap.action]) if tap.action in LEADS else on_hand(session, tap)


def _about_pack(session: Session, tap: Tapped, slice_: PackSlice) -> Decision:
    match tap.action:
        case Action.ASK_PALLET:
            return _pallet(session)
        case Action.ASK_WEIGHT:
            return ask_weight(session, slice_)
        case Action.CHOOSE:
            return choose_type(session, tap.value, slice_)
        case _ if session.hand.package is not None:
            return begin_check(session, slice_)
        case _:
            return Number(session, receiver=receiver(slice_))


def _back(session: Session) -> Decision:
    place = pack_place(session)
    if place.step is PackStep.FILL:
        return Go(Packs())
    # What was checked or loaded is begun again; what is in the packs stays there.
    return Stay(replace(session, place=replace(place, step=PackStep.FILL, checked=()), notice=None))


def _undo(session: Session, slice_: PackSlice) -> Decision:
    last = slice_.walk.undoable
    package = package_of(last.deed) if last else None
    return take_back(not_weighed(session, package), last)


def _pallet(session: Session) -> Decision:
    hand = session.hand
    if hand.pallet is not None:
        return Stay(replace(session, hand=replace(hand, pallet=None), notice=None))
    asked = replace(hand, question=Question.PALLET, typed="")
    return Ask(replace(session, hand=asked, notice=None), text("ask_pallet"))
