"""One part of the building: which one, and what is left in the others for the next person."""

from dataclasses import replace

from app.base.decision import Ask, Decision, Go, Refuse, Stay
from app.base.messages import Action, Tapped
from app.base.notice import Notice, Sound
from app.base.picking import pick_place
from app.base.session import Hand, Picks, Question, Session
from app.base.wording import text
from sync.core.pick_slices import PickSlice, PicksSlice
from sync.core.records import Location


def ask_zone(session: Session, slice_: PicksSlice) -> Decision:
    """Ask in which part of the building the person picks."""
    if not slice_.zones:
        return Refuse(session, text("pick_no_zones"))
    hand = Hand(question=Question.ZONE)
    return Ask(replace(session, hand=hand, notice=None), text("ask_zone"))


def zone_tapped(session: Session, tap: Tapped, slice_: PicksSlice) -> Decision:
    """Decide what a tap about zones means."""
    asked = session.hand.question is Question.ZONE
    if tap.action is Action.ASK_ZONE:
        return ask_zone(session, slice_)
    if tap.action is Action.CHOOSE and asked:
        return in_zone(session, tap.value, slice_)
    return Stay(replace(session, hand=Hand(), notice=None)) if asked else Stay(session)


def in_zone(session: Session, zone: str, slice_: PicksSlice) -> Decision:
    """Pick in this part of the building from now on; in all of it, where none is named."""
    if zone and zone not in slice_.zones:
        return Stay(session)
    assert isinstance(session.place, Picks)
    place = replace(session.place, zone=zone)
    return Stay(replace(session, place=place, hand=Hand(), notice=None), Sound.BUSY)


def zone_of(session: Session, bin_: Location, slice_: PicksSlice) -> Decision:
    """Whoever scans a bin picks where it is."""
    if bin_.zone not in slice_.zones:
        return Refuse(session, text("pick_no_zone", bin=bin_.label))
    return in_zone(session, bin_.zone, slice_)


def hand_over(session: Session, slice_: PickSlice) -> Decision:
    """Leave the rest to whoever picks in the other parts: nothing is finished by it."""
    zone = pick_place(session).zone
    names = ", ".join(one.name for one in slice_.documents)
    words = text("pick_handed_over", document=names, left=slice_.elsewhere)
    return Go(Picks(zone=zone), Notice(Sound.LINE_DONE, words, stays=True))
