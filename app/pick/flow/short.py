"""Less than is asked for: why, and what the books learn of it."""

from dataclasses import replace

from app.base.decision import Ask, Decision, Do, Refuse, Stay
from app.base.notice import Notice, Sound
from app.base.picking import current, figures, pick_place
from app.base.session import Hand, Question, Session, Short
from app.base.wording import text
from sync.core.moved_slices import LyingRow
from sync.core.operations import Approval, Count, Occasion, Stage
from sync.core.pick_slices import PickSlice, PickTask
from sync.core.quantity import ZERO


def ask_short(session: Session, slice_: PickSlice) -> Decision:
    """Ask why a stop is short; what the books have there is looked up meanwhile."""
    task = current(session, slice_)
    if task is None:
        return Refuse(session, text("pick_no_more"))
    source = session.hand.source
    hand = Hand(row=task.key, product=task.product.id, source=source, question=Question.SHORT)
    return Ask(replace(session, hand=hand, notice=None), text("ask_short"))


def call_short(session: Session, reason: Short, slice_: PickSlice) -> Decision:
    """Look for no more at a stop. An empty bin is counted so: what is asked for lies elsewhere."""
    task = current(session, slice_)
    if task is None:
        return Stay(session)
    there = _in_books(session, task, slice_) if reason is Short.EMPTY else None
    if there is not None:
        return _counted_empty(session, task, there)
    place = pick_place(session)
    short = (*place.short, (task.key, reason))
    hand = Hand(source=session.hand.source)
    after = replace(session, place=replace(place, short=short), hand=hand, notice=None)
    return Stay(after, Sound.BUSY)


def _in_books(session: Session, task: PickTask, slice_: PickSlice) -> LyingRow | None:
    source = session.hand.source or (task.place.id if task.place else None)
    spot = (task.product.id, task.lot, source)
    rows = (one for one in slice_.lying if one.quantity > 0)
    return next((one for one in rows if (one.product.id, one.lot, one.place.id) == spot), None)


def _counted_empty(session: Session, task: PickTask, there: LyingRow) -> Do:
    far = session.rules.is_far(session.scope, there.product, (there.quantity, ZERO))
    deed = Count(
        product=there.product.id,
        counted=ZERO,
        expected=there.quantity,
        packaging=None,
        lot=there.lot,
        bin=there.place.id,
        unit=there.unit.id,
        stage=Stage.COUNTED,
        occasion=Occasion.ASKED,
        needs=Approval.VARIANCE if far else None,
    )
    words = text("pick_counted_empty", article=task.product.name, bin=there.place.label)
    names = tuple((figures(task) | {"bin": there.place.label}).items())
    after = replace(session, hand=Hand())
    return Do(deed, after, Notice(Sound.COUNTED, words), names=names)
