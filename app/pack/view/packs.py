"""What is to be packed: what is begun, then by the day."""

from app.base.days import show_day
from app.base.labels import label
from app.base.messages import Action
from app.base.session import Session
from app.ui.look_of import notice_look
from app.ui.looks import Badge, EmptyLook, ReceiptsLook, RowLook, Tone, TopBar
from sync.core.pick_slices import PicksSlice
from sync.core.slices import DocumentRow


def view_packs(slice_: PicksSlice, session: Session, badge: Badge) -> ReceiptsLook:
    """Lay out what waits."""
    empty = EmptyLook(label("packs_empty"), label("packs_empty_words"), icon="box")
    return ReceiptsLook(
        top=TopBar(title=label("packing"), badge=badge, progress=str(slice_.total), back=True),
        rows=tuple(_row(row, slice_) for row in slice_.rows),
        hint=label("packs_hint") if slice_.rows else "",
        empty=None if slice_.rows else empty,
        notice=notice_look(session.notice),
    )


def _row(row: DocumentRow, slice_: PicksSlice) -> RowLook:
    document = row.document
    late = document.due is not None and document.due < slice_.today
    due = show_day(document.due) if document.due else ""
    return RowLook(
        id=str(document.id),
        title=document.name,
        subtitle=" · ".join(part for part in (document.party, document.origin) if part),
        amount=label("lines_of", done=row.lines_done, lines=row.lines),
        state=label("late_since" if late else "due_on", due=due) if due else "",
        percent=100 * row.lines_done // row.lines if row.lines and row.begun else None,
        action=Action.OPEN_DOCUMENT,
        value=str(document.id),
        tone=Tone.ASK if late else Tone.PLAIN,
    )
