"""The two lanes the store works in: scans never wait for bulk work."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Lanes:
    """`scan` reads slices and writes the journal; `mirror` absorbs and replays.

    Each does one thing at a time, in the order given.
    """

    scan: Executor
    mirror: Executor


class Inline(Executor):
    """Does the work at once, where the caller is: for tests, and where there are no threads."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Run `fn` now; the future is done when this returns."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as trouble:  # noqa: BLE001 - an executor hands on whatever went wrong
            future.set_exception(trouble)
        return future


def inline_lanes() -> Lanes:
    """Both lanes in the caller's own thread."""
    here = Inline()
    return Lanes(here, here)
