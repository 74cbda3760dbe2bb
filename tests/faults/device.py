"""A device as it ships: the real store on disk, the real engine, the real remote, a bad wire."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

from sync.core.envelope import When, Who
from sync.core.ids import RANDOM_BITS, op_id
from sync.core.operations import Deed
from sync.core.problems import Problem
from sync.core.slices import Scope
from sync.core.touched import Touched
from sync.engine.engine import Ends, Engine
from sync.engine.events import NetworkBack, Written
from sync.engine.pull import Scopes
from sync.engine.status import Mark, Status
from sync.engine.world import World, wait_on_loop
from sync.erp.choose import Odoo, open_remote
from sync.store.lanes import Lanes
from sync.store.stamp import Stamp
from sync.store.store import Store
from sync.store.told import Committed
from tests.faults.plan import Wire
from tests.faults.proxy import Proxy

FASTER = 10
"""The engine's clock runs so many times faster: its waits are for a warehouse, not for a test."""
PROGRESS_SECONDS_MAX = 240
OUTBOX_ROWS_MAX = 5_000
Goods = Callable[[], None]
"""Told of every request that would change stock."""


@dataclass(frozen=True)
class Way:
    """How a device gets to Odoo: the database and the key of its user."""

    database: str
    key: str
    scope: Scope
    today: date


@dataclass
class Device:
    """One handheld. `changed` is set whenever its engine has something to say."""

    name: str
    folder: Path
    way: Way
    wire: Wire
    dice: Random
    proxy: Proxy
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    said: Status | None = None
    restarts: int = 0
    epochs: int = 0

    @staticmethod
    async def made(folder: Path, way: Way, port: int, on_goods: Goods, dice: Random) -> "Device":
        """Switch a new device on, named like its folder."""
        wire = Wire(Random(dice.getrandbits(64)))
        proxy = Proxy(port, wire, on_goods)
        await proxy.start()
        device = Device(folder.name, folder, way, wire, dice, proxy)
        device._open()
        device._begin()
        return device

    def _open(self) -> None:
        self._lanes = Lanes(ThreadPoolExecutor(1), ThreadPoolExecutor(1))
        opened = Store.open(self.folder, self.name, self._lanes)
        assert isinstance(opened, Store), opened
        self.store = opened

    def _begin(self) -> None:
        scope = self.way.scope
        self._remote = open_remote(Odoo(self.proxy.url, self.way.database, self.way.key))
        ends = Ends(self.store, self._remote, Scopes((scope.company,), (scope.warehouse,)))
        self.engine = Engine(ends, self._world(), self._heard)
        self._running = asyncio.create_task(self.engine.run())

    async def restart(self, *, anew: bool) -> None:
        """Die in the middle of whatever it does, and come back with what is on disk.

        `anew` it also trusts its numbers no more: all that is not settled is issued again, while
        copies of what it sent before are still on their way.
        """
        await self.switch_off()
        self._open()
        if anew:
            await self.store.begin_epoch()
            self.epochs += 1
        self._begin()
        self.restarts += 1

    async def switch_off(self) -> None:
        """End at once: a call that is under way is cut off."""
        self._running.cancel()
        await asyncio.gather(self._running, return_exceptions=True)
        await self._remote.close()
        self.store.close()
        self._lanes.scan.shutdown()
        self._lanes.mirror.shutdown()

    async def write(self, deed: Deed) -> Committed | Problem:
        """Do a deed; it counts from the moment this returns `Committed`."""
        now_ms = time.time_ns() // 1_000_000
        scope = self.way.scope
        stamp = Stamp(
            op_id(now_ms, self.dice.getrandbits(RANDOM_BITS)),
            Who("clerk", "", scope.company, scope.warehouse),
            When(now_ms, time.monotonic_ns() // 1_000_000, "boot"),
            "",
        )
        done = await self.store.commit(deed, stamp, self.way.today)
        assert isinstance(done, Committed | Problem), done
        self.engine.wake(Written())
        return done

    async def until(self, ready: Callable[[Status], bool]) -> None:
        """Wait for the engine to get there; standing still for minutes is a failure."""
        while True:
            self.changed.clear()
            if ready(await self.engine.status()):
                return
            async with asyncio.timeout(PROGRESS_SECONDS_MAX):
                await self.changed.wait()

    async def knows(self, receipts: int) -> None:
        """Wait until it has pulled so many receipts."""
        while True:
            self.changed.clear()
            slice_ = await self.store.receipts(self.way.scope, (), self.way.today)
            if slice_.total >= receipts:
                return
            async with asyncio.timeout(PROGRESS_SECONDS_MAX):
                await self.changed.wait()

    async def drained(self) -> None:
        """Wait until everything is answered, and seen back from Odoo."""
        self.engine.wake(NetworkBack())
        while True:
            self.changed.clear()
            if await self._all_is_back():
                return
            async with asyncio.timeout(PROGRESS_SECONDS_MAX):
                await self.changed.wait()

    async def _all_is_back(self) -> bool:
        status = await self.engine.status()
        shown = await self.store.outbox(OUTBOX_ROWS_MAX, 0)
        return status.mark is Mark.IN_ERP and len(shown.rows) == status.parked

    def _heard(self, touched: Touched, status: Status) -> None:
        self.said = status
        self.changed.set()

    def _world(self) -> World:
        return World(
            monotonic_ms=lambda: time.monotonic_ns() * FASTER // 1_000_000,
            wall_ms=lambda: time.time_ns() // 1_000_000,
            chance=self.dice.random,
            wait=lambda woken, ms: wait_on_loop(woken, ms // FASTER),
        )
