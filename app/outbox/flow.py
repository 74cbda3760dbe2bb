"""The outbox, decided: it is looked at, and left."""

from dataclasses import replace

from app.base.commands import action_of
from app.base.decision import Agree, Decision, Go, Stay
from app.base.messages import Action, Message, Scanned, Tapped
from app.base.notice import Notice, Sound
from app.base.session import Home, Session, Settle
from app.base.wording import text
from sync.core.slices import OutboxSlice


def decide(session: Session, message: Message, slice_: OutboxSlice) -> Decision:
    """Decide what one message means here: a scan goes on at home, where it finds its place."""
    del slice_
    match message:
        case Scanned(scan=scan) if action_of(scan) is Action.CONFIRM:
            return _agreed(session)
        case Tapped(action=Action.AGREE):
            return _agreed(session)
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


def _agreed(session: Session) -> Decision:
    return Agree(session, Notice(Sound.LINE_DONE, text("agreed")))
