"""Sends pictures of written checks, part by part, and fetches those that instructions show.

A loop of its own, beside that of the deeds: nothing waits for a picture, and a cut sends no byte
again that the ERP has. What the ERP holds decides where to go on, never what was sent.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Protocol

from sync.core.evidence import Evidence
from sync.engine.backoff import wait_after_ms
from sync.engine.patience import in_time
from sync.engine.world import World
from sync.store.evidence import Wanted
from sync.store.pictures import Lacking
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import (
    EVIDENCE_PART_BYTES_MAX,
    EvidenceHeld,
    EvidencePart,
    Picture,
    PictureRequest,
)

_log = logging.getLogger(__name__)

AGAIN_MS = 20_000
"""So often it is asked after pictures whose check the ERP does not know yet."""
PARTS_MAX = 200
"""Requests for one picture in one go: an ERP that never comes to its end must not keep us."""


class PictureStore(Protocol):
    """What sending pictures needs of the store."""

    async def waiting(self, now_ms: int) -> tuple[Wanted, ...]: ...
    async def read(self, one: Evidence) -> bytes | None: ...
    async def is_held(self, one: Evidence, now_ms: int) -> None: ...
    async def is_lost(self, one: Evidence) -> None: ...
    async def lacking(self) -> tuple[Lacking, ...]: ...
    async def take_in(self, digest: str, data: bytes) -> bool: ...


class PictureRemote(Protocol):
    """What it needs of the ERP."""

    async def evidence(self, part: EvidencePart) -> EvidenceHeld | Failure: ...
    async def picture(self, request: PictureRequest) -> Picture | Failure: ...


class PictureLane:
    """Pictures on their way between one device and its ERP."""

    def __init__(
        self,
        device: Callable[[], str],
        ends: tuple[PictureStore, PictureRemote],
        world: World,
        on_change: Callable[[], None],
    ) -> None:
        self._device = device
        self._store, self._remote = ends
        self._world = world
        self._on_change = on_change
        self._failures = 0
        self._asked: set[str] = set()
        self._troubled: set[str] = set()
        """What the ERP could make nothing of the last time comes behind all others."""
        self._woken = asyncio.Event()
        self.left = 0
        """Pictures that the ERP never held yet, as far as was looked."""

    def wake(self) -> None:
        """Something was sent, or came: look again. Never waits."""
        self._woken.set()

    async def run(self) -> None:
        """Send and fetch, until cancelled; what breaks is tried again."""
        while True:
            wait_ms = AGAIN_MS
            try:
                wait_ms = await self.work()
            except Exception:  # noqa: BLE001 a picture must not end the sending of the others
                _log.exception("pictures could not be sent")
            await self._world.wait(self._woken, wait_ms)
            self._woken.clear()

    async def work(self) -> int:
        """Send and fetch all that can be, and say how long to wait before the next look."""
        unsent = await self._send_all()
        # Where only a picture is the trouble, the others need not wait for it.
        fetches = unsent is None or unsent.kind is FailureKind.ANSWER_UNREADABLE
        failure = (await self._fetch_all() if fetches else None) or unsent
        if failure is None:
            self._failures = 0
            return AGAIN_MS
        wait_ms = wait_after_ms(failure, self._failures, self._world.chance())
        self._failures += 1
        return wait_ms

    # ------------------------------------------------------------------ evidence

    async def _send_all(self) -> Failure | None:
        every = await self._store.waiting(self._world.wall_ms())
        self._count(sum(1 for one in every if not one.held_ms))
        for one in sorted(every, key=lambda one: one.evidence.name in self._troubled):
            failure = await self._send(one)
            if failure is not None:
                self._troubled.add(one.evidence.name)
                return failure
            self._troubled.discard(one.evidence.name)
        return None

    async def _send(self, one: Wanted) -> Failure | None:
        held = await self._say(one, 0, b"")
        if isinstance(held, Failure) or not held.wanted:
            return held if isinstance(held, Failure) else None
        data: bytes | None = b""
        if held.offset < one.size:
            await self._store.is_lost(one.evidence)
            data = await self._store.read(one.evidence)
        for _ in range(PARTS_MAX):
            if data is None:
                # It is no evidence any more; what was seen is in the answers all the same.
                _log.warning("a picture is damaged and is not sent: %s", one.evidence.name)
                return None
            if held.offset >= one.size or not held.wanted:
                break
            part = data[held.offset : held.offset + EVIDENCE_PART_BYTES_MAX]
            said = await self._say(one, held.offset, part)
            if isinstance(said, Failure):
                return said
            held = said
        if held.wanted and held.offset >= one.size:
            await self._store.is_held(one.evidence, self._world.wall_ms())
            self._count(self.left - (not one.held_ms))
        return None

    def _count(self, left: int) -> None:
        """Tell where there are more, or less, than there were."""
        if left != self.left:
            self.left = left
            self._on_change()

    async def _say(self, one: Wanted, offset: int, data: bytes) -> EvidenceHeld | Failure:
        part = EvidencePart(
            device=self._device(),
            ops=one.ops,
            digest=one.evidence.digest,
            media=one.evidence.media,
            size=one.size,
            offset=offset,
            data=data,
        )
        return await in_time(self._remote.evidence(part))

    # ------------------------------------------------------------------ instructions

    async def _fetch_all(self) -> Failure | None:
        every = await self._store.lacking()
        for one in sorted(every, key=lambda one: one.digest in self._troubled):
            if one.digest in self._asked:
                continue
            said = await in_time(
                self._remote.picture(PictureRequest(rule=one.rule, digest=one.digest))
            )
            if isinstance(said, Failure):
                self._troubled.add(one.digest)
                return said
            if said.data and await self._store.take_in(one.digest, said.data):
                self._on_change()
            else:
                # The rule has another one by now, and will come with it.
                self._asked.add(one.digest)
        return None
