"""The question in the card's place, and the ways it can be answered."""

from app.base.amounts import decimal_mark, plain
from app.base.asking import approval_text, finish_text, over_text
from app.base.labels import label
from app.base.messages import Action
from app.base.notice import Sound
from app.base.session import Question, Session
from app.base.wording import say, text
from app.receive.view.link import link_question
from app.ui.forms import ChoiceLook
from app.ui.looks import Field, QuestionLook
from sync.core.operations import Damage
from sync.core.records import OPEN_STATES
from sync.core.slices import LineRow, ReceiveSlice

_FIELDS = {
    Question.LOT: (Field.TEXT, "ask_lot", "lot_hint"),
    Question.SERIAL: (Field.TEXT, "ask_serial", "lot_hint"),
    Question.EXPIRY: (Field.DATE, "ask_expiry", "expiry_hint"),
    Question.QUANTITY: (Field.PAD, "ask_quantity", "quantity_hint"),
    Question.BIN: (Field.BIN, "ask_bin", "bin_hint"),
    Question.DAMAGED_BIN: (Field.BIN, "ask_damaged_bin", "bin_hint"),
    Question.PALLET: (Field.TEXT, "ask_pallet", "pallet_hint"),
}


def question(slice_: ReceiveSlice, session: Session) -> QuestionLook | None:
    """Draw the open question, if there is one."""
    hand = session.hand
    if hand.question is None or slice_.document is None or slice_.document.state not in OPEN_STATES:
        return None
    if hand.question is Question.FINISH:
        return _finish(slice_, session)
    row = next((row for row in slice_.rows if row.line.id == hand.line), None)
    if hand.question is Question.OVER:
        return _over(row, session) if row else None
    if hand.question is Question.APPROVAL:
        return _approval(row, session, slice_) if row else None
    if hand.question is Question.DAMAGE:
        return _damage()
    if hand.question is Question.LINK:
        return link_question(slice_, session, _error(session))
    kind, title, hint = _FIELDS[hand.question]
    return QuestionLook(
        kind=kind,
        title=say(text(title)),
        hint=label(hint),
        typed=hand.typed,
        unit=row.unit.name if row and kind is Field.PAD else "",
        error=_error(session),
        about=_about(row, session),
        choices=(_number(),) if hand.question in {Question.LOT, Question.SERIAL} else (),
        decimal_mark=decimal_mark(),
        confirm=label("ok"),
        cancel=label("cancel"),
    )


def _number() -> ChoiceLook:
    return ChoiceLook(
        label("new_number"), Action.NEW_NUMBER, detail=label("new_number_detail"), key="F4"
    )


def _dropped() -> ChoiceLook:
    detail = label("rest_dropped_detail")
    return ChoiceLook(label("rest_dropped"), Action.REST_DROPPED, detail=detail, key="Delete")


def _finish(slice_: ReceiveSlice, session: Session) -> QuestionLook:
    return QuestionLook(
        kind=Field.CHOICE,
        title=say(finish_text(session, slice_)),
        choices=(
            ChoiceLook(
                label("all_came" if session.is_blind else "rest_stays_open"),
                Action.REST_STAYS_OPEN,
                detail=label("rest_stays_open_detail"),
                key="F2",
                primary=True,
            ),
            # Who does not know what is missing cannot say that it will not come.
            *(() if session.is_blind else (_dropped(),)),
        ),
        cancel=label("keep_receiving"),
    )


def _over(row: LineRow, session: Session) -> QuestionLook:
    words = over_text(session, row, session.hand.amount)
    right = ChoiceLook(
        label("over_right"),
        Action.CONFIRM,
        detail=label("over_right_detail"),
        key="F2",
        primary=True,
    )
    return QuestionLook(
        kind=Field.CHOICE,
        title=say(words),
        about=row.product.name,
        choices=(right,),
        cancel=label("over_wrong"),
    )


def _approval(row: LineRow, session: Session, slice_: ReceiveSlice) -> QuestionLook:
    aside = ChoiceLook(
        label("set_aside_now"),
        Action.SET_ASIDE,
        detail=label("set_aside_detail"),
        key="F2",
    )
    return QuestionLook(
        kind=Field.CHOICE,
        title=say(approval_text(session, row, slice_)),
        hint=label("badge_hint"),
        error=_error(session),
        about=row.product.name,
        choices=(aside,),
        cancel=label("over_wrong"),
    )


def _damage() -> QuestionLook:
    reasons = (
        ChoiceLook(label(f"damage_{reason}"), Action.CHOOSE, reason, key=f"F{number}")
        for number, reason in enumerate(Damage, 2)
    )
    return QuestionLook(
        kind=Field.CHOICE,
        title=say(text("ask_damage")),
        choices=tuple(reasons),
        cancel=label("damage_none"),
    )


def _error(session: Session) -> str:
    notice = session.notice
    stopped = notice is not None and notice.sound is Sound.STOP and notice.text is not None
    return say(notice.text) if stopped and notice and notice.text else ""


def _about(row: LineRow | None, session: Session) -> str:
    if row is None:
        return ""
    line, hand, parts = row.line, session.hand, [row.product.name]
    if hand.question is Question.SERIAL and not session.is_blind:
        parts.append(label("piece_of", number=plain(line.done + 1), demand=plain(line.demand)))
    if hand.question is Question.EXPIRY and hand.lot:
        parts.append(f"{label('lot')} {hand.lot}")
    return " · ".join(parts)
