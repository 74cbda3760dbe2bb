"""The list of receipts, decided: a tap or a scan opens one."""

from dataclasses import replace

from app.base.decision import Decision, Go, Stay
from app.base.documents import decide_on_list
from app.base.messages import Action, Message, Tapped
from app.base.session import Arrive, Home, Outbox, Receipts, Receive, Session, Settle
from sync.core.only import Only
from sync.core.slices import ReceiptsSlice


def decide_receipts(session: Session, message: Message, slice_: ReceiptsSlice) -> Decision:
    """Decide what one message means on the list of receipts."""
    return decide_on_list(session, message, slice_.found, _tapped)


def _for_an_article(session: Session) -> bool:
    return isinstance(session.place, Receipts) and session.place.article is not None


def _tapped(session: Session, tap: Tapped) -> Decision:
    match tap.action:
        case Action.OPEN_DOCUMENT:
            return Go(Receive(int(tap.value)))
        case Action.ONLY if tap.value in set(Only):
            return Stay(replace(session, place=Receipts(only=Only(tap.value)), notice=None))
        case Action.BACK if _for_an_article(session):
            return Go(Receipts())
        case Action.BACK | Action.GO_HOME:
            return Go(Home())
        case Action.OPEN_ARRIVE:
            return Go(Arrive())
        case Action.OPEN_SETTLE:
            return Go(Settle())
        case Action.OPEN_OUTBOX:
            return Go(Outbox())
        case Action.ACKNOWLEDGE:
            return Stay(replace(session, notice=None))
        case _:
            return Stay(session)
