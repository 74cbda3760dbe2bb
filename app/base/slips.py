"""Papers of a whole document: what is to be fetched for it, and what is in which pack of it."""

from app.base.amounts import plain
from app.base.printing import LabelWanted, Occasion
from app.base.wanted import NAME_MAX
from sync.core.pack_slices import PackSlice
from sync.core.pick_slices import PickSlice
from sync.core.records import Document

LINES_MAX = 60
"""So many lines a slip has; what is more stands on the screen."""
NOWHERE = "–"


def pick_slip(document: Document, slice_: PickSlice) -> LabelWanted:
    """Make the slip of what is still to be fetched for one order, in the order of the way."""
    lines = [
        {
            "bin": one.place.label if one.place else NOWHERE,
            "name": one.product.name[:NAME_MAX],
            "amount": f"{plain(one.quantity)} {one.unit.name}"[:20],
        }
        for one in slice_.tasks
        if one.document.id == document.id
    ]
    return _slip("pick", document, lines, Occasion.ASKED)


def delivery_slip(slice_: PackSlice, occasion: Occasion) -> LabelWanted | None:
    """Make the slip of what is in a shipment; none where nothing was packed or taken."""
    document = slice_.document
    if document is None or not slice_.packed:
        return None
    lines = [
        {
            "package": (one.package or NOWHERE)[:40],
            "name": one.product.name[:NAME_MAX],
            "amount": f"{plain(one.quantity)} {one.unit.name}"[:20],
        }
        for one in slice_.packed
    ]
    return _slip("slip", document, lines, occasion)


def _slip(
    label: str, document: Document, lines: list[dict[str, str]], occasion: Occasion
) -> LabelWanted:
    party = document.party[:NAME_MAX] or None
    data = (("document", document.name), ("customer", party), ("lines", lines[:LINES_MAX]))
    return LabelWanted(label, document.name, data, occasion, document.party)
