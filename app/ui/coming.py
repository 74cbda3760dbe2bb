"""What is shown alike of goods that come in by no document: what is asked, and the buttons."""

from app.base.amounts import decimal_mark
from app.base.labels import label
from app.base.messages import Action
from app.base.session import Question, Session
from app.base.wording import say, text
from app.ui.looks import ActionButton, Field, QuestionLook
from sync.core.moved_slices import MoveSlice

_FIELDS = {
    Question.LOT: (Field.TEXT, "ask_lot", "lot_hint"),
    Question.SERIAL: (Field.TEXT, "ask_serial", "lot_hint"),
    Question.EXPIRY: (Field.DATE, "ask_expiry", "expiry_hint"),
    Question.QUANTITY: (Field.PAD, "ask_amount", "quantity_hint"),
}


def asked_look(slice_: MoveSlice, session: Session) -> QuestionLook | None:
    """Ask for the lot, its day or the amount; None where none of them is asked for."""
    hand = session.hand
    if hand.question not in _FIELDS:
        return None
    kind, title, hint = _FIELDS[hand.question]
    return QuestionLook(
        kind=kind,
        title=say(text(title)),
        hint=label(hint),
        typed=hand.typed,
        unit=slice_.unit.name if slice_.unit and kind is Field.PAD else "",
        about=slice_.product.name if slice_.product else "",
        decimal_mark=decimal_mark(),
        confirm=label("ok"),
        cancel=label("cancel"),
    )


def undo_and_amount(slice_: MoveSlice, session: Session) -> tuple[ActionButton, ActionButton]:
    """The first two buttons: take back what is in the hand or was done, and enter an amount."""
    held = bool(session.hand.row)
    undo = slice_.undoable is not None or held
    return (
        ActionButton(Action.UNDO, label("undo"), key="F8", icon="undo", enabled=undo),
        ActionButton(Action.ASK_QUANTITY, label("quantity"), key="F2", icon="pad", enabled=held),
    )


def same_bin(slice_: MoveSlice, session: Session) -> ActionButton:
    """The last button: into the bin that the goods before went to."""
    again = label("to_bin", bin=slice_.bin.label) if slice_.bin else label("same_bin")
    same = bool(session.hand.row) and slice_.bin is not None
    return ActionButton(Action.SAME_BIN, again, key="F6", icon="bin", enabled=same)
