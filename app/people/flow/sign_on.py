"""Signing on: a badge says who it is, a name asks for its PIN; and signing off."""

from dataclasses import replace
from typing import assert_never

from app.base.commands import action_of
from app.base.decision import Decision, Go, OfPeople, Refuse, Stay, TryPin
from app.base.messages import Action, Answered, Message, Refreshed, Scanned, Tapped
from app.base.notice import Sound
from app.base.people import SignOnSlice
from app.base.session import Hand, Home, Session, SignOn
from app.base.signing import badge_of, signed_off, signed_on
from app.base.wording import text

PIN_DIGITS_MAX = 12
BACK = "back"


def decide(session: Session, message: Message, slice_: SignOnSlice) -> Decision:
    """Decide what one message means before anybody works."""
    place = session.place
    assert isinstance(place, SignOn)
    match message:
        case Scanned(scan=scan):
            action = action_of(scan)
            if action:
                return _tapped(session, place, Tapped(action), slice_)
            return _scanned(session, place, message, slice_)
        case Answered(text=given):
            return _tried(session, place, given, slice_)
        case Tapped():
            return _tapped(session, place, message, slice_)
        case Refreshed():
            return Stay(session)
        case _:
            assert_never(message)


def _scanned(session: Session, place: SignOn, message: Scanned, slice_: SignOnSlice) -> Decision:
    worker = slice_.with_badge(badge_of(message))
    if worker is not None and not message.by_hand:
        return signed_on(session, worker)
    if place.name and message.scan.text.strip().isdecimal():
        return _tried(session, place, message.scan.text, slice_)
    return Refuse(session, text("badge_typed" if worker else "badge_of_nobody"))


def _tapped(session: Session, place: SignOn, tap: Tapped, slice_: SignOnSlice) -> Decision:
    match tap.action:
        case Action.SIGN_OFF:
            return _leave(session, slice_)
        case Action.CONFIRM if place.leaving:
            return Stay(signed_off(session))
        case Action.CANCEL | Action.BACK if place.leaving:
            return Go(Home())
        case Action.OPEN_PERSON:
            return _named(session, tap.value, slice_)
        case Action.PAD if place.name:
            return Stay(replace(session, hand=replace(session.hand, typed=_typed(session, tap))))
        case Action.CONFIRM if place.name:
            return _tried(session, place, session.hand.typed, slice_)
        case Action.CANCEL | Action.BACK:
            return Stay(replace(session, place=SignOn(), hand=Hand(), notice=None))
        case _:
            return Stay(session)


def _leave(session: Session, slice_: SignOnSlice) -> Decision:
    """What is only here is no reason to stay, but one to know: the device must not be put away."""
    if not slice_.unsent and not slice_.parked:
        return Stay(signed_off(session))
    return Stay(replace(session, place=SignOn(leaving=True)), Sound.QUESTION)


def _named(session: Session, name: str, slice_: SignOnSlice) -> Decision:
    worker = slice_.named(name)
    if worker is None:
        return Stay(session)
    if not worker.has_pin:
        return Refuse(session, text("sign_on_by_badge", name=name))
    return Stay(replace(session, place=SignOn(name), hand=Hand()), Sound.QUESTION)


def _tried(session: Session, place: SignOn, given: str, slice_: SignOnSlice) -> Decision:
    if not place.name or slice_.named(place.name) is None:
        return Stay(session)
    if not given.strip():
        return Refuse(session, text("ask_pin"))
    again = replace(session, hand=Hand())  # a wrong PIN is entered anew, never mended
    return OfPeople(again, TryPin(place.name, given.strip()[:PIN_DIGITS_MAX]))


def _typed(session: Session, tap: Tapped) -> str:
    typed = session.hand.typed
    if tap.value == BACK:
        return typed[:-1]
    return (typed + tap.value)[:PIN_DIGITS_MAX] if tap.value.isdecimal() else typed
