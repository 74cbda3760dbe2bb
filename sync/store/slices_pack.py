"""One document that is packed: what is still to be, and what its lines say is in which pack."""

import sqlite3

from sync.core.pack_slices import PackedRow, PackSlice
from sync.core.slices import Scope
from sync.store import rows
from sync.store.files import reading
from sync.store.live import fold, read_document, read_tail
from sync.store.lookup_past import told_of
from sync.store.mirror import LINE
from sync.store.slices_pick import read_pick
from sync.store.told import PickWanted

LINES_MAX = 1_000
"""Lines of one document whose packs are shown."""


def pack(
    journal: sqlite3.Connection, mirror: sqlite3.Connection, scope: Scope, wanted: PickWanted
) -> PackSlice:
    """Read what is to be packed, with what the keys stand for."""
    with reading(mirror):
        walk = read_pick(journal, mirror, scope, wanted)
        packed = tuple(row for one in walk.documents for row in _packed(journal, mirror, one.id))
        return PackSlice(walk, packed)


def _packed(
    journal: sqlite3.Connection, mirror: sqlite3.Connection, document: int
) -> list[PackedRow]:
    stored = read_document(mirror, document)
    if stored is None:
        return []
    _, touched = fold(journal, mirror, stored, read_tail(journal, mirror))
    found = mirror.execute(
        f"SELECT {LINE} FROM live_lines WHERE document = ? AND entries <> '' ORDER BY sequence, id"
        " LIMIT ?",
        (document, LINES_MAX),
    ).fetchall()
    lines = {row[0]: rows.line(row) for row in found} | {one.id: one for one in touched}
    told = told_of(mirror, {one.product for one in lines.values()}, ())
    return [
        PackedRow(line.id, product, unit, entry.lot, entry.quantity, entry.package)
        for line in lines.values()
        if (product := told.products.get(line.product)) and (unit := told.units.get(line.unit))
        for entry in line.entries
    ]
