"""The question at the desk: what has to be put right before the goods can be filed."""

from app.base.amounts import decimal_mark, plain
from app.base.labels import label
from app.base.messages import Action
from app.base.notice import Sound
from app.base.session import Question, Session
from app.base.story import Story
from app.base.wording import say, text
from app.settle.view.story import summary
from app.ui.forms import ChoiceLook
from app.ui.looks import Field, QuestionLook
from sync.core.slices import Place

ORDERS_SHOWN_MAX = 4
_FIELDS = {
    Question.LOT: (Field.TEXT, "lot_hint"),
    Question.SERIAL: (Field.TEXT, "lot_hint"),
    Question.EXPIRY: (Field.DATE, "expiry_hint"),
    Question.QUANTITY: (Field.PAD, "quantity_hint"),
    Question.BIN: (Field.BIN, "bin_hint"),
    Question.ORDER: (Field.BIN, "order_hint"),
    Question.APPROVAL: (Field.CHOICE, "badge_hint"),
}


def question(story: Story, session: Session) -> QuestionLook | None:
    """Draw the open question, if there is one."""
    asked = session.hand.question
    if asked is None or asked not in _FIELDS:
        return None
    kind, hint = _FIELDS[asked]
    unit = story.first.unit
    return QuestionLook(
        kind=kind,
        title=say(text(f"ask_{asked}")),
        hint=label(hint),
        typed=session.hand.typed,
        unit=unit.name if unit and kind is Field.PAD else "",
        error=_error(session),
        about=summary(story),
        decimal_mark=decimal_mark(),
        choices=_orders(story) if asked is Question.ORDER else (),
        confirm=label("ok"),
        cancel=label("cancel"),
    )


def _orders(story: Story) -> tuple[ChoiceLook, ...]:
    return tuple(_order(place) for place in story.places[:ORDERS_SHOWN_MAX])


def _order(place: Place) -> ChoiceLook:
    document, line = place.document, place.line
    amounts = f"{plain(line.done)} / {plain(line.demand)} {place.unit.name}"
    detail = " · ".join(part for part in (document.party, amounts) if part)
    return ChoiceLook(document.name, Action.CONFIRM, str(document.id), detail)


def _error(session: Session) -> str:
    notice = session.notice
    stopped = notice is not None and notice.sound is Sound.STOP and notice.text is not None
    return say(notice.text) if stopped and notice and notice.text else ""
