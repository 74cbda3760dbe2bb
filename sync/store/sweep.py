"""A new snapshot over an old mirror: nothing is blanked; what did not come goes at its end."""

import sqlite3
from collections.abc import Iterable

from sync.core.page import Page, Table
from sync.store.mirror import State, base_table

PAGE_FIELDS = {table: str(table) for table in Table} | {Table.DOCUMENTS: "works"}
"""Where the rows of a table are on a page."""


def is_under_way(mirror: sqlite3.Connection, state: State, page: Page) -> bool:
    """Say whether a page belongs to a snapshot that something of the mirror may not survive."""
    return _holds_anything(mirror) if page.anew else state.sweeping


def take(mirror: sqlite3.Connection, page: Page) -> None:
    """Note what a page of a snapshot brings; inside a transaction."""
    if page.anew:
        mirror.execute("DELETE FROM came")
    mirror.executemany(
        "INSERT OR IGNORE INTO came (tbl, id) VALUES (?, ?)",
        ((str(table), id) for table in Table for id in ids_on(page, table)),
    )


def left_over(mirror: sqlite3.Connection, page: Page) -> dict[Table, set[int]]:
    """What the mirror holds and the snapshot that this page ends did not bring."""
    found: dict[Table, set[int]] = {}
    for table in Table:
        came = "SELECT id FROM came WHERE tbl = ?" if not page.anew else "SELECT NULL WHERE ? = ''"
        rows = mirror.execute(
            f"SELECT id FROM {base_table(table)} WHERE id NOT IN ({came})", (str(table),)
        )
        left = {row[0] for row in rows}.difference(ids_on(page, table))
        if table is Table.DOCUMENTS:
            left.difference_update(page.kept)
        if left:
            found[table] = left
    return found


def end(mirror: sqlite3.Connection) -> None:
    """Forget what came: all of it is here; inside a transaction."""
    mirror.execute("DELETE FROM came")


def ids_on(page: Page, table: Table) -> Iterable[int]:
    """The ids of a table that a page brings."""
    if table is Table.DOCUMENTS:
        return (work.document.id for work in page.works)
    return (record.id for record in getattr(page, PAGE_FIELDS[table]))


def _holds_anything(mirror: sqlite3.Connection) -> bool:
    return any(
        mirror.execute(f"SELECT 1 FROM {base_table(table)} LIMIT 1").fetchone() for table in Table
    )
