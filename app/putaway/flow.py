"""Putting away, decided: take goods from the dock by a scan, and put them down by another."""

from dataclasses import replace
from datetime import date

from app.base.amounts import plain
from app.base.decision import Ask, AtPrinter, Decision, Do, Go, Refuse, Stay
from app.base.documents import CODE_SHOWN_MAX
from app.base.handling import (
    LEADS,
    ask_elsewhere,
    check_of,
    grown,
    in_hand,
    lot_for,
    names_of,
    on_hand,
    row_id,
    take_back,
    waits_for,
)
from app.base.hearing import Ears, hear
from app.base.messages import Action, Message, Scanned, Tapped
from app.base.notice import Notice, Sound
from app.base.printing import Occasion
from app.base.session import Hand, Putaway, Question, Session
from app.base.wanted import goods_label
from app.base.wording import problem_text, text
from scanners.codes.scan import Scan
from sync.core.moved_slices import Carried, PutawaySlice, StandingRow
from sync.core.operations import Deed, FinishReceipt, Move, MoveLine, Rest, Undo
from sync.core.problems import Problem
from sync.core.quantity import ZERO, check_amount, read_amount
from sync.core.records import Location, Tracking


def decide(session: Session, message: Message, slice_: PutawaySlice) -> Decision:
    """Decide what one message means at the dock."""
    return hear(Ears(_scanned, _tapped, _answer), session, message, slice_)


def _scanned(session: Session, message: Scanned, slice_: PutawaySlice) -> Decision:
    scan, row = message.scan, in_hand(session, slice_)
    if slice_.found.products:
        return _take(session, scan, slice_)
    if slice_.found.bins:
        return _put(session, slice_.found.bins[0], slice_)
    by_lot = [one for one in slice_.rows if one.lot == scan.text]
    if by_lot:
        return _hold(session, scan, by_lot, slice_)
    if slice_.carried is not None and slice_.carried.name in scan.keys:
        return _carry(session, slice_.carried)
    pack = slice_.carried.rows if slice_.carried and session.hand.package else ()
    target = next((one.target for one in ((row,) if row else pack) if one.target), None)
    if message.by_hand and target and scan.text.upper() == check_of(target.bin):
        # Who can read the check character stands in front of the bin.
        return _put(session, target.bin, slice_)
    if message.by_hand and row and not isinstance(read_amount(scan.text), Problem):
        return _amount(session, scan.text, row)
    return Refuse(session, text("code_unknown", code=scan.text[:CODE_SHOWN_MAX]))


def _take(session: Session, scan: Scan, slice_: PutawaySlice) -> Decision:
    found = slice_.found.products[0]
    lot = lot_for(found.product, scan)
    rows = [
        row for row in slice_.rows if row.product.id == found.product.id and lot in {None, row.lot}
    ]
    if not rows:
        return Refuse(session, text("not_standing", article=found.product.name))
    held = in_hand(session, slice_)
    if held in rows:
        rows = [held]
    if len({row.lot for row in rows}) > 1:
        hand = Hand(product=found.product.id, question=Question.LOT)
        return Ask(replace(session, hand=hand, notice=None), text("ask_lot"))
    return _hold(session, scan, rows, slice_)


def _hold(session: Session, scan: Scan, rows: list[StandingRow], slice_: PutawaySlice) -> Decision:
    row = rows[0]
    late = waits_for(session, (row,))
    if late:
        return late
    cartons = [one.packaging for one in slice_.found.products if one.product.id == row.product.id]
    packaging = next((one for one in cartons if one), None)
    same = session.hand.row == row_id(row)
    hand = session.hand if same else Hand(product=row.product.id, row=row_id(row), scanned=ZERO)
    hand = replace(hand, lot=row.lot, question=None, asked=None)
    held = grown(hand, scan, packaging, row.quantity, row.unit)
    if isinstance(held, Problem):
        return Refuse(session, problem_text(held, article=row.product.name, unit=row.unit.name))
    hand = held
    if hand.amount > row.quantity:
        return Refuse(session, text("more_than_stands", amount=row.quantity, unit=row.unit.name))
    return Stay(replace(session, hand=hand, notice=None), Sound.BUSY)


