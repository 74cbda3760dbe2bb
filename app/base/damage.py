"""What is said of damaged goods, and where they go: a bin of the house's, or a scanned one."""

from dataclasses import replace

from app.base.session import Hand, Session
from sync.core.records import Location
from sync.core.slices import ReceiveSlice


def with_damage(hand: Hand, before: Hand) -> Hand:
    """The same with what was said of the piece before: that it is damaged, and what shows it."""
    return replace(hand, damage=before.damage, pictures=before.pictures)


def damaged_place(session: Session, slice_: ReceiveSlice) -> Location | None:
    """Name the bin; None where it must be asked for. `slice_.bin` is the one that was scanned."""
    if session.hand.damaged_bin is not None:
        return slice_.bin if slice_.bin and slice_.bin.id == session.hand.damaged_bin else None
    return slice_.damaged
