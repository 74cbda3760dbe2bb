"""Device files of Linux, read as they have something to say."""

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from scanners.devices.link import Ears, Link, State, trouble
from scanners.frame import Frame

READ_BYTES = 8_192
FRAMES_MAX = 256
"""Read ahead while the line is full: the kernel keeps little, and drops the rest."""


@contextmanager
def opened(path: str) -> Iterator[int]:
    """Open a device file without waiting for it."""
    number = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        yield number
    finally:
        os.close(number)


async def pump(number: int, taken: Callable[[bytes], list[Frame]], ears: Ears) -> State:
    """Read a device file until it ends; `taken` makes frames of what came."""
    line: asyncio.Queue[Frame] = asyncio.Queue(FRAMES_MAX)

    async def hand_over() -> None:
        while True:
            await ears.frame(await line.get())
            line.task_done()

    handing = asyncio.create_task(hand_over())
    try:
        while True:
            await _readable(number)
            try:
                data = os.read(number, READ_BYTES)
            except BlockingIOError:
                continue
            except OSError as error:
                return trouble(error)
            if not data:
                return State(Link.GONE)
            for frame in taken(data):
                await line.put(frame)
    finally:
        if not handing.done() and not _cancelled():
            await line.join()  # what was scanned before it went is handed over still
        handing.cancel()


def _cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


async def _readable(number: int) -> None:
    loop = asyncio.get_running_loop()
    ready: asyncio.Future[None] = loop.create_future()

    def wake() -> None:
        if not ready.done():
            ready.set_result(None)

    loop.add_reader(number, wake)
    try:
        await ready
    finally:
        loop.remove_reader(number)
