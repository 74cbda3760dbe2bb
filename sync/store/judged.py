"""What a base holds of our operations, and what was judged otherwise since it was made."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from sync.core.lifecycle import Life


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
_SET_ASIDE = frozenset({Life.HELD, Life.PARKED})


@dataclass(frozen=True, slots=True)
class Again:
    """What was filed after all: its document, and by which of the answers that was said."""

    document: int
    answer: int


def judged_again(journal: sqlite3.Connection, answers: int) -> dict[int, Again]:
    """By number, what was filed after all, by an answer after this one."""
    rows = journal.execute(
        "SELECT o.seq, o.document, (SELECT max(n.id) FROM answers n WHERE n.seq = o.seq)"
        f" FROM operations o JOIN standing s ON s.seq = o.seq WHERE {JUDGED_AGAIN}",
        (answers,),
    )
    return {seq: Again(document, answer) for seq, document, answer in rows}


def filed_after_all(answers: Sequence[tuple[int, str]]) -> int:
    """The answer, of those to one operation in order, that filed what was set aside; 0 for none."""
    *before, last = answers or ((0, ""),)
    was_aside = any(life in _SET_ASIDE for _, life in before)
    return last[0] if was_aside and last[1] == Life.ANSWERED else 0
