"""The only door to SQLite: how each file is opened, with every pragma said out loud."""

import os
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from sync.store.trouble import NO_TEXT

JOURNAL_NAME = "journal.db"
MIRROR_NAME = "mirror.db"
SIDECARS = ("", "-wal", "-shm")
"""What SQLite keeps beside a file; the file itself first."""
BUSY_MS_MAX = 5_000
"""One writer per file: a wait this long means somebody else has the file open."""
IN_MAX = 500
"""Values in one `IN (…)`."""

_JOURNAL = ("journal_mode=WAL", "synchronous=FULL", "fullfsync=ON", "checkpoint_fullfsync=ON")
# The journal is checkpointed after the beep, never during it.
_JOURNAL_WRITER = ("wal_autocheckpoint=0", "recursive_triggers=ON", "cache_size=-16000")
_MIRROR = ("journal_mode=WAL", "synchronous=NORMAL", "cache_size=-16000", "temp_store=MEMORY")
_READER = ("query_only=ON", "cache_size=-16000", "temp_store=MEMORY")
# Folding a log in is no change of what is in the file, and is made as durable as by its writer.
_JOURNAL_READER = (*_READER, *_JOURNAL[1:], "wal_autocheckpoint=0")


@dataclass(frozen=True, slots=True)
class Files:
    """Each file's one writer and one reader. The lane beside each is the only one to use it."""

    journal: sqlite3.Connection  # scan
    mirror_read: sqlite3.Connection  # scan
    mirror: sqlite3.Connection  # mirror
    journal_read: sqlite3.Connection  # mirror


def open_journal(folder: Path) -> sqlite3.Connection:
    """Open the journal to write: what is committed survives a power cut."""
    return _connect(folder / JOURNAL_NAME, (*_JOURNAL, *_JOURNAL_WRITER))


def open_new_journal(path: Path) -> sqlite3.Connection:
    """Open a journal in the making: nobody reads it yet, and it is whole once it is committed."""
    return _connect(path, ("journal_mode=DELETE", *_JOURNAL[1:], "recursive_triggers=ON"))


def open_mirror(folder: Path) -> sqlite3.Connection:
    """Open the mirror to write: consistent after a power cut, if perhaps a little older."""
    return _connect(folder / MIRROR_NAME, _MIRROR)


def open_reader(path: Path) -> sqlite3.Connection:
    """Open a file that is open for writing already, to read only, or to fold its log in."""
    return _connect(path, _JOURNAL_READER if path.name == JOURNAL_NAME else _READER)


class _Doubted(sqlite3.Connection):
    """Where SQLite's own words quote bytes that are no text, that is damage too, and no bug."""

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:  # noqa: ANN401 - bound
        try:
            return super().execute(sql, parameters)
        except UnicodeDecodeError as error:
            raise sqlite3.DatabaseError(f"{NO_TEXT} what is wrong") from error


def open_untouched(path: Path) -> sqlite3.Connection:
    """Open a file to look at it; not one byte of it changes, not even when it is closed."""
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, factory=_Doubted
    )


def open_doubted(path: Path) -> sqlite3.Connection:
    """The same, for a file that may be damaged anywhere."""
    found = open_untouched(path)
    # A text that is none any more is damage like any other: seen by its hash, and no error.
    found.text_factory = lambda raw: raw.decode(errors="replace")
    return found


def remove(path: Path) -> None:
    """Delete a file that can be made again, with what SQLite keeps beside it."""
    for end in (*SIDECARS, "-journal"):
        path.with_name(f"{path.name}{end}").unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Put names on disk: a file that was renamed is found under its new name after a power cut."""
    if sys.platform == "win32":
        return  # A folder cannot be opened there; NTFS writes names down in order by itself.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def roll_back(path: Path) -> None:
    """Undo what was cut off while a file was made: SQLite lets no mere reader do that."""
    if not (path.exists() and path.with_name(f"{path.name}-journal").exists()):
        return
    with closing(sqlite3.connect(path)) as found, suppress(sqlite3.DatabaseError):
        found.execute("SELECT count(*) FROM sqlite_master").fetchone()


def tables_of(connection: sqlite3.Connection) -> Database:
    """The same connection with sqlite-utils around it, for schemas and migrations."""
    return Database(connection, recursive_triggers=False, execute_plugins=False)


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, on disk when this ends (as far as the file's `synchronous` promises)."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def reading(connection: sqlite3.Connection) -> Iterator[None]:
    """One snapshot: nothing read inside is newer or older than the rest."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def marks(values: Sequence[object]) -> str:
    """As many question marks as there are values."""
    return ",".join("?" * len(values))


def _connect(path: Path, pragmas: tuple[str, ...]) -> sqlite3.Connection:
    # Connections wander from the thread that opens the store to the lane that uses them.
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA busy_timeout={BUSY_MS_MAX}")
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()
    except sqlite3.Error:
        connection.close()
        raise
    return connection
