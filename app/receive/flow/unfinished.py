"""A piece that was scanned and never counted: whoever leaves it is told, and none is forgotten."""

from dataclasses import replace

from app.base.decision import Ask, Decision, Do, Go, Stay
from app.base.notice import Notice, Sound
from app.base.session import Question, Session, kept
from app.base.wording import text
from app.receive.flow.in_hand import row_in_hand
from sync.core.slices import ReceiveSlice

_OPEN = frozenset(
    {
        Question.LOT,
        Question.SERIAL,
        Question.EXPIRY,
        Question.OVER,
        Question.APPROVAL,
        Question.LINK,
    }
)


def is_unfinished(session: Session) -> bool:
    """Say whether the hand holds a scanned piece that still waits for its label."""
    return session.hand.question in _OPEN and bool(session.hand.raw)


def unfinished(session: Session, decision: Decision, slice_: ReceiveSlice) -> Decision:
    """Add to a decision about another article that the piece before it was not counted."""
    if not is_unfinished(session) or not isinstance(decision, Do | Ask | Go):
        return decision
    if isinstance(decision, Go):
        return replace(decision, notice=_notice(session, slice_))
    if decision.session.hand.product == session.hand.product:
        return decision
    notice = _notice(session, slice_)
    if isinstance(decision, Do):
        return replace(decision, notice=notice)
    return replace(decision, session=replace(decision.session, notice=notice))


def put_down(session: Session, slice_: ReceiveSlice) -> Decision:
    """Close the question: the article stays in hand, and an uncounted piece is named."""
    hand = session.hand
    empty = replace(kept(hand), line=hand.line, product=hand.product)
    notice = _notice(session, slice_) if is_unfinished(session) else None
    sound = notice.sound if notice else None
    return Stay(replace(session, notice=notice, hand=empty), sound)


def _notice(session: Session, slice_: ReceiveSlice) -> Notice:
    row = row_in_hand(session, slice_)
    article = row.product.name if row else session.hand.code or ""
    return Notice(Sound.QUESTION, text("not_counted", article=article), stays=True)
