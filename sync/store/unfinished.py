"""Lots that came in on a receipt which nobody has finished: the ERP knows none of them yet."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from sync.core.moved_slices import StandingRow
from sync.core.records import OPEN_STATES, DocumentKind
from sync.store.files import marks
from sync.store.live import Tail, fold, read_document

RECEIPTS_MAX = 20
"""Open receipts that are looked at for one new lot: mostly it is on one."""


def told(
    journal: sqlite3.Connection, mirror: sqlite3.Connection, tail: Tail, rows: Iterable[StandingRow]
) -> tuple[StandingRow, ...]:
    """Say of each row which receipt has to be finished before its goods can be moved.

    Where a document asks for them the ERP has them already.
    """
    every = tuple(rows)
    asked = {(row.product.id, row.lot) for row in every if row.lot and row.line is None}
    new = {one: _open_receipt(journal, mirror, tail, one) for one in asked - _known(mirror, asked)}
    return tuple(
        replace(row, unfinished=new.get((row.product.id, row.lot or ""), ""))
        if row.line is None
        else row
        for row in every
    )


def _known(mirror: sqlite3.Connection, asked: set[tuple[int, str]]) -> set[tuple[int, str]]:
    products, names = sorted({id for id, _ in asked}), sorted({name for _, name in asked})
    return set(
        mirror.execute(
            f"SELECT product, name FROM lots WHERE product IN ({marks(products)})"
            f" AND name IN ({marks(names)})",
            (*products, *names),
        )
    )


def _open_receipt(
    journal: sqlite3.Connection,
    mirror: sqlite3.Connection,
    tail: Tail,
    lot: tuple[int, str],
) -> str:
    found = mirror.execute(
        "SELECT DISTINCT l.document FROM live_lines l JOIN live_documents d ON d.id = l.document"
        " WHERE l.product = ? AND l.entries <> '' AND instr(l.entries, ?) AND d.kind = ?"
        " AND d.state IN (?, ?) LIMIT ?",
        (
            *(lot[0], json.dumps(lot[1]), str(DocumentKind.RECEIPT)),
            *(*sorted(OPEN_STATES), RECEIPTS_MAX),
        ),
    ).fetchall()
    for (id,) in found:
        stored = read_document(mirror, id)
        now = fold(journal, mirror, stored, tail)[0].document if stored else None
        if now and now.state in OPEN_STATES:
            return now.name
    return ""
