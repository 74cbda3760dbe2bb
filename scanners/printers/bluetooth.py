"""A printer on Bluetooth's serial profile, by its address; where Linux has it paired."""

import asyncio
import errno
import socket
from dataclasses import dataclass

OPEN_S_MAX = 10.0
WRITE_S_MAX = 60.0
READ_BYTES_MAX = 4096
CHANNEL = 1
STILL_OPEN_S = 0.05
_STILL_OPEN = frozenset({errno.EBUSY, errno.ECONNRESET})
"""A line that was closed just now takes the radio a moment to take down, and there is only one."""


@dataclass(frozen=True, slots=True)
class SocketLine:
    """A connected socket that does not block."""

    peer: socket.socket

    async def write(self, content: bytes) -> None:
        async with asyncio.timeout(WRITE_S_MAX):
            await asyncio.get_running_loop().sock_sendall(self.peer, content)

    async def read(self, seconds_max: float) -> bytes:
        try:
            async with asyncio.timeout(seconds_max):
                return await asyncio.get_running_loop().sock_recv(self.peer, READ_BYTES_MAX)
        except TimeoutError:
            return b""

    async def close(self) -> None:
        self.peer.close()


async def open_line(address: str, channel: int = CHANNEL) -> SocketLine:
    """Connect to a device that was paired; a Python without Bluetooth says so as an OSError."""
    family = getattr(socket, "AF_BLUETOOTH", None)
    protocol = getattr(socket, "BTPROTO_RFCOMM", None)
    if family is None or protocol is None:
        raise OSError("this Python was built without Bluetooth")
    async with asyncio.timeout(OPEN_S_MAX):
        while True:
            peer = socket.socket(family, socket.SOCK_STREAM, protocol)
            peer.settimeout(0)
            try:
                await asyncio.get_running_loop().sock_connect(peer, (address, channel))
            except BaseException as error:
                peer.close()
                if not isinstance(error, OSError) or error.errno not in _STILL_OPEN:
                    raise
                await asyncio.sleep(STILL_OPEN_S)
            else:
                return SocketLine(peer)
