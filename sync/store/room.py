"""Room on the disk: no new work when it is scarce, and a reserve for the scans of begun work."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sync.store.folding import restart

FREE_BYTES_MIN = 200_000_000
"""Below, no new work is begun."""
RESERVE_BYTES = 8 << 20
"""Kept for the journal: some thousand scans."""
RESERVE_WANTS_FREE = 4 * RESERVE_BYTES
RESERVE_NAME = "reserve"

Free = Callable[[Path], int]
"""How many bytes are free where a folder is."""


def free_bytes(folder: Path) -> int:
    """Ask the operating system."""
    return shutil.disk_usage(folder).free


@dataclass(frozen=True, slots=True)
class Room:
    """What is free beside one device's files."""

    folder: Path
    free: Free = free_bytes

    def is_scarce(self) -> bool:
        """Say whether no new work may be begun."""
        try:
            return self.free(self.folder) < FREE_BYTES_MIN
        except OSError:
            return False  # Nobody knows; the journal will say when it is full.

    def lay_in(self) -> None:
        """Set the reserve aside, where there is none and room for it."""
        path = self.folder / RESERVE_NAME
        if path.exists() or self.free(self.folder) < RESERVE_WANTS_FREE:
            return
        with suppress(OSError):
            _fill(path)

    def ways(self, journal: sqlite3.Connection) -> tuple[Callable[[], bool], ...]:
        """How room can be made for what cannot wait, in the order they are to be tried."""

        def fold_in() -> bool:
            return restart(journal)

        # Folding needs some room itself: once the reserve is spent there is.
        return (fold_in, self.spend, fold_in)

    def spend(self) -> bool:
        """Give the reserve away, so that what cannot wait is written; False where it is spent."""
        try:
            (self.folder / RESERVE_NAME).unlink()
        except OSError:
            return False
        return True


def _fill(path: Path) -> None:
    with path.open("wb") as file:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(file.fileno(), 0, RESERVE_BYTES)
        else:
            file.write(bytes(RESERVE_BYTES))
