"""A look at a journal before anything is changed: is it whole, whose is it, how far is it."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from sync.core.envelope import GENESIS
from sync.store import journal as journal_file
from sync.store import migrate
from sync.store.closed import glance, was_closed
from sync.store.files import JOURNAL_NAME, open_doubted
from sync.store.intact import NewerAppError, Numbering, follows, intact, numbering_of
from sync.store.trouble import is_damage

CHAIN_CHECKED_MAX = 200
"""Newest operations whose chain is checked each time the journal is opened; the rest follows."""
BACKUP_PAGES = 256
"""Pages copied at a time."""


@dataclass(frozen=True, slots=True)
class Journal:
    """What a look at a journal file says, before anything is changed."""

    whole: bool
    version: int
    numbering: Numbering | None
    head: int = 0


NO_JOURNAL = Journal(whole=True, version=0, numbering=None)


def look(folder: Path) -> Journal:
    """Look at the journal without changing it; the whole file only where it was not closed."""
    path = folder / JOURNAL_NAME
    if not path.exists():
        return NO_JOURNAL
    seen = glance(path)
    with closing(open_doubted(path)) as connection:
        numbering = whose(connection)
        try:
            version = migrate.version(connection, migrate.JOURNAL)
            if version > migrate.JOURNAL_VERSION:
                return Journal(whole=True, version=version, numbering=numbering)
            if not _is_text(connection):
                return Journal(whole=False, version=0, numbering=numbering)
            if version == 0:
                return Journal(is_whole(connection), version, numbering)
            head = journal_file.head(connection)
            whole = was_closed(path, seen, head) or is_whole(connection)
            return Journal(
                whole and _is_chained(connection, numbering), version, numbering, head[0]
            )
        except sqlite3.DatabaseError as error:
            if not is_damage(error):
                raise
        except NewerAppError:
            # A deed or an envelope of a newer app, in a file whose tables are as ours.
            return Journal(whole=True, version=migrate.JOURNAL_VERSION + 1, numbering=numbering)
        return Journal(whole=False, version=0, numbering=numbering)


def is_whole(connection: sqlite3.Connection) -> bool:
    """Ask SQLite whether the file is sound."""
    try:
        answer: str = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        return False
    return answer == "ok"


def _is_text(connection: sqlite3.Connection) -> bool:
    """Say whether every name in the schema can be read."""
    rows = connection.execute("SELECT CAST(name AS BLOB), CAST(sql AS BLOB) FROM sqlite_master")
    try:
        return all(part is None or part.decode() for row in rows for part in row)
    except UnicodeDecodeError:
        return False


def back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Copy a file that is in use, as of one moment."""
    with closing(sqlite3.connect(target)) as copy:
        connection.backup(copy, pages=BACKUP_PAGES)


def whose(connection: sqlite3.Connection) -> Numbering | None:
    """Whom a journal numbers for, where it can be read."""
    try:
        found = journal_file.identity(connection)
    except sqlite3.DatabaseError:
        return None  # Not readable, or from before there was one.
    return Numbering(*found) if found else None


def _is_chained(connection: sqlite3.Connection, whose: Numbering | None) -> bool:
    """Say whether the newest operations are ours, numbered without gaps, intact, and chained."""
    newest = connection.execute(
        "SELECT seq, hash, payload FROM operations ORDER BY seq DESC LIMIT ?", (CHAIN_CHECKED_MAX,)
    ).fetchall()
    read = [(seq, given, intact(payload)) for seq, given, payload in newest]
    for seq, given, envelope in read:
        if envelope is None or (envelope.seq, envelope.hash) != (seq, given):
            return False
        if numbering_of(envelope) != whose:
            return False
    envelopes = [envelope for _, _, envelope in read if envelope is not None]
    return all(follows(later, before) for later, before in pairwise(envelopes)) and (
        not envelopes or envelopes[-1].seq > 1 or envelopes[-1].prev_hash == GENESIS
    )
