"""What is to be picked: what is begun, what is next, and what still waits for goods."""

from dataclasses import replace

from app.base.labels import label
from app.base.messages import Action
from app.base.picking import TOTES
from app.base.session import Picks, Place, Session
from app.ui.look_of import document_look, notice_look
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
from sync.core.pick_slices import PicksSlice
from sync.core.records import DocumentState
from sync.core.slices import DocumentRow


def view_picks(slice_: PicksSlice, session: Session, badge: Badge) -> ReceiptsLook:
    """Lay out what waits, the next best first."""
    hidden = slice_.total - len(slice_.rows)
    empty = EmptyLook(label("picks_empty"), label("picks_empty_words"), icon="delivery")
    hint = label("picks_hint") if slice_.has_room else label("no_room_receipts")
    return ReceiptsLook(
        top=TopBar(title=label("picks"), badge=badge, progress=str(slice_.total), back=True),
        rows=_titled(slice_, session.place),
        hint=hint if slice_.rows else "",
        more=label("picks_more", hidden=hidden) if hidden > 0 else "",
        empty=None if slice_.rows else empty,
        bar=_bar(slice_, session.place),
        notice=notice_look(session.notice),
    )


def _bar(slice_: PicksSlice, place: Place) -> BottomBar:
    if not slice_.rows or not isinstance(place, Picks):
        return BottomBar()
    if place.cart:
        leave = ActionButton(Action.CART, label("cancel"), icon="drop")
        words = label("pick_cart_go", count=len(place.chosen))
        ready = bool(place.chosen)
        go = ActionButton(
            Action.CONFIRM, words, key="F9", icon="forward", primary=True, enabled=ready
        )
        return BottomBar((leave, go))
    following = label("pick_next_one", document=slice_.rows[0].document.name)
    return BottomBar(
        (
            ActionButton(Action.CART, label("pick_cart"), key="F6", icon="pick"),
            ActionButton(Action.CONFIRM, following, key="F9", icon="forward", primary=True),
        )
    )


def _titled(slice_: PicksSlice, place: Place) -> tuple[RowLook, ...]:
    """Put the rows under the titles of their parts; one part alone needs none."""
    parts = [_part(row) for row in slice_.rows]
    several = len(set(parts)) > 1
    shown: list[RowLook] = []
    last = ""
    for part, row in zip(parts, slice_.rows, strict=True):
        heading = label(part) if several and part != last else ""
        shown.append(_on_cart(document_look(row, slice_.today, heading), row.document.id, place))
        last = part
    return tuple(shown)


def _on_cart(look: RowLook, document: int, place: Place) -> RowLook:
    """Show which tote an order has on the cart."""
    if not isinstance(place, Picks) or document not in place.chosen:
        return look
    letter = TOTES[place.chosen.index(document)]
    return replace(look, state=label("pick_tote", tote=letter), tone=Tone.ACCENT, chosen=True)


def _part(row: DocumentRow) -> str:
    if row.begun:
        return "pick_in_work"
    ready = row.document.state is DocumentState.READY
    return "pick_ready" if ready else "pick_waiting"
