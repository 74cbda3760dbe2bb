"""Bulk work gives way: it stops for the moment in which a person waits for a scan."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager

ASKED_AFTER_STEPS = 500
"""Steps of SQLite's machine, some ten or twenty rows, after which bulk work looks up."""
WAIT_S_MAX = 0.02
"""It gives way once to each scan, and no longer than this: no stream of scans stops it."""


class Courtesy:
    """Both lanes share one Python, and a scan needs it a dozen times: each time it would queue."""

    def __init__(self) -> None:
        self._scans = self._in_hand = self._given = 0
        self._free = threading.Event()
        self._free.set()

    @contextmanager
    def scanning(self) -> Iterator[None]:
        """A person waits; on the loop's own thread."""
        self._scans += 1
        self._in_hand += 1
        self._free.clear()
        try:
            yield
        finally:
            self._in_hand -= 1
            if not self._in_hand:
                self._free.set()

    @contextmanager
    def of(self, bulk: sqlite3.Connection) -> Iterator[None]:
        """Let what runs on this connection give way."""
        bulk.set_progress_handler(self.give_way, ASKED_AFTER_STEPS)
        try:
            yield
        finally:
            bulk.set_progress_handler(None, 0)

    def give_way(self) -> int:
        """Wait for the scan in hand, if there is one; in the lane of bulk work."""
        if not self._free.is_set() and self._given != self._scans:
            self._given = self._scans
            self._free.wait(WAIT_S_MAX)
        return 0
