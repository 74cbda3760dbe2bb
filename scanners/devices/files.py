"""Device files of Linux, read as soon as they have something to say."""

import asyncio
import os
import select
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from scanners.devices.link import Ears, Link, State, trouble
from scanners.frame import Frame

READ_BYTES = 8_192
PIECES_MAX = 4_096
"""Read ahead while the line is full. More of it the kernel keeps itself, and then drops."""
STOP_S_MAX = 0.2

_Piece = bytes | OSError


@contextmanager
def opened(path: str) -> Iterator[int]:
    """Open a device file without waiting for it."""
    number = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        yield number
    finally:
        os.close(number)


async def pump(number: int, taken: Callable[[bytes], list[Frame]], ears: Ears) -> State:
    """Read a device file until it ends; `taken` makes frames of what came.

    It is read in a thread of its own: the kernel keeps some sixteen keys of a keyboard, which is
    less than a busy loop makes them wait.
    """
    pieces: asyncio.Queue[_Piece] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    reader = _Reader(number, lambda piece: loop.call_soon_threadsafe(pieces.put_nowait, piece))
    reader.start()
    try:
        while True:
            piece = await pieces.get()
            reader.room.release()
            if isinstance(piece, OSError):
                return trouble(piece)
            if not piece:
                return State(Link.GONE)
            for frame in taken(piece):
                await ears.frame(frame)
    finally:
        reader.stop()


class _Reader(threading.Thread):
    """Reads until the file ends or it is stopped; the last piece is empty, or what went wrong."""

    def __init__(self, number: int, give: Callable[[_Piece], object]) -> None:
        super().__init__(name="scanner", daemon=True)
        self.room = threading.Semaphore(PIECES_MAX)
        self._number = number
        self._give = give
        self._ended, self._end = os.pipe()

    def run(self) -> None:
        polled = select.poll()
        polled.register(self._number, select.POLLIN)
        polled.register(self._ended, select.POLLIN)
        while not any(number == self._ended for number, _ in polled.poll()):
            piece = _read(self._number)
            if piece is None:
                continue
            while not self.room.acquire(timeout=STOP_S_MAX):
                if select.select([self._ended], [], [], 0)[0]:
                    return
            self._give(piece)
            if not piece or isinstance(piece, OSError):
                return

    def stop(self) -> None:
        """Let it end, and wait for that: it takes no time."""
        os.write(self._end, b"\0")
        self.join()
        os.close(self._ended)
        os.close(self._end)


def _read(number: int) -> _Piece | None:
    try:
        return os.read(number, READ_BYTES)
    except BlockingIOError:
        return None
    except OSError as error:
        return error
