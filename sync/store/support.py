"""Is a file whole, and what becomes of one that is not: set aside, never deleted; and backups."""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from sync.core.envelope import GENESIS, from_json, is_sealed
from sync.store import journal as journal_file
from sync.store import migrate
from sync.store.files import JOURNAL_NAME, open_untouched
from sync.store.trouble import is_damage

CHAIN_CHECKED_MAX = 200
"""Newest operations whose chain is checked each time the journal is opened."""
SIDECARS = ("", "-wal", "-shm")
BACKUP_PAGES = 256
"""Pages copied at a time."""


@dataclass(frozen=True, slots=True)
class Journal:
    """What a look at a journal file says, before anything is changed."""

    whole: bool
    version: int
    identity: tuple[str, int] | None


def look(folder: Path) -> Journal:
    """Look at the journal without changing it."""
    path = folder / JOURNAL_NAME
    if not path.exists():
        return Journal(whole=True, version=0, identity=None)
    with closing(open_untouched(path)) as connection:
        known = _identity(connection)
        try:
            version = migrate.version(connection, migrate.JOURNAL)
            if version > migrate.JOURNAL_VERSION:
                return Journal(whole=True, version=version, identity=known)
            whole = is_whole(connection) and (version == 0 or _is_chained(connection))
            return Journal(whole, version, known)
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
        except (json.JSONDecodeError, LookupError, TypeError, ArithmeticError):
            pass  # An operation that is no JSON any more, or lacks a part, or a figure is none.
        except ValueError:
            # A deed or an envelope of a newer app, in a file whose tables are as ours.
            return Journal(whole=True, version=migrate.JOURNAL_VERSION + 1, identity=known)
        return Journal(whole=False, version=0, identity=known)


def is_whole(connection: sqlite3.Connection) -> bool:
    """Ask SQLite whether the file is sound."""
    answer: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    return answer == "ok"


def set_aside(folder: Path) -> Path:
    """Move a damaged journal out of the way, whole, with the files SQLite keeps beside it."""
    number = 1
    while any((folder / f"journal.damaged-{number}.db{end}").exists() for end in SIDECARS):
        number += 1
    aside = folder / f"journal.damaged-{number}.db"
    for end in SIDECARS:
        beside = folder / f"{JOURNAL_NAME}{end}"
        if beside.exists():
            beside.rename(folder / f"{aside.name}{end}")
    return aside


def epochs_set_aside(folder: Path) -> int:
    """How many journals of this folder were set aside."""
    return sum(1 for _ in folder.glob("journal.damaged-*.db"))


def remove(path: Path) -> None:
    """Delete a disposable file, with what SQLite keeps beside it."""
    for end in SIDECARS:
        path.with_name(f"{path.name}{end}").unlink(missing_ok=True)


def back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Copy a file that is in use, as of one moment."""
    with closing(sqlite3.connect(target)) as copy:
        connection.backup(copy, pages=BACKUP_PAGES)


def _identity(connection: sqlite3.Connection) -> tuple[str, int] | None:
    try:
        found = journal_file.identity(connection)
    except sqlite3.DatabaseError:
        return None  # Not readable, or from before there was one.
    return found


def _is_chained(connection: sqlite3.Connection) -> bool:
    """Say whether the newest operations are numbered without gaps, sealed, and chained."""
    newest = connection.execute(
        "SELECT seq, payload FROM operations ORDER BY seq DESC LIMIT ?", (CHAIN_CHECKED_MAX,)
    ).fetchall()
    envelopes = [from_json(payload) for _, payload in newest]
    for envelope, (seq, _) in zip(envelopes, newest, strict=True):
        if envelope.seq != seq or not is_sealed(envelope):
            return False
    for envelope, before in pairwise(envelopes):
        if envelope.prev_hash != before.hash or envelope.seq != before.seq + 1:
            return False
    return not envelopes or envelopes[-1].seq > 1 or envelopes[-1].prev_hash == GENESIS
