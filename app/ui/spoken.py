"""What a look says to the ear: the outcome, the question, or what to do now; in that order."""

from app.base.labels import label
from app.ui.looks import CheckLook, ReceiveLook, ScreenLook, WorkLook
from app.ui.pieces import CardLook


def spoken_of(look: ScreenLook) -> str:
    """Put it into one sentence; "" where there is nothing to hear."""
    parts: list[str] = []
    if look.question is not None:
        parts += [look.question.error, look.question.title]
    elif look.notice is not None:
        parts += [look.notice.text, look.notice.detail]
    if look.question is None and isinstance(look, ReceiveLook | WorkLook | CheckLook):
        parts += _card(look.card)
    return ". ".join(part.rstrip(".") for part in parts if part)


def _card(card: CardLook) -> list[str]:
    if card.place:
        return [f"{card.kicker} {card.place}", card.name, _amount(card)]
    return [card.name or card.kicker, _amount(card), card.state]


def _amount(card: CardLook) -> str:
    between = f" {label('amount_of')} "
    return between.join(part for part in (card.done, card.demand) if part)
