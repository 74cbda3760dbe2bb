"""The list of picks, decided: a tap or a scan begins one; the first is the next best."""

from dataclasses import replace

from app.base.decision import Decision, Go, Refuse, Stay
from app.base.documents import decide_on_list
from app.base.messages import Action, Message, Scanned, Tapped
from app.base.notice import Sound
from app.base.picking import CART_MAX
from app.base.session import Home, Outbox, Pick, Picks, Question, Session, Settle
from app.base.wording import text
from app.pick.flow.zones import zone_of, zone_tapped
from sync.core.only import Only
from sync.core.pick_slices import PicksSlice


def decide_picks(session: Session, message: Message, slice_: PicksSlice) -> Decision:
    """Decide what one message means on the list of picks."""

    def tapped(session: Session, tap: Tapped) -> Decision:
        return _tapped(session, tap, slice_)

    bins = slice_.found.bins
    if session.hand.question is Question.ZONE and isinstance(message, Scanned) and bins:
        return zone_of(session, bins[0], slice_)
    decision = decide_on_list(session, message, slice_.found, tapped)
    scanned = decision.place if isinstance(decision, Go) else None
    if isinstance(scanned, Pick) and isinstance(message, Scanned) and not _at(session).cart:
        return Go(replace(scanned, zone=_at(session).zone))
    alone = isinstance(scanned, Pick) and len(scanned.documents) == 1
    if _at(session).cart and isinstance(message, Scanned) and isinstance(scanned, Pick) and alone:
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
    elif len(place.chosen) == CART_MAX:
        return Refuse(session, text("pick_cart_full", count=CART_MAX))
    else:
        chosen = (*place.chosen, document)
    after = replace(session, place=replace(place, chosen=chosen), notice=None)
    return Stay(after, Sound.BUSY)


def _tapped(session: Session, tap: Tapped, slice_: PicksSlice) -> Decision:
    match tap.action:
        case Action.CART:
            at = _at(session)
            place = Picks(cart=not at.cart, zone=at.zone, only=at.only)
            return Stay(replace(session, place=place, notice=None))
        case Action.ONLY if tap.value in set(Only):
            place = replace(_at(session), only=Only(tap.value))
            return Stay(replace(session, place=place, notice=None))
        case Action.ASK_ZONE | Action.CHOOSE | Action.CANCEL:
            return zone_tapped(session, tap, slice_)
        case Action.OPEN_DOCUMENT if _at(session).cart:
            return _onto_cart(session, int(tap.value))
        case Action.OPEN_DOCUMENT:
            return Go(_walk(session, int(tap.value), slice_))
        case Action.CONFIRM if _at(session).cart:
            chosen = _at(session).chosen
            walk = Pick(chosen, zone=_at(session).zone)
            return Go(walk) if chosen else Refuse(session, text("pick_cart_empty"))
        case Action.CONFIRM if slice_.rows:
            return Go(_walk(session, slice_.rows[0].document.id, slice_))
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


def _walk(session: Session, document: int, slice_: PicksSlice) -> Pick:
    """The walk that begins with a document: with it goes all of its batch."""
    row = next((one for one in slice_.rows if one.document.id == document), None)
    batch = slice_.batch(row.document.batch) if row else None
    return Pick(batch.documents if batch else (document,), zone=_at(session).zone)
