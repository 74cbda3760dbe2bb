"""What was written or answered since the last replay: what only adds, and what is made again."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field

from sync.store import journal as journal_file
from sync.store.journal import Operation
from sync.store.mirror import State

ADDED_MAX = 2_000
"""Operations that are read to be added one by one; behind more of them, lines are made again."""


@dataclass(slots=True)
class Lag:
    """Of one document: operations to add to its live rows, or lines that are made from the base."""

    added: list[Operation] = field(default_factory=list)
    again: bool = False
    lines: set[int] = field(default_factory=set)


Lagging = dict[int, Lag]
"""By document."""


def lagging(journal: sqlite3.Connection, state: State, head: int) -> Lagging:
    """Find the documents that the live rows are behind on, and how each is brought up."""
    found: Lagging = {}
    few = head - state.replayed_seq <= ADDED_MAX
    for operation in journal_file.after_seq(journal, state.replayed_seq) if few else ():
        lag = found.setdefault(operation.deed.document, Lag())
        lag.added.append(operation)
        if operation.line is not None:
            lag.lines.add(operation.line)
    for document, line in _again(journal, state, head if few else state.replayed_seq):
        lag = found.setdefault(document, Lag())
        lag.again = True
        if line is not None:
            lag.lines.add(line)
    return found


def _again(
    journal: sqlite3.Connection, state: State, added_to: int
) -> Iterator[tuple[int, int | None]]:
    """Documents and lines whose live rows cannot be added to; `added_to` is what is added.

    What a decision is about lies no longer where it lay, or does again. An answer that leaves an
    operation where it lies, in the live rows until a page holds it, changes nothing.
    """
    return journal.execute(
        "WITH news AS ("
        "SELECT document, line, target FROM operations WHERE seq > ?"
        " UNION SELECT document, line, target FROM operations WHERE seq > ? AND kind = 'settle'"
        " UNION SELECT o.document, o.line, o.target FROM answers a JOIN operations o"
        "  ON o.seq = a.seq WHERE a.id > ? AND NOT (a.life = 'answered'"
        "   AND NOT EXISTS (SELECT 1 FROM answers b WHERE b.seq = a.seq AND b.id < a.id)))"
        " SELECT document, line FROM news"
        " UNION SELECT t.document, t.line FROM news JOIN operations t ON t.op_id = news.target",
        (added_to, state.replayed_seq, state.answers_seen),
    )
