"""The line that is in the receiver's hand."""

from app.base.session import Session
from sync.core.slices import LineRow, ReceiveSlice


def row_in_hand(session: Session, slice_: ReceiveSlice) -> LineRow | None:
    """Find the line that is in the hand."""
    return next((row for row in slice_.rows if row.line.id == session.hand.line), None)
