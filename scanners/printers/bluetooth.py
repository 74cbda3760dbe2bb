"""A printer on Bluetooth's serial profile, by its address; where Linux has it paired."""

import asyncio
import socket
from dataclasses import dataclass

OPEN_S_MAX = 10.0
WRITE_S_MAX = 60.0
READ_BYTES_MAX = 4096
CHANNEL = 1


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
    peer = socket.socket(family, socket.SOCK_STREAM, protocol)
    peer.settimeout(0)
    try:
        async with asyncio.timeout(OPEN_S_MAX):
            await asyncio.get_running_loop().sock_connect(peer, (address, channel))
    except OSError:
        peer.close()
        raise
    return SocketLine(peer)
