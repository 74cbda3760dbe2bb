"""The line in which messages wait: nothing said by a person is dropped, refreshes are merged."""

import asyncio
from enum import StrEnum

from app.base.messages import Message, Refreshed
from app.ui.forms import Filled

LINE_MAX = 1_000
"""Messages that may wait; at a scan a second that is a quarter of an hour of standing still."""


class Place(StrEnum):
    """Where a message came to stand."""

    FIRST = "first"
    WAITS = "waits"
    FULL = "full"
    """It was not taken: it never happens at a person's pace."""


class Line:
    """A bounded queue that knows whether somebody is being served."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Message | Filled] = asyncio.Queue(LINE_MAX)
        self._busy = False

    def put(self, message: Message | Filled) -> Place:
        """Put a message at the end."""
        if self._queue.full():
            return Place.FULL
        waits = self._busy or not self._queue.empty()
        # Whoever is in line will look again anyway, so one refresh is as good as ten.
        if not (isinstance(message, Refreshed) and not self._queue.empty()):
            self._queue.put_nowait(message)
        return Place.WAITS if waits else Place.FIRST

    async def stand(self, message: Message) -> Place:
        """Put a message at the end once there is room: who brings it can wait."""
        waits = self._busy or not self._queue.empty()
        await self._queue.put(message)
        return Place.WAITS if waits else Place.FIRST

    async def next(self) -> Message | Filled:
        """Wait for the next message in line."""
        self._busy = False
        message = await self._queue.get()
        self._busy = True
        return message
