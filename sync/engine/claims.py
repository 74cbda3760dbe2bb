"""Who works on which document, asked beside the loop: a courtesy, and nothing waits for it.

A claim keeps nobody's counted goods out. It is told while somebody is at a document, and lapses by
the ERP's clock where a device is out of reach; so there is nothing of it to keep on disk.
"""

import asyncio
import logging
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from sync.core.holder import Holder
from sync.engine.patience import in_time
from sync.engine.world import World
from sync.wire.failures import Failure
from sync.wire.messages import Claim, ClaimRequest, ReleaseRequest
from sync.wire.remote import Remote

_log = logging.getLogger(__name__)

AGAIN_MS = 30_000
"""So often it is told that somebody is still at a document, and heard who else is."""
DOCUMENTS_MAX = 16
"""Of more at once on one device nobody is told."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """What was said of a document, and when by this device's clocks."""

    claim: Claim
    at_ms: int
    wall_ms: int


class Claims:
    """What the people at one device are at, and who else is. All of it on one event loop."""

    def __init__(
        self, device: str, remote: Remote, world: World, on_change: Callable[[], None]
    ) -> None:
        self._device = device
        self._remote = remote
        self._world = world
        self._on_change = on_change
        self._at: dict[Hashable, tuple[int, str]] = {}
        self._heard: dict[int, _Heard] = {}
        self._due_ms: dict[int, int] = {}
        self._taking: set[int] = set()
        self._woken = asyncio.Event()

    def turn_to(self, who: Hashable, document: int | None, person: str) -> None:
        """Somebody is at a document now, or at none. Never waits."""
        before = self._at.pop(who, None)
        if document is not None:
            self._at[who] = (document, person)
        if self._at.get(who) != before:
            self._woken.set()

    def take_over(self, document: int) -> None:
        """Somebody at a document that another holds goes on with it."""
        self._taking.add(document)
        self._due_ms[document] = self._world.monotonic_ms()
        self._woken.set()

    def holder(self, document: int) -> Holder | None:
        """Name who else works on a document, unless what was heard is over by now."""
        heard = self._heard.get(document)
        if heard is None or heard.claim.granted or not heard.claim.device:
            return None
        claim = heard.claim
        if self._world.monotonic_ms() >= heard.at_ms + claim.left_s * 1000:
            return None
        return Holder(claim.device, claim.person, heard.wall_ms - claim.since_s * 1000)

    async def run(self) -> None:
        """Tell and ask, until cancelled; what breaks is tried again with the next."""
        while True:
            try:
                await self.tell()
            except Exception:  # noqa: BLE001 a courtesy must not end for one bug
                _log.exception("claims could not be told")
            soonest = min(self._due_ms.values(), default=self._world.monotonic_ms() + AGAIN_MS)
            await self._world.wait(
                self._woken, max(0, min(AGAIN_MS, soonest - self._world.monotonic_ms()))
            )
            self._woken.clear()

    async def tell(self) -> None:
        """Tell and ask what is due, and let go of what was left."""
        wanted = dict(list(self._at.values())[:DOCUMENTS_MAX])
        now_ms = self._world.monotonic_ms()
        for document in [one for one in self._due_ms if one not in wanted]:
            del self._due_ms[document]
            await self._leave(document)
        for document, person in wanted.items():
            if self._due_ms.setdefault(document, now_ms) <= now_ms:
                # Set first: a question that breaks is not asked again at once.
                self._due_ms[document] = now_ms + AGAIN_MS
                await self._ask(document, person)

    async def _leave(self, document: int) -> None:
        heard = self._heard.pop(document, None)
        self._taking.discard(document)
        if heard and heard.claim.granted and heard.claim.token:
            request = ReleaseRequest(document=document, token=heard.claim.token)
            await in_time(self._remote.release(request))

    async def _ask(self, document: int, person: str) -> None:
        request = ClaimRequest(
            device=self._device,
            person=person,
            document=document,
            take_over=document in self._taking,
        )
        said = await in_time(self._remote.claim(request))
        if isinstance(said, Failure):
            return
        self._taking.discard(document)
        before = self.holder(document)
        self._heard[document] = _Heard(said, self._world.monotonic_ms(), self._world.wall_ms())
        if before or self.holder(document):
            self._on_change()
