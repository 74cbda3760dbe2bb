"""Counting, decided: a bin, then what is in it, until the bin once more says that is all."""

from dataclasses import replace

from app.base.amounts import plain
from app.base.decision import Ask, AtPrinter, Decision, Do, Go, Refuse, Stay
from app.base.documents import CODE_SHOWN_MAX
from app.base.handling import LEADS, check_of, lot_of, on_hand
from app.base.hearing import Ears, hear
from app.base.messages import Action, Message, Scanned, Tapped
from app.base.notice import Notice, Sound
from app.base.session import Count, Hand, Question, Session
from app.base.wanted import bin_label, goods_label
from app.base.wording import problem_text, text
from app.count.flow.bins import back_to_all, by_article, is_other, zone_tapped
from app.count.flow.closing import close, closed_by
from app.count.flow.tally import Of, found_lot, set_amount, tally
from scanners.codes.scan import Scan
from sync.core.count_slices import CountSlice
from sync.core.counting import check_counted_in
from sync.core.operations import Undo
from sync.core.problems import Problem
from sync.core.quantity import read_amount
from sync.core.records import Location, Product, Tracking


def decide(session: Session, message: Message, slice_: CountSlice) -> Decision:
    """Decide what one message means for a bin that is counted."""
    return hear(Ears(_scanned, _tapped, _answer), session, message, slice_)


def _scanned(session: Session, message: Scanned, slice_: CountSlice) -> Decision:
    scan, found, hand = message.scan, slice_.found, session.hand
    if hand.question is Question.APPROVAL:
        return closed_by(session, message, slice_)
    if found.bins:
        return _bin(session, found.bins[0], slice_)
    if slice_.bin is None and found.products:
        return by_article(session, found.products[0].product, slice_)
    if slice_.bin is None:
        return Refuse(session, text("count_bin_first"))
    if found.products:
        one = found.products[0]
        if is_other(session, one.product):
            return Refuse(session, text("count_one_only", article=one.product.name))
        return _article(session, scan, Of(one.product, None, one.packaging), slice_)
    lot = lot_of(scan) or scan.text
    rows = [row for row in slice_.rows if row.lot == lot]
    if len(rows) == 1:
        return tally(session, scan, Of(rows[0].product, rows[0].lot), slice_)
    if hand.question is Question.LOT:
        return found_lot(session, lot, slice_)
    if message.by_hand and hand.row and not isinstance(read_amount(scan.text), Problem):
        return set_amount(session, scan.text, slice_)
    return Refuse(session, text("code_unknown", code=scan.text[:CODE_SHOWN_MAX]))


def _bin(session: Session, bin: Location, slice_: CountSlice) -> Decision:
    assert session.scope is not None
    problem = check_counted_in(bin, session.scope.company)
    if bin.warehouse != session.scope.warehouse:
        problem = Problem.BIN_ELSEWHERE
    if problem:
        return Refuse(session, problem_text(problem, bin=bin.label))
    if bin.id == session.hand.bin:
        return close(session, slice_)
    # What was counted of another bin is kept as it is, for when somebody comes back to it.
    return Stay(replace(session, hand=Hand(bin=bin.id), notice=None), Sound.BUSY)


def _article(session: Session, scan: Scan, of: Of, slice_: CountSlice) -> Decision:
    lot = lot_of(scan)
    if of.product.tracking is Tracking.NONE:
        return tally(session, scan, of, slice_)
    hand = session.hand
    # One more of the lot that was counted last; every piece has a serial number of its own.
    goes_on = of.product.tracking is Tracking.LOT and hand.product == of.product.id
    lot = lot or (hand.lot if goes_on else None)
    if lot:
        return tally(session, scan, replace(of, lot=lot), slice_)
    return _ask_lot(session, scan, of.product)


def _ask_lot(session: Session, scan: Scan, product: Product) -> Ask:
    hand = Hand(bin=session.hand.bin, product=product.id, question=Question.LOT, raw=scan.raw)
    is_serial = product.tracking is Tracking.SERIAL
    return Ask(
        replace(session, hand=hand, notice=None), text("ask_serial" if is_serial else "ask_lot")
    )


