"""The floor of a scan: a bare SQLite file, and a synced transaction of two statements."""

import sqlite3
from pathlib import Path

LINES = 2_000
PAYLOAD = "x" * 600
CHECKPOINT_EVERY = 64


class Raw:
    """One row more, and another changed: nothing is asked, checked, sealed or chained."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.connection = sqlite3.connect(
            folder / "raw.db", isolation_level=None, check_same_thread=False
        )
        self._number = 0
        self.connection.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0;"
            "CREATE TABLE op (seq INTEGER PRIMARY KEY, id TEXT UNIQUE, payload TEXT);"
            "CREATE TABLE line (id INTEGER PRIMARY KEY, done INTEGER);"
        )
        self.connection.executemany("INSERT INTO line VALUES (?, 0)", ((n,) for n in range(LINES)))

    def write(self) -> None:
        do, number = self.connection.execute, self._number
        do("BEGIN IMMEDIATE")
        do("INSERT INTO op VALUES (NULL, ?, ?)", (f"{number:036}", PAYLOAD))
        do("UPDATE line SET done = done + 1 WHERE id = ?", (number % LINES,))
        do("COMMIT")
        self._number += 1

    def fold(self) -> None:
        self.connection.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        self.connection.close()
