"""The other end of each way a scanner can be attached on this machine, real but for the scanner."""

import asyncio
import os
import pty
import socket
import tty
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import Protocol

from scanners.devices.link import Source
from scanners.devices.network import Called, Calling
from scanners.devices.serial_line import SerialLine
from scanners.framing.lines import LineRules
from tests.journeys.app_process import free_port


class Rig(Protocol):
    """A scanner that can be plugged in, made to send bytes, and pulled out."""

    one_link: bool
    """The link is that of this scanner alone, and ends with it."""

    def source(self, rules: LineRules) -> Source: ...
    async def plug(self) -> None: ...
    async def send(self, data: bytes) -> None: ...
    async def unplug(self) -> None: ...


class OnPty:
    """A serial line: what we open is one end of a pseudo-terminal behind a link that can go."""

    one_link = True

    def __init__(self, folder: Path) -> None:
        self._port = folder / "ttyACM0"
        self._master = self._slave = -1

    def source(self, rules: LineRules) -> Source:
        return SerialLine("serial", str(self._port), rules=rules)

    async def plug(self) -> None:
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        self._port.symlink_to(os.ttyname(self._slave))

    async def send(self, data: bytes) -> None:
        while data:
            try:
                data = data[os.write(self._master, data) :]
            except BlockingIOError:
                await asyncio.sleep(0.001)

    async def unplug(self) -> None:
        self._port.unlink()
        os.close(self._master)
        os.close(self._slave)
        self._master = -1


class Dialled:
    """A fixed reader that listens, and is connected to by us."""

    one_link = True

    def __init__(self, _folder: Path) -> None:
        self._port = free_port()
        self._server: asyncio.Server | None = None
        self._line: asyncio.StreamWriter | None = None
        self._there = asyncio.Event()

    def source(self, rules: LineRules) -> Source:
        return Calling("reader", "127.0.0.1", self._port, rules)

    async def plug(self) -> None:
        async def taken(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self._line = writer
            self._there.set()

        self._there.clear()
        self._server = await asyncio.start_server(taken, "127.0.0.1", self._port)

    async def send(self, data: bytes) -> None:
        await self._there.wait()
        assert self._line
        self._line.write(data)
        await self._line.drain()

    async def unplug(self) -> None:
        await self._there.wait()
        assert self._server
        assert self._line
        self._server.close()
        _reset(self._line)


class Caller:
    """A scanner that connects to us."""

    one_link = False

    def __init__(self, _folder: Path) -> None:
        self._port = free_port()
        self._line: asyncio.StreamWriter | None = None

    def source(self, rules: LineRules) -> Source:
        return Called("callers", self._port, rules=rules)

    async def plug(self) -> None:
        for _ in range(200):
            with suppress(ConnectionRefusedError):
                _, self._line = await asyncio.open_connection("127.0.0.1", self._port)
                return
            await asyncio.sleep(0.02)
        raise AssertionError("nobody listens")

    async def send(self, data: bytes) -> None:
        assert self._line
        self._line.write(data)
        await self._line.drain()

    async def unplug(self) -> None:
        assert self._line
        _reset(self._line)


def _reset(line: asyncio.StreamWriter) -> None:
    """Cut a connection as a pulled plug does: with what was still on its way."""
    sock = line.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    line.transport.abort()


RIGS: dict[str, Callable[[Path], Rig]] = {"serial": OnPty, "calling": Dialled, "called": Caller}


@asynccontextmanager
async def plugged(rig: Rig) -> AsyncIterator[Rig]:
    await rig.plug()
    yield rig
    with suppress(OSError, AssertionError):
        await rig.unplug()


Plugged = AbstractAsyncContextManager[Rig]
