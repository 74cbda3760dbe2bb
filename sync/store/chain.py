"""The whole chain of a journal, checked from the first operation to the last in small parts."""

import sqlite3
from dataclasses import dataclass

from sync.core.envelope import GENESIS
from sync.store.intact import NewerAppError, intact

PART_OPERATIONS_MAX = 200
"""Checked in one go: some milliseconds, so that a scan's replay does not wait."""


@dataclass(frozen=True, slots=True)
class Checked:
    """How far a chain was checked, and whether it held; `ended` where there is no more."""

    seq: int = 0
    hash: str = GENESIS
    broken: bool = False
    ended: bool = False


def check_part(journal: sqlite3.Connection, at: Checked) -> Checked:
    """Check the next operations."""
    # As bytes: a text that is none any more is to be found, not to stop the search.
    rows = journal.execute(
        "SELECT seq, hash, CAST(payload AS BLOB) FROM operations"
        " WHERE seq > ? ORDER BY seq LIMIT ?",
        (at.seq, PART_OPERATIONS_MAX),
    ).fetchall()
    for seq, given, payload in rows:
        if not _fits(at, seq, given, payload):
            return Checked(at.seq, at.hash, broken=True, ended=True)
        at = Checked(seq, given)
    return Checked(at.seq, at.hash, ended=len(rows) < PART_OPERATIONS_MAX)


def is_chained(journal: sqlite3.Connection) -> bool:
    """Check all of it at once."""
    at = Checked()
    while not at.ended:
        at = check_part(journal, at)
    return not at.broken


def _fits(at: Checked, seq: int, given: str, payload: bytes) -> bool:
    try:
        envelope = intact(payload.decode(errors="replace"))
    except NewerAppError:
        return True  # Intact, and not ours to judge.
    return envelope is not None and (
        (envelope.seq, envelope.hash, envelope.prev_hash) == (seq, given, at.hash)
        and seq == at.seq + 1
    )
