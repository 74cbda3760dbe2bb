"""A printer on the network: raw bytes on port 9100, as nearly all of them take."""

import asyncio
from dataclasses import dataclass

PORT = 9100
OPEN_S_MAX = 5.0
WRITE_S_MAX = 20.0
CLOSE_S_MAX = 1.0
READ_BYTES_MAX = 4096


@dataclass(frozen=True, slots=True)
class TcpLine:
    """An open connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    write_s_max: float

    async def write(self, content: bytes) -> None:
        self.writer.write(content)
        async with asyncio.timeout(self.write_s_max):
            await self.writer.drain()
        if self.writer.is_closing() or self.reader.at_eof():
            raise ConnectionResetError

    async def read(self, seconds_max: float) -> bytes:
        try:
            async with asyncio.timeout(seconds_max):
                return await self.reader.read(READ_BYTES_MAX)
        except TimeoutError:
            return b""

    async def close(self) -> None:
        self.writer.close()
        try:
            async with asyncio.timeout(CLOSE_S_MAX):
                await self.writer.wait_closed()
        except OSError:
            pass


async def open_line(
    host: str, port: int = PORT, open_s_max: float = OPEN_S_MAX, write_s_max: float = WRITE_S_MAX
) -> TcpLine:
    """Connect; everything `write` is given is handed to the system before it returns."""
    async with asyncio.timeout(open_s_max):
        reader, writer = await asyncio.open_connection(host, port)
    # Nothing stays behind in a buffer of ours: what was written is out, what was not is not.
    writer.transport.set_write_buffer_limits(high=0)
    return TcpLine(reader, writer, write_s_max)
