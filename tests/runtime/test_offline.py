"""Cut off from everything, every place opens, says what to do, and takes a scan without a bug."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from app.base.messages import Action, Refreshed
from app.base.session import Check, Home, Pack, Pick, Place, Receive, Setup
from app.base.wording import say, text
from app.ui.looks import HomeLook
from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from sync.core.check_slices import CheckKey
from tests.runtime.shift import Shift, shift

GIVEN = {
    Receive: Receive(1),
    Pick: Pick((1,)),
    Pack: Pack(1),
    Check: Check(CheckKey(1, 1, "")),
}
"""Places that are about one thing."""


def place_of(kind: type[Place]) -> Place:
    return GIVEN.get(kind) or kind()


async def cut_off(one: Shift) -> None:
    """Wait for the first pull, then let nothing in or out any more."""
    await one.until(lambda look: isinstance(look, HomeLook) and bool(look.tiles))
    running = one.workplace._running
    assert running is not None
    await running.halt()


def test_every_place_opens_and_hears_without_a_network(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    async def work() -> None:
        async with shift(tmp_path) as one:
            await cut_off(one)
            for kind in get_args(Place):
                one.person.session = replace(one.person.session, place=place_of(kind), notice=None)
                look = await one.say(Refreshed())
                assert look.top.title, kind
                for code in ("4098765000010", "P00001", "no-such-code"):
                    if kind is Setup:
                        break  # a form hears no scans
                    one.person.session = replace(one.person.session, place=place_of(kind))
                    look = await one.scan(code)
                    broke = look.notice is not None and look.notice.text == say(text("broke"))
                    assert not broke, (kind, code)

    asyncio.run(work())
    assert "could not be dealt with" not in caplog.text


def test_work_goes_on_and_is_kept_for_later(tmp_path: Path):
    async def work() -> None:
        async with shift(tmp_path) as one:
            await cut_off(one)
            await one.scan("P00001")
            await one.scan("4098765000010")
            await one.scan(write(HouseKind.COMMAND, Command.HOME))
            assert isinstance(one.person.session.place, Home)
            unsent = await one.workplace.device.store.unsent()
            assert unsent.waiting == 1
            await one.tap(Action.OPEN_OUTBOX)
            assert [row.title for row in one.look.rows] == ["Received 1"]

    asyncio.run(work())
