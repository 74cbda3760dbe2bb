"""Folders that were used, to be opened again."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from sync.core.envelope import Envelope
from sync.store.files import JOURNAL_NAME
from sync.store.lanes import inline_lanes
from sync.store.store import Store
from sync.store.trouble import OpenTrouble
from tests.store.floor import CATALOGUE, Floor, goods, receipt, run

ROOT = Path(__file__).parents[2]
WORK = receipt(lines=4)


def opened(folder: Path) -> Store | OpenTrouble:
    return Store.open(folder, "device-b", inline_lanes())


def used(folder: Path) -> tuple[Floor, Envelope]:
    """A closed folder with one unsent operation in it."""
    floor = Floor(folder)
    run(floor.store.absorb(CATALOGUE))
    floor.absorb(WORK)
    done = floor.did(goods(WORK, quantity=3))
    floor.store.close()
    return floor, done.envelope


def python(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run code in another process, on this folder."""
    return subprocess.run(
        [sys.executable, "-c", code, str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def edit(folder: Path, statement: str) -> None:
    """Change what our own triggers would not let be changed."""
    with closing(sqlite3.connect(folder / JOURNAL_NAME)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in names.fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
        connection.commit()
