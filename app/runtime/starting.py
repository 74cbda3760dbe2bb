"""Where a person begins at a device."""

from dataclasses import replace

from app.base.notice import Notice, Sound
from app.base.session import Home, Session, Setup, SignOn
from app.base.signing import signed_off, with_people
from app.base.wording import text
from app.runtime.device import Device


def fresh(device: Device, before: Session | None = None) -> Session:
    """Ask who it is, where people sign on; else stand at home, or at the setup desk.

    Who was signed on `before`, at another device, still is.
    """
    session = Session(
        Setup() if device.scope is None else Home(),
        device.scope,
        device.user,
        notice=device.notice,
        training=device.training,
        rules=device.rules,
    )
    if before is not None:
        session = replace(session, user=before.user, role=before.role)
    said = current(device, session)
    if device.people.trouble:
        words = text("people_unreadable", path="people.json", why=device.people.trouble)
        return replace(said, notice=Notice(Sound.STOP, words, stays=True))
    return replace(said, notice=device.notice)


def current(device: Device, session: Session) -> Session:
    """Hold the session to the list as it is now: who was struck off is signed off at once."""
    likes = device.people.likes(session.user)
    session = replace(
        session, hands_free=likes.hands_free, weighed=device.weighed.at(session.place)
    )
    if not device.people.is_shared:
        return session
    workers = {one.name: one for one in device.people.workers()}
    rules = with_people(device.rules, device.people.workers())
    if not isinstance(session.place, SignOn) or session.place.leaving:
        worker = workers.get(session.user)
        if worker is None:
            return replace(signed_off(session), rules=rules)
        return replace(session, role=worker.role, rules=rules)
    return replace(session, rules=rules)
