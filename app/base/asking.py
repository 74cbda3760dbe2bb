"""What receiving asks, in one wording for the decision and for the screen."""

from decimal import Decimal

from app.base.session import Session
from app.base.wording import Text, text
from sync.core.operations import Approval
from sync.core.records import Document, Product
from sync.core.slices import LineRow, ReceiveSlice


def over_text(session: Session, row: LineRow, amount: Decimal) -> Text:
    """Ask whether so many came."""
    total, demand = row.line.done + amount, row.line.demand
    if session.is_blind:
        return text("ask_over_blind", total=total, unit=row.unit.name)
    return text("ask_over", total=total, demand=demand, unit=row.unit.name)


def approval_text(session: Session, row: LineRow, slice_: ReceiveSlice) -> Text:
    """Say what a supervisor has to agree to."""
    hand, unit = session.hand, row.unit.name
    if hand.needs is Approval.SHELF_LIFE and hand.expiry and slice_.document:
        wanted = shelf_days(session, slice_.document, row.product)
        days = (hand.expiry - slice_.today).days
        return text("ask_approval_shelf_life", days=days, wanted=wanted)
    if session.is_blind:
        return text("ask_approval_over_blind")
    return text("ask_approval_over", total=row.line.done + hand.amount, unit=unit)


def shelf_days(session: Session, document: Document, product: Product) -> int:
    """How long an article must last: as a rule of the house says, else as the ERP does."""
    said = session.rules.shelf_days(document, product)
    return product.shelf_days if said is None else said


def finish_text(session: Session, slice_: ReceiveSlice) -> Text:
    """Ask what becomes of the rest; who counts blind is not told how much that is."""
    if session.is_blind:
        return text("ask_finish_blind")
    progress = slice_.progress
    missing = progress.lines - progress.lines_done
    return text("ask_finish", missing=missing, lines=progress.lines)
