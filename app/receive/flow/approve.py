"""What the house does not take without asking: a supervisor agrees, or it is set aside."""

from dataclasses import replace

from app.base.approving import approver
from app.base.asking import approval_text, shelf_days
from app.base.decision import Ask, Refuse
from app.base.messages import Scanned
from app.base.session import Question, Session
from app.base.wording import Text
from sync.core.operations import Approval, ReceiveLine
from sync.core.slices import LineRow, ReceiveSlice


def with_approval(
    session: Session, deed: ReceiveLine, row: LineRow, slice_: ReceiveSlice
) -> ReceiveLine:
    """Say what the deed needs a supervisor for, and who agreed to that."""
    needs = _needed(session, deed, row, slice_)
    if needs is None:
        return deed
    hand = session.hand
    agreed = hand.approved_by if hand.agreed is needs else ""
    return replace(deed, needs=needs, approved_by=agreed)


def is_answered(session: Session, deed: ReceiveLine) -> bool:
    """Say whether somebody agreed, or the goods are to wait until somebody does."""
    return deed.needs is None or session.hand.agreed is deed.needs


def ask_approval(session: Session, deed: ReceiveLine, row: LineRow, slice_: ReceiveSlice) -> Ask:
    """Ask for the badge; what is in the hand waits for it."""
    assert deed.needs is not None
    hand = replace(
        session.hand, question=Question.APPROVAL, needs=deed.needs, expiry=deed.expiry, typed=""
    )
    asked = replace(session, hand=hand, notice=None)
    return Ask(asked, approval_text(asked, row, slice_))


def agreed(session: Session, message: Scanned) -> Session | Refuse:
    """Take a scanned badge as the answer."""
    name = approver(session, message)
    if isinstance(name, Text):
        return Refuse(session, name)
    return _answered(session, name)


def set_aside(session: Session) -> Session:
    """Count it, and let it wait for a supervisor at the settle desk."""
    return _answered(session, "")


def _answered(session: Session, name: str) -> Session:
    hand = session.hand
    return replace(session, hand=replace(hand, agreed=hand.needs, approved_by=name, question=None))


def _needed(
    session: Session, deed: ReceiveLine, row: LineRow, slice_: ReceiveSlice
) -> Approval | None:
    document = slice_.document
    assert document is not None
    percent = session.rules.over_percent(document, row.product)
    if percent is not None:
        taken = row.line.demand * (100 + percent) / 100
        if row.line.done + deed.quantity > taken:
            return Approval.OVER
    days = shelf_days(session, document, row.product)
    if days and deed.expiry and (deed.expiry - slice_.today).days < days:
        return Approval.SHELF_LIFE
    return None
