"""A line of bytes to a printer: opened, written, listened to, closed; trouble is an OSError."""

from collections.abc import Awaitable, Callable
from typing import Protocol


class Line(Protocol):
    """An open line."""

    async def write(self, content: bytes) -> None:
        """Hand over all of it, or raise."""
        ...

    async def read(self, seconds_max: float) -> bytes:
        """Listen for the next bytes; none where nothing came in time, or the other end closed."""
        ...

    async def close(self) -> None: ...


Open = Callable[[], Awaitable[Line]]
"""Opens a line, or raises OSError (TimeoutError is one)."""
