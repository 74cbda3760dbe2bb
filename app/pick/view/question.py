"""What a walk asks in the place of its card: how many, which lot, why short, a badge, the rest."""

from app.base.amounts import decimal_mark
from app.base.labels import label
from app.base.messages import Action
from app.base.picking import REFILL, current
from app.base.session import Question, Session, Short
from app.base.wording import say, text
from app.ui.forms import ChoiceLook
from app.ui.looks import Field, QuestionLook
from sync.core.pick_slices import PickSlice, PickTask

LOTS_OFFERED_MAX = 4


def question(slice_: PickSlice, session: Session) -> QuestionLook | None:
    """Lay out the open question, if there is one."""
    task = current(session, slice_)
    match session.hand.question:
        case Question.FINISH:
            return _finish(slice_)
        case Question.SHORT:
            return _short(task)
        case Question.QUANTITY if task:
            return _amount(session, task)
        case Question.LOT | Question.SERIAL if task:
            return _lot(session, task, slice_)
        case Question.APPROVAL if task:
            return _approval(session, task)
        case Question.ZERO:
            return _zero(session, slice_)
        case _:
            return None


def _zero(session: Session, slice_: PickSlice) -> QuestionLook:
    hand = session.hand
    product = next((one for one in slice_.products if one.id == hand.product), None)
    return QuestionLook(
        kind=Field.CHOICE,
        title=say(text("ask_zero")),
        hint=slice_.here.label if slice_.here else "",
        about=product.name if product else "",
        choices=(
            ChoiceLook(
                label("pick_zero_yes"), Action.CONFIRM, detail=label("pick_zero_yes_detail")
            ),
            ChoiceLook(label("pick_zero_no"), Action.CANCEL, detail=label("pick_zero_no_detail")),
        ),
    )


def _finish(slice_: PickSlice) -> QuestionLook:
    progress = slice_.progress
    missing = progress.lines - progress.lines_done
    ask = say(text("ask_pick_finish", missing=missing, lines=progress.lines))
    return QuestionLook(
        kind=Field.CHOICE,
        title=ask,
        choices=(
            ChoiceLook(
                label("pick_rest_later"),
                Action.REST_STAYS_OPEN,
                detail=label("pick_rest_later_detail"),
            ),
            ChoiceLook(
                label("pick_rest_never"),
                Action.REST_DROPPED,
                detail=label("pick_rest_never_detail"),
            ),
        ),
        cancel=label("pick_go_on"),
    )


def _short(task: PickTask | None) -> QuestionLook:
    return QuestionLook(
        kind=Field.CHOICE,
        title=say(text("ask_short")),
        about=task.product.name if task else "",
        choices=tuple(
            ChoiceLook(
                label(f"short_{answer}"),
                Action.CHOOSE,
                value=str(answer),
                detail=label(f"short_{answer}_detail"),
            )
            # What is wished for most often is at the top.
            for answer in (Short.EMPTY, REFILL, *(one for one in Short if one is not Short.EMPTY))
        ),
        cancel=label("pick_go_on"),
    )


def _amount(session: Session, task: PickTask) -> QuestionLook:
    return QuestionLook(
        kind=Field.PAD,
        title=say(text("ask_amount")),
        hint=label("quantity_hint"),
        typed=session.hand.typed,
        unit=task.unit.name,
        about=task.product.name,
        decimal_mark=decimal_mark(),
        confirm=label("ok"),
        cancel=label("cancel"),
    )


def _lot(session: Session, task: PickTask, slice_: PickSlice) -> QuestionLook:
    place = session.hand.source
    here = dict.fromkeys(
        row.lot
        for row in slice_.lying
        if row.product.id == task.product.id and row.lot and row.place.id == place
    )
    serial = session.hand.question is Question.SERIAL
    offered = () if serial else tuple(here)[:LOTS_OFFERED_MAX]
    return QuestionLook(
        kind=Field.TEXT,
        title=say(text(f"ask_{session.hand.question}")),
        hint=label("lot_hint"),
        typed=session.hand.typed,
        about=task.product.name,
        choices=tuple(ChoiceLook(lot, Action.CONFIRM, value=lot) for lot in offered),
        confirm=label("ok"),
        cancel=label("cancel"),
    )


def _approval(session: Session, task: PickTask) -> QuestionLook:
    total = task.line.done + session.hand.amount
    ask = text("ask_pick_over", total=total, demand=task.line.demand, unit=task.unit.name)
    return QuestionLook(
        kind=Field.CHOICE,
        title=say(ask),
        hint=label("approval_hint"),
        about=task.product.name,
        cancel=label("cancel"),
    )
