"""What one receipt shows: the card in hand, its lines, its paper, and what can be done."""

from dataclasses import replace

from app.base.amounts import plain
from app.base.days import show_day
from app.base.labels import label
from app.base.messages import Action
from app.base.session import Session
from app.receive.view.card import card
from app.receive.view.question import question
from app.ui.look_of import held_look, notice_look
from app.ui.looks import (
    ActionButton,
    Badge,
    BannerLook,
    BottomBar,
    FactLook,
    Mark,
    ReceiveLook,
    RowLook,
    Tone,
    TopBar,
)
from sync.core.records import OPEN_STATES, Document
from sync.core.slices import LineRow, ReceiveSlice


def view(slice_: ReceiveSlice, session: Session, badge: Badge) -> ReceiveLook:
    """Lay out one receipt."""
    document, progress = slice_.document, slice_.progress
    hidden = progress.lines - len(slice_.rows)
    blind = session.is_blind
    title = document.name if document else label("receipts")
    return ReceiveLook(
        top=TopBar(
            title=title,
            badge=badge,
            subtitle=document.party if document else "",
            progress=""
            if blind
            else label("lines_of", done=progress.lines_done, lines=progress.lines),
            back=True,
        ),
        card=card(slice_, session),
        rows=tuple(_row(row, session) for row in slice_.rows),
        rows_title=label("lines"),
        paper=_paper(document) if document else (),
        more=label("lines_more", hidden=hidden) if hidden > 0 else "",
        bar=_bar(slice_, session),
        question=question(slice_, session),
        notice=notice_look(session.notice),
        banner=_banner(slice_, session),
    )


def _banner(slice_: ReceiveSlice, session: Session) -> BannerLook | None:
    if not slice_.has_room:
        return BannerLook(label("no_room"), detail=label("no_room_receipt"))
    parked = slice_.parked
    if not parked:
        return held_look(session.held)
    words = label("banner_parked", count=parked)
    return BannerLook(words, Action.OPEN_SETTLE, detail=label("banner_detail"))


def _bar(slice_: ReceiveSlice, session: Session) -> BottomBar:
    progress = slice_.progress
    if slice_.document is None or slice_.document.state not in OPEN_STATES:
        return BottomBar()
    in_hand = session.hand.line is not None
    all_here = progress.lines > 0 and progress.lines_done == progress.lines
    complete = all_here and not session.is_blind
    undo = slice_.undoable is not None
    return BottomBar(
        (
            ActionButton(Action.UNDO, label("undo"), key="F8", icon="undo", enabled=undo),
            ActionButton(
                Action.ASK_QUANTITY, label("quantity"), key="F2", icon="pad", enabled=in_hand
            ),
            ActionButton(
                Action.ONE_MORE, label("one_more"), key="F4", icon="plus", enabled=in_hand
            ),
            ActionButton(
                Action.FINISH,
                label("finish"),
                key="F9",
                icon="finish",
                primary=complete,
                enabled=progress.done > 0,
            ),
        )
    )


def _row(row: LineRow, session: Session) -> RowLook:
    line, product = row.line, row.product
    looks = RowLook(
        id=str(line.id),
        title=product.name,
        subtitle=product.code,
        amount=f"{plain(line.done)} / {plain(line.demand)}",
        unit=row.unit.name,
        state=_state(row),
        percent=int(100 * line.done / line.demand) if line.demand else None,
        action=Action.TAKE_LINE,
        value=str(line.id),
        tone=_tone(row),
        mark=Mark.HERE if row.unsent else None,
        chosen=line.id == session.hand.line,
    )
    if not session.is_blind:
        return looks
    return replace(looks, amount=plain(line.done), state="", percent=None, tone=Tone.PLAIN)


def _state(row: LineRow) -> str:
    line = row.line
    if line.done > line.demand:
        return label("over", over=plain(line.done - line.demand))
    return label("complete") if line.done == line.demand else ""


def _tone(row: LineRow) -> Tone:
    if row.line.done > row.line.demand:
        return Tone.ASK
    return Tone.GOOD if row.line.done == row.line.demand else Tone.PLAIN


def _paper(document: Document) -> tuple[FactLook, ...]:
    due = show_day(document.due) if document.due else ""
    facts = (
        FactLook("order", label("order"), document.origin),
        FactLook("supplier", label("supplier"), document.party),
        FactLook("due", label("due"), due),
    )
    return tuple(fact for fact in facts if fact.value)
