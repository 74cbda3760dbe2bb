"""Signing on and off: whoever does has nothing of the one before in their hand."""

from dataclasses import replace
from types import MappingProxyType

from app.base.decision import Decision, Refuse, Stay
from app.base.messages import Scanned
from app.base.notice import Notice, Sound
from app.base.people import Role, Worker
from app.base.receiving import Receiving
from app.base.roles import may_go
from app.base.session import Hand, Home, Session, Setup, SignOn
from app.base.wording import text
from scanners.codes.scan import HouseKind

NOBODY = ""


def badge_of(message: Scanned) -> str:
    """What a badge says: one of our labels, or a card that the house had before."""
    house = message.scan.house
    if house is not None:
        return house.value.upper() if house.kind is HouseKind.BADGE else ""
    return message.scan.text.strip().upper()


def signed_on(session: Session, worker: Worker) -> Decision:
    """Let somebody work here from now on, where they may."""
    if not worker.may_work_in(session.scope):
        return Refuse(session, text("not_of_this_place", name=worker.name))
    place = Home() if session.scope else Setup()
    if not may_go(worker.role, type(place)):
        return Refuse(session, text("not_set_up_yet"))
    here = Notice(Sound.LINE_DONE, text("signed_on", name=worker.name))
    there = replace(
        session, place=place, user=worker.name, role=worker.role, hand=Hand(), notice=here
    )
    return Stay(there, Sound.LINE_DONE)


def with_people(rules: Receiving, workers: tuple[Worker, ...]) -> Receiving:
    """Let the badges of supervisors on the list agree, beside those that the house's rules name.

    Where people are listed, no other badge does: a clerk's opens no door.
    """
    listed = {one.badge: one.name for one in workers if one.badge and one.may_agree}
    badges = MappingProxyType({**rules.supervisors, **listed})
    return replace(rules, supervisors=badges, only_listed=True)


def signed_off(session: Session) -> Session:
    """Leave the device to whoever comes next."""
    return replace(session, place=SignOn(), user=NOBODY, role=Role.PICKER, hand=Hand(), notice=None)
