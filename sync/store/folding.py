"""The journal's log is folded into it: when nobody scans, and beside the scans, never at a beep."""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path

from sync.store.files import BUSY_MS_MAX, JOURNAL_NAME

IDLE_S = 2.0
"""After so long without a scan the log is folded in."""
LOG_BYTES_MAX = 16 << 20
"""Above, somebody reads it all the time: then scans wait until it is folded in and begun anew."""
SHORT_LOG_BYTES_MAX = 1 << 20
"""The same where room is scarce: what is folded in takes a tenth of it."""
LOOKED_AT_COMMITS = 64
"""Commits after which it is folded in while scans come in. All of it folded, it begins anew by
itself: over what the file has already a commit is written twice as fast as behind its end."""


class Folding:
    """Counts commits, and has the log folded in at the right moments."""

    def __init__(
        self, folder: Path, fold: Callable[[], object], restart: Callable[[], object]
    ) -> None:
        self._log = folder / f"{JOURNAL_NAME}-wal"
        self._fold, self._restart = fold, restart
        self._commits = 0
        self._is_kept_short = False
        self._resting: asyncio.TimerHandle | None = None
        self._stopped = False

    def stop(self) -> None:
        """Fold no more: the lanes are about to end. From any thread, so the timer only runs out."""
        self._stopped = True

    def _rested(self) -> None:
        if not self._stopped:
            self._fold()

    def committed(self) -> None:
        """Something was written just now."""
        self._commits += 1
        if self._resting:
            self._resting.cancel()
        loop = asyncio.get_running_loop()
        self._resting = loop.call_later(IDLE_S, self._rested)
        if self._commits % LOOKED_AT_COMMITS == 0:
            # Begun now, it would take the disk from whoever waits for this commit.
            loop.call_soon(self._restart if self._is_long() else self._rested)

    def keep_short(self) -> None:
        """From now on there is little room for the log."""
        self._is_kept_short = True

    def _is_long(self) -> bool:
        bytes_max = SHORT_LOG_BYTES_MAX if self._is_kept_short else LOG_BYTES_MAX
        try:
            return self._log.stat().st_size > bytes_max
        except OSError:
            return False


def fold(journal: sqlite3.Connection) -> None:
    """Fold in what nobody reads any more; waits for nobody, and nobody for it."""
    journal.execute("PRAGMA wal_checkpoint(PASSIVE)").close()


def restart(journal: sqlite3.Connection) -> bool:
    """Fold all of it in, so that the log begins anew; not while somebody reads it: then later.

    It is not cut: a cut that a power failure leaves half done could bring back an older state.
    """
    journal.execute("PRAGMA busy_timeout=0")
    try:
        busy = journal.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()[0]
    except sqlite3.Error:
        return False  # No room for it now; what is in the log is as safe there.
    finally:
        journal.execute(f"PRAGMA busy_timeout={BUSY_MS_MAX}")
    return not busy
