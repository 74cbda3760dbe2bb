"""The Flet service behind a handheld's scanner, with a page that has no client."""

import asyncio

from app.shell.handheld import Handheld
from scanners.devices.broadcasts import HANDHELD
from scanners.frame import Frame
from scanners.framing.intents import ACTION
from tests.screens.clientless import BenchPage


def test_an_event_of_the_extension_becomes_a_frame() -> None:
    async def run() -> None:
        bench, frames = BenchPage(), []
        handheld = Handheld(bench.page.run_task, frames.append)
        await bench.settle()
        told = {"action": ACTION, "extras": {"data": "ABC", "aimId": "]C1"}}
        await bench.happen(handheld.service, "broadcast", told)
        await bench.happen(handheld.service, "broadcast", {"action": "other", "extras": {}})
        assert frames == [Frame("ABC", aim="]C1", device=HANDHELD)]
        bench.close()

    asyncio.run(run())
