"""A new pack: its number is taken on disk before anybody hears of it, and its label is printed."""

import asyncio
from dataclasses import replace

from app.base.decision import Number, Refuse, Stay
from app.base.notice import Notice, Sound
from app.base.wanted import pack_label
from app.base.wording import text
from app.runtime.device import Device


async def opened(device: Device, decision: Number) -> Stay | Refuse:
    """Open a pack under the next number, if there is one."""
    session = decision.session
    name = await asyncio.to_thread(device.next_pack)
    if name is None:
        return Refuse(session, text("no_numbers"))
    notice = Notice(Sound.BUSY, text("package_opened", package=name))
    if device.printing:
        # At once: a pack without its label is one that nobody can name again.
        trouble = await device.printing.go_along((pack_label(name),), session.user)
        notice = replace(trouble, sound=Sound.QUESTION) if trouble else notice
    hand = replace(session.hand, package=name)
    return Stay(replace(session, hand=hand, notice=notice), Sound.BUSY)
