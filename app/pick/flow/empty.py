"""The zero check: the books say that nothing is left of an article in a bin, and a person looks."""

from dataclasses import replace

from app.base.decision import Decision, Do, Stay
from app.base.notice import Notice, Sound
from app.base.session import Hand, Question, Session
from app.base.wording import text
from sync.core.counting import asking
from sync.core.pick_slices import PickSlice
from sync.core.quantity import ZERO


def is_empty(session: Session) -> Decision:
    """It is empty, as the books say: nothing is to be written."""
    return Stay(replace(session, hand=Hand(source=session.hand.source), notice=None), Sound.BUSY)


def is_not_empty(session: Session, slice_: PickSlice) -> Decision:
    """Something is left: the bin is to be counted, by whoever counts next."""
    hand = session.hand
    product = next((one for one in slice_.products if one.id == hand.product), None)
    if hand.question is not Question.ZERO or hand.source is None or product is None:
        return Stay(session)
    deed = asking((product.id, hand.lot, hand.source), product.unit, ZERO)
    words = text("pick_zero_asked", article=product.name)
    after = replace(session, hand=Hand(source=hand.source))
    names = (("article", product.name), ("bin", ""), ("lot", hand.lot or ""))
    return Do(deed, after, Notice(Sound.COUNTED, words), names=names)
