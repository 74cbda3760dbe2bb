"""A TCP proxy before Odoo that cuts, delays, duplicates and swallows, one request a connection."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from tests.faults.plan import Fault, Stroke, Wire

HEAD_MAX = 64 * 1024
HEAD_END = b"\r\n\r\n"
GOODS = (b"/stock.picking/write", b"/stock.picking/button_validate", b"/stockhand.op/")
"""Paths of what changes stock; in `/jsonrpc` the same words stand in the body."""
GOODS_WORDS = (b'"write"', b'"button_validate"', b'"stockhand.op"')


class Proxy:
    """One device's way to Odoo. `on_goods` hears of every request that would change stock."""

    def __init__(self, port: int, wire: Wire, on_goods: Callable[[], None]) -> None:
        self._port = port
        self._wire = wire
        self._on_goods = on_goods
        # A task whose device has gone away is held by nobody else: it would vanish half-way.
        self._under_way: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None

    @property
    def url(self) -> str:
        """Where the device finds what it takes for Odoo."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def start(self) -> None:
        """Listen on a free port of loopback."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=HEAD_MAX)

    async def heal(self) -> None:
        """From now on everything passes; what is still under way arrives first."""
        self._wire.healed = True
        # The second time for copies that what was under way has left behind.
        for _ in range(2):
            if self._under_way:
                await asyncio.wait(set(self._under_way))

    async def stop(self) -> None:
        """Listen no more, and leave nothing open: a loop that ends closes no connection."""
        assert self._server is not None
        self._server.close()
        left = set(self._under_way)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await self._server.wait_closed()

    def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._hold(asyncio.create_task(self._served(reader, writer)))

    def _hold(self, task: asyncio.Task[None]) -> None:
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _served(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Either end may go away at any time; the other is to see just that.
        try:
            with suppress(OSError, EOFError):
                await self._one(reader, writer)
        finally:
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await read_message(reader)
        goods = is_goods(request)
        if goods:
            self._on_goods()
        writer.write(await self._answer(request, self._wire.next(goods=goods)))
        await writer.drain()

    async def _answer(self, request: bytes, stroke: Stroke) -> bytes:
        """Give what the device is to hear; nothing where it is cut off."""
        match stroke.fault:
            case Fault.NONE:
                return await self._exchange(request)
            case Fault.CUT_BEFORE:
                return b""
            case Fault.CUT_REQUEST:
                await self._begin(request[: int(len(request) * stroke.part)])
                return b""
            case Fault.SWALLOWED:
                await self._exchange(request)
                return b""
            case Fault.CUT_ANSWER:
                answer = await self._exchange(request)
                return answer[: int(len(answer) * stroke.part)]
            case Fault.SLOW:
                await asyncio.sleep(stroke.seconds)
                return await self._exchange(request)
            case Fault.LATE:
                self._later(request, stroke.seconds)
                return b""
            case Fault.TWICE:
                self._later(request, 0)
                return await self._exchange(request)
            case Fault.AGAIN:
                answer = await self._exchange(request)
                self._later(request, stroke.seconds)
                return answer

    def _later(self, request: bytes, seconds: float) -> None:
        self._hold(asyncio.create_task(self._send_again(request, seconds)))

    async def _send_again(self, request: bytes, seconds: float) -> None:
        # The delay is the fault itself: the packet is somewhere, and nobody is waiting for it.
        await asyncio.sleep(seconds)
        # Where Odoo is down when it comes, it is lost for good.
        with suppress(OSError, EOFError):
            await self._exchange(request)

    async def _exchange(self, request: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port, limit=HEAD_MAX)
        try:
            writer.write(request)
            await writer.drain()
            return await read_message(reader)
        finally:
            writer.close()

    async def _begin(self, part: bytes) -> None:
        _, writer = await asyncio.open_connection("127.0.0.1", self._port)
        writer.write(part)
        await writer.drain()
        writer.close()


async def read_message(reader: asyncio.StreamReader) -> bytes:
    """Read one whole HTTP message; one without a length ends where the connection does."""
    head = await reader.readuntil(HEAD_END)
    length = content_length(head)
    if length is None:
        return head + (await reader.read() if head.startswith(b"HTTP/") else b"")
    return head + await reader.readexactly(length)


def content_length(head: bytes) -> int | None:
    """The length a head announces, if it does."""
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return None


def is_goods(request: bytes) -> bool:
    """Say whether it would change stock."""
    path = request.split(b" ", 2)[1]
    if path == b"/jsonrpc":
        return any(word in request for word in GOODS_WORDS)
    return any(word in path for word in GOODS)
