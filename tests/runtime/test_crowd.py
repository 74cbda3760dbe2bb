"""Everybody at a device hears of a change: news at once, and all else once in a while."""

import asyncio
from pathlib import Path

from app.base.messages import Refreshed
from app.base.notice import Notice, Sound
from app.base.wording import text
from app.runtime.crowd import TELLING_WAITS_S
from tests.runtime.shift import Shift, shift

SOON_S = TELLING_WAITS_S / 2


async def _told_after(one: Shift) -> float:
    clock = asyncio.get_running_loop().time
    began = clock()
    assert isinstance(await one.person.serve(), Refreshed)
    return clock() - began


async def _quiet(one: Shift) -> None:
    """Let the first pull be over: then nothing changes but by this test."""
    running = one.workplace._running
    assert running is not None
    await running.halt()
    one.workplace.crowd.tell()
    await one.person.serve()


def test_what_changes_in_one_moment_is_told_once(tmp_path: Path):
    async def work() -> None:
        async with shift(tmp_path) as one:
            await _quiet(one)
            for _ in range(3):
                one.workplace.crowd.tell()
                await asyncio.sleep(0)
            assert await _told_after(one) > SOON_S
            one.workplace.crowd.tell()
            assert await _told_after(one) > SOON_S

    asyncio.run(work())


def test_news_waits_for_nothing(tmp_path: Path):
    async def work() -> None:
        async with shift(tmp_path) as one:
            await _quiet(one)
            one.workplace.crowd.tell(Notice(Sound.STOP, text("broke"), stays=True))
            async with asyncio.timeout(0):
                assert isinstance(await one.person._line.next(), Refreshed)

    asyncio.run(work())
