"""A printer on a serial port, or on USB or Bluetooth that the system shows as one."""

import asyncio
from dataclasses import dataclass

import serial

WRITE_S_MAX = 60.0  # a label of 10 KB takes 10 s at 9,600 baud
READ_BYTES_MAX = 4096
BAUD = 9600


@dataclass(frozen=True, slots=True)
class SerialLine:
    """The port, claimed for us alone."""

    port: serial.Serial

    async def write(self, content: bytes) -> None:
        await asyncio.to_thread(self._write, content)

    def _write(self, content: bytes) -> None:
        self.port.write(content)
        self.port.flush()

    async def read(self, seconds_max: float) -> bytes:
        return await asyncio.to_thread(self._read, seconds_max)

    def _read(self, seconds_max: float) -> bytes:
        self.port.timeout = seconds_max
        first: bytes = self.port.read(1)
        return first + self.port.read(min(self.port.in_waiting, READ_BYTES_MAX))

    async def close(self) -> None:
        self.port.close()


async def open_line(path: str, baud: int = BAUD, write_s_max: float = WRITE_S_MAX) -> SerialLine:
    """Open it; pyserial's exceptions are OSErrors."""
    return SerialLine(serial.Serial(path, baud, write_timeout=write_s_max, exclusive=True))
