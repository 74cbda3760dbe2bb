"""The ERP's places that a journal remembers, for when the mirror is gone that knew the newest."""

import sqlite3
from collections.abc import Iterable

from sync.core.envelope import Envelope, from_json

LOOKED_BACK_MAX = 200
"""Operations that are looked at for what the device knew when its mirror is gone."""


def remembered_place(journal: sqlite3.Connection, answered_seq: int) -> str:
    """Find the newest place that an answered operation was written at, or the epoch begun at."""
    rows = journal.execute(
        "SELECT payload FROM operations WHERE seq <= ? ORDER BY seq DESC LIMIT ?",
        (answered_seq, LOOKED_BACK_MAX),
    )
    return newest_place(from_json(payload) for (payload,) in rows) or begun_at(journal)


def begun_at(journal: sqlite3.Connection) -> str:
    """Where the mirror was that this journal's epoch began with; nowhere at the first."""
    row = journal.execute("SELECT place FROM identity").fetchone()
    return str(row[0]) if row else ""


def newest_place(newest_first: Iterable[Envelope]) -> str:
    """Find where the newest of some operations was written."""
    return next((one.seen.cursor for one in newest_first if one.seen.cursor), "")
