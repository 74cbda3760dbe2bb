"""The live rows follow the journal while nobody scans, or once they are far enough behind."""

import asyncio
from collections.abc import Callable

REST_S = 0.05
"""After so long without a scan: far less than a person needs for the next."""
BEHIND_MAX = 32
"""Scans after which it is done even while they come in: what is read folds them in until then."""


class Following:
    """Counts commits, and has them replayed, many at once, at the right moments."""

    def __init__(self, begin: Callable[[], object]) -> None:
        self._begin = begin
        self._behind = 0
        self._resting: asyncio.TimerHandle | None = None
        self._stopped = False

    def finish(self) -> None:
        """The lanes are about to end: once more, then no more. From any thread; timers run out.

        The mirror remembers how far the journal was, should an older one be put in its place.
        """
        self.catch_up()
        self._stopped = True

    def committed(self) -> None:
        """Something was written just now."""
        self._behind += 1
        if self._resting:
            self._resting.cancel()
        loop = asyncio.get_running_loop()
        if self._behind < BEHIND_MAX:
            self._resting = loop.call_later(REST_S, self.catch_up)
        else:
            # Begun now, it would take Python from whoever waits for this commit.
            self._resting = None
            loop.call_soon(self.catch_up)

    def catch_up(self) -> None:
        """Have all that is written replayed; once it begins, it takes in what came until then."""
        if self._behind and not self._stopped:
            self._behind = 0
            self._begin()
