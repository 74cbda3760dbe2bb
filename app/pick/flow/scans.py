"""What a scan says on a walk: a bin, an article, a lot, a badge, an amount, another order."""

from dataclasses import replace
from decimal import Decimal

from app.base.approving import approver
from app.base.decision import Ask, Decision, Refuse, Stay
from app.base.documents import CODE_SHOWN_MAX, open_document
from app.base.handling import check_of, lot_for, lot_of, weighed
from app.base.messages import Scanned
from app.base.notice import Notice, Sound
from app.base.picking import current, figures, is_here, lot_named, pick_place
from app.base.session import Hand, Question, Session
from app.base.wording import Text, problem_text, text
from app.pick.flow.lots import confirmed, names_a_lot, wants_lot
from app.pick.flow.take import Taken, take
from scanners.codes.scan import Scan
from sync.core.pick_slices import PickSlice, PickTask
from sync.core.problems import Problem
from sync.core.quantity import ONE, is_measured, read_amount
from sync.core.records import Location, LocationKind, Packaging, Tracking
from sync.core.slices import FoundProduct

_ASKS_LOT = frozenset({Question.LOT, Question.SERIAL})


def scanned(session: Session, message: Scanned, slice_: PickSlice) -> Decision:
    """Decide what a scan means; what it says comes before what was chosen."""
    scan, found, hand = message.scan, slice_.found, session.hand
    known = found.products or found.bins or found.documents
    if hand.question is Question.APPROVAL and not known:
        return _approved(session, message, slice_)
    task = current(session, slice_)
    if found.documents and not found.products:
        return open_document(session, scan.text, found)
    if task is None:
        return Refuse(session, text("pick_no_more"))
    if found.products:
        return _article(session, scan, slice_)
    if found.bins:
        return _bin(session, found.bins[0], task, slice_)
    named = names_a_lot(session, scan, slice_)
    if named:
        return _goods(session, scan, (named.key, None, lot_of(scan) or scan.text), slice_)
    if hand.question in _ASKS_LOT:
        return answer(session, hand.typed + scan.text if message.by_hand else scan.text, slice_)
    if message.by_hand and task.place and scan.text.upper() == check_of(task.place):
        # Who can read the check character stands in front of the bin.
        return _bin(session, task.place, task, slice_)
    if message.by_hand and not isinstance(read_amount(scan.text), Problem):
        return _amount(session, scan.text, slice_)
    return Refuse(session, text("code_unknown", code=scan.text[:CODE_SHOWN_MAX]))


def answer(session: Session, given: str, slice_: PickSlice) -> Decision:
    """Take what was typed, tapped or scanned for the open question."""
    match session.hand.question:
        case Question.QUANTITY:
            return _amount(session, given, slice_)
        case Question.LOT | Question.SERIAL:
            return _lot(session, given.strip(), slice_)
        case Question.APPROVAL:
            return Refuse(session, text("badge_typed"))
        case _:
            return Stay(session)


def _bin(session: Session, bin_: Location, task: PickTask, slice_: PickSlice) -> Decision:
    hand = session.hand
    if bin_.kind is not LocationKind.BIN or bin_.warehouse != task.document.warehouse:
        return Refuse(session, problem_text(Problem.SOURCE_ELSEWHERE, source=bin_.label))
    in_hand = hand.product and hand.row == task.key and hand.question is not Question.SHORT
    if hand.source == bin_.id and in_hand:
        return _all_of_it(session, task, slice_)
    here = [one for one in slice_.tasks if one.place and one.place.id == bin_.id]
    at = replace(pick_place(session), at=bin_.id)
    if here:
        # The scan decides: whoever stands at another stop takes what is asked for there.
        mine = task if task in here else here[0]
        there = replace(session, place=at, hand=Hand(source=bin_.id, row=mine.key), notice=None)
        return Stay(there, Sound.BUSY)
    if hand.asked != bin_.id and task.place is not None:
        words = text("pick_other_bin", bin=bin_.label, target=task.place.label)
        asked = Hand(row=task.key, asked=bin_.id)
        notice = Notice(Sound.QUESTION, words, stays=True)
        return Ask(replace(session, hand=asked, notice=notice), words)
    held = Hand(source=bin_.id, row=task.key)
    return Stay(replace(session, place=at, hand=held, notice=None), Sound.BUSY)


def _all_of_it(session: Session, task: PickTask, slice_: PickSlice) -> Decision:
    """The bin once more: all that is still asked for from it was taken."""
    hand = session.hand
    if task.product.tracking is Tracking.SERIAL:
        return Refuse(session, text("pick_each_serial", article=task.product.name))
    if task.product.tracking is Tracking.LOT and not hand.lot:
        return Refuse(session, problem_text(Problem.LOT_MISSING))
    assert hand.source is not None
    return take(session, task, Taken(hand.source, hand.lot, task.quantity), slice_)


def _article(session: Session, scan: Scan, slice_: PickSlice) -> Decision:
    about = _on_the_way(slice_)
    if about is None:
        article = slice_.found.products[0].product.name
        return Refuse(session, text("pick_not_asked", article=article))
    lot = lot_for(about.product, scan)
    task = _stop_for(session, slice_, about.product.id, lot)
    return _goods(session, scan, (task.key, about.packaging, lot), slice_)


