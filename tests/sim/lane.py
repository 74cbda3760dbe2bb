"""A lane that lags: its work is done in order, one at a time, some time later."""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from random import Random
from typing import Any

from tests.sim.disk import CrashNow


class Lagging(Executor):
    """Behind the beep: what is submitted here waits its turn, up to `lag_s` each time."""

    def __init__(self, dice: Random, lag_s: float) -> None:
        self._dice, self._lag_s = dice, lag_s
        self._waiting: deque[tuple[Future[Any], Callable[..., Any], tuple[Any, ...]]] = deque()
        self._stopped = self._closing = False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self._waiting.append((future, lambda *given: fn(*given, **kwargs), args))
        if self._lag_s or self._waiting[0][0] is not future:
            delay = self._dice.uniform(0, self._lag_s)
            asyncio.get_running_loop().call_later(delay, self._next)
        else:
            self._next()
        return future

    def hurry(self, lag_s: float) -> None:
        """What comes from here on waits less."""
        self._lag_s = min(self._lag_s, lag_s)

    def finish(self) -> None:
        """Do what is waiting, now; from here on everything is done at once."""
        self._lag_s, self._closing = 0.0, True
        while self._waiting:
            self._next()

    def stop(self) -> None:
        """The machine is dead."""
        self._stopped = True
        self._waiting.clear()

    def _next(self) -> None:
        if self._stopped or not self._waiting:
            return
        future, fn, args = self._waiting.popleft()
        if not future.set_running_or_notify_cancel():
            return  # Whoever waited for it is gone.
        try:
            future.set_result(fn(*args))
        except CrashNow as crash:
            # Nobody is left to hear of it, but whoever closes the store and waits for this.
            if self._closing:
                future.set_exception(crash)
        except Exception as trouble:  # noqa: BLE001 - an executor hands on whatever went wrong
            future.set_exception(trouble)
