"""A world in which time passes only when somebody waits: hours in milliseconds, from a seed."""

import asyncio
from collections.abc import Awaitable, Callable
from heapq import heappop, heappush
from random import Random

from sync.engine.world import World

Action = Callable[[], Awaitable[None]]


class VirtualTime:
    """A clock with an agenda. The wall clock is wrong, and jumps back on the way."""

    def __init__(self, seed: int) -> None:
        self.now_ms = 1_000
        self.dice = Random(seed)
        self._agenda: list[tuple[int, int, Action]] = []
        self._entries = 0

    def world(self) -> World:
        return World(lambda: self.now_ms, self._wall_ms, self.dice.random, self.wait)

    def at(self, at_ms: int, action: Action) -> None:
        self._entries += 1
        heappush(self._agenda, (at_ms, self._entries, action))

    async def wait(self, woken: asyncio.Event, wait_ms: int) -> None:
        until_ms = self.now_ms + wait_ms
        while not woken.is_set() and self._agenda and self._agenda[0][0] <= until_ms:
            await self._next()
        if not woken.is_set():
            self.now_ms = until_ms
        await asyncio.sleep(0)

    async def take(self, took_ms: int) -> None:
        """Let time pass for a request; the rest of the world goes on."""
        until_ms = self.now_ms + took_ms
        while self._agenda and self._agenda[0][0] <= until_ms:
            await self._next()
        self.now_ms = max(self.now_ms, until_ms)
        await asyncio.sleep(0)

    async def _next(self) -> None:
        at_ms, _, action = heappop(self._agenda)
        self.now_ms = max(self.now_ms, at_ms)
        await action()

    def _wall_ms(self) -> int:
        return self.now_ms + (10**9 if self.now_ms < 200_000 else -(10**7))
