"""Numbers of ours: each is taken on disk before anybody hears of it; packs are labelled at once."""

import asyncio
from dataclasses import replace

from app.base.decision import Decision, Number, Refuse, Stay
from app.base.messages import Answered
from app.base.notice import Notice, Sound
from app.base.session import Session
from app.base.wanted import pack_label
from app.base.wording import text
from app.decide import decide
from app.runtime.device import Device
from app.runtime.read import read
from sync.core.numbering import NumberKind, Taken


async def numbered(device: Device, decision: Number) -> Decision:
    """Open a pack under the next number, or answer with it what is asked, if there is one."""
    session, purpose = decision.session, decision.purpose
    taken = await asyncio.to_thread(device.take_number, purpose)
    if taken.name is None:
        return Refuse(session, text("no_numbers"))
    if purpose.kind is not NumberKind.PACK:
        return await _answered(device, session, taken.name)
    return await _opened(device, decision, taken.name, taken)


async def _opened(device: Device, decision: Number, name: str, taken: Taken) -> Stay:
    session = decision.session
    notice = Notice(Sound.BUSY, text("package_opened", package=name))
    if taken.is_low:
        words = text("numbers_low", package=name, left=taken.left)
        notice = Notice(Sound.QUESTION, words, stays=True)
    if device.printing:
        # At once: a pack without its label is one that nobody can name again.
        trouble = await device.printing.go_along(
            (pack_label(name, decision.receiver),), session.user
        )
        notice = replace(trouble, sound=Sound.QUESTION) if trouble else notice
    hand = replace(session.hand, package=name)
    return Stay(replace(session, hand=hand, notice=notice), notice.sound)


async def _answered(device: Device, session: Session, name: str) -> Decision:
    """Go on as if the number had been entered; its goods have no label yet, and get one."""
    numbered = replace(session, hand=replace(session.hand, numbered=name))
    message = Answered(name)
    return decide(numbered, message, await read(device, numbered, message))
