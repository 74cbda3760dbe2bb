"""What receiving asks, in one wording for the decision and for the screen."""

from decimal import Decimal

from app.base.session import Session
from app.base.wording import Text, text
from sync.core.slices import LineRow, ReceiveSlice


def over_text(session: Session, row: LineRow, amount: Decimal) -> Text:
    """Ask whether so many came."""
    total, demand = row.line.done + amount, row.line.demand
    if session.is_blind:
        return text("ask_over_blind", total=total, unit=row.unit.name)
    return text("ask_over", total=total, demand=demand, unit=row.unit.name)


def finish_text(session: Session, slice_: ReceiveSlice) -> Text:
    """Ask what becomes of the rest; who counts blind is not told how much that is."""
    if session.is_blind:
        return text("ask_finish_blind")
    progress = slice_.progress
    missing = progress.lines - progress.lines_done
    return text("ask_finish", missing=missing, lines=progress.lines)
