"""Keeps a device in numbers: asks for the next block before the last is used up. Nothing waits."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from sync.core.numbering import PACKS, Block, Purpose
from sync.engine.patience import in_time
from sync.engine.setback import SILENT
from sync.engine.world import World
from sync.wire.failures import Failure
from sync.wire.messages import NumbersRequest
from sync.wire.remote import Remote

_log = logging.getLogger(__name__)

AGAIN_MS = 5 * 60_000
"""So often it is looked after; and at once where somebody took one of the last."""


class Kept(Protocol):
    """What is on the device's disk: `sync.store.numbers`."""

    def due(self) -> tuple[tuple[Purpose, ...], tuple[str, ...], str]: ...
    def given(
        self, purpose: Purpose, block: Block | None, void: frozenset[str], holder: str
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and for where."""

    identity: Callable[[], tuple[str, int]]
    company: int
    warehouse: int
    new_id: Callable[[], str]
    used: Callable[[int, tuple[str, ...]], Awaitable[frozenset[str]]]
    """Which names some lot of an article has: an ERP that was put back gives them again."""


class Supply:
    """One device's numbers and the ERP that gives them. All of it on one event loop."""

    def __init__(self, kept: Kept, remote: Remote, world: World, asker: Asker) -> None:
        self._kept = kept
        self._remote = remote
        self._world = world
        self._asker = asker
        self._asked: dict[Purpose, str] = {}
        self._telling = asker.new_id()
        self._woken = asyncio.Event()

    def low(self) -> None:
        """Somebody took one of the last. Never waits."""
        self._woken.set()

    async def run(self) -> None:
        """Ask what is due, until cancelled; what breaks is tried again later."""
        while True:
            try:
                await self.ask()
            except Exception:  # noqa: BLE001 numbers in advance must not end for one bug
                _log.exception("numbers could not be asked for")
            await self._world.wait(self._woken, AGAIN_MS)
            self._woken.clear()

    async def ask(self) -> None:
        """Tell which blocks are held, and ask for those that are due.

        What the ERP has against one of them is no trouble of the others.
        """
        wanted, _, _ = await asyncio.to_thread(self._kept.due)
        if not wanted and await self._ask(PACKS, wants=False) is None:
            # What was held may have turned out to be another's.
            wanted, _, _ = await asyncio.to_thread(self._kept.due)
        for purpose in wanted:
            failure = await self._ask(purpose, wants=True)
            if failure and failure.kind in SILENT:
                return

    async def _ask(self, purpose: Purpose, *, wants: bool) -> Failure | None:
        _, holds, was = await asyncio.to_thread(self._kept.due)
        device, epoch = self._asker.identity()
        # Asked again under the same id, an answer that was lost comes again: none is given twice.
        asked = self._asked.setdefault(purpose, self._asker.new_id()) if wants else ""
        request = NumbersRequest(
            device=device, epoch=epoch,
            company=self._asker.company, warehouse=self._asker.warehouse,
            was=was, now=self._telling, holds=holds,
            asked=asked, kind=purpose.kind, product=purpose.product,
        )  # fmt: skip
        said = await in_time(self._remote.numbers(request))
        if isinstance(said, Failure):
            return said
        names = await self._unused(purpose, said.names)
        if self._asker.identity() != (device, epoch):
            return None  # Another epoch began meanwhile: what was given was given to the old one.
        block = Block(asked, names, len(said.names)) if names else None
        void = frozenset(said.void)
        await asyncio.to_thread(self._kept.given, purpose, block, void, self._telling)
        # A new one each time: a copy that was made before this knows it no more.
        self._telling = self._asker.new_id()
        self._asked.pop(purpose, None)
        return None

    async def _unused(self, purpose: Purpose, names: tuple[str, ...]) -> tuple[str, ...]:
        if not names or not purpose.product:
            return names
        used = await self._asker.used(purpose.product, names)
        if used:
            _log.warning("%d names of %s were given before, and are not used", len(used), purpose)
        return tuple(one for one in names if one not in used)
