"""Where the operations of one document stand, as its screen asks all day long.

However much is pending on a device, none of these walks through it.
"""

import sqlite3
from collections.abc import Sequence

from sync.core.envelope import Envelope, from_json
from sync.store import journal as journal_file
from sync.store.files import marks

_PARKED_SEQS = "FROM standing WHERE life = 'parked' AND " + journal_file.UNFINISHED


def parked_on(journal: sqlite3.Connection, document: int) -> int:
    """Count the operations of a document that wait for a person."""
    # Two indexes beside each other, and no look at what was never set aside.
    row = journal.execute(
        f"SELECT count(*) FROM operations o WHERE o.document = ?"
        f" AND o.seq >= (SELECT min(seq) {_PARKED_SEQS})"
        f" AND +o.seq IN (SELECT seq {_PARKED_SEQS}) AND NOT {journal_file.SETTLED}",
        (document,),
    ).fetchone()
    return int(row[0])


def newest_standing(journal: sqlite3.Connection, document: int) -> Envelope | None:
    """The newest goods handled on a document that can be taken back.

    Not those that are taken back already, nor those that were set aside: a person settles them.
    """
    row = journal.execute(
        "SELECT o.payload FROM operations o JOIN standing s ON s.seq = o.seq"
        " WHERE o.document = ? AND o.kind IN ('receive_line', 'move_line', 'move')"
        " AND s.life NOT IN ('parked', 'settled')"
        " AND NOT EXISTS (SELECT 1 FROM operations u JOIN standing us ON us.seq = u.seq"
        "  WHERE u.target = o.op_id AND us.life <> 'settled')"
        " ORDER BY o.seq DESC LIMIT 1",
        (document,),
    ).fetchone()
    return from_json(row[0]) if row else None


_HERE_FROM = f"(SELECT min(seq) FROM standing WHERE life = 'here' AND {journal_file.UNFINISHED})"


def unsent_lines(
    journal: sqlite3.Connection, document: int, lines: Sequence[int]
) -> frozenset[int]:
    """Those of some lines of a document that hold what is on this device only."""
    # Mostly the newest says it; where it does not, an older one may still wait for an answer.
    found = journal.execute(
        f"SELECT line FROM (SELECT line, max(seq) AS newest FROM operations WHERE document = ?"
        f"  AND seq >= {_HERE_FROM} AND line IN ({marks(lines)}) GROUP BY line) n"
        " WHERE (SELECT life FROM standing WHERE seq = n.newest) = 'here'"
        " OR EXISTS (SELECT 1 FROM operations o JOIN standing s ON s.seq = o.seq"
        f"  WHERE o.document = ? AND o.seq >= {_HERE_FROM} AND o.line = n.line"
        "  AND s.life = 'here')",
        (document, *lines, document),
    )
    return frozenset(row[0] for row in found)
