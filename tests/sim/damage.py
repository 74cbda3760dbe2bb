"""What can happen to the files of a device that is switched off."""

import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from random import Random

from sqlite_utils import Database

from sync.store import migrate
from sync.store.files import JOURNAL_NAME, MIRROR_NAME
from sync.store.migrate import MIRROR
from tests.sim.disk import peek
from tests.store import older

ENDS = ("", "-wal")
BROKEN_BYTES = 2_000
LOG_HEAD, FRAME_HEAD, SECTOR = 32, 24, 512
FRAME_MAX = 4_096 + FRAME_HEAD
FOLDED_FRAMES = 900
"""Before the mirror's log is this long it is not folded in while the device works."""
MIRROR_STEPS = tuple(step.name for step in MIRROR.pending(Database(memory=True)))[1:10]
"""Up to which a file is made whose words are not searched yet."""
OLDER_JOURNAL = """
DROP INDEX idx_operations_codes;
ALTER TABLE identity DROP COLUMN place;
DELETE FROM _sqlite_migrations WHERE migration_set = 'journal' AND name >= '0006'
"""


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


def tear(folder: Path, dice: Random) -> None:
    """The power went: of what was not synced any sector may be lost.

    A commit of the journal was synced, and what follows it was not. The mirror's log is synced when
    it is folded in, which it does by itself at so many frames: what came since is loose.
    """
    for name in (JOURNAL_NAME, MIRROR_NAME):
        path = folder / f"{name}-wal"
        log = bytearray(path.read_bytes()) if path.exists() else bytearray()
        if len(log) <= LOG_HEAD:
            continue
        end, committed = _ends(log)
        if name == JOURNAL_NAME:
            _lose_sectors(log, committed, len(log), dice)
            log += dice.randbytes(dice.randrange(FRAME_MAX))
        elif end < FOLDED_FRAMES * FRAME_MAX:
            _lose_sectors(log, dice.randrange(LOG_HEAD, end + 1), end, dice)
        path.write_bytes(log)


def _is_whole(path: Path) -> bool:
    if not path.exists():
        return False
    table = "identity" if path.name == JOURNAL_NAME else "state"
    with closing(_raw(path)) as file:
        try:
            said = file.execute("PRAGMA quick_check").fetchone()[0]
            return said == "ok" and bool(file.execute(f"SELECT 1 FROM {table}").fetchone())
        except (sqlite3.Error, UnicodeDecodeError):
            return False


def _ends(log: bytearray) -> tuple[int, int]:
    """Where the frames of this log end, and where the last commit among them does."""
    frame = int.from_bytes(log[8:12], "big") + FRAME_HEAD
    end = committed = LOG_HEAD
    while end + frame <= len(log) and log[end + 8 : end + 16] == log[16:24]:
        is_commit = any(log[end + 4 : end + 8])
        end += frame
        committed = end if is_commit else committed
    return end, committed


def _lose_sectors(log: bytearray, begin: int, end: int, dice: Random) -> None:
    for at in range(begin, end, SECTOR):
        if dice.random() < 0.5:
            size = min(SECTOR, end - at)
            log[at : at + size] = bytes(size)


def set_back(folder: Path, dice: Random) -> str:
    """The files are those of an older app, with all the work that is in them."""
    if not all(_is_whole(folder / name) for name in (JOURNAL_NAME, MIRROR_NAME)):
        return "nothing"
    for name in (JOURNAL_NAME, MIRROR_NAME):
        with closing(_raw(folder / name)) as file:
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            file.execute("PRAGMA journal_mode = DELETE").fetchall()
    with closing(_raw(folder / MIRROR_NAME)) as file:
        if migrate.version(file, migrate.MIRROR) != migrate.MIRROR_VERSION:
            return "nothing"  # It was being made, and had not come so far.
    step = dice.choice(MIRROR_STEPS)
    older.set_back(folder / MIRROR_NAME, step)
    remove(folder, "newer.db")
    with closing(_raw(folder / JOURNAL_NAME)) as journal:
        if journal.execute("SELECT place FROM identity").fetchone() != ("",):
            return step
        journal.executescript(OLDER_JOURNAL)
    return f"{step} 0006_codes"


def lose_a_row(folder: Path, dice: Random) -> str:
    """A row of the mirror is gone, and nothing shows it."""
    if not (folder / MIRROR_NAME).exists():
        # It was lost just now: to look at it would put an empty one in its place.
        return "nothing"
    broken = suppress(sqlite3.Error, UnicodeDecodeError)
    with broken, closing(_raw(folder / MIRROR_NAME)) as mirror:
        table = dice.choice(("locations", "products", "lots", "stock"))
        ids = [row[0] for row in mirror.execute(f"SELECT id FROM {table} ORDER BY id")]
        if ids:
            mirror.execute(f"DELETE FROM {table} WHERE id = ?", (dice.choice(ids),))
            mirror.commit()
        return table
    return "nothing"


def _raw(path: Path) -> sqlite3.Connection:
    return sqlite3.Connection(path)


__all__ = [
    "JOURNAL_NAME",
    "MIRROR_NAME",
    "copy_of",
    "lose_a_row",
    "put_back",
    "remove",
    "scramble",
    "set_back",
    "tear",
]
