"""What is to be packed: what is begun, then by the day."""

from app.base.labels import label
from app.base.session import Session
from app.ui.look_of import document_look, notice_look
from app.ui.looks import Badge, EmptyLook, ReceiptsLook, TopBar
from sync.core.pick_slices import PicksSlice


def view_packs(slice_: PicksSlice, session: Session, badge: Badge) -> ReceiptsLook:
    """Lay out what waits."""
    empty = EmptyLook(label("packs_empty"), label("packs_empty_words"), icon="box")
    return ReceiptsLook(
        top=TopBar(title=label("packing"), badge=badge, progress=str(slice_.total), back=True),
        rows=tuple(document_look(row, slice_.today) for row in slice_.rows),
        hint=label("packs_hint") if slice_.rows else "",
        empty=None if slice_.rows else empty,
        notice=notice_look(session.notice),
    )
