"""Home, decided: a tile opens its list, a scan goes where it belongs."""

from dataclasses import replace

from app.base.commands import action_of
from app.base.decision import Decision, Go, Stay
from app.base.documents import decide_on_list
from app.base.going_on import place_of
from app.base.leads import LEADS, LISTS
from app.base.messages import Action, Message, Scanned, Tapped
from app.base.notice import Sound
from app.base.session import Lookup, Session
from sync.core.slices import Found, HomeSlice


def decide(session: Session, message: Message, slice_: HomeSlice) -> Decision:
    """Decide what one message means on the home screen."""
    if isinstance(message, Scanned) and not action_of(message.scan):
        looked_up = _looked_up(message, slice_.found)
        if looked_up:
            return looked_up
    return decide_on_list(session, message, slice_.found, _tapped)


def _looked_up(message: Scanned, found: Found) -> Decision | None:
    """What no work waits for is looked up: nobody stands before a code that leads nowhere."""
    if found.documents or found.offers or not (message.by_hand or found.products or found.bins):
        return None
    return Go(Lookup(), repeat=True)


def _tapped(session: Session, tap: Tapped) -> Decision:
    match tap.action:
        case Action.OPEN_TILE if tap.value in LISTS:
            return Go(LISTS[tap.value])
        case Action.GO_ON:
            place = place_of(tap.value)
            return Go(place) if place else Stay(session)
        case Action.ACKNOWLEDGE:
            return Stay(replace(session, notice=None))
        case Action.GO_HOME | Action.BACK:
            return Stay(session, Sound.BUSY)  # it is heard, and one is there
        case _:
            return Go(LEADS[tap.action]) if tap.action in LEADS else Stay(session)
