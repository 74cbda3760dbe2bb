"""Deeds that wait for the scan lane at the same moment are written in one transaction."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sync.core.operations import Deed
from sync.core.problems import Problem
from sync.store.files import Files
from sync.store.stamp import Stamp
from sync.store.told import Committed
from sync.store.trouble import CommitTrouble
from sync.store.working import Working

ROUND_MAX = 32
"""Deeds in one transaction: the first waits until so many are checked, and for one sync."""

Written = Committed | Problem | CommitTrouble


@dataclass(frozen=True, slots=True)
class Waiting:
    """A deed whose turn has not come; `alone` writes it, and does what can be if that fails."""

    deed: Deed
    stamp: Stamp
    today: date
    alone: Callable[[Files], Written]


Together = Callable[[Files, Sequence[Waiting]], tuple[Written, ...] | None]
"""Writes all of some deeds or none; None where each has to be written alone."""


class Round:
    """Deeds that came while the lane was busy, in their order; the first takes all of them there.

    It is open until the lane begins with it. `ended` says what became of each, in the same order.
    """

    def __init__(self, first: Waiting, together: Together) -> None:
        self.ended = asyncio.get_running_loop().create_future()
        self._waiting, self._together = [first], together
        self._is_open = True
        self._lock = threading.Lock()

    def takes(self, one: Waiting) -> int | None:
        """Take one more in, and say which it is; None where it is too late."""
        with self._lock:
            if not self._is_open or len(self._waiting) == ROUND_MAX:
                return None
            self._waiting.append(one)
            return len(self._waiting) - 1

    def write(self, files: Files) -> tuple[Written, ...] | None:
        """Write all; in the lane."""
        with self._lock:
            self._is_open = False
        if len(self._waiting) == 1:
            return (self._waiting[0].alone(files),)
        return self._together(files, self._waiting)

    def end(self, written: tuple[Written, ...] | None) -> None:
        """Tell everybody."""
        with self._lock:
            self._is_open = False
        self.ended.set_result(written)


class Rounds:
    """Brings deeds to the scan lane: one that comes alone at once, others by rounds.

    Nobody is told anything before the transaction of the round is on disk.
    """

    def __init__(self, work: Working, together: Together) -> None:
        self._work, self._together = work, together
        self._last: Round | None = None

    async def written(self, one: Waiting) -> Written:
        """Write a deed, when its turn has come."""
        place = self._last.takes(one) if self._last else None
        if place is None or self._last is None:
            place, written = 0, await self._led(one)
        else:
            # Whoever goes away takes nobody with them.
            written = await asyncio.shield(self._last.ended)
        return await self._work.scan(one.alone) if written is None else written[place]

    async def _led(self, first: Waiting) -> tuple[Written, ...] | None:
        this = self._last = Round(first, self._together)
        written = None
        try:
            written = await self._work.scan(this.write)
        finally:
            # Where it was broken off, each of the others asks by itself: an op_id is written once.
            this.end(written)
        return written
