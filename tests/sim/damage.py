"""What can happen to the files of a device that is switched off."""

import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from random import Random

from sync.store.files import JOURNAL_NAME, MIRROR_NAME
from tests.sim.disk import peek

ENDS = ("", "-wal")
BROKEN_BYTES = 2_000


def remove(folder: Path, name: str) -> None:
    """A file is gone."""
    for end in ENDS:
        (folder / f"{name}{end}").unlink(missing_ok=True)


def scramble(folder: Path, name: str, dice: Random, *, with_log: bool = True) -> None:
    """A part of a file is rubbish, and its log is gone with it; one that is lost stays so."""
    path = folder / name
    if not path.exists():
        return
    if with_log:
        (folder / f"{name}-wal").unlink(missing_ok=True)
    content = bytearray(path.read_bytes())
    if content:
        begin = dice.randrange(len(content))
        end = min(len(content), begin + BROKEN_BYTES)
        content[begin:end] = dice.randbytes(end - begin)
        path.write_bytes(content)


def copy_of(folder: Path, name: str, target: Path) -> None:
    """Keep a file that is in use, as of one moment."""
    with closing(peek(folder / name)) as source, closing(_raw(target)) as copy:
        source.backup(copy)


def put_back(kept: Path, folder: Path, name: str) -> None:
    """A file is as it was some time ago."""
    remove(folder, name)
    shutil.copyfile(kept, folder / name)


def lose_a_row(folder: Path, dice: Random) -> str:
    """A row of the mirror is gone, and nothing shows it."""
    if not (folder / MIRROR_NAME).exists():
        # It was lost just now: to look at it would put an empty one in its place.
        return "nothing"
    with suppress(sqlite3.Error), closing(_raw(folder / MIRROR_NAME)) as mirror:
        table = dice.choice(("locations", "products", "lots", "stock"))
        ids = [row[0] for row in mirror.execute(f"SELECT id FROM {table} ORDER BY id")]
        if ids:
            mirror.execute(f"DELETE FROM {table} WHERE id = ?", (dice.choice(ids),))
            mirror.commit()
        return table
    return "nothing"


def _raw(path: Path) -> sqlite3.Connection:
    return sqlite3.Connection(path)


__all__ = ["JOURNAL_NAME", "MIRROR_NAME", "copy_of", "lose_a_row", "put_back", "remove", "scramble"]
