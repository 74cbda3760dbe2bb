"""What the dock sees: receipts in work, late, due today and later; or those an article is for."""

from datetime import date

from app.base.amounts import plain
from app.base.labels import label
from app.base.messages import Action
from app.base.session import Receipts, Session
from app.ui.forms import ChoiceLook
from app.ui.look_of import document_look, due_words, filters_of, notice_look
from app.ui.looks import (
    ActionButton,
    Badge,
    BottomBar,
    EmptyLook,
    ReceiptsLook,
    RowLook,
    Tone,
    TopBar,
)
from sync.core.dock import DockPart, dock_part
from sync.core.only import Only
from sync.core.slices import DocumentRow, Offer, ReceiptsSlice

_PARTS = (Only.ALL, Only.BEGUN, Only.LATE, Only.TODAY)
_COUNTED = (DockPart.IN_WORK, DockPart.LATE, DockPart.TODAY, DockPart.ARRIVED, DockPart.LATER)


def view_receipts(slice_: ReceiptsSlice, session: Session, badge: Badge) -> ReceiptsLook:
    """Lay out the receipts that wait in the scope, or those that wait for one article."""
    place = session.place
    if isinstance(place, Receipts) and place.article is not None and slice_.offers:
        return _waiting(slice_, session, badge)
    hidden = slice_.total - len(slice_.rows)
    empty = EmptyLook(label("receipts_empty"), label("receipts_empty_words"), icon="receipt")
    if isinstance(place, Receipts) and place.only is not Only.ALL:
        empty = EmptyLook(label("only_empty"), label("only_empty_words"), icon="receipt")
    return ReceiptsLook(
        top=TopBar(
            title=label("receipts"),
            badge=badge,
            subtitle=_counts(slice_),
            progress=str(slice_.total),
            back=True,
        ),
        rows=_titled([(_part(row, slice_.today), row) for row in slice_.rows], slice_, session),
        hint=_hint(slice_),
        filters=_filters(slice_, session),
        more=label("receipts_more", hidden=hidden) if hidden > 0 else "",
        empty=None if slice_.rows else empty,
        bar=BottomBar(
            (ActionButton(Action.OPEN_ARRIVE, label("arrive_open"), key="F6", icon="box"),)
        ),
        notice=notice_look(session.notice),
    )


def _filters(slice_: ReceiptsSlice, session: Session) -> tuple[ChoiceLook, ...]:
    only = session.place.only if isinstance(session.place, Receipts) else Only.ALL
    return filters_of(_PARTS, only) if slice_.rows or only is not Only.ALL else ()


def _waiting(slice_: ReceiptsSlice, session: Session, badge: Badge) -> ReceiptsLook:
    article = slice_.offers[0].product.name
    return ReceiptsLook(
        top=TopBar(title=label("waits_for", article=article), badge=badge, back=True),
        rows=tuple(_offer(offer, slice_.today, session) for offer in slice_.offers),
        hint=label("waits_for_hint"),
        notice=notice_look(session.notice),
    )


def _offer(offer: Offer, today: date, session: Session) -> RowLook:
    document, line = offer.document, offer.line
    return RowLook(
        id=f"{document.id}-{line.id}",
        title=document.name,
        subtitle=" · ".join(part for part in (document.party, document.origin) if part),
        amount=plain(line.done)
        if session.is_blind
        else f"{plain(line.done)} / {plain(line.demand)}",
        unit=offer.unit.name,
        state=due_words(document.due, today),
        action=Action.OPEN_DOCUMENT,
        value=str(document.id),
        tone=Tone.ASK if document.due and document.due < today else Tone.PLAIN,
    )


def _counts(slice_: ReceiptsSlice) -> str:
    counts = ((part, slice_.dock.get(part, 0)) for part in _COUNTED)
    return " · ".join(label(f"dock_count_{part}", count=count) for part, count in counts if count)


def _part(row: DocumentRow, today: date) -> DockPart:
    return dock_part(row.document, row.begun, today) or DockPart.LATER


def _titled(
    rows: list[tuple[DockPart, DocumentRow]], slice_: ReceiptsSlice, session: Session
) -> tuple[RowLook, ...]:
    """Put the rows under the titles of their parts; one part alone needs none."""
    order = list(DockPart)
    rows.sort(key=lambda one: order.index(one[0]))
    several = len({part for part, _ in rows}) > 1
    shown: list[RowLook] = []
    last: DockPart | None = None
    for part, row in rows:
        heading = label(f"dock_{part}") if several and part is not last else ""
        shown.append(document_look(row, slice_.today, heading, blind=session.is_blind))
        last = part
    return tuple(shown)


def _hint(slice_: ReceiptsSlice) -> str:
    if not slice_.has_room:
        return label("no_room_receipts")
    return label("receipts_hint") if slice_.rows else ""
