"""What every verb does with a message: a scan, a command label, a text, a tap, each its own way."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar, assert_never

from app.base.commands import action_of
from app.base.decision import Decision, Stay
from app.base.documents import said_or_refused
from app.base.messages import Answered, Message, Refreshed, Scanned, Tapped
from app.base.session import Session

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Ears(Generic[S]):
    """What a verb makes of each; a command label means what the button means."""

    scanned: Callable[[Session, Scanned, S], Decision]
    tapped: Callable[[Session, Tapped, S], Decision]
    answered: Callable[[Session, str, S], Decision]


def hear(ears: Ears[S], session: Session, message: Message, slice_: S) -> Decision:
    """Decide what one message means."""
    match message:
        case Scanned(scan=scan):
            action = action_of(scan)
            if action:
                return said_or_refused(session, ears.tapped(session, Tapped(action), slice_))
            return ears.scanned(session, message, slice_)
        case Answered(text=given):
            return ears.answered(session, given, slice_)
        case Tapped():
            return ears.tapped(session, message, slice_)
        case Refreshed():
            return Stay(session)
        case _:
            assert_never(message)
