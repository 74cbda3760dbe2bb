"""The list of picks, decided: a tap or a scan begins one; the first is the next best."""

from dataclasses import replace

from app.base.decision import Decision, Go, Refuse, Stay
from app.base.documents import decide_on_list
from app.base.messages import Action, Message, Scanned, Tapped
from app.base.notice import Sound
from app.base.picking import TOTES
from app.base.session import Home, Outbox, Pick, Picks, Session, Settle
from app.base.wording import text
from sync.core.pick_slices import PicksSlice


def decide_picks(session: Session, message: Message, slice_: PicksSlice) -> Decision:
    """Decide what one message means on the list of picks."""

    def tapped(session: Session, tap: Tapped) -> Decision:
        return _tapped(session, tap, slice_)

    decision = decide_on_list(session, message, slice_.found, tapped)
    scanned = decision.place if isinstance(decision, Go) else None
    if _at(session).cart and isinstance(message, Scanned) and isinstance(scanned, Pick):
        # Whoever fills a cart scans one order after the other.
        return _onto_cart(session, scanned.documents[0])
    return decision


def _at(session: Session) -> Picks:
    assert isinstance(session.place, Picks), "it is the list that decides"
    return session.place


def _onto_cart(session: Session, document: int) -> Decision:
    """Put an order onto the cart, or take it off again."""
    place = _at(session)
    if document in place.chosen:
        chosen = tuple(one for one in place.chosen if one != document)
    elif len(place.chosen) == len(TOTES):
        return Refuse(session, text("pick_cart_full", count=len(TOTES)))
    else:
        chosen = (*place.chosen, document)
    after = replace(session, place=replace(place, chosen=chosen), notice=None)
    return Stay(after, Sound.BUSY)


def _tapped(session: Session, tap: Tapped, slice_: PicksSlice) -> Decision:
    match tap.action:
        case Action.CART:
            return Stay(replace(session, place=Picks(cart=not _at(session).cart), notice=None))
        case Action.OPEN_DOCUMENT if _at(session).cart:
            return _onto_cart(session, int(tap.value))
        case Action.OPEN_DOCUMENT:
            return Go(Pick((int(tap.value),)))
        case Action.CONFIRM if _at(session).cart:
            chosen = _at(session).chosen
            return Go(Pick(chosen)) if chosen else Refuse(session, text("pick_cart_empty"))
        case Action.CONFIRM if slice_.rows:
            return Go(Pick((slice_.rows[0].document.id,)))
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
