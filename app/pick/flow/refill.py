"""A bin runs low before the walk has what it needs: more is asked for, and the stop comes last."""

from dataclasses import replace
from decimal import Decimal

from app.base.amounts import plain
from app.base.decision import Decision, Do, Refuse, Stay
from app.base.notice import Notice, Sound
from app.base.picking import comes_last, current, figures, open_tasks
from app.base.session import Hand, Session
from app.base.wording import text
from sync.core.counting import filling
from sync.core.moved_slices import LyingRow
from sync.core.pick_slices import PickSlice, PickTask
from sync.core.quantity import ZERO, convert, total
from sync.core.records import Location


def ask_refill(session: Session, slice_: PickSlice) -> Decision:
    """Ask for what this walk still wants of the article; whoever fills bins sees it at once."""
    task = current(session, slice_)
    if task is None:
        return Stay(session)
    closed = replace(session, hand=Hand(source=session.hand.source))
    face = _face(session, task, slice_)
    if face is None:
        return Refuse(closed, text("pick_refill_where"))
    lying = [one for one in slice_.lying if one.product.id == task.product.id]
    wanted = _wanted(session, task, slice_)
    if not any(one.place.id != face.id and one.free > ZERO for one in lying) or wanted <= ZERO:
        return Refuse(closed, text("pick_no_refill", article=task.product.name))
    there = max(total(one.quantity for one in lying if one.place.id == face.id), ZERO)
    deed = filling((task.product.id, face.id), task.stock_unit.id, (there, there + wanted))
    about = figures(task) | {"bin": face.label, "unit": task.stock_unit.name}
    words = text("pick_refill_asked", amount=plain(wanted), **_named(about))
    after = comes_last(session, task)
    return Do(deed, after, Notice(Sound.COUNTED, words), names=tuple(about.items()))


def _face(session: Session, task: PickTask, slice_: PickSlice) -> Location | None:
    """The bin that one stands at, else the one that the stop is at."""
    source = session.hand.source
    if slice_.here is not None and slice_.here.id == source:
        return slice_.here
    rows: list[LyingRow] = [one for one in slice_.lying if one.place.id == source]
    return rows[0].place if rows else task.place


def _wanted(session: Session, task: PickTask, slice_: PickSlice) -> Decimal:
    of_it = (one for one in open_tasks(session, slice_) if one.product.id == task.product.id)
    amounts = (convert(one.quantity, one.unit, one.stock_unit) for one in of_it)
    return total(one for one in amounts if isinstance(one, Decimal))


def _named(about: dict[str, str]) -> dict[str, str]:
    return {name: about[name] for name in ("article", "unit", "bin")}
