"""One document that is packed: what is still to be, and what its lines say is in which pack."""

import sqlite3
from decimal import Decimal

from sync.core.pack_slices import PackedRow, PackSlice
from sync.core.quantity import Unit
from sync.core.records import Product
from sync.core.slices import Scope
from sync.store import rows
from sync.store.files import reading
from sync.store.live import fold, read_document, read_tail
from sync.store.lookup_past import told_of
from sync.store.mirror import LINE
from sync.store.pack_types import types_of
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
        return PackSlice(walk, packed, types_of(mirror, scope.company))


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
        PackedRow(
            *(line.id, product, unit, entry.lot, entry.quantity, entry.package),
            _weight(product, unit, told.units.get(product.unit), entry.quantity),
            entry.pack_type,
        )
        for line in lines.values()
        if (product := told.products.get(line.product)) and (unit := told.units.get(line.unit))
        for entry in line.entries
    ]


def _weight(product: Product, unit: Unit, kept: Unit | None, amount: Decimal) -> Decimal:
    """What so much of an article weighs, which the ERP says of one in the unit it is kept in."""
    turned = amount * unit.factor / kept.factor if kept and kept.id != unit.id else amount
    return turned * product.weight
