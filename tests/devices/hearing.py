"""Somebody who hears a device, with a clock that is not waited for."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from scanners.devices.keep import World, keep
from scanners.devices.link import Ears, Link, Source, State
from scanners.frame import Frame

WITHIN_S = 20


@dataclass
class Heard:
    """What was heard so far, and how often a frame knocked. Until `open`, the line is full."""

    texts: list[str] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    states: list[State] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    now_ms: int = 0
    knocks: int = 0

    async def frame(self, frame: Frame) -> None:
        self.knocks += 1
        self.changed.set()
        await self.open.wait()
        self.texts.append(frame.text)
        self.frames.append(frame)
        self.changed.set()

    def state(self, state: State) -> None:
        self.states.append(state)
        self.changed.set()

    async def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        await asyncio.sleep(0.01)

    async def until(self, holds: Callable[[], object], within_s: float = WITHIN_S) -> None:
        async with asyncio.timeout(within_s):
            while not holds():
                self.changed.clear()
                await self.changed.wait()

    @property
    def is_ready(self) -> bool:
        return bool(self.states) and self.states[-1].link is Link.READY

    async def link(self, link: Link) -> None:
        await self.until(lambda: self.states and self.states[-1].link is link)


@asynccontextmanager
async def heard(
    source: Source, double_ms: int = 0, power: Callable[[int], None] = lambda _percent: None
) -> AsyncIterator[Heard]:
    """Keep a device attached, and listen."""
    hearing = Heard()
    hearing.open.set()
    world = World(lambda: hearing.now_ms, lambda: 1.0, hearing.wait)

    def powered(percent: int) -> None:
        power(percent)
        hearing.changed.set()

    ears = Ears(hearing.frame, hearing.state, powered)
    keeping = asyncio.create_task(keep(source, ears, world, double_ms))
    try:
        yield hearing
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
