"""The one door to HTTP: posts JSON and says truthfully what is known about a lost answer."""

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

import httpx

CONNECT_SECONDS_MAX = 5.0
ANSWER_SECONDS_MAX = 90.0
"""Odoo itself tries a colliding transaction again for many seconds before it answers."""
CONNECTIONS_MAX = 4

Transport = httpx.AsyncBaseTransport
Headers = dict[str, str]
T = TypeVar("T")

_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. `date` is its own clock, as it wrote it, `retry_after` its wish."""

    status: int
    content_type: str
    date: str
    body: bytes
    retry_after: str = ""


@dataclass(frozen=True, slots=True)
class NotSent:
    """No connection came about: the server has heard nothing."""

    detail: str


@dataclass(frozen=True, slots=True)
class AnswerLost:
    """Something may have been heard, and no whole answer came."""

    detail: str


Heard = Answer | NotSent | AnswerLost


class Http:
    """A client of one server. Nothing is retried here: only the caller knows what is safe."""

    def __init__(
        self, url: str, transport: Transport | None = None, lane: Executor | None = None
    ) -> None:
        self._lane = lane
        # A proxy of the company must not stand between a device and its own machine.
        through_proxy = transport is None and _host(url) not in _HERE
        self._url = url.rstrip("/")
        self._client = httpx.AsyncClient(
            transport=transport,
            timeout=httpx.Timeout(ANSWER_SECONDS_MAX, connect=CONNECT_SECONDS_MAX),
            limits=httpx.Limits(max_connections=CONNECTIONS_MAX),
            trust_env=through_proxy,
            follow_redirects=False,
        )

    async def get(self, path: str) -> Heard:
        """Read a page of the server."""
        return await self._heard("GET", path, {}, b"")

    async def post(self, path: str, headers: Headers, body: object) -> Heard:
        """Send a JSON value and wait for the whole answer."""
        sent = json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode()
        return await self._heard("POST", path, headers | {"Content-Type": "application/json"}, sent)

    async def aside(self, work: Callable[[], T]) -> T:
        """Do what takes long in the lane that was given; where there is none, here."""
        if self._lane is None:
            return work()
        return await asyncio.get_running_loop().run_in_executor(self._lane, work)

    async def close(self) -> None:
        """Let go of every connection."""
        await self._client.aclose()

    async def _heard(self, method: str, path: str, headers: Headers, body: bytes) -> Heard:
        # Only the name of an error goes on: its text may hold the address with a password in it.
        try:
            answer = await self._client.request(
                method, self._url + path, headers=headers, content=body
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            return NotSent(type(error).__name__)
        except (httpx.UnsupportedProtocol, httpx.LocalProtocolError, httpx.InvalidURL) as error:
            return NotSent(type(error).__name__)
        except httpx.HTTPError as error:
            return AnswerLost(type(error).__name__)
        said = answer.headers
        return Answer(
            answer.status_code,
            said.get("content-type", ""),
            said.get("date", ""),
            answer.content,
            said.get("retry-after", ""),
        )


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        # Somebody typed it: that it leads nowhere is said when it is asked.
        return None
