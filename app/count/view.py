"""What whoever counts is shown: the next thing to scan, and what is in the bin."""

from app.base.amounts import decimal_mark, plain
from app.base.counting import is_far
from app.base.labels import label
from app.base.messages import Action
from app.base.session import Count, Question, Session
from app.base.wording import say, text
from app.ui.forms import ChoiceLook
from app.ui.look_of import notice_look
from app.ui.looks import (
    ActionButton,
    Badge,
    BottomBar,
    CardLook,
    FactLook,
    Field,
    QuestionLook,
    RowLook,
    Tone,
    TopBar,
    WorkLook,
)
from sync.core.count_slices import COUNTED_SHOWN_MAX, CountRow, CountSlice, CountTask
from sync.core.paperless import Occasion
from sync.core.records import Tracking

LOTS_OFFERED_MAX = 4


def view(slice_: CountSlice, session: Session, badge: Badge) -> WorkLook:
    """Lay out the bin."""
    counted = sum(1 for row in slice_.rows if row.counted is not None)
    hidden = len(slice_.rows) - COUNTED_SHOWN_MAX
    progress = label("count_of_bin", counted=counted, total=slice_.total) if slice_.rows else ""
    return WorkLook(
        top=TopBar(
            title=slice_.bin.label if slice_.bin else label("count"),
            badge=badge,
            subtitle=_what(slice_, session),
            progress=progress,
            back=True,
        ),
        card=_card(slice_, session),
        rows=_rows(slice_, session),
        rows_title=_rows_title(slice_),
        more=label("lines_more", hidden=hidden) if hidden > 0 else "",
        bar=_bar(slice_, session),
        question=_question(slice_, session),
        notice=notice_look(session.notice),
    )


def _rows(slice_: CountSlice, session: Session) -> tuple[RowLook, ...]:
    if slice_.bin is None:
        return tuple(_task(one) for one in slice_.tasks)
    return tuple(
        _row(number, row, session) for number, row in enumerate(slice_.rows[:COUNTED_SHOWN_MAX])
    )


def _rows_title(slice_: CountSlice) -> str:
    if slice_.bin is None:
        return label("count_tasks") if slice_.tasks else ""
    return label("in_bin", bin=slice_.bin.label) if slice_.rows else ""


def _what(slice_: CountSlice, session: Session) -> str:
    """Say what alone is counted, where it is one article or one zone."""
    if slice_.only is not None:
        return slice_.only.name
    zone = session.place.zone if isinstance(session.place, Count) else ""
    return label("pick_in_zone", zone=zone) if zone else ""


def _why(task: CountTask) -> str:
    if task.why is Occasion.OWN:
        return ""
    return label("count_asked" if task.why is Occasion.ASKED else "count_due")


def _task(task: CountTask) -> RowLook:
    return RowLook(
        id=f"task-{task.bin.id}",
        title=task.bin.label,
        subtitle=_why(task),
        state=label("count_things", count=task.things),
        action=Action.OPEN_TASK,
        value=str(task.bin.id),
    )


def _card(slice_: CountSlice, session: Session) -> CardLook:
    hand, row = session.hand, _in_hand(slice_, session)
    if slice_.bin is None and session.place != Count() and not slice_.tasks:
        return CardLook(label("count_all_done"), label("count_all_done_hint"))
    if slice_.bin is None:
        return CardLook(label("count_prompt"), label("count_hint"))
    if row is None or not hand.row:
        return CardLook(label("count_goods", bin=slice_.bin.label), label("count_goods_hint"))
    return CardLook(
        kicker=label("count_more"),
        name=row.product.name,
        code=row.product.code,
        done=plain(row.counted) if row.counted is not None else "0",
        demand="" if _is_blind(session) else plain(row.now),
        unit=row.unit.name,
        facts=(FactLook("lot", label("lot"), row.lot),) if row.lot else (),
        amount_action=Action.ASK_QUANTITY,
    )


def _in_hand(slice_: CountSlice, session: Session) -> CountRow | None:
    hand = session.hand
    rows = (row for row in slice_.rows if (row.product.id, row.lot) == (hand.product, hand.lot))
    return next(rows, None)


def _is_blind(session: Session) -> bool:
    return session.rules.is_count_blind(session.scope)


def _row(number: int, row: CountRow, session: Session) -> RowLook:
    parts = (row.product.code, row.lot or "")
    hand = session.hand
    return RowLook(
        id=f"counted-{number}",
        title=row.product.name,
        subtitle=" · ".join(part for part in parts if part),
        amount=plain(row.counted) if row.counted is not None else "–",
        unit=row.unit.name,
        state=_state(row, session),
        action=Action.TAKE_LINE,
        value=row.key,
        tone=Tone.ASK if row.is_stale else Tone.PLAIN,
        chosen=bool(hand.row) and (hand.product, hand.lot) == (row.product.id, row.lot),
    )


