"""Labels of packs: to whom one goes, and what is in it by the time it is closed."""

from app.base.decision import AtPrinter, Decision, Refuse
from app.base.printing import LabelWanted, Occasion
from app.base.session import Session
from app.base.wanted import pack_label
from app.base.wording import text
from sync.core.pack_slices import PackSlice


def receiver(slice_: PackSlice) -> str:
    """Name to whom the packs of this document go."""
    return slice_.document.party if slice_.document else ""


def print_label(session: Session, slice_: PackSlice) -> Decision:
    """Print the open pack's label, with what is in it so far."""
    name = session.hand.package
    if name is None:
        return Refuse(session, text("pack_open_first"))
    return AtPrinter(session, _label(name, slice_, Occasion.ASKED))


def ship_labels(name: str, slice_: PackSlice) -> tuple[LabelWanted, ...]:
    """Give the label that a pack goes out with; of an empty one there is none."""
    return (_label(name, slice_, Occasion.SHIP),) if slice_.inside(name) else ()


def _label(name: str, slice_: PackSlice, occasion: Occasion) -> LabelWanted:
    return pack_label(name, receiver(slice_), slice_.inside(name), occasion)
