"""What the outbox shows: each operation that is not settled, and where it stands."""

from app.base.ages import age
from app.base.amounts import plain
from app.base.labels import label
from app.base.messages import Action
from app.base.session import Session
from app.base.wording import problem_text, say
from app.ui.look_of import notice_look
from app.ui.looks import (
    ActionButton,
    Badge,
    BottomBar,
    EmptyLook,
    Mark,
    OutboxLook,
    RowLook,
    Tone,
    TopBar,
)
from sync.core.lifecycle import Life
from sync.core.operations import (
    Count,
    FinishReceipt,
    Move,
    MoveLine,
    ReceiveLine,
    RecordCheck,
    Settle,
    Undo,
    goods_of,
)
from sync.core.slices import OutboxRow, OutboxSlice


def _agree() -> ActionButton:
    return ActionButton(Action.AGREE, label("guard_agree"), key="F9", icon="ok", primary=True)


def view(slice_: OutboxSlice, session: Session, badge: Badge) -> OutboxLook:
    """Lay out what is still on its way, parked work first."""
    parked = slice_.unsent.parked
    rows = (*(_row(row, slice_.now_ms) for row in slice_.rows), *_pictures(badge))
    return OutboxLook(
        top=TopBar(title=label("outbox"), badge=badge, back=True),
        rows=rows,
        headline=badge.guard or (label("parked", count=parked) if parked else ""),
        words=label("guard_words") if badge.guard else badge.words,
        tone=Tone.ASK if parked or badge.guard else Tone.PLAIN,
        bar=BottomBar((_agree(),) if badge.guard else ()),
        empty=None
        if rows
        else EmptyLook(label("outbox_empty"), label("outbox_empty_words"), icon="finish"),
        notice=notice_look(session.notice),
    )


def _pictures(badge: Badge) -> tuple[RowLook, ...]:
    """What is sent behind the deeds, and is only here until then."""
    if not badge.pictures:
        return ()
    title = label("pictures_here", count=badge.pictures)
    return (RowLook(id="pictures", title=title, state=label("life_here"), mark=Mark.HERE),)


def _row(row: OutboxRow, now_ms: int) -> RowLook:
    envelope = row.envelope
    return RowLook(
        id=str(envelope.seq),
        title=_deed(row),
        subtitle=f"{envelope.seen.document_name} · {envelope.who.user}",
        amount=age(now_ms - envelope.when.wall_ms),
        state=_state(row),
        action=Action.OPEN_SETTLE if row.life is Life.PARKED else None,
        value=envelope.op_id if row.life is Life.PARKED else "",
        tone=Tone.ASK if row.life is Life.PARKED else Tone.PLAIN,
        mark=Mark.DONE if row.life is Life.ANSWERED else Mark.HERE,
    )


def _deed(row: OutboxRow) -> str:
    match row.envelope.deed:
        case ReceiveLine(quantity=quantity):
            return label("deed_receive", amount=plain(quantity))
        case MoveLine(quantity=quantity) | Move(quantity=quantity):
            return label("deed_move", amount=plain(quantity))
        case Count(counted=counted, stage=stage):
            return label(f"deed_{stage}", amount=plain(counted))
        case Undo(taken_back=Count(counted=counted)):
            return label("deed_undo_count", amount=plain(counted))
        case FinishReceipt():
            return label("deed_finish")
        case Undo(taken_back=taken_back):
            return label("deed_undo", amount=plain(taken_back.quantity))
        case RecordCheck(verdict=verdict):
            return label(f"deed_check_{verdict}")
        case Settle(choice=choice):
            return label(f"deed_{choice}")


def _state(row: OutboxRow) -> str:
    problem = row.result.problem if row.result else None
    if row.life is Life.PARKED and problem:
        return say(problem_text(problem, **_names(row)))
    return label(f"life_{row.life}")


def _names(row: OutboxRow) -> dict[str, str]:
    deed = row.envelope.deed
    goods = goods_of(deed)
    lot = goods.lot if goods and goods.lot else ""
    return {"document": row.envelope.seen.document_name, "lot": lot}
