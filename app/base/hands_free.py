"""Hands free: the same scan again says yes, for whoever likes it so."""

from app.base.commands import action_of
from app.base.messages import Action, Message, Scanned, Tapped
from app.base.session import Question, Session


def meant(session: Session, message: Message) -> Message:
    """Take a scan that was made twice as the yes that is asked for."""
    if not session.hands_free or not isinstance(message, Scanned) or message.by_hand:
        return message
    question, hand = session.hand.question, session.hand
    again = question is Question.OVER and bool(hand.raw) and message.scan.raw == hand.raw
    finish = question is Question.FINISH and action_of(message.scan) is Action.FINISH
    return Tapped(Action.CONFIRM) if again or finish else message
