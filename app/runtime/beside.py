"""Who else is at the document that a person is at; and telling them that somebody is here."""

from collections.abc import Hashable

from app.base.ages import age
from app.base.session import Check, Held, Pick, Place, Receive, Session
from app.runtime.device import Device

_JUST_NOW_MS = 60_000


def turn_to(device: Device, who: Hashable, session: Session | None) -> None:
    """A person is at this place now, or went away."""
    if device.claims:
        document = _document(session.place) if session else None
        device.claims.turn_to(who, document, session.user if session else "")


def held(device: Device, session: Session) -> Held | None:
    """Say who else is at the document of this place."""
    document = _document(session.place)
    if document is None or device.claims is None:
        return None
    holder = device.claims.holder(document)
    if holder is None:
        return None
    for_ms = device.clock.wall_ms() - holder.since_ms
    return Held(holder.person or holder.device, age(for_ms) if for_ms >= _JUST_NOW_MS else "")


def _document(place: Place) -> int | None:
    match place:
        case Receive(document=document):
            return document
        case Check(key=key):
            return key.document
        case Pick(documents=(document, *_)):
            return document
        case _:
            return None
