"""What is to be picked: what is begun, what is next, and what still waits for goods."""

from collections.abc import Iterator
from dataclasses import replace

from app.base.labels import label
from app.base.messages import Action
from app.base.picking import TOTES
from app.base.session import Picks, Place, Question, Session
from app.base.wording import say, text
from app.ui.forms import ChoiceLook
from app.ui.look_of import document_look, filters_of, notice_look
from app.ui.looks import (
    ActionButton,
    Badge,
    BottomBar,
    EmptyLook,
    Field,
    QuestionLook,
    ReceiptsLook,
    RowLook,
    Tone,
    TopBar,
)
from sync.core.only import Only
from sync.core.pick_slices import Batch, PicksSlice
from sync.core.records import DocumentState
from sync.core.slices import DocumentRow

_PARTS = (Only.ALL, Only.BEGUN, Only.LATE, Only.BLOCKED)


def view_picks(slice_: PicksSlice, session: Session, badge: Badge) -> ReceiptsLook:
    """Lay out what waits, the next best first."""
    at = session.place if isinstance(session.place, Picks) else Picks()
    zone, only = at.zone, at.only
    hidden = slice_.total - len(slice_.rows)
    words = "picks_none_in_zone" if zone else "picks_empty"
    empty = EmptyLook(label(words), label("picks_empty_words"), icon="delivery")
    if only is not Only.ALL:
        empty = EmptyLook(label("only_empty"), label("only_empty_words"), icon="delivery")
    hint = label("picks_hint") if slice_.has_room else label("no_room_receipts")
    return ReceiptsLook(
        top=TopBar(
            title=label("picks"),
            badge=badge,
            subtitle=label("pick_in_zone", zone=zone) if zone else "",
            progress=str(slice_.total),
            back=True,
        ),
        rows=_titled(slice_, session.place),
        hint=hint if slice_.rows else "",
        filters=filters_of(_PARTS, only) if slice_.rows or only is not Only.ALL else (),
        more=label("picks_more", hidden=hidden) if hidden > 0 else "",
        empty=None if slice_.rows else empty,
        bar=_bar(slice_, session.place),
        question=_question(slice_, session),
        notice=notice_look(session.notice),
    )


def _bar(slice_: PicksSlice, place: Place) -> BottomBar:
    if not isinstance(place, Picks) or not (slice_.rows or place.zone):
        return BottomBar()
    zone = ActionButton(Action.ASK_ZONE, label("pick_zone"), key="F7", icon="bin")
    zones = (zone,) if slice_.zones else ()
    if not slice_.rows:
        return BottomBar(zones)
    if place.cart:
        leave = ActionButton(Action.CART, label("cancel"), icon="drop")
        words = label("pick_cart_go", count=len(place.chosen))
        ready = bool(place.chosen)
        go = ActionButton(
            Action.CONFIRM, words, key="F9", icon="forward", primary=True, enabled=ready
        )
        return BottomBar((leave, go))
    first = slice_.rows[0].document
    following = label("pick_next_one", document=first.batch or first.name)
    return BottomBar(
        (
            ActionButton(Action.CART, label("pick_cart"), key="F6", icon="pick"),
            *zones,
            ActionButton(Action.CONFIRM, following, key="F9", icon="forward", primary=True),
        )
    )


def _question(slice_: PicksSlice, session: Session) -> QuestionLook | None:
    if session.hand.question is not Question.ZONE:
        return None
    every = ChoiceLook(label("pick_every_zone"), Action.CHOOSE, value="")
    zones = (ChoiceLook(one, Action.CHOOSE, value=one) for one in slice_.zones)
    return QuestionLook(
        kind=Field.CHOICE,
        title=say(text("ask_zone")),
        hint=label("pick_zone_hint"),
        choices=(every, *zones),
        cancel=label("cancel"),
    )


def _titled(slice_: PicksSlice, place: Place) -> tuple[RowLook, ...]:
    """Put the rows under the titles of their parts; one part alone needs none."""
    listed = tuple(_alone_or_first(slice_, place))
    parts = [_part(row) for row in listed]
    several = len(set(parts)) > 1
    shown: list[RowLook] = []
    last = ""
    for part, row in zip(parts, listed, strict=True):
        look = document_look(row, slice_.today, label(part) if several and part != last else "")
        batch = slice_.batch(row.document.batch) if not _fills_cart(place) else None
        shown.append(_together(look, batch) if batch else _on_cart(look, row.document.id, place))
        last = part
    return tuple(shown)


def _fills_cart(place: Place) -> bool:
    return isinstance(place, Picks) and place.cart


def _alone_or_first(slice_: PicksSlice, place: Place) -> Iterator[DocumentRow]:
    """Let the first order of a batch stand for all of it; a cart is filled order by order."""
    seen: set[str] = set()
    for row in slice_.rows:
        batch = row.document.batch
        if batch and batch in seen and not _fills_cart(place):
            continue
        seen.add(batch)
        yield row


def _together(look: RowLook, batch: Batch) -> RowLook:
    """Show a batch in the place of its orders."""
    percent = 100 * batch.lines_done // batch.lines if batch.lines and batch.lines_done else None
    return replace(
        look,
        title=batch.name,
        subtitle=label("pick_cart_of", count=len(batch.documents)),
        amount=label("lines_of", done=batch.lines_done, lines=batch.lines),
        percent=percent,
    )


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
