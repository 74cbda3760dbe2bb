"""The list of what is to be packed, decided: a tap or a scan begins one."""

from dataclasses import replace

from app.base.decision import Decision, Go, Stay
from app.base.documents import decide_on_list
from app.base.messages import Action, Message, Tapped
from app.base.session import Home, Outbox, Pack, Session, Settle
from sync.core.pick_slices import PicksSlice


def decide_packs(session: Session, message: Message, slice_: PicksSlice) -> Decision:
    """Decide what one message means on the list."""

    def tapped(session: Session, tap: Tapped) -> Decision:
        return _tapped(session, tap, slice_)

    return decide_on_list(session, message, slice_.found, tapped)


def _tapped(session: Session, tap: Tapped, slice_: PicksSlice) -> Decision:
    match tap.action:
        case Action.OPEN_DOCUMENT:
            return Go(Pack(int(tap.value)))
        case Action.CONFIRM if slice_.rows:
            return Go(Pack(slice_.rows[0].document.id))
        case Action.BACK | Action.GO_HOME:
            return Go(Home())
        case Action.OPEN_SETTLE:
            return Go(Settle())
        case Action.OPEN_OUTBOX:
            return Go(Outbox())
        case Action.ACKNOWLEDGE:
            return Stay(replace(session, notice=None))
        case _:
            return Stay(session)