def _on_the_way(slice_: PickSlice) -> FoundProduct | None:
    asked = {one.product.id for one in slice_.tasks}
    return next((one for one in slice_.found.products if one.product.id in asked), None)


def _stop_for(session: Session, slice_: PickSlice, product: int, lot: str | None) -> PickTask:
    """The stop that an article is for: of its lot, in this bin, the one in hand, the next."""
    mine = current(session, slice_)
    of_it = [one for one in slice_.tasks if one.product.id == product]
    return min(
        of_it,
        key=lambda one: (
            lot is not None and one.lot != lot,
            session.hand.source is not None and not is_here(session, one),
            one is not mine,
        ),
    )


def _goods(
    session: Session,
    scan: Scan,
    about: tuple[str, Packaging | None, str | None],
    slice_: PickSlice,
) -> Decision:
    key, packaging, lot = about
    hand = session.hand
    task = next(one for one in slice_.tasks if one.key == key)
    source = _source(session, task, slice_)
    if isinstance(source, Text):
        return Refuse(session, source)
    same = (hand.row, hand.product) == (task.key, task.product.id)
    held = Hand(row=task.key, product=task.product.id, source=source, raw=scan.raw)
    held = replace(held, asked_lot=hand.asked_lot, lot=lot or (hand.lot if same else None))
    amount = _stated(scan, packaging, task)
    if amount is None and same and hand.question in _ASKS_LOT:
        amount = hand.amount
    if isinstance(amount, Problem):
        return Refuse(session, problem_text(amount, **figures(task)))
    if amount is None and is_measured(task.unit):
        # What is weighed is not counted by scans.
        asked = replace(held, question=Question.QUANTITY)
        return Ask(replace(session, hand=asked, notice=None), text("ask_amount"))
    held = replace(held, amount=amount or ONE, packaging=packaging.id if packaging else None)
    return _held(replace(session, hand=held), task, slice_)


def _held(session: Session, task: PickTask, slice_: PickSlice) -> Decision:
    """Take what is in the hand, once its lot is known and meant."""
    hand = session.hand
    if wants_lot(task, hand.lot):
        question = Question.SERIAL if task.product.tracking is Tracking.SERIAL else Question.LOT
        return Ask(
            replace(session, hand=replace(hand, question=question), notice=None),
            text(f"ask_{question}"),
        )
    doubt = confirmed(session, task, slice_)
    if doubt is not None:
        return doubt
    assert hand.source is not None
    return take(
        session, task, Taken(hand.source, hand.lot, hand.amount, hand.packaging, hand.raw), slice_
    )


def _stated(scan: Scan, packaging: Packaging | None, task: PickTask) -> Decimal | Problem | None:
    """How much the label says it is, in the line's unit; none where it says nothing of that."""
    message = scan.message
    stated = weighed(scan, task.unit)
    if stated is not None:
        return stated
    count = message.count if message and message.count else None
    if packaging is None and count is None:
        return None if is_measured(task.unit) else task.in_line_unit(ONE)
    return task.in_line_unit((packaging.quantity if packaging else ONE) * (count or ONE))


def _source(session: Session, task: PickTask, slice_: PickSlice) -> int | Text:
    """The bin that goods come from: the one scanned, or the only one they can be from."""
    hand = session.hand
    lies = {one.place.id for one in slice_.lying if one.product.id == task.product.id}
    if hand.source is not None and (is_here(session, task) or hand.source in lies):
        return hand.source
    if task.place is not None and lies <= {task.place.id}:
        return task.place.id
    return next(iter(lies)) if len(lies) == 1 else text("pick_bin_first")


def _lot(session: Session, given: str, slice_: PickSlice) -> Decision:
    task = current(session, slice_)
    if task is None or not given:
        return Refuse(session, problem_text(Problem.LOT_MISSING))
    known = lot_named(slice_, task.product.id, given)
    if known is None:
        return Refuse(session, text("lot_not_standing", lot=given[:CODE_SHOWN_MAX]))
    return _held(replace(session, hand=replace(session.hand, lot=given)), task, slice_)


def _amount(session: Session, given: str, slice_: PickSlice) -> Decision:
    task, hand = current(session, slice_), session.hand
    if task is None:
        return Refuse(session, text("pick_no_more"))
    amount = read_amount(given)
    if isinstance(amount, Problem):
        return Refuse(session, problem_text(amount, given=given[:20], **figures(task)))
    source = _source(session, task, slice_) if hand.product else hand.source
    if source is None or isinstance(source, Text):
        return Refuse(session, source or text("pick_bin_first"))
    held = replace(hand, row=task.key, product=task.product.id, source=source)
    held = replace(held, amount=amount, packaging=None, question=None, typed="")
    return _held(replace(session, hand=held), task, slice_)


def _approved(session: Session, message: Scanned, slice_: PickSlice) -> Decision:
    name, hand = approver(session, message), session.hand
    if isinstance(name, Text):
        return Refuse(session, name)
    task = current(session, slice_)
    if task is None or hand.source is None:
        return Refuse(session, text("pick_no_more"))
    taken = Taken(hand.source, hand.lot, hand.amount, hand.packaging, hand.raw, name)
    return take(session, task, taken, slice_)
