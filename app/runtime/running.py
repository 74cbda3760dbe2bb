"""An opened device with its engine at work: begun once, closed once."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from app.runtime.device import Device
from sync.engine.claims import Claims
from sync.engine.engine import Engine
from sync.engine.pictures import PictureLane
from sync.engine.status import Status, with_one_more
from sync.engine.supply import Supply
from sync.engine.world import World
from sync.store.store import Store
from sync.wire.remote import Remote


class Said:
    """What an engine last said of itself, what was written since, and how many notes were told."""

    status: Status
    notes: int = 0
    lane: PictureLane | None = None

    def now(self) -> Status:
        """The same, with the pictures that are still to be sent."""
        left = self.lane.left if self.lane else 0
        return replace(self.status, pictures=left) if left else self.status

    def one_more(self) -> None:
        """Count what was written just now; the engine counts anew when it speaks again."""
        self.status = with_one_more(self.status)


def picture_lane(
    store: Store, remote: Remote, world: World, on_change: Callable[[], None]
) -> PictureLane:
    """The way of pictures between a device and its ERP."""
    return PictureLane(lambda: store.opened.device, (store.pictures, remote), world, on_change)


class Running:
    """A device, its ERP, and the engine between them, which works from `begin` to `close`."""

    def __init__(
        self,
        device: Device,
        remote: Remote,
        engine: Engine,
        beside: tuple[Claims, Supply, PictureLane],
    ) -> None:
        self.device = device
        self._remote = remote
        self._engine = engine
        self._beside = beside
        self._at_work: tuple[asyncio.Task[None], ...] = ()

    def begin(self) -> None:
        """Let the engine work, and the store look through its files behind it."""
        look_through = self.device.store.look_through()
        learn = self.device.barcodes.learn(self._remote)
        tidy = self.device.store.pictures.tidy(self.device.clock.wall_ms())
        lots = self.device.barcodes.learn_lots(self.device.store.looking.lot_names, asyncio.sleep)
        behind = (look_through, learn, tidy, lots)
        at_work = (self._engine.run(), *(one.run() for one in self._beside), *behind)
        self._at_work = tuple(map(asyncio.create_task, at_work))
        if self.device.printing:
            self.device.printing.begin()

    async def halt(self) -> None:
        """Cut the engine off: a push that is cut is sent again."""
        for task in self._at_work:
            task.cancel()
        await asyncio.gather(*self._at_work, return_exceptions=True)

    async def close(self) -> None:
        """Cut the engine off, and close both ends."""
        await self.halt()
        if self.device.printing:
            await self.device.printing.close()
        await self._remote.close()
        await asyncio.to_thread(self.device.store.close)
