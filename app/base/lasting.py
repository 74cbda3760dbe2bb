"""Goods that nobody ordered and that last too short: a supervisor agrees on the spot, or not."""

from dataclasses import replace

from app.base.approving import approver
from app.base.coming import expiry_of
from app.base.decision import Ask, Refuse
from app.base.messages import Scanned
from app.base.session import Question, Session
from app.base.wording import Text, text
from sync.core.moved_slices import MoveSlice
from sync.core.operations import Approval
from sync.core.records import Product


def lasts_too_short(session: Session, product: Product, slice_: MoveSlice) -> bool:
    """Say whether somebody has to agree to goods in the hand, and nobody has."""
    day, hand = expiry_of(session.hand, product, slice_), session.hand
    wanted = session.rules.shelf_days_of_anybody(session.scope, product)
    short = bool(wanted and day and (day - slice_.today).days < wanted)
    # What was agreed to is that day; another one is another question.
    return short and not (hand.agreed is Approval.SHELF_LIFE and hand.asked_lot == str(day))


def ask_agreement(session: Session, product: Product, slice_: MoveSlice) -> Ask:
    """Ask for the badge; what is in the hand waits for it."""
    asked = replace(session.hand, question=Question.APPROVAL, needs=Approval.SHELF_LIFE, typed="")
    return Ask(replace(session, hand=asked, notice=None), agreement_text(session, product, slice_))


def agreement_text(session: Session, product: Product, slice_: MoveSlice) -> Text:
    """Say what a supervisor has to agree to."""
    day = expiry_of(session.hand, product, slice_)
    days = (day - slice_.today).days if day else 0
    wanted = session.rules.shelf_days_of_anybody(session.scope, product)
    return text("ask_agreement", days=days, wanted=wanted)


def agreed(session: Session, message: Scanned, slice_: MoveSlice) -> Session | Refuse:
    """Take a scanned badge as the answer, for goods of just that day."""
    name, product = approver(session, message), slice_.product
    if isinstance(name, Text):
        return Refuse(session, name)
    day = expiry_of(session.hand, product, slice_) if product else None
    # The day stands where a lot does that was confirmed: for that one it holds.
    hand = replace(session.hand, approved_by=name, asked_lot=str(day), question=None)
    return replace(session, hand=replace(hand, agreed=Approval.SHELF_LIFE))
