"""What follows a count: what stays in the hand, and what is heard and read."""

from dataclasses import replace

from app.base.damage import damaged_place
from app.base.notice import Notice, Sound
from app.base.session import Question, Session
from app.base.wording import Text, problem_text, text
from sync.core.operations import Approval, ReceiveLine
from sync.core.problems import Problem
from sync.core.quantity import ONE
from sync.core.records import Tracking
from sync.core.slices import LineRow, ReceiveSlice


def after_count(session: Session, row: LineRow, deed: ReceiveLine) -> Session:
    """Keep the article in hand, with its lot and its pack; what was said of one piece goes."""
    hand = replace(
        session.hand,
        amount=ONE,
        scanned=ONE,
        packaging=None,
        typed="",
        raw="",
        question=None,
        damage=None,
        pictures="",
        needs=None,
        is_unit=False,
        code=None,
        package=None if session.hand.is_unit else session.hand.package,
    )
    if deed.needs is not Approval.SHELF_LIFE:
        # What was agreed about a lot holds for the rest of it; too much is agreed each time.
        hand = replace(hand, agreed=None, approved_by="")
    if row.product.tracking is Tracking.SERIAL:
        more = session.is_blind or row.line.done + deed.quantity < row.line.demand
        hand = replace(hand, lot=None, expiry=None, question=Question.SERIAL if more else None)
    return replace(session, hand=hand)


def notice_of(session: Session, row: LineRow, deed: ReceiveLine, slice_: ReceiveSlice) -> Notice:
    """Say what became of the piece: counted, over, the line or all of it complete."""
    if deed.needs and not deed.approved_by:
        return Notice(Sound.QUESTION, text("set_aside"), stays=True)
    if deed.damage:
        return Notice(Sound.COUNTED, _damaged(session, row, deed, slice_))
    if deed.needs:
        return Notice(Sound.COUNTED, text("agreed_by", name=deed.approved_by))
    # Who counts blind shall not hear either what was ordered.
    return Notice(Sound.COUNTED) if session.is_blind else _notice(row, deed, slice_)


def _damaged(session: Session, row: LineRow, deed: ReceiveLine, slice_: ReceiveSlice) -> Text:
    place = damaged_place(session, slice_)
    return text(
        "damaged_counted",
        amount=deed.quantity,
        unit=row.unit.name,
        article=row.product.name,
        bin=place.label if place else "",
    )


def _notice(row: LineRow, deed: ReceiveLine, slice_: ReceiveSlice) -> Notice:
    line = row.line
    over = line.done + deed.quantity - line.demand
    if over > 0:
        words = problem_text(Problem.QUANTITY_OVER, over=over, unit=row.unit.name)
        return Notice(Sound.QUESTION, words, stays=True)
    if over < 0:
        return Notice(Sound.COUNTED)
    return Notice(Sound.LINE_DONE, _complete(row, slice_))


def _complete(row: LineRow, slice_: ReceiveSlice) -> Text:
    assert slice_.document is not None
    if slice_.progress.lines_done + 1 >= slice_.progress.lines:
        return text("all_done", document=slice_.document.name)
    return text("line_done", article=row.product.name)