def _carry(session: Session, pack: Carried) -> Decision:
    """Take a pack or a pallet whole: all of it that stands there goes where it goes."""
    if not pack.rows:
        return Refuse(session, text("pack_not_standing", package=pack.name[:CODE_SHOWN_MAX]))
    late = waits_for(session, pack.rows)
    if late:
        return late
    hand = Hand(package=pack.name, whole=True)
    return Stay(replace(session, hand=hand, notice=None), Sound.BUSY)


def _put(session: Session, bin: Location, slice_: PutawaySlice) -> Decision:
    row = in_hand(session, slice_)
    if session.hand.whole:
        return _put_all(session, bin, slice_)
    if row is None:
        there = [one for one in slice_.rows if one.place.id == bin.id]
        if _is_planned(session) and len({row_id(one) for one in there}) == 1:
            # The one thing that is asked for from this bin.
            return Stay(_with_row(session, there[0]), Sound.BUSY)
        return Refuse(session, text("goods_first"))
    if row.target and bin.id not in {row.target.bin.id, session.hand.asked}:
        return ask_elsewhere(session, bin, row.target)
    deed = _deed(session.hand, row, bin)
    if isinstance(deed, Problem):
        return Refuse(session, problem_text(deed, article=row.product.name, unit=row.unit.name))
    rest = row.quantity - session.hand.amount
    last = slice_.total == 1 and rest <= 0
    words = text(
        "put_last" if last and not _is_planned(session) else "put",
        amount=plain(session.hand.amount), unit=row.unit.name, article=row.product.name,
        bin=bin.label,
    )  # fmt: skip
    sound = Sound.ORDER_DONE if last else Sound.LINE_DONE if rest <= 0 else Sound.COUNTED
    return Do(
        deed,
        replace(session, hand=Hand()),
        Notice(sound, words),
        session.hand.raw,
        names_of(bin, row.place, session.hand),
        (*_finishes(slice_, (deed,)), *_filled(row, bin)),
        (goods_label(row.product, row.lot, _expiry(row, slice_), Occasion.PUTAWAY),),
    )


def _filled(row: StandingRow, bin: Location) -> tuple[Deed, ...]:
    """A bin that was asked to be filled, and is: nobody has to do it once more."""
    asked = row.refill
    return (Undo(asked.op_id, asked.deed),) if asked and asked.deed.bin == bin.id else ()


def _is_planned(session: Session) -> bool:
    return isinstance(session.place, Putaway) and session.place.planned


def _put_all(session: Session, bin: Location, slice_: PutawaySlice) -> Decision:
    """Everything that stands there into one bin: a deed each, so that each can be taken back.

    With a pack in the hand it is what that holds.
    """
    deeds: list[MoveLine | Move] = []
    pack = slice_.carried if session.hand.package else None
    rows = slice_.rows if session.hand.package is None else pack.rows if pack else ()
    target = next((row.target for row in rows if row.target), None) if pack else None
    if target and bin.id not in {target.bin.id, session.hand.asked}:
        return ask_elsewhere(session, bin, target)
    moving = [row for row in rows if not row.unfinished]
    if rows and not moving:
        return waits_for(session, rows) or Stay(session)
    for row in moving:
        hand = Hand(amount=row.quantity, scanned=row.quantity)
        deed = _deed(hand, row, bin)
        if not isinstance(deed, Problem):
            deeds.append(deed)
    if not deeds:
        return Refuse(session, text("dock_empty"))
    words = text("put_all", count=len(deeds), bin=bin.label)
    if pack:
        words = text("put_pack", package=pack.name, bin=bin.label)
    return Do(
        deeds[0],
        replace(session, hand=Hand()),
        Notice(Sound.LINE_DONE if pack else Sound.ORDER_DONE, words),
        names=names_of(bin, rows[0].place, session.hand),
        also=(*deeds[1:], *_finishes(slice_, tuple(deeds))),
    )


def _deed(hand: Hand, row: StandingRow, bin: Location) -> MoveLine | Move | Problem:
    problem = check_amount(hand.amount, row.unit)
    if problem:
        return problem
    lot = None if row.product.tracking is Tracking.NONE else row.lot
    goods = (row.product.id, hand.amount, hand.scanned, hand.packaging, lot)
    if row.line is None:
        return Move(*goods, row.place.id, bin.id, row.unit.id)
    return MoveLine(row.line.document, row.line.id, *goods, row.place.id, bin.id, row.line.unit)


