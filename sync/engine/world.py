"""What the engine is given from outside: clocks, chance, a way to wait, and the device's store."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from sync.core.envelope import Envelope
from sync.core.lifecycle import Result
from sync.core.page import Bucket, Drift, Page, Table
from sync.core.slices import Unsent
from sync.core.sums import Mixes, Sums
from sync.core.touched import Touched
from sync.store.told import Absorbed


class PullState(Protocol):
    """Who the device is, and how far its mirror is."""

    @property
    def device(self) -> str: ...
    @property
    def epoch(self) -> int: ...
    @property
    def cursor(self) -> str: ...
    @property
    def answered_seq(self) -> int: ...
    @property
    def head_seq(self) -> int: ...
    @property
    def head_hash(self) -> str: ...
    @property
    def answered_hash(self) -> str: ...
    @property
    def stands(self) -> str: ...
    @property
    def asides(self) -> bool: ...
    @property
    def unsent_documents(self) -> tuple[int, ...]: ...
    @property
    def unsent_bins(self) -> tuple[int, ...]: ...
    @property
    def taken_over(self) -> int: ...
    @property
    def remembered(self) -> str: ...


class Outbox(Protocol):
    """What a push needs of the store."""

    async def batch(self, limit: int) -> tuple[Envelope, ...]: ...
    async def batch_from(self, seq: int, limit: int) -> tuple[Envelope, ...]: ...
    async def held(self, limit: int) -> tuple[Envelope, ...]: ...
    async def record(self, results: tuple[Result, ...]) -> Touched: ...


class Mirror(Protocol):
    """What a pull needs of the store."""

    async def pull_state(self) -> PullState: ...
    async def sums(self) -> Mapping[Table, Sums]: ...
    async def doubted(self, buckets: tuple[Bucket, ...]) -> Mapping[Table, dict[int, Mixes]]: ...
    async def keep_drift(self, drift: tuple[Drift, ...], wall_ms: int) -> None: ...
    async def record(self, results: tuple[Result, ...]) -> Touched: ...
    async def absorb(self, page: Page) -> Absorbed: ...
    async def forget_cursor(self) -> None: ...


class DeviceStore(Outbox, Mirror, Protocol):
    """What the engine needs of the store."""

    async def unsent(self) -> Unsent: ...
    async def begin_epoch(self, *, everything: bool = False) -> object: ...
    async def agree_to_deletions(self) -> None: ...


Waiter = Callable[[asyncio.Event, int], Awaitable[None]]
"""Returns once the event is set, or so many milliseconds have passed."""


@dataclass(frozen=True, slots=True)
class World:
    """Time, chance and waiting, so that a test or a simulator can own them.

    `monotonic_ms` decides; `wall_ms` is only shown. `chance` is in [0, 1).
    """

    monotonic_ms: Callable[[], int]
    wall_ms: Callable[[], int]
    chance: Callable[[], float]
    wait: Waiter


async def wait_on_loop(woken: asyncio.Event, wait_ms: int) -> None:
    """The waiter of a real event loop."""
    with suppress(TimeoutError):
        async with asyncio.timeout(wait_ms / 1000):
            await woken.wait()
