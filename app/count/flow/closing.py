"""Nothing more is there: what was not found is missing, and what is far from the books is asked."""

from dataclasses import replace

from app.base.approving import approver
from app.base.counting import expected_of, is_far
from app.base.decision import Ask, Decision, Do, Refuse, Stay
from app.base.messages import Scanned
from app.base.notice import Notice, Sound
from app.base.session import Hand, Question, Session
from app.base.wording import Text, text
from app.count.flow.bins import closed
from sync.core.count_slices import CountRow, CountSlice
from sync.core.operations import Approval, Count, Occasion, Stage
from sync.core.quantity import ZERO


def close(
    session: Session, slice_: CountSlice, approved_by: str = "", *, is_left: bool = False
) -> Decision:
    """Close the bin: ask for what is not certain yet, else write down all that is in it.

    Who is far from the books needs another person; with `is_left` one at the settle desk.
    """
    rows, hand = slice_.rows, session.hand
    stale = next((row for row in rows if row.is_stale), None)
    if stale is not None:
        held = Hand(bin=hand.bin, product=stale.product.id, lot=stale.lot, row="held")
        return Refuse(replace(session, hand=held), text("count_stale", article=stale.product.name))
    missing = [row for row in rows if row.is_missing]
    if missing and not hand.whole:
        return _asked(session, Question.MISSING, text("ask_missing", count=len(missing)))
    far = [row for row in rows if is_far(session, row)]
    if far and not approved_by and not is_left:
        return _asked(session, Question.APPROVAL, text("count_far", count=len(far)))
    there = (row for row in rows if row.counted is not None or row.now)
    deeds = [_counted(session, row, slice_.occasion, approved_by) for row in there]
    if not deeds:
        words = text("count_empty", bin=slice_.bin.label if slice_.bin else "")
        after = replace(closed(session), notice=Notice(Sound.LINE_DONE, words))
        return Stay(after, Sound.LINE_DONE)
    return _do(session, slice_, deeds)


def closed_by(session: Session, message: Scanned, slice_: CountSlice) -> Decision:
    """Close it with the badge of another person, who has looked."""
    name = approver(session, message)
    if isinstance(name, Text):
        return Refuse(session, name)
    return close(session, slice_, name)


def _asked(session: Session, question: Question, words: Text) -> Ask:
    needs = Approval.VARIANCE if question is Question.APPROVAL else None
    hand = replace(session.hand, question=question, needs=needs, row="", typed="")
    return Ask(replace(session, hand=hand, notice=None), words)


def _counted(session: Session, row: CountRow, occasion: Occasion, approved_by: str) -> Count:
    assert session.hand.bin is not None
    far = is_far(session, row)
    return Count(
        product=row.product.id,
        counted=row.counted or ZERO,
        expected=expected_of(row),
        packaging=None,
        lot=row.lot,
        bin=session.hand.bin,
        unit=row.unit.id,
        stage=Stage.COUNTED,
        occasion=occasion,
        blind=session.rules.is_count_blind(session.scope),
        needs=Approval.VARIANCE if far else None,
        approved_by=approved_by if far else "",
    )


def _do(session: Session, slice_: CountSlice, deeds: list[Count]) -> Do:
    bin = slice_.bin.label if slice_.bin else ""
    differ = sum(1 for deed in deeds if deed.quantity)
    waits = sum(1 for deed in deeds if deed.needs and not deed.approved_by)
    key = "count_waits" if waits else "count_differs" if differ else "count_right"
    words = text(key, bin=bin, count=len(deeds), differ=differ, waits=waits)
    after = closed(session)
    notice, names = Notice(Sound.ORDER_DONE, words), (("bin", bin),)
    return Do(deeds[0], after, notice, names=names, also=tuple(deeds[1:]))
