"""What the inspector's queue shows: first what a delivery waits for, then the oldest."""

from datetime import date

from app.base.amounts import plain
from app.base.days import show_day
from app.base.inspection import name_of
from app.base.labels import label
from app.base.messages import Action
from app.base.session import Session
from app.ui.look_of import notice_look
from app.ui.looks import (
    NO_BAR,
    ActionButton,
    Badge,
    BottomBar,
    ChecksLook,
    EmptyLook,
    Mark,
    RowLook,
    Tone,
    TopBar,
)
from sync.core.check_slices import BlockedRow, CheckKey, CheckRow, ChecksSlice
from sync.core.quality import OPEN
from sync.core.quantity import ZERO


def view_queue(slice_: ChecksSlice, session: Session, badge: Badge) -> ChecksLook:
    """Lay out what waits for an inspector, then what failed."""
    hidden = slice_.total - len(slice_.rows)
    empty = EmptyLook(label("checks_empty"), label("checks_empty_words"), icon="check")
    waiting = tuple(_row(row, slice_.today) for row in slice_.rows)
    failed = tuple(_blocked(row, first=not number) for number, row in enumerate(slice_.blocked))
    return ChecksLook(
        top=TopBar(title=label("checks"), badge=badge, progress=str(slice_.total), back=True),
        rows=(*waiting, *failed),
        hint=label("checks_hint") if waiting or failed else "",
        bar=_undo() if session.hand.inspection.last else NO_BAR,
        more=label("checks_more", hidden=hidden) if hidden > 0 else "",
        empty=None if waiting or failed else empty,
        notice=notice_look(session.notice),
    )


def _undo() -> BottomBar:
    button = ActionButton(Action.UNDO, label("undo_verdict"), key="F7", icon="undo")
    return BottomBar((button,))


def _row(row: CheckRow, today: date) -> RowLook:
    about = (row.due.lot or "", row.document.name, row.document.party)
    return RowLook(
        id=name_of(row.key),
        title=row.product.name,
        subtitle=" · ".join(part for part in about if part),
        amount=plain(row.due.quantity),
        unit=row.unit.name,
        state=_state(row, today),
        action=Action.OPEN_CHECK,
        value=name_of(row.key),
        tone=Tone.ASK if row.behind > ZERO else Tone.PLAIN,
    )


def _state(row: CheckRow, today: date) -> str:
    words = []
    standing = row.due.standing
    if standing is not None and standing.verdict in OPEN:
        words.append(label(f"check_{standing.verdict}", who=standing.inspector))
    if row.behind > ZERO:
        words.append(label("check_behind", amount=plain(row.behind)))
    due = row.document.due
    if due is not None and due < today:
        words.append(label("check_since", due=show_day(due)))
    if row.value > ZERO:
        words.append(label("check_worth", value=plain(row.value)))
    return " · ".join(words)


def _blocked(row: BlockedRow, *, first: bool) -> RowLook:
    key = CheckKey(row.document.id, row.line, row.checked.lot)
    about = (row.checked.lot or "", row.document.name, row.checked.inspector)
    return RowLook(
        id=f"blocked-{name_of(key)}",
        title=row.product.name,
        subtitle=" · ".join(part for part in about if part),
        amount=plain(row.quantity),
        unit=row.unit.name,
        state=label(f"disposition_{row.checked.disposition}"),
        action=Action.OPEN_CHECK,
        value=name_of(key),
        tone=Tone.STOP,
        mark=Mark.DONE,
        heading=label("checks_blocked") if first else "",
    )
