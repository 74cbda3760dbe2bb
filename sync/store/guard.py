"""The guard: pages that would take away much of a table wait until a person agrees."""

import json
import sqlite3
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from sync.core.page import Page, Table
from sync.core.records import OPEN_STATES
from sync.store.mirror import State, base_table
from sync.store.told import TooManyGone

GONE_PERCENT_MAX = 30
GONE_ROWS_FREE = 50
"""So few may always go: a small warehouse is emptied in a day."""

_OPEN = ", ".join(f"'{state}'" for state in sorted(OPEN_STATES))
Leaving = Mapping[Table, AbstractSet[int]]


def check(
    mirror: sqlite3.Connection, state: State, page: Page, leaving: Leaving
) -> State | TooManyGone:
    """Add what leaves with a page to its cycle; the state after it, or what is too much.

    Closed documents grow old and go by themselves, so only open ones count.
    """
    cycle: dict[str, list[int]] = json.loads(state.leaving) if state.leaving else {}
    agreed = False
    for table, ids in leaving.items():
        going, all_ = _counted(mirror, table, ids)
        gone, of = cycle.get(table, (0, all_))
        gone += going
        cycle[table] = [gone, of]
        if gone > GONE_ROWS_FREE and gone * 100 > of * GONE_PERCENT_MAX:
            if not state.agreed:
                return TooManyGone(table, gone, of)
            agreed = True
    if page.more:
        return replace(state, leaving=json.dumps(cycle) if cycle else "")
    # Agreed is agreed once.
    return replace(state, leaving="", agreed=state.agreed and not agreed)


def _counted(mirror: sqlite3.Connection, table: Table, ids: AbstractSet[int]) -> tuple[int, int]:
    """How many of a table's rows leave, of how many; of documents the open ones."""
    if table is not Table.DOCUMENTS:
        row = mirror.execute(f"SELECT count(*) FROM {base_table(table)}").fetchone()
        return len(ids), row[0]
    rows = mirror.execute(f"SELECT id FROM base_documents WHERE state IN ({_OPEN})").fetchall()
    return sum(row[0] in ids for row in rows), len(rows)
