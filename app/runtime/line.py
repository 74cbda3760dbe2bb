"""The line in which messages wait: nothing said by a person is dropped, refreshes are merged."""

import asyncio
from collections.abc import Callable

from app.base.messages import Message, Refreshed, Scanned
from app.base.notice import Sound
from app.ui.looks import Filled

LINE_MAX = 1_000
"""Messages that may wait; at a scan a second that is a quarter of an hour of standing still."""


class Line:
    """A bounded queue; `sound` ticks when a scan has to wait."""

    def __init__(self, sound: Callable[[Sound], None]) -> None:
        self._sound = sound
        self._queue: asyncio.Queue[Message | Filled] = asyncio.Queue(LINE_MAX)
        self._busy = False

    def put(self, message: Message | Filled) -> None:
        """Put a message at the end. A full line says so; it never happens to a person's pace."""
        waiting = self._busy or not self._queue.empty()
        if isinstance(message, Refreshed) and not self._queue.empty():
            return  # whoever is in line will look again anyway
        if isinstance(message, Scanned) and waiting:
            self._sound(Sound.BUSY)
        try:
            self._queue.put_nowait(message)
        except asyncio.QueueFull:
            self._sound(Sound.STOP)

    async def next(self) -> Message | Filled:
        """Wait for the next message in line."""
        self._busy = False
        message = await self._queue.get()
        self._busy = True
        return message
