"""Codes that nobody knew, and what a person at this device said they are on."""

import sqlite3

from sync.core.envelope import from_json
from sync.core.lifecycle import Life
from sync.core.operations import ReceiveLine, effect_of
from sync.core.page import Table
from sync.core.slices import FoundProduct, Scope
from sync.store import journal as journal_file
from sync.store import mirror as mirror_file
from sync.store import rows
from sync.store.migrate import NAMES_A_CODE

LINKS_MAX = 1_000
"""So many of the last are remembered until the ERP knows them; then they are found there."""
SAID = (
    f"SELECT payload FROM operations JOIN standing USING (seq) WHERE {NAMES_A_CODE} AND life <> ?"
    " ORDER BY seq DESC LIMIT ?"
)


def linked(
    journal: sqlite3.Connection, mirror: sqlite3.Connection, scope: Scope, keys: tuple[str, ...]
) -> tuple[FoundProduct, ...]:
    """Find the article that a code was said to be on, the last word first.

    Asked only where nothing else is found.
    """
    if not keys:
        return ()
    said = journal.execute(SAID, (str(Life.REFUSED), LINKS_MAX))
    for (payload,) in said.fetchall():
        envelope = from_json(payload)
        deed = effect_of(envelope.deed)
        if not isinstance(deed, ReceiveLine) or deed.code not in keys:
            continue
        if not journal_file.is_undone(journal, envelope.op_id):
            found = mirror_file.by_ids(mirror, Table.PRODUCTS, {deed.product})
            ours = (rows.product(row) for row in found)
            return tuple(
                FoundProduct(one, None) for one in ours if one.company in {None, scope.company}
            )
    return ()
