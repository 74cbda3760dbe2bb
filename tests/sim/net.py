"""A bad network between a device and the ERP: words get lost, come late, or come twice."""

import asyncio
from collections.abc import Awaitable, Callable

from sync.core.page import Page
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import (
    Claim,
    ClaimRequest,
    Hello,
    PullRequest,
    PushReply,
    PushRequest,
    ReleaseRequest,
)
from tests.sim.profile import Profile
from tests.sim.server import Down, Server
from tests.sim.trace import Trace

TIMEOUT_S = 10.0
"""After which the HTTP client of a device gives up."""
LATE_S_MAX = 60.0
PAGES_KEPT = 5
HEALED_PULLS = 1
"""Pulls after the one with sums, until what differs is healed."""
K = FailureKind
AT_RANDOM = tuple(kind for kind in K if kind != "epoch_fenced")
"""What a proxy or a broken server may say; that numbers are taken only the ERP itself can know."""


class Weather:
    """What the network is like, for everybody; it heals once and for all."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.healed = asyncio.Event()

    @property
    def bad(self) -> bool:
        return not self.healed.is_set()

    async def pause(self, seconds: float) -> None:
        """Let time pass, at most until all is well."""
        if self.healed.is_set():
            return
        try:
            async with asyncio.timeout(seconds):
                await self.healed.wait()
        except TimeoutError:
            return


class Link:
    """The way of one device to the ERP: a `Remote`."""

    def __init__(self, name: str, server: Server, weather: Weather, trace: Trace) -> None:
        self.name, self.trace = name, trace
        self.cut_out = self.cut_back = False
        self.began_anew = False
        self.forget_sums()
        self._server, self._weather = server, weather
        self._pages: list[Page] = []
        self._dice = server.dice
        self._late: set[asyncio.Task[None]] = set()

    @property
    def summed(self) -> bool:
        """Whether drift was looked for, compared, and healed: each is a pull of its own."""
        return self._pulls_since_sums > HEALED_PULLS

    def forget_sums(self) -> None:
        """From now on it counts anew whether drift was looked for."""
        self._sums_answered, self._pulls_since_sums = False, 0

    async def hello(self) -> Hello | Failure:
        return await self._server.remote.hello()

    async def close(self) -> None:
        """Nothing to let go of."""

    async def push(self, request: PushRequest) -> PushReply | Failure:
        numbers = f"{request.operations[0].seq}-{request.operations[-1].seq}"
        self.trace(self.name, "push", request.epoch, numbers)
        if self._happens("half", self._weather.profile.half) and len(request.operations) > 1:
            fewer = self._dice.randint(1, len(request.operations) - 1)
            some = request.model_copy(update={"operations": request.operations[:fewer]})
            return await self._way(lambda: self._server.push(some))
        reply = await self._way(lambda: self._server.push(request))
        if isinstance(reply, PushReply) and self._happens("cut", self._weather.profile.half):
            fewer = self._dice.randint(0, len(reply.results))
            return reply.model_copy(update={"results": reply.results[:fewer]})
        return reply

    async def pull(self, request: PullRequest) -> Page | Failure:
        # Whoever asks again has taken in what was answered before.
        self._pulls_since_sums += self._sums_answered
        self.began_anew = self.began_anew or not request.cursor
        self.trace(self.name, "pull", request.cursor, request.answered_seq, len(request.sums))
        small = request.model_copy(update={"rows_max": self._weather.profile.rows_max})
        page = await self._way(lambda: self._server.pull(small))
        if self._pages and self._happens("stale", self._weather.profile.stale):
            old = self._dice.choice(self._pages)
            # An old page that began anew where the device stands again: it begins anew once more.
            self.began_anew |= (
                isinstance(old, Page) and old.anew and old.from_cursor == request.cursor
            )
            return old
        if isinstance(page, Page):
            self._sums_answered |= bool(request.sums) and not (page.more or page.uncompared)
            self.began_anew = self.began_anew or page.anew
            self.trace(self.name, "page", page.to_cursor, page.applied_seq, page.done_rows)
            self._pages = [*self._pages, page][-PAGES_KEPT:]
        return page

    async def claim(self, request: ClaimRequest) -> Claim | Failure:
        said = await self._way(lambda: self._server.claim(request))
        if isinstance(said, Claim):
            self.trace(self.name, "claimed" if said.granted else "held", request.document, said)
        return said

    async def release(self, request: ReleaseRequest) -> Failure | None:
        return await self._way(lambda: self._server.release(request))

    async def _way(self, ask: Callable[[], Awaitable]):
        """There and back."""
        weather, profile = self._weather, self._weather.profile
        await self._delay()
        if self._happens("bug", profile.bug):
            raise OSError("the network broke in a new way")
        if self._happens("failing", profile.failing):
            return Failure(self._dice.choice(AT_RANDOM))
        if self.cut_out:
            return await self._unreachable()
        if self._happens("drop", profile.drop):
            return await self._lost()
        try:
            answer = await ask()
        except Down:
            return await self._unreachable()
        if self._happens("twice", profile.twice):
            self._again(ask)
        await self._delay()
        if self.cut_back or self._happens("lost", profile.lost):
            return await self._lost()
        if self._happens("hang", profile.hang):
            await weather.healed.wait()
            return Failure(K.ANSWER_LOST)
        return answer

    def _again(self, ask: Callable[[], Awaitable]) -> None:
        """What was sent arrives a second time, some time later."""

        async def later() -> None:
            await self._weather.pause(self._dice.uniform(0, LATE_S_MAX))
            try:
                await ask()
            except Down:
                return

        task = asyncio.get_running_loop().create_task(later())
        self._late.add(task)
        task.add_done_callback(self._late.discard)

    async def _delay(self) -> None:
        most = self._weather.profile.delay_s if self._weather.bad else 0.02
        await asyncio.sleep(self._dice.uniform(0.001, most))

    async def _unreachable(self) -> Failure:
        if self._dice.random() < 0.5:
            return await self._lost()
        return Failure(K.UNREACHABLE)

    async def _lost(self) -> Failure:
        self.trace(self.name, "answer-lost")
        await self._weather.pause(TIMEOUT_S)
        return Failure(K.ANSWER_LOST)

    def _happens(self, what: str, rate: float) -> bool:
        happens = self._weather.bad and rate > 0 and self._dice.random() < rate
        if happens:
            self.trace.counts[what] += 1
        return happens
