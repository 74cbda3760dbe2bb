"""What a base holds of our operations, and what was judged otherwise since it was made."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Base:
    """What a base holds of ours: operations up to `seq`, as they were answered up to `answers`."""

    seq: int
    answers: int


JUDGED_AGAIN = (
    "s.life = 'answered' AND o.seq IN (SELECT a.seq FROM answers a WHERE a.id > ? AND EXISTS"
    " (SELECT 1 FROM answers b WHERE b.seq = a.seq AND b.id < a.id"
    " AND b.life IN ('held', 'parked')))"
)
"""Set aside when the base was made, and filed after all: an ERP that was put back does that."""


def judged_again(journal: sqlite3.Connection, answers: int) -> dict[int, int]:
    """By number, the documents of what was filed after all, by an answer after this one."""
    rows = journal.execute(
        "SELECT o.seq, o.document FROM operations o JOIN standing s ON s.seq = o.seq"
        f" WHERE {JUDGED_AGAIN}",
        (answers,),
    )
    return dict(rows.fetchall())