def _tapped(session: Session, tap: Tapped, slice_: CountSlice) -> Decision:
    hand = session.hand
    if tap.action is Action.BACK and hand.bin is not None:
        return Stay(replace(session, hand=Hand(), notice=None))
    if tap.action is Action.BACK and session.place != Count():
        return back_to_all(session)
    if tap.action in {Action.ASK_ZONE, Action.CHOOSE}:
        return zone_tapped(session, tap, slice_)
    if tap.action in LEADS:
        return Go(LEADS[tap.action])
    if tap.action in _ANSWERS:
        return _to_question(session, tap, slice_)
    match tap.action:
        case Action.TAKE_LINE:
            return _take_row(session, tap.value, slice_)
        case Action.OPEN_TASK:
            tasks = (one.bin for one in slice_.tasks if str(one.bin.id) == tap.value)
            bin = next(tasks, None)
            return _bin(session, bin, slice_) if bin else Stay(session)
        case Action.ASK_QUANTITY if hand.row:
            asked = replace(hand, question=Question.QUANTITY, typed="")
            return Ask(replace(session, hand=asked, notice=None), text("count_how_many"))
        case Action.FINISH if slice_.bin is not None:
            return close(session, slice_)
        case Action.PRINT_LABEL:
            return _print(session, slice_)
        case Action.UNDO:
            return _undo(session, slice_)
        case _:
            return on_hand(session, tap)


_ANSWERS = frozenset({Action.CONFIRM, Action.SET_ASIDE, Action.CANCEL})


def _to_question(session: Session, tap: Tapped, slice_: CountSlice) -> Decision:
    """What a tap answers to the question that is open."""
    hand = session.hand
    match tap.action:
        case Action.CONFIRM if hand.question is Question.MISSING:
            return close(replace(session, hand=replace(hand, whole=True)), slice_)
        case Action.SET_ASIDE if hand.question is Question.APPROVAL:
            return close(session, slice_, is_left=True)
        case Action.CONFIRM:
            return _answer(session, tap.value or hand.typed, slice_)
        case Action.CANCEL:
            return Stay(replace(session, hand=Hand(bin=hand.bin), notice=None))
        case _:
            return on_hand(session, tap)


def _take_row(session: Session, value: str, slice_: CountSlice) -> Decision:
    row = next((one for one in slice_.rows if one.key == value), None)
    if row is None:
        return Stay(session)
    hand = Hand(
        bin=session.hand.bin, product=row.product.id, lot=row.lot, row="held",
        question=Question.QUANTITY,
    )  # fmt: skip
    return Ask(replace(session, hand=hand, notice=None), text("count_how_many"))


def _answer(session: Session, given: str, slice_: CountSlice) -> Decision:
    match session.hand.question:
        case Question.QUANTITY:
            return set_amount(session, given, slice_)
        case Question.LOT:
            return found_lot(session, given, slice_)
        case _:
            return Stay(session)


def _print(session: Session, slice_: CountSlice) -> Decision:
    """Print the label of what was counted last, or of the bin: what is missing shows here."""
    hand, bin = session.hand, slice_.bin
    if bin is None:
        return Stay(session)
    if slice_.product is None or not hand.row:
        return AtPrinter(session, bin_label(bin, check_of(bin)))
    names = (slice_.product.id, hand.lot)
    lot = next((one for one in slice_.known if (one.product, one.name) == names), None)
    return AtPrinter(session, goods_label(slice_.product, hand.lot, lot.expiry if lot else None))


def _undo(session: Session, slice_: CountSlice) -> Decision:
    if session.hand.question is not None:
        return Stay(replace(session, hand=Hand(bin=session.hand.bin), notice=None))
    undoable = slice_.undoable
    if undoable is None:
        return Refuse(session, text("count_nothing_to_undo"))
    article = undoable.product.name if undoable.product else ""
    words = text("count_taken_back", amount=plain(undoable.deed.scanned), article=article)
    after = replace(session, hand=Hand(bin=session.hand.bin))
    return Do(Undo(undoable.op_id, undoable.deed), after, Notice(Sound.TAKEN_BACK, words))
