"""Moving, decided: source, goods, amount and destination, in any order that makes sense."""

from dataclasses import replace
from decimal import Decimal

from app.base.amounts import plain
from app.base.decision import Ask, Decision, Do, Go, Refuse, Stay
from app.base.documents import CODE_SHOWN_MAX
from app.base.handling import LEADS, grown, lot_for, names_of, on_hand, shown_rows, take_back
from app.base.hearing import Ears, hear
from app.base.leaving import ask_way, chosen, stays
from app.base.messages import Action, Message, Scanned, Tapped
from app.base.notice import Notice, Sound
from app.base.session import Hand, Move, Question, Session
from app.base.wording import problem_text, text
from scanners.codes.scan import Scan
from sync.core import operations
from sync.core.moved_slices import LyingRow, MoveSlice
from sync.core.problems import Problem
from sync.core.quantity import ONE, ZERO, Unit, check_amount, is_measured, read_amount
from sync.core.records import DocumentKind, Location, LocationKind, Packaging, Product, Tracking


def decide(session: Session, message: Message, slice_: MoveSlice) -> Decision:
    """Decide what one message means for a move without paper."""
    return hear(Ears(_scanned, _tapped, _answer), session, message, slice_)


def _scanned(session: Session, message: Scanned, slice_: MoveSlice) -> Decision:
    scan, found = message.scan, slice_.found
    if isinstance(session.place, Move) and session.place.leaving:
        # Whoever scans on goes on: what is in the hand leaves by an answer, and by nothing else.
        session = stays(session)
    if found.products:
        one = found.products[0]
        return _take(session, scan, (one.product, one.packaging), slice_)
    if found.bins:
        return _bin(session, found.bins[0], slice_)
    lots = [row for row in slice_.in_bin if row.lot == scan.text]
    lots = lots or [row for row in slice_.places if row.lot == scan.text]
    if lots:
        return _hold(session, scan, (lots[0], None))
    if message.by_hand and session.hand.product and not isinstance(read_amount(scan.text), Problem):
        return _amount(session, scan.text, slice_)
    came = [one for one in found.documents if one.kind is DocumentKind.RECEIPT]
    if came:
        # What goes back to its supplier goes back by the receipt that it came by.
        place = Move(receipt=came[0].id, paper=came[0].name)
        notice = Notice(Sound.BUSY, text("left_receipt", paper=came[0].name))
        return Stay(replace(session, place=place, notice=notice), Sound.BUSY)
    return Refuse(session, text("code_unknown", code=scan.text[:CODE_SHOWN_MAX]))


def _take(
    session: Session, scan: Scan, about: tuple[Product, Packaging | None], slice_: MoveSlice
) -> Decision:
    product, packaging = about
    lot, hand = lot_for(product, scan), session.hand
    among = slice_.in_bin if hand.source else (slice_.places or slice_.on_way)
    rows = [row for row in among if row.product.id == product.id and lot in {None, row.lot}]
    if hand.product == product.id and hand.lot and not lot:
        rows = [row for row in rows if row.lot == hand.lot]
    if len({row.lot for row in rows}) > 1:
        asked = replace(hand, product=product.id, question=Question.LOT)
        return Ask(replace(session, hand=asked, notice=None), text("ask_lot"))
    if not rows and product.tracking is not Tracking.NONE:
        return Refuse(session, text("not_lying", article=product.name))
    if rows:
        # Where it lies in one bin only, that is where it is taken from.
        one_place = len({row.place.id for row in rows}) == 1
        source = hand.source or (rows[0].place.id if one_place else None)
        return _hold(
            replace(session, hand=replace(hand, source=source)), scan, (rows[0], packaging)
        )
    # The books know of none there; it is in somebody's hand all the same.
    unit = slice_.units.get(product.unit)
    # What is weighed has no piece that a scan could mean.
    whole = ZERO if unit and is_measured(unit) else ONE
    return _grown(session, scan, (_same(hand, product.id, None), packaging), (product, whole, unit))


def _hold(session: Session, scan: Scan, about: tuple[LyingRow, Packaging | None]) -> Decision:
    row, packaging = about
    held = _same(session.hand, row.product.id, row.lot)
    return _grown(session, scan, (held, packaging), (row.product, row.quantity, row.unit))


def _grown(
    session: Session,
    scan: Scan,
    about: tuple[Hand, Packaging | None],
    goods: tuple[Product, Decimal, Unit | None],
) -> Decision:
    product, whole, unit = goods
    hand = grown(about[0], scan, about[1], whole, unit)
    if isinstance(hand, Problem):
        unit_name = unit.name if unit else ""
        return Refuse(session, problem_text(hand, article=product.name, unit=unit_name, step=""))
    if hand.amount <= ZERO:
        asked = replace(hand, question=Question.QUANTITY, typed="")
        return Ask(replace(session, hand=asked, notice=None), text("ask_amount"))
    return Stay(replace(session, hand=hand, notice=None), Sound.BUSY)


def _same(hand: Hand, product: int, lot: str | None) -> Hand:
    if hand.row and (hand.product, hand.lot) == (product, lot):
        return replace(hand, whole=False, question=None)
    held = Hand(source=hand.source, product=product, lot=lot, bin=hand.bin, scanned=ZERO)
    return replace(held, row="held")


