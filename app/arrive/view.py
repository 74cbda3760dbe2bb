"""What is shown while goods come in that nobody ordered: the next thing to scan, and the goods."""

from app.base.amounts import decimal_mark, plain
from app.base.days import show_day
from app.base.labels import label
from app.base.messages import Action
from app.base.session import Arrive, Question, Session
from app.base.wording import say, text
from app.ui.look_of import notice_look
from app.ui.looks import (
    ActionButton,
    Badge,
    BottomBar,
    CardLook,
    FactLook,
    Field,
    QuestionLook,
    TopBar,
    WorkLook,
)
from sync.core.moved_slices import MoveSlice

_FIELDS = {
    Question.LOT: (Field.TEXT, "ask_lot", "lot_hint"),
    Question.SERIAL: (Field.TEXT, "ask_serial", "lot_hint"),
    Question.EXPIRY: (Field.DATE, "ask_expiry", "expiry_hint"),
    Question.QUANTITY: (Field.PAD, "ask_amount", "quantity_hint"),
}

NAMED_MAX = 3
"""Serial numbers that are shown, the newest; the amount says how many there are."""


def view(slice_: MoveSlice, session: Session, badge: Badge) -> WorkLook:
    """Lay out what comes in."""
    paper = session.place.paper if isinstance(session.place, Arrive) else ""
    return WorkLook(
        top=TopBar(title=label("arrive"), badge=badge, subtitle=paper, back=True),
        card=_card(slice_, session, paper),
        rows=(),
        bar=_bar(slice_, session),
        question=_question(slice_, session),
        notice=notice_look(session.notice),
    )


def _card(slice_: MoveSlice, session: Session, paper: str) -> CardLook:
    hand, product = session.hand, slice_.product
    if product is None or not hand.row:
        hint = label("arrive_hint_paper", paper=paper) if paper else label("arrive_hint")
        return CardLook(label("arrive_prompt"), hint)
    named = ", ".join((*hand.pieces, *((hand.lot,) if hand.lot else ()))[-NAMED_MAX:])
    facts = [FactLook("lot", label("lot"), named)] if named else []
    if hand.expiry:
        facts.append(FactLook("expiry", label("expiry"), show_day(hand.expiry)))
    return CardLook(
        kicker=label("scan_destination"),
        name=product.name,
        code=product.code,
        done=plain(hand.amount),
        unit=slice_.unit.name if slice_.unit else "",
        facts=tuple(facts),
        amount_action=Action.ASK_QUANTITY,
    )


def _bar(slice_: MoveSlice, session: Session) -> BottomBar:
    held = bool(session.hand.row)
    undo = slice_.undoable is not None or held
    again = label("to_bin", bin=slice_.bin.label) if slice_.bin else label("same_bin")
    same = held and slice_.bin is not None
    return BottomBar(
        (
            ActionButton(Action.UNDO, label("undo"), key="F8", icon="undo", enabled=undo),
            ActionButton(
                Action.ASK_QUANTITY, label("quantity"), key="F2", icon="pad", enabled=held
            ),
            ActionButton(Action.SAME_BIN, again, key="F6", icon="bin", enabled=same),
        )
    )


def _question(slice_: MoveSlice, session: Session) -> QuestionLook | None:
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
