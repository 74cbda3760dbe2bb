"""The print journal where several threads ask it, as they do in the app."""

import sqlite3
import threading
from pathlib import Path

from scanners.printers.journal import Journal

READERS, TURNS = 3, 20


def test_it_is_closed_under_those_who_read(tmp_path: Path) -> None:
    """A thread goes on when its asker has gone: it is told, and does not take the app with it."""
    for turn in range(TURNS):
        folder = tmp_path / str(turn)
        folder.mkdir()
        journal, told = Journal(folder), list[str]()

        def read(journal: Journal = journal, told: list[str] = told) -> None:
            try:
                while True:
                    journal.next("dock")
            except sqlite3.ProgrammingError as why:
                told.append(str(why))

        readers = [threading.Thread(target=read) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        journal.close()
        for reader in readers:
            reader.join()
        assert len(told) == READERS
