"""Home, decided: a tile opens its list, a scan goes where it belongs."""

from dataclasses import replace

from app.base.decision import Decision, Go, Stay
from app.base.documents import decide_on_list
from app.base.messages import Action, Message, Tapped
from app.base.session import (
    Checks,
    Count,
    Labels,
    Move,
    Outbox,
    Putaway,
    Receipts,
    Session,
    Settle,
    Setup,
)
from sync.core.records import DocumentKind
from sync.core.slices import HomeSlice


def decide(session: Session, message: Message, slice_: HomeSlice) -> Decision:
    """Decide what one message means on the home screen."""
    return decide_on_list(session, message, slice_.found, _tapped)


def _tapped(session: Session, tap: Tapped) -> Decision:
    match tap.action:
        case Action.OPEN_TILE if tap.value == DocumentKind.RECEIPT:
            return Go(Receipts())
        case Action.OPEN_CHECKS:
            return Go(Checks())
        case Action.OPEN_TILE if tap.value == DocumentKind.TRANSFER:
            return Go(Putaway(planned=True))
        case Action.OPEN_PUTAWAY:
            return Go(Putaway())
        case Action.OPEN_MOVE:
            return Go(Move())
        case Action.OPEN_COUNT:
            return Go(Count())
        case Action.OPEN_OUTBOX:
            return Go(Outbox())
        case Action.OPEN_SETTLE:
            return Go(Settle())
        case Action.OPEN_LABELS:
            return Go(Labels())
        case Action.OPEN_SETUP:
            return Go(Setup())
        case Action.ACKNOWLEDGE:
            return Stay(replace(session, notice=None))
        case _:
            return Stay(session)
