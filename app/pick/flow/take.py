"""Taking goods at a stop: the deed, what a supervisor has to agree to, and what is heard then."""

from dataclasses import dataclass, replace
from decimal import Decimal

from app.base.decision import Ask, Decision, Do, Refuse
from app.base.notice import Notice, Sound
from app.base.picking import asks_tote, figures, open_tasks, pick_place, tote
from app.base.session import Hand, Question, Session
from app.base.wording import problem_text, text
from sync.core.operations import Approval, MoveLine
from sync.core.pick_slices import PickSlice, PickTask
from sync.core.problems import Problem
from sync.core.quantity import check_amount, total
from sync.core.records import Tracking


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken: from which bin, which lot, how much (in the line's unit), as scanned."""

    source: int
    lot: str | None
    amount: Decimal
    packaging: int | None = None
    raw: str = ""
    approved_by: str = ""


def take(session: Session, task: PickTask, taken: Taken, slice_: PickSlice) -> Decision:
    """Write down what was taken, or say what speaks against it."""
    is_serial = task.product.tracking is Tracking.SERIAL
    problem = check_amount(taken.amount, task.unit)
    if not problem and is_serial and taken.amount != 1:
        problem = Problem.SERIAL_NOT_ONE
    if problem:
        return Refuse(session, problem_text(problem, **figures(task)))
    over = task.line.done + taken.amount > task.line.demand
    if over and not taken.approved_by:
        return _ask_approval(session, task, taken)
    deeds = _deeds(task, taken, slice_)
    names = tuple((figures(task) | {"lot": taken.lot or "", "bin": ""}).items())
    books_short = len(deeds) > 1 or _unknown(task, taken, slice_)
    notice = _notice(session, task, (taken, books_short), slice_)
    after = _after(session, task, taken)
    if not books_short and _in_books(task, taken, slice_) == taken.amount:
        after = _with_zero_check(after, task, taken)
    return Do(deeds[0], after, notice, taken.raw, names, deeds[1:])


def _ask_approval(session: Session, task: PickTask, taken: Taken) -> Ask:
    hand = Hand(
        row=task.key, product=task.product.id, source=taken.source, lot=taken.lot,
        amount=taken.amount, scanned=taken.amount, packaging=taken.packaging, raw=taken.raw,
        needs=Approval.OVER, question=Question.APPROVAL,
    )  # fmt: skip
    words = text(
        "ask_pick_over",
        total=task.line.done + taken.amount, demand=task.line.demand, unit=task.unit.name,
    )  # fmt: skip
    return Ask(replace(session, hand=hand, notice=None), words)


def _deeds(task: PickTask, taken: Taken, slice_: PickSlice) -> tuple[MoveLine, ...]:
    """One deed; two where the books have less than was taken: what they have can be filed."""
    known = _in_books(task, taken, slice_)
    parts = [taken.amount]
    if 0 < known < taken.amount and not check_amount(known, task.unit):
        parts = [known, taken.amount - known]
    lot = None if task.product.tracking is Tracking.NONE else taken.lot
    return tuple(
        MoveLine(
            *(task.document.id, task.line.id, task.product.id, part, part, taken.packaging, lot),
            *(taken.source, task.bin, task.line.unit, taken.approved_by),
        )
        for part in parts
    )


def _unknown(task: PickTask, taken: Taken, slice_: PickSlice) -> bool:
    return _in_books(task, taken, slice_) <= 0


def _in_books(task: PickTask, taken: Taken, slice_: PickSlice) -> Decimal:
    there = total(
        row.quantity
        for row in slice_.lying
        if (row.product.id, row.lot, row.place.id) == (task.product.id, taken.lot, taken.source)
    )
    known = task.in_line_unit(there)
    return known if isinstance(known, Decimal) else taken.amount


def _after(session: Session, task: PickTask, taken: Taken) -> Session:
    """Stay at the bin, with the article in the hand as long as more of it is to be taken."""
    hand = Hand(source=taken.source)
    if taken.amount < task.quantity:
        is_serial = task.product.tracking is Tracking.SERIAL
        hand = replace(
            hand,
            row=task.key,
            product=task.product.id,
            lot=None if is_serial else taken.lot,
            question=Question.SERIAL if is_serial else None,
        )
    place = replace(pick_place(session), at=taken.source)
    if taken.amount >= task.quantity and asks_tote(session, task):
        place = replace(place, into=task.document.id)
    return replace(session, place=place, hand=hand)


def _with_zero_check(session: Session, task: PickTask, taken: Taken) -> Session:
    """Have somebody look where nothing is left by the books; what is asked already comes first."""
    if session.hand.question or not session.rules.checks_zero(session.scope, task.product):
        return session
    lot = None if task.product.tracking is Tracking.NONE else taken.lot
    hand = Hand(source=taken.source, product=task.product.id, lot=lot, question=Question.ZERO)
    return replace(session, hand=hand)


def _notice(
    session: Session, task: PickTask, about: tuple[Taken, bool], slice_: PickSlice
) -> Notice:
    taken, books_short = about
    if books_short:
        bin_ = next((one.place for one in slice_.lying if one.place.id == taken.source), task.place)
        label = bin_.label if bin_ else ""
        return Notice(Sound.QUESTION, text("pick_books_short", bin=label), stays=True)
    into = tote(session, task.document.id)
    if taken.amount < task.quantity:
        return Notice(Sound.COUNTED, text("pick_into", tote=into) if into else None)
    others = [one for one in open_tasks(session, slice_) if one.key != task.key]
    if not others:
        names = ", ".join(one.name for one in slice_.documents)
        return Notice(Sound.ORDER_DONE, text("pick_order_done", document=names))
    done = "pick_done_into" if into else "pick_done"
    return Notice(Sound.LINE_DONE, text(done, article=task.product.name, tote=into))
