"""A bad network before a good ERP: requests and answers get lost, come twice, late or broken."""

from sync.core.page import Page
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import Hello, PullRequest, PushReply, PushRequest
from sync.wire.remote import Remote
from tests.engine.virtual import VirtualTime

TIMEOUT_MS = 10_000
K = FailureKind
NETWORKS = tuple(kind for kind in FailureKind if kind is not K.EPOCH_FENCED)
"""What a network or a proxy can bring about; to fence a device takes an ERP."""


class LossyRemote:
    """The wrapped ERP until `heals_at_ms` seen through faults; after that as it is."""

    def __init__(
        self, remote: Remote, time: VirtualTime, heals_at_ms: int, faults: float = 0.5
    ) -> None:
        self._remote = remote
        self._time = time
        self._heals_at_ms = heals_at_ms
        self._faults = faults
        self._pages: list[Page] = []
        self.met: set[str] = set()

    async def hello(self) -> Hello | Failure:
        return await self._remote.hello()

    async def push(self, request: PushRequest) -> PushReply | Failure:
        await self._time.take(self._time.dice.randint(5, 300))
        match self._fault():
            case "answer":
                await self._remote.push(request)
                return await self._lost()
            case "twice":
                await self._remote.push(request)
                return await self._remote.push(request)
            case "part":
                part = request.operations[: self._time.dice.randint(1, len(request.operations))]
                return await self._remote.push(request.model_copy(update={"operations": part}))
            case "good" | "stale":
                return await self._remote.push(request)
            case fault:
                return await self._trouble(fault)

    async def pull(self, request: PullRequest) -> Page | Failure:
        await self._time.take(self._time.dice.randint(5, 300))
        match self._fault():
            case "answer":
                await self._remote.pull(request)
                return await self._lost()
            case "stale" if self._pages:
                return self._time.dice.choice(self._pages)
            case "good" | "twice" | "part" | "stale":
                page = await self._remote.pull(request)
                if isinstance(page, Page):
                    self._pages.append(page)
                return page
            case fault:
                return await self._trouble(fault)

    async def close(self) -> None:
        await self._remote.close()

    def _fault(self) -> str:
        dice = self._time.dice
        bad = self._time.now_ms < self._heals_at_ms and dice.random() < self._faults
        faults = ("request", "answer", "answer", "twice", "part", "stale", "kind", "bug")
        fault = dice.choice(faults) if bad else "good"
        self.met.add(fault)
        return fault

    async def _lost(self) -> Failure:
        await self._time.take(TIMEOUT_MS)
        return Failure(K.ANSWER_LOST)

    async def _trouble(self, fault: str) -> Failure:
        if fault == "bug":
            raise OSError("the network broke in a new way")
        if fault == "request":
            return await self._lost()
        return Failure(self._time.dice.choice(NETWORKS))
