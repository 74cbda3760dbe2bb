"""Counts that are begun and not closed: what was counted so far is in the journal alone."""

import sqlite3
from collections.abc import Iterable

from sync.core.envelope import Envelope
from sync.core.operations import Count, Stage
from sync.store.intact import must

COUNTS_LOOKED_BACK_MAX = 2_000
"""Counts of this device that are looked back through: what was begun before begins anew."""

STANDING = (
    "SELECT o.payload, s.life FROM operations o JOIN standing s ON s.seq = o.seq"
    " WHERE o.kind = 'count' AND s.life <> 'settled' AND o.seq >"
    " (SELECT coalesce(max(seq), 0) FROM operations) - ?"
    " AND NOT EXISTS (SELECT 1 FROM operations u JOIN standing us ON us.seq = u.seq"
    "  WHERE u.target = o.op_id AND u.kind = 'undo' AND us.life <> 'settled')"
)
"""The counts that nobody took back."""


def begun(journal: sqlite3.Connection) -> frozenset[int]:
    """Name the operations that say what was counted so far, by their numbers."""
    rows = journal.execute(f"{STANDING} ORDER BY o.seq", (COUNTS_LOOKED_BACK_MAX,))
    return not_closed(must(text) for text, _ in rows)


def not_closed(standing: Iterable[Envelope]) -> frozenset[int]:
    """Name those of the standing counts, in order, that no count of their bin closed."""
    runs: dict[tuple[int, str | None, int], set[int]] = {}
    for envelope in standing:
        deed = envelope.deed
        assert isinstance(deed, Count)
        spot = (deed.product, deed.lot, deed.bin)
        if deed.stage is Stage.TALLY:
            runs.setdefault(spot, set()).add(envelope.seq)
        elif deed.stage is not Stage.LOW:
            runs.pop(spot, None)
    return frozenset(seq for seqs in runs.values() for seq in seqs)
