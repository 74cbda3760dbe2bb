"""Several serials in one go: all of them are counted, or none."""

from dataclasses import replace

from app.base.damage import with_damage
from app.base.decision import Ask, Decision, Do, Refuse
from app.base.session import Session
from app.base.wording import text
from app.receive.flow.count import count
from app.receive.flow.in_hand import row_in_hand
from app.receive.flow.refusing import refuse
from sync.core.apply import add_to_line
from sync.core.operations import ReceiveLine
from sync.core.problems import Problem
from sync.core.quantity import ONE
from sync.core.slices import ReceiveSlice


def count_several(session: Session, names: tuple[str, ...], slice_: ReceiveSlice) -> Decision:
    """Count a piece for each name; what speaks against one speaks against all."""
    done: list[Do] = []
    at, seen = session, slice_
    for name in names:
        if any(name == one.deed.lot for one in done if isinstance(one.deed, ReceiveLine)):
            return refuse(session, Problem.SERIAL_TWICE, lot=name)
        hand = replace(at.hand, lot=name, amount=ONE, scanned=ONE, packaging=None, question=None)
        decision = count(replace(at, hand=hand), seen)
        if isinstance(decision, Ask):
            # Too many, too old or without a date: that is asked of one piece at a time.
            return Refuse(session, text("serials_one_by_one"))
        if not isinstance(decision, Do):
            return replace(decision, session=session) if isinstance(decision, Refuse) else decision
        done.append(decision)
        at, seen = _kept(session, decision), after_deed(seen, decision)
    return replace(done[-1], deed=done[0].deed, also=tuple(one.deed for one in done[1:]))


def _kept(session: Session, decision: Do) -> Session:
    # What was said of the piece was said of all of them.
    hand = replace(decision.session.hand, raw=session.hand.raw)
    hand = with_damage(hand, session.hand)
    return replace(decision.session, hand=hand)


def after_deed(slice_: ReceiveSlice, decision: Do) -> ReceiveSlice:
    """The receipt as it is once a deed that was decided is done."""
    deed = decision.deed
    assert isinstance(deed, ReceiveLine)
    row = row_in_hand(decision.session, slice_)
    rows = tuple(
        replace(one, line=add_to_line(one.line, deed, deed.quantity)) if one is row else one
        for one in slice_.rows
    )
    progress = slice_.progress
    if row and row.line.done < row.line.demand <= row.line.done + deed.quantity:
        progress = replace(progress, lines_done=progress.lines_done + 1)
    return replace(slice_, rows=rows, progress=progress)
