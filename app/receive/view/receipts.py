"""What the list of open receipts shows: earliest first, late ones marked in words."""

from datetime import date

from app.base.days import show_day
from app.base.labels import label
from app.base.messages import Action
from app.base.session import Session
from app.ui.look_of import notice_look
from app.ui.looks import Badge, EmptyLook, ReceiptsLook, RowLook, Tone, TopBar
from sync.core.slices import DocumentRow, ReceiptsSlice


def view_receipts(slice_: ReceiptsSlice, session: Session, badge: Badge) -> ReceiptsLook:
    """Lay out the receipts that wait in the scope."""
    hidden = slice_.total - len(slice_.rows)
    empty = EmptyLook(label("receipts_empty"), label("receipts_empty_words"), icon="receipt")
    return ReceiptsLook(
        top=TopBar(title=label("receipts"), badge=badge, progress=str(slice_.total), back=True),
        rows=tuple(_row(row, slice_.today) for row in slice_.rows),
        hint=_hint(slice_),
        more=label("receipts_more", hidden=hidden) if hidden > 0 else "",
        empty=None if slice_.rows else empty,
        notice=notice_look(session.notice),
    )


def _hint(slice_: ReceiptsSlice) -> str:
    if not slice_.has_room:
        return label("no_room_receipts")
    return label("receipts_hint") if slice_.rows else ""


def _row(row: DocumentRow, today: date) -> RowLook:
    document = row.document
    return RowLook(
        id=str(document.id),
        title=document.name,
        subtitle=" · ".join(part for part in (document.party, document.origin) if part),
        amount=label("lines_of", done=row.lines_done, lines=row.lines),
        state=_due(document.due, today),
        percent=100 * row.lines_done // row.lines if row.lines and row.begun else None,
        action=Action.OPEN_DOCUMENT,
        value=str(document.id),
        tone=Tone.ASK if document.due and document.due < today else Tone.PLAIN,
    )


def _due(due: date | None, today: date) -> str:
    if due is None:
        return ""
    if due == today:
        return label("due_today")
    return label("late_since" if due < today else "due_on", due=show_day(due))