def _state(row: CountRow, session: Session) -> str:
    if row.is_stale:
        return label("count_moved")
    if row.counted is None:
        return label("count_not_yet")
    if _is_blind(session):
        return ""
    return label("count_off", now=plain(row.now)) if row.difference else label("count_as_expected")


def _bar(slice_: CountSlice, session: Session) -> BottomBar:
    held = bool(session.hand.row)
    has_bin = slice_.bin is not None
    undo = slice_.undoable is not None
    if not has_bin:
        zone = ActionButton(Action.ASK_ZONE, label("pick_zone"), key="F7", icon="bin")
        return BottomBar((zone,) if slice_.zones else ())
    return BottomBar(
        (
            ActionButton(Action.UNDO, label("undo"), key="F8", icon="undo", enabled=undo),
            ActionButton(
                Action.ASK_QUANTITY, label("quantity"), key="F2", icon="pad", enabled=held
            ),
            ActionButton(
                Action.FINISH, label("count_close"), key="F6", icon="bin", enabled=has_bin
            ),
        )
    )


def _question(slice_: CountSlice, session: Session) -> QuestionLook | None:
    match session.hand.question:
        case Question.ZONE:
            return _zone(slice_)
        case Question.QUANTITY:
            return _amount(slice_, session)
        case Question.LOT:
            return _lot(slice_, session)
        case Question.MISSING:
            return _missing(slice_)
        case Question.APPROVAL:
            return _far(slice_, session)
        case _:
            return None


def _zone(slice_: CountSlice) -> QuestionLook:
    return QuestionLook(
        kind=Field.CHOICE,
        title=say(text("ask_count_zone")),
        choices=tuple(ChoiceLook(one, Action.CHOOSE, value=one) for one in slice_.zones),
        cancel=label("cancel"),
    )


def _amount(slice_: CountSlice, session: Session) -> QuestionLook:
    row, product = _in_hand(slice_, session), slice_.product
    about = (product.name if product else "", session.hand.lot or "")
    return QuestionLook(
        kind=Field.PAD,
        title=say(text("count_how_many")),
        hint=label("count_amount_hint"),
        typed=session.hand.typed,
        unit=row.unit.name if row else "",
        about=" · ".join(part for part in about if part),
        decimal_mark=decimal_mark(),
        confirm=label("ok"),
        cancel=label("cancel"),
    )


def _lot(slice_: CountSlice, session: Session) -> QuestionLook:
    hand = session.hand
    is_serial = slice_.product is not None and slice_.product.tracking is Tracking.SERIAL
    lots = [row.lot for row in slice_.rows if row.product.id == hand.product and row.lot]
    return QuestionLook(
        kind=Field.TEXT,
        title=say(text("ask_serial" if is_serial else "ask_lot")),
        hint=label("count_lot_hint"),
        about=slice_.product.name if slice_.product else "",
        choices=tuple(
            ChoiceLook(lot, Action.CONFIRM, value=lot) for lot in lots[:LOTS_OFFERED_MAX]
        ),
        cancel=label("cancel"),
    )


def _missing(slice_: CountSlice) -> QuestionLook:
    missing = [row for row in slice_.rows if row.is_missing]
    return QuestionLook(
        kind=Field.CHOICE,
        title=say(text("ask_missing", count=len(missing))),
        about=", ".join(dict.fromkeys(row.product.name for row in missing[:3])),
        choices=(
            ChoiceLook(
                label("count_missing"), Action.CONFIRM, detail=label("count_missing_detail"),
                key="F2",
            ),
            ChoiceLook(label("count_look_again"), Action.CANCEL, key="Escape", primary=True),
        ),
    )  # fmt: skip


def _far(slice_: CountSlice, session: Session) -> QuestionLook:
    far = [row for row in slice_.rows if is_far(session, row)]
    return QuestionLook(
        kind=Field.CHOICE,
        title=say(text("count_far", count=len(far))),
        hint=label("count_far_hint"),
        about=", ".join(dict.fromkeys(row.product.name for row in far[:3])),
        choices=(
            ChoiceLook(label("count_again"), Action.CANCEL, key="Escape", primary=True),
            ChoiceLook(
                label("count_leave"), Action.SET_ASIDE, detail=label("count_leave_detail"),
                key="Delete",
            ),
        ),
    )  # fmt: skip
