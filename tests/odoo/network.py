"""A real connection that loses chosen answers: Odoo has done it, and we never hear of it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx


@dataclass
class LossyNetwork(httpx.AsyncBaseTransport):
    """Loses the answers to POSTs by number, counted from nought, and one of a method by name.

    With a gate, the first write of goods waits there until others have come so far, too; what
    is to happen `meanwhile` happens between the look and that write. With `holds`, the next write
    of goods stays on the way, to the asker as if lost, until `deliver`.
    """

    lost: frozenset[int] = frozenset()
    lost_once: str = ""
    asked: list[str] = field(default_factory=list)
    gate: asyncio.Barrier | None = None
    meanwhile: Callable[[], None] | None = None
    holds: bool = False
    held: httpx.Request | None = None
    wire: httpx.AsyncHTTPTransport = field(default_factory=httpx.AsyncHTTPTransport)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if b'"vals"' in request.content and b"move_line_ids" in request.content:
            await self._before_goods()
            if self.holds:
                self.holds, self.held = False, request
                raise httpx.ReadTimeout("on the way", request=request)
        answer = await self.wire.handle_async_request(request)
        if request.method != "POST":
            return answer
        number = len(self.asked)
        self.asked.append(request.url.path.removeprefix("/json/2/"))
        if number in self.lost or self.asked[-1] == self.lost_once:
            self.lost_once = ""
            await answer.aread()
            await answer.aclose()
            raise httpx.ReadTimeout("lost", request=request)
        return answer

    async def deliver(self) -> int:
        """Let what is on the way arrive; the status Odoo answers with, to nobody."""
        assert self.held is not None
        answer = await self.wire.handle_async_request(self.held)
        await answer.aread()
        return answer.status_code

    async def _before_goods(self) -> None:
        gate, self.gate = self.gate, None
        meanwhile, self.meanwhile = self.meanwhile, None
        if gate:
            await gate.wait()
        if meanwhile:
            meanwhile()

    async def aclose(self) -> None:
        await self.wire.aclose()
