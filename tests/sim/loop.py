"""An event loop in which time passes only while everybody waits: hours in milliseconds."""

import asyncio
from collections.abc import Awaitable, Coroutine
from typing import Any, TypeVar

from tests.sim.disk import CrashNow

T = TypeVar("T")
BEGINS_S = 1_000.0


class Deadlock(Exception):
    """Everybody waits, and nobody for time to pass."""


class VirtualLoop(asyncio.BaseEventLoop):
    """asyncio's own loop, with a clock that is set to the next appointment. One thread, no IO."""

    def __init__(self) -> None:
        super().__init__()
        self._now = BEGINS_S
        self._clock_resolution = 1e-6
        self._selector = self

    def time(self) -> float:
        return self._now

    def select(self, timeout: float | None) -> list[object]:
        """What the loop asks of its selector: wait for so long."""
        if timeout is None:
            raise Deadlock
        if timeout > 0:
            self._now = max(self._now, self._scheduled[0]._when)  # type: ignore[attr-defined]
        return []

    def _process_events(self, event_list: list[object]) -> None:
        """There is no IO."""

    def _write_to_self(self) -> None:
        """There is nobody to wake: it is the one thread."""


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end in a world of its own; whatever is left over then is dropped."""
    loop = VirtualLoop()
    asyncio.set_event_loop(loop)
    troubles: list[BaseException] = []
    loop.set_exception_handler(lambda _, told: _hear(told, troubles))
    try:
        done = loop.run_until_complete(work)
        if troubles:
            raise troubles[0]
        return done
    finally:
        _drop(loop)
        asyncio.set_event_loop(None)
        loop.close()


def _hear(told: dict[str, Any], troubles: list[BaseException]) -> None:
    trouble = told.get("exception")
    if trouble is not None and not isinstance(trouble, CrashNow):
        troubles.append(trouble)


def _drop(loop: VirtualLoop) -> None:
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(_settled(left))


async def _settled(tasks: set[asyncio.Task[Any]]) -> None:
    # An end that is broken off by a death is looked at, so that nobody is told it was not.
    done: Awaitable[Any] = asyncio.gather(*tasks, return_exceptions=True)
    try:
        await done
    except BaseException:  # noqa: BLE001
        return
