"""Who works on which document, asked beside the loop: a courtesy, and nothing waits for it.

A claim keeps nobody's counted goods out. It is told while somebody is at a document, and lapses by
the ERP's clock where a device is out of reach; so there is nothing of it to keep on disk. What was
left is let go of until the ERP has heard it, or it is over by itself.
"""

import asyncio
import logging
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from sync.core.holder import Holder
from sync.engine.patience import in_time
from sync.engine.world import World
from sync.wire.failures import Failure
from sync.wire.messages import CLAIM_SECONDS, Claim, ClaimRequest, ReleaseRequest
from sync.wire.remote import Remote

_log = logging.getLogger(__name__)

AGAIN_MS = 30_000
"""So often it is told that somebody is still at a document, and heard who else is."""
DOCUMENTS_MAX = 40
"""Of more at once on one device nobody is told."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """What was said of a document, and when by this device's clocks."""

    claim: Claim
    at_ms: int
    wall_ms: int


@dataclass(frozen=True, slots=True)
class _Left:
    """A document that nobody here is at any more: under which token it was ours, and how long."""

    token: int
    """0 where the answer was lost that would say so."""
    until_ms: int


class Claims:
    """What the people at one device are at, and who else is. All of it on one event loop."""

    def __init__(
        self, device: str, remote: Remote, world: World, on_change: Callable[[], None]
    ) -> None:
        self._device = device
        self._remote = remote
        self._world = world
        self._on_change = on_change
        self._at: dict[Hashable, tuple[tuple[int, ...], str]] = {}
        self._heard: dict[int, _Heard] = {}
        self._due_ms: dict[int, int] = {}
        self._taking: dict[int, int] = {}
        self._left: dict[int, _Left] = {}
        self._woken = asyncio.Event()

    def turn_to(self, who: Hashable, documents: tuple[int, ...], person: str) -> None:
        """Somebody is at these documents now, or at none. Never waits."""
        before = self._at.pop(who, None)
        if documents:
            self._at[who] = (documents, person)
        if self._at.get(who) != before:
            self._woken.set()

    def take_over(self, document: int) -> None:
        """Somebody at a document that another holds goes on with it."""
        heard = self._heard.get(document)
        self._taking[document] = heard.claim.token if heard else 0
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
        every = [(one, person) for ids, person in self._at.values() for one in ids]
        wanted = dict(every[:DOCUMENTS_MAX])
        now_ms = self._world.monotonic_ms()
        for document in [one for one in self._due_ms if one not in wanted]:
            del self._due_ms[document]
            self._leave(document, now_ms)
        for document, person in wanted.items():
            if self._due_ms.setdefault(document, now_ms) <= now_ms:
                # Set first: a question that breaks is not asked again at once.
                self._due_ms[document] = now_ms + AGAIN_MS
                await self._ask(document, person)
        for document in list(self._left):
            if not await self._let_go(document, is_back=document in wanted):
                break

    def _leave(self, document: int, now_ms: int) -> None:
        heard = self._heard.pop(document, None)
        is_taking = self._taking.pop(document, None) is not None
        if heard and not is_taking and not (heard.claim.granted and heard.claim.token):
            return
        token = heard.claim.token if heard and heard.claim.granted else 0
        self._left[document] = _Left(token, now_ms + CLAIM_SECONDS * 1000)
        while len(self._left) > DOCUMENTS_MAX:
            self._left.pop(next(iter(self._left)))

    async def _let_go(self, document: int, *, is_back: bool) -> bool:
        """Let go of what was left; say whether the ERP was reached, if it was asked."""
        left = self._left[document]
        if not is_back and self._world.monotonic_ms() < left.until_ms:
            token: int | Failure = left.token or await self._token_of(document)
            if isinstance(token, Failure):
                return False
            request = ReleaseRequest(document=document, token=token)
            if token and isinstance(await in_time(self._remote.release(request)), Failure):
                return False
        del self._left[document]
        return True

    async def _token_of(self, document: int) -> int | Failure:
        """Ask once more for what may be ours: its answer was lost."""
        request = ClaimRequest(device=self._device, person="", document=document)
        said = await in_time(self._remote.claim(request))
        return said if isinstance(said, Failure) else said.token * said.granted

    async def _ask(self, document: int, person: str) -> None:
        taking = self._taking.get(document)
        request = ClaimRequest(
            device=self._device,
            person=person,
            document=document,
            take_over=taking is not None,
            seen=taking or 0,
        )
        said = await in_time(self._remote.claim(request))
        if isinstance(said, Failure):
            return
        if self._taking.get(document) == taking:
            self._taking.pop(document, None)
        before = self.holder(document)
        self._heard[document] = _Heard(said, self._world.monotonic_ms(), self._world.wall_ms())
        if before or self.holder(document):
            self._on_change()
