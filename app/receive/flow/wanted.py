"""What a flow wants to see before it decides: the lot that a message may be about."""

from app.base.messages import Action, Answered, Message, Scanned, Tapped
from app.base.serials import serials_of
from app.base.session import Question, Session

_LOTS = frozenset({Question.LOT, Question.SERIAL})


def serials_wanted(session: Session, message: Message) -> tuple[str, ...]:
    """Name all serials to look up, where a message names several."""
    if session.hand.question is not Question.SERIAL:
        return ()
    names = serials_of(lot_wanted(session, message) or "")
    return names if len(names) > 1 else ()


def lot_wanted(session: Session, message: Message) -> str | None:
    """Name the lot or serial to look up for this message, if any."""
    asked = session.hand.question in _LOTS
    match message:
        case Scanned(scan=scan):
            label = scan.message
            named = (label.serial or label.lot) if label else None
            return named or (scan.text if asked else session.hand.lot)
        case Answered(text=given) if asked:
            return given.strip()
        case Tapped(action=Action.CONFIRM, value=given) if asked:
            return (given or session.hand.typed).strip()
        case _:
            return session.hand.lot