def _finishes(slice_: PutawaySlice, deeds: tuple[MoveLine | Move, ...]) -> tuple[Deed, ...]:
    """A transfer of which nothing is left is finished by its last goods: nobody has to say so."""
    left = dict(slice_.remaining)
    for deed in deeds:
        if isinstance(deed, MoveLine):
            left[deed.document] = left[deed.document] - deed.quantity
    done = {deed.document for deed in deeds if isinstance(deed, MoveLine)}
    return tuple(
        FinishReceipt(document, Rest.STAYS_OPEN) for document in sorted(done) if left[document] <= 0
    )


def _tapped(session: Session, tap: Tapped, slice_: PutawaySlice) -> Decision:
    hand = session.hand
    if tap.action in LEADS:
        return Go(LEADS[tap.action])
    match tap.action:
        case Action.TAKE_LINE:
            row = next((one for one in slice_.rows if row_id(one) == tap.value), None)
            late = waits_for(session, (row,) if row else ())
            return late or Stay(_with_row(session, row) if row else session)
        case Action.WHOLE if not _is_planned(session):
            hand = Hand(whole=not hand.whole)
            return Stay(replace(session, hand=hand, notice=None))
        case Action.BIN_FULL:
            return _full(session, slice_)
        case Action.ASK_QUANTITY if in_hand(session, slice_):
            asked = replace(hand, question=Question.QUANTITY, typed="")
            return Ask(replace(session, hand=asked, notice=None), text("ask_amount"))
        case Action.PRINT_LABEL:
            return _print(session, slice_)
        case Action.CONFIRM:
            return _answer(session, tap.value or hand.typed, slice_)
        case Action.UNDO:
            return _undo(session, slice_)
        case _:
            return on_hand(session, tap)


def _print(session: Session, slice_: PutawaySlice) -> Decision:
    row = in_hand(session, slice_)
    if row is None:
        return Refuse(session, text("goods_first"))
    return AtPrinter(session, goods_label(row.product, row.lot, _expiry(row, slice_)))


def _expiry(row: StandingRow, slice_: PutawaySlice) -> date | None:
    lots = (one for one in slice_.lots if (one.product, one.name) == (row.product.id, row.lot))
    return next((one.expiry for one in lots), None)


def _full(session: Session, slice_: PutawaySlice) -> Decision:
    """Who stands before a full bin is sent to another; for as long as they put away."""
    row = in_hand(session, slice_)
    if row is None or row.target is None or not isinstance(session.place, Putaway):
        return Stay(session)
    place = replace(session.place, full=session.place.full | {row.target.bin.id})
    hand = replace(session.hand, asked=None)
    return Stay(replace(session, place=place, hand=hand, notice=None), Sound.BUSY)


def _with_row(session: Session, row: StandingRow) -> Session:
    hand = Hand(
        product=row.product.id, row=row_id(row), lot=row.lot,
        amount=row.quantity, scanned=row.quantity,
    )  # fmt: skip
    return replace(session, hand=hand, notice=None)


def _answer(session: Session, given: str, slice_: PutawaySlice) -> Decision:
    row = in_hand(session, slice_)
    match session.hand.question:
        case Question.QUANTITY if row:
            return _amount(session, given, row)
        case Question.LOT:
            of_it = [one for one in slice_.rows if one.product.id == session.hand.product]
            found = next((one for one in of_it if one.lot == given.strip()), None)
            if found is None:
                return Refuse(session, text("lot_not_standing", lot=given[:CODE_SHOWN_MAX]))
            return Stay(_with_row(session, found))
        case _:
            return Stay(session)


def _amount(session: Session, given: str, row: StandingRow) -> Decision:
    amount = read_amount(given)
    if not isinstance(amount, Problem):
        amount = check_amount(amount, row.unit) or amount
    if isinstance(amount, Problem):
        step, name = plain(row.unit.step), row.product.name
        words = problem_text(amount, given=given[:20], step=step, unit=row.unit.name, article=name)
        return Refuse(session, words)
    if amount > row.quantity:
        return Refuse(session, text("more_than_stands", amount=row.quantity, unit=row.unit.name))
    hand = replace(session.hand, amount=amount, scanned=amount, question=None, typed="")
    return Stay(replace(session, hand=hand, notice=None))


def _undo(session: Session, slice_: PutawaySlice) -> Decision:
    if session.hand != Hand():
        return Stay(replace(session, hand=Hand(), notice=None))
    return take_back(session, slice_.undoable)