def _bin(session: Session, bin: Location, slice_: MoveSlice) -> Decision:
    hand = session.hand
    # What lies on hold leaves for good, or stays there; the rules let it go nowhere else.
    if bin.kind is not LocationKind.BIN and (hand.source or bin.kind is not LocationKind.HOLD):
        return Refuse(session, problem_text(Problem.SOURCE_ELSEWHERE, source=bin.label))
    if hand.source is None:
        return Stay(replace(session, hand=replace(hand, source=bin.id), notice=None), Sound.BUSY)
    if not hand.row and not hand.whole:
        # The same bin once more means all that is in it; another one is where to begin instead.
        whole = bin.id == hand.source
        if whole and not slice_.in_bin:
            return Refuse(session, text("bin_empty", bin=bin.label))
        return Stay(
            replace(session, hand=Hand(source=bin.id, whole=whole), notice=None), Sound.BUSY
        )
    if bin.id == hand.source:
        return Refuse(session, problem_text(Problem.SAME_PLACE, bin=bin.label))
    return _put_all(session, bin, slice_) if hand.whole else _put(session, bin, slice_)


def _put(session: Session, bin: Location, slice_: MoveSlice) -> Decision:
    hand, product, unit = session.hand, slice_.product, slice_.unit
    if product is None or unit is None or hand.source is None:
        return Refuse(session, text("goods_first"))
    problem = check_amount(hand.amount, unit)
    if problem:
        return Refuse(session, problem_text(problem, article=product.name, unit=unit.name, step=""))
    deed = operations.Move(
        *(product.id, hand.amount, hand.scanned, hand.packaging, hand.lot),
        *(hand.source, bin.id, unit.id),
    )
    amount = plain(hand.amount)
    words = text("put", amount=amount, unit=unit.name, article=product.name, bin=bin.label)
    # Whoever empties a bin goes on from there.
    after = replace(session, hand=Hand(source=hand.source))
    names = names_of(bin, slice_.source, hand)
    return Do(deed, after, Notice(Sound.LINE_DONE, words), hand.raw, names)


def _put_all(session: Session, bin: Location, slice_: MoveSlice) -> Decision:
    deeds = tuple(
        operations.Move(
            *(row.product.id, row.quantity, row.quantity, None, row.lot),
            *(row.place.id, bin.id, row.unit.id),
        )
        for row in slice_.in_bin
    )
    if not deeds:
        return Refuse(session, text("dock_empty"))
    words = text("put_all", count=len(deeds), bin=bin.label)
    return Do(
        deeds[0],
        replace(session, hand=Hand()),
        Notice(Sound.ORDER_DONE, words),
        names=names_of(bin, slice_.source, session.hand),
        also=deeds[1:],
    )


def _tapped(session: Session, tap: Tapped, slice_: MoveSlice) -> Decision:
    hand, place = session.hand, session.place
    if tap.action in LEADS:
        return Go(LEADS[tap.action])
    match tap.action:
        case Action.TAKE_LINE:
            return _take_row(session, tap.value, slice_)
        case Action.OUT if hand.row and hand.source and hand.question is None:
            return ask_way(session)
        case Action.CHOOSE:
            return chosen(session, tap.value, slice_)
        case Action.CANCEL if isinstance(place, Move) and place.leaving:
            return Stay(stays(session))
        case Action.WHOLE if slice_.in_bin:
            held = Hand(source=hand.source, whole=not hand.whole)
            return Stay(replace(session, hand=held, notice=None))
        case Action.ASK_QUANTITY if hand.row:
            asked = replace(hand, question=Question.QUANTITY, typed="")
            return Ask(replace(session, hand=asked, notice=None), text("ask_amount"))
        case Action.CONFIRM:
            return _answer(session, tap.value or hand.typed, slice_)
        case Action.UNDO:
            return _undo(session, slice_)
        case _:
            return on_hand(session, tap)


def _take_row(session: Session, value: str, slice_: MoveSlice) -> Decision:
    rows = shown_rows(slice_, session.hand)
    row = rows[int(value)] if value.isdigit() and int(value) < len(rows) else None
    if row is None:
        return Stay(session)
    hand = Hand(
        source=row.place.id, product=row.product.id, lot=row.lot, row="held",
        amount=row.quantity, scanned=row.quantity,
    )  # fmt: skip
    return Stay(replace(session, hand=hand, notice=None))


def _answer(session: Session, given: str, slice_: MoveSlice) -> Decision:
    match session.hand.question:
        case Question.QUANTITY:
            return _amount(session, given, slice_)
        case Question.LOT:
            return _lot(session, given.strip(), slice_)
        case _:
            return Stay(session)


def _lot(session: Session, given: str, slice_: MoveSlice) -> Decision:
    hand = session.hand
    rows = slice_.in_bin if hand.source else slice_.places
    for row in rows:
        if (row.product.id, row.lot) == (hand.product, given):
            one = len({r.place.id for r in rows if r.lot == given}) == 1
            held = Hand(
                source=hand.source or (row.place.id if one else None), product=hand.product,
                lot=given, row="held", amount=row.quantity, scanned=row.quantity,
            )  # fmt: skip
            return Stay(replace(session, hand=held, notice=None))
    return Refuse(session, text("lot_not_standing", lot=given[:CODE_SHOWN_MAX]))


def _amount(session: Session, given: str, slice_: MoveSlice) -> Decision:
    amount = read_amount(given)
    unit, product = slice_.unit, slice_.product
    if not isinstance(amount, Problem) and unit is not None:
        amount = check_amount(amount, unit) or amount
    if isinstance(amount, Problem):
        name, unit_name = (product.name if product else ""), (unit.name if unit else "")
        step = plain(unit.step) if unit else ""
        words = problem_text(amount, given=given[:20], step=step, unit=unit_name, article=name)
        return Refuse(session, words)
    hand = replace(session.hand, amount=amount, scanned=amount, question=None, typed="")
    return Stay(replace(session, hand=hand, notice=None))


def _undo(session: Session, slice_: MoveSlice) -> Decision:
    if session.hand.row or session.hand.whole:
        return Stay(replace(session, hand=Hand(source=session.hand.source), notice=None))
    return take_back(session, slice_.undoable)
