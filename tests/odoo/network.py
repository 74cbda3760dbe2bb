"""A real connection that loses chosen answers: Odoo has done it, and we never hear of it."""

from dataclasses import dataclass, field

import httpx


@dataclass
class LossyNetwork(httpx.AsyncBaseTransport):
    """Loses the answer to the POSTs with these numbers; counts from nought."""

    lost: frozenset[int] = frozenset()
    asked: list[str] = field(default_factory=list)
    wire: httpx.AsyncHTTPTransport = field(default_factory=httpx.AsyncHTTPTransport)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await self.wire.handle_async_request(request)
        if request.method != "POST":
            return answer
        number = len(self.asked)
        self.asked.append(request.url.path.removeprefix("/json/2/"))
        if number in self.lost:
            await answer.aread()
            await answer.aclose()
            raise httpx.ReadTimeout("lost", request=request)
        return answer

    async def aclose(self) -> None:
        await self.wire.aclose()
