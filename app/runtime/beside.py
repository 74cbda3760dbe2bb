"""Who else is at the document that a person is at; and telling them that somebody is here."""

from collections.abc import Hashable

from app.base.ages import age
from app.base.decision import TakeOver
from app.base.session import Check, Held, Pack, Pick, Place, Receive, Session
from app.runtime.device import Device

_JUST_NOW_MS = 60_000


def turn_to(device: Device, who: Hashable, session: Session | None) -> None:
    """A person is at this place now, or went away."""
    if device.claims:
        documents = _documents(session.place) if session else ()
        device.claims.turn_to(who, documents, session.user if session else "")


def take_over(device: Device, decision: TakeOver) -> None:
    """A person goes on with what others are at."""
    for document in (decision.document, *decision.also):
        if device.claims:
            device.claims.take_over(document)


def held(device: Device, session: Session) -> Held | None:
    """Say who else is at the documents of this place: of several, who is there for the longest."""
    if device.claims is None:
        return None
    holders = [device.claims.holder(one) for one in _documents(session.place)]
    holder = min((one for one in holders if one), key=lambda one: one.since_ms, default=None)
    if holder is None:
        return None
    for_ms = device.clock.wall_ms() - holder.since_ms
    return Held(holder.person or holder.device, age(for_ms) if for_ms >= _JUST_NOW_MS else "")


def _documents(place: Place) -> tuple[int, ...]:
    match place:
        case Receive(document=document) | Pack(document=document):
            return (document,)
        case Check(key=key):
            return (key.document,)
        case Pick(documents=documents):
            return documents
        case _:
            return ()
