"""A device that nobody touches, beside a Flet app that does nothing: processor, wake-ups, bytes."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bench.bench_pixel import empty_page
from tests.bench.figures import Figure, tell
from tests.bench.spent import Spent, spent
from tests.bench.tab import Tab
from tests.journeys.app_process import AppProcess

pytestmark = [pytest.mark.bench, pytest.mark.rows("idle"), pytest.mark.timeout(300)]

SETTLED_S, WATCHED_S = 15, 60
"""Until what follows a start is done; and as long as what comes once a minute needs to be seen."""
CPU_RATIO_MAX = 1.2
WAKES_MAX = 2
BYTES_MAX = 4_096
"""A minute, on the way to the screen: what a tab needs to know that it is still connected."""


@dataclass(frozen=True, slots=True)
class Idle:
    """What a minute of nothing takes."""

    spent: Spent
    bytes: int


def test_a_device_that_nobody_touches_rests(tmp_path: Path):
    ours, nothing = asyncio.run(watched(tmp_path))
    print(f"\nidle for {WATCHED_S} s: {ours} beside {nothing}")
    tell(
        [
            Figure("idle.cpu", ours.spent.cpu_ms, "ms", nothing.spent.cpu_ms, CPU_RATIO_MAX),
            Figure("idle.wakes", ours.spent.wakes, "a-minute", nothing.spent.wakes, WAKES_MAX),
            Figure("idle.bytes", ours.bytes, "a-minute", BYTES_MAX, 1),
        ]
    )


async def watched(folder: Path) -> tuple[Idle, Idle]:
    """A minute of both at once, each with one tab that shows its first screen."""
    with started(folder) as (ours, pid), empty_page() as (theirs, other):
        tabs = [await Tab.open(ours), await Tab.open(theirs, "0 of 1")]
        await asyncio.sleep(SETTLED_S)
        before = [Idle(spent(one), tab.bytes) for one, tab in zip((pid, other), tabs, strict=True)]
        await asyncio.sleep(WATCHED_S)
        after = [Idle(spent(one), tab.bytes) for one, tab in zip((pid, other), tabs, strict=True)]
        for tab in tabs:
            await tab.close()
    app, nothing = (
        Idle(late.spent - early.spent, late.bytes - early.bytes)
        for late, early in zip(after, before, strict=True)
    )
    return app, nothing


@contextmanager
def started(folder: Path) -> Iterator[tuple[str, int]]:
    app = AppProcess(folder / "device")
    app.start()
    yield app.url, app.pid
    app.stop()
