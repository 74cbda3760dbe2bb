"""The one question that is asked now, and the ways it can be answered."""

from app.base.amounts import decimal_mark, plain
from app.base.checking import Asked, choices, step_of
from app.base.inspection import Step
from app.base.labels import label
from app.base.messages import Action, Tapped
from app.base.notice import Sound
from app.base.session import Session
from app.base.wording import say, text
from app.ui.forms import ChoiceLook
from app.ui.looks import Field, QuestionLook
from sync.core.check_rules import AskFor
from sync.core.check_slices import CheckRow, CheckSlice
from sync.core.quality import AskKind

_FIELDS = {
    AskKind.YES_NO: Field.CHOICE,
    AskKind.CHOICE: Field.CHOICE,
    AskKind.NUMBER: Field.PAD,
    AskKind.TEXT: Field.TEXT,
    AskKind.DATE: Field.DATE,
    AskKind.SCAN: Field.BIN,
    AskKind.SIGNATURE: Field.CHOICE,
    AskKind.PHOTO: Field.CHOICE,
    AskKind.DRAWN: Field.DRAW,
}
_KEYS = ("F2", "F3", "F4", "F5", "F6")
"""Of choices, in their order; F7 to F9 are on the bar."""


def question(slice_: CheckSlice, row: CheckRow, session: Session) -> QuestionLook | None:
    """Draw what is asked now."""
    step = step_of(session, slice_)
    if step is None:
        return None
    if step.kind is Step.ASK:
        return _asked(slice_, row, session, step)
    return QuestionLook(
        kind=Field.TEXT if step.kind is Step.NOTE else Field.CHOICE,
        title=say(text(f"ask_{step.kind}")),
        hint=_hint_of(step, slice_),
        error=_error(session),
        about=_about(row),
        choices=_choices(slice_, session),
        confirm=label("ok"),
        cancel=_back(session),
    )


def _asked(slice_: CheckSlice, row: CheckRow, session: Session, step: Asked) -> QuestionLook:
    ask = step.ask
    about = _about(row)
    if step.round is not None and step.round.pieces > 1:
        piece = label("piece_of", number=step.round.piece, demand=step.round.pieces)
        about = f"{piece} · {about}"
    return QuestionLook(
        kind=_FIELDS[ask.kind],
        title=ask.text,
        hint=_hint(ask),
        typed=session.hand.typed,
        unit=ask.unit,
        error=_error(session),
        about=about,
        decimal_mark=decimal_mark(),
        choices=_choices(slice_, session),
        confirm=label("signed" if ask.kind is AskKind.DRAWN else "ok"),
        clear=label("sign_again"),
        cancel=_back(session),
    )


def _hint(ask: AskFor) -> str:
    match ask.kind:
        case AskKind.NUMBER:
            return _bounds(ask)
        case AskKind.SCAN:
            return label(f"expect_{ask.expect}") if ask.expect in {"lot", "article"} else ""
        case AskKind.SIGNATURE:
            return label("sign_hint")
        case AskKind.DATE:
            return label("expiry_hint")
        case AskKind.PHOTO:
            return label("photo_hint")
        case AskKind.YES_NO | AskKind.CHOICE | AskKind.TEXT | AskKind.DRAWN:
            return ""


def _bounds(ask: AskFor) -> str:
    low, high = ask.low, ask.high
    if low is not None and high is not None:
        return label("bounds", low=plain(low), high=plain(high), unit=ask.unit)
    if low is not None:
        return label("bounds_low", low=plain(low), unit=ask.unit)
    return label("bounds_high", high=plain(high), unit=ask.unit) if high is not None else ""


def _hint_of(step: Asked, slice_: CheckSlice) -> str:
    if step.kind in {Step.SECOND, Step.NOTE}:
        return label(f"{step.kind}_hint")
    if step.kind is Step.DISPOSITION and slice_.hold is not None:
        return label("hold_hint", bin=slice_.hold.label)
    return ""


def _choices(slice_: CheckSlice, session: Session) -> tuple[ChoiceLook, ...]:
    taps = choices(session, slice_)
    return tuple(
        _choice(tap, key=_KEYS[number] if number < len(_KEYS) else "")
        for number, tap in enumerate(taps)
    )


def _choice(tap: Tapped, key: str) -> ChoiceLook:
    match tap.action:
        case Action.ANSWER if tap.value in {"yes", "no"}:
            return ChoiceLook(label(f"answer_{tap.value}"), tap.action, tap.value, key=key)
        case Action.ANSWER:
            return ChoiceLook(tap.value, tap.action, tap.value, key=key)
        case Action.TAKE_PICTURE:
            return ChoiceLook(label("take_picture"), tap.action, key="F8", primary=True)
        case Action.DISPOSE:
            name = f"disposition_{tap.value}"
            return ChoiceLook(label(name), tap.action, tap.value, label(f"{name}_detail"), key=key)
        case _:
            name = f"verdict_{tap.action}"
            return ChoiceLook(label(name), tap.action, detail=label(f"{name}_detail"), key=key)


def _back(session: Session) -> str:
    said = session.hand.inspection
    return label("one_back") if not said.is_untouched else ""


def _about(row: CheckRow) -> str:
    parts = (row.product.name, row.due.lot or "", f"{plain(row.due.quantity)} {row.unit.name}")
    return " · ".join(part for part in parts if part)


def _error(session: Session) -> str:
    notice = session.notice
    stopped = notice is not None and notice.sound is Sound.STOP and notice.text is not None
    return say(notice.text) if stopped and notice and notice.text else ""
