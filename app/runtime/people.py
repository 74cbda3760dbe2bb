"""Who is working, carried out: PINs looked at, the list kept, a badge heard wherever it is."""

import asyncio
from dataclasses import replace

from app.base.ages import age
from app.base.decision import (
    Decision,
    DropWorker,
    Go,
    KeepWorker,
    Like,
    OfPeople,
    Refuse,
    Stay,
    TryPin,
)
from app.base.messages import Message, Scanned
from app.base.notice import Notice, Sound
from app.base.people import (
    TRIES_MAX,
    ListSlice,
    MineSlice,
    SignOnSlice,
    Tries,
    after_wrong,
)
from app.base.roles import allowed
from app.base.session import Check, Mine, People, Question, Report, Session, Setup, SignOn
from app.base.setup import SETTINGS_CODE
from app.base.signing import badge_of, signed_on
from app.base.wording import Text, text
from app.runtime.device import Device

Shown = SignOnSlice | MineSlice | ListSlice | None


async def of_people(device: Device, session: Session) -> Shown:
    """Read what the places of people show; a report and the setup desk need nothing."""
    if isinstance(session.place, Setup | Report):
        return None
    book, now_ms = device.people, device.clock.wall_ms()
    if isinstance(session.place, Mine):
        return MineSlice(book.likes(session.user), book.is_shared)
    if isinstance(session.place, People):
        return ListSlice(book.workers(), await _here(device))
    waits = ((one.name, book.tries(one.name).waits_ms(now_ms)) for one in book.workers())
    status = device.status()
    return SignOnSlice(
        book.workers(), tuple(one for one in waits if one[1]), status.waiting, status.parked
    )


async def _here(device: Device) -> tuple[tuple[int, str], ...]:
    if device.scope is None:
        return ()
    home = await device.store.home(device.scope, (), device.clock.today())
    return ((device.scope.warehouse, home.warehouse.name),) if home.warehouse else ()


def scanned_anywhere(device: Device, session: Session, message: Message) -> Decision | None:
    """Hear what means the same wherever it is scanned: a badge, or another device's settings."""
    if isinstance(message, Scanned) and message.scan.raw.startswith(SETTINGS_CODE):
        return allowed(session, Go(Setup(message.scan.raw)))
    return badge_scanned(device, session, message)


def badge_scanned(device: Device, session: Session, message: Message) -> Decision | None:
    """Hand the device to whose badge was scanned, wherever no badge is asked for."""
    asked = session.hand.question is Question.APPROVAL or isinstance(session.place, Check | SignOn)
    if asked or not device.people.is_shared:
        return None
    if not isinstance(message, Scanned) or message.by_hand:
        return None
    badge = badge_of(message)
    worker = next((one for one in device.people.workers() if badge and one.badge == badge), None)
    if worker is None or worker.name == session.user:
        return None
    return signed_on(session, worker)


async def done_with_people(device: Device, decision: OfPeople) -> Decision:
    """Carry out what was asked of the list."""
    session, book = decision.session, device.people
    match decision.deed:
        case TryPin(name=name, pin=pin):
            return await _tried(device, session, name, pin)
        case KeepWorker(form=form, pin=pin):
            went_well = await asyncio.to_thread(book.keep, form, pin)
            return _kept(session, text("person_kept", name=form.name), went_well=went_well)
        case DropWorker(name=name):
            return _kept(session, text("person_gone", name=name), went_well=book.drop(name))
        case Like(likes=likes):
            if not book.like(session.user, likes):
                return Refuse(session, text("people_not_kept"))
            return Stay(session, Sound.COUNTED)


async def _tried(device: Device, session: Session, name: str, pin: str) -> Decision:
    book, now_ms = device.people, device.clock.wall_ms()
    before = book.tries(name)
    if waits_ms := before.waits_ms(now_ms):
        return Refuse(replace(session, place=SignOn()), _locked(waits_ms))
    # Counted before it is looked at: who pulls the plug meanwhile has had that try.
    tries = after_wrong(before, now_ms)
    if not book.counted(name, tries):
        return Refuse(session, text("people_not_kept"))
    if await asyncio.to_thread(book.is_pin, name, pin):
        book.counted(name, Tries())
        return signed_on(session, next(one for one in book.workers() if one.name == name))
    if waits_ms := tries.waits_ms(now_ms):
        return Refuse(replace(session, place=SignOn()), _locked(waits_ms))
    return Refuse(session, text("pin_wrong", left=TRIES_MAX - tries.wrong))


def _locked(waits_ms: int) -> Text:
    return text("pin_locked", age=age(waits_ms + 59_999))


def _kept(session: Session, words: Text, *, went_well: bool) -> Decision:
    if not went_well:
        return Refuse(session, text("people_not_kept"))
    return Stay(replace(session, notice=Notice(Sound.LINE_DONE, words)), Sound.LINE_DONE)
