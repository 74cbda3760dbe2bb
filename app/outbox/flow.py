"""The outbox, decided: it is looked at, and left."""

from dataclasses import replace

from app.base.decision import Decision, Go, Stay
from app.base.messages import Action, Message, Scanned, Tapped
from app.base.session import Home, Session, Settle
from sync.core.slices import OutboxSlice


def decide(session: Session, message: Message, slice_: OutboxSlice) -> Decision:
    """Decide what one message means here: a scan goes on at home, where it finds its place."""
    del slice_
    match message:
        case Scanned():
            return Go(Home(), repeat=True)
        case Tapped(action=Action.OPEN_SETTLE, value=story):
            return Go(Settle(story=story))
        case Tapped(action=Action.BACK | Action.GO_HOME):
            return Go(Home())
        case Tapped(action=Action.ACKNOWLEDGE):
            return Stay(replace(session, notice=None))
        case _:
            return Stay(session)
