"""What is shown while goods come in that nobody ordered: the next thing to scan, and the goods."""

from app.base.amounts import plain
from app.base.days import show_day
from app.base.labels import label
from app.base.lasting import agreement_text
from app.base.messages import Action
from app.base.session import Arrive, Question, Session
from app.base.wording import say
from app.ui.coming import asked_look, same_bin, undo_and_amount
from app.ui.look_of import notice_look
from app.ui.looks import (
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

NAMED_MAX = 3
"""Serial numbers that are shown, the newest; the amount says how many there are."""


def view(slice_: MoveSlice, session: Session, badge: Badge) -> WorkLook:
    """Lay out what comes in."""
    paper = session.place.paper if isinstance(session.place, Arrive) else ""
    return WorkLook(
        top=TopBar(title=label("arrive"), badge=badge, subtitle=paper, back=True),
        card=_card(slice_, session, paper),
        rows=(),
        bar=BottomBar((*undo_and_amount(slice_, session), same_bin(slice_, session))),
        question=_agreement(slice_, session) or asked_look(slice_, session),
        notice=notice_look(session.notice),
    )


def _agreement(slice_: MoveSlice, session: Session) -> QuestionLook | None:
    product = slice_.product
    if session.hand.question is not Question.APPROVAL or product is None:
        return None
    return QuestionLook(
        kind=Field.CHOICE,
        title=say(agreement_text(session, product, slice_)),
        hint=label("badge_hint"),
        about=product.name,
        cancel=label("arrive_not_agreed"),
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
