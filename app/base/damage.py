"""Where damaged goods go: the bin the house's rules name, or the one that was scanned for them."""

from app.base.session import Session
from sync.core.records import Location
from sync.core.slices import ReceiveSlice


def damaged_place(session: Session, slice_: ReceiveSlice) -> Location | None:
    """Name the bin; None where it must be asked for. `slice_.bin` is the one that was scanned."""
    if session.hand.damaged_bin is not None:
        return slice_.bin if slice_.bin and slice_.bin.id == session.hand.damaged_bin else None
    return slice_.damaged
