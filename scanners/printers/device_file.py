"""A printer that the system shows as a file, such as USB's /dev/usb/lp0."""

import asyncio
import os
import select
from dataclasses import dataclass
from pathlib import Path

WRITE_S_MAX = 20.0
READ_BYTES_MAX = 4096


@dataclass(frozen=True, slots=True)
class FileLine:
    """The file, open both ways and never blocking for longer than is said."""

    file: int
    write_s_max: float

    async def write(self, content: bytes) -> None:
        await asyncio.to_thread(self._write, content)

    def _write(self, content: bytes) -> None:
        while content:
            if not select.select([], [self.file], [], self.write_s_max)[1]:
                raise TimeoutError
            content = content[os.write(self.file, content) :]

    async def read(self, seconds_max: float) -> bytes:
        return await asyncio.to_thread(self._read, seconds_max)

    def _read(self, seconds_max: float) -> bytes:
        if not select.select([self.file], [], [], seconds_max)[0]:
            return b""
        return os.read(self.file, READ_BYTES_MAX)

    async def close(self) -> None:
        os.close(self.file)


async def open_line(path: Path, write_s_max: float = WRITE_S_MAX) -> FileLine:
    """Open it; a second program that has it open makes this fail, and so it should."""
    return FileLine(os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY), write_s_max)
