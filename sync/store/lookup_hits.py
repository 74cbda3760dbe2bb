"""What is meant: by the keys of a scan exactly, by the words of a search perhaps."""

import json
import sqlite3
from collections.abc import Iterable, Iterator

from sync.core.lookup_slices import HITS_MAX, About, Hit, Subject
from sync.core.page import Table
from sync.core.records import Line, Lot
from sync.core.slices import FOUND_MAX, Found, Scope
from sync.store import mirror as mirror_file
from sync.store import rows, words
from sync.store.files import marks

BINS_MAX = 5
"""Bins that a search shows: who looks for one scans it, or types all of its label."""
LAST = "\U0010ffff"


def leads(
    mirror: sqlite3.Connection, scope: Scope, keys: Iterable[str], found: Found
) -> tuple[About, ...]:
    """Name what the keys stand for, nearest meaning first: articles, bins, lots, packs."""
    wanted = sorted({key for key in keys if key})
    named = [About(Subject.ARTICLE, one.product.id) for one in found.products]
    named += [About(Subject.BIN, one.id) for one in found.bins]
    if not named and wanted:
        named += [About(Subject.LOT, *lot) for lot in _lots(mirror, scope, wanted)]
    if not named and wanted:
        named += [About(Subject.PACK, name=one) for one in wanted if any(packed(mirror, one))]
    return tuple(named)


def _lots(mirror: sqlite3.Connection, scope: Scope, names: list[str]) -> list[tuple[int, str]]:
    found = mirror.execute(
        f"SELECT product, name FROM lots WHERE name IN ({marks(names)})"
        " AND (company IS NULL OR company = ?) LIMIT ?",
        (*names, scope.company, FOUND_MAX),
    ).fetchall()
    # One that came in here is no lot of the ERP yet.
    new = f"SELECT DISTINCT product, lot FROM moved WHERE lot IN ({marks(names)}) LIMIT ?"
    return found or mirror.execute(new, (*names, FOUND_MAX)).fetchall()


def packed(mirror: sqlite3.Connection, name: str) -> Iterator[Line]:
    """Lines that have goods in a pack of this name."""
    columns = ", ".join(rows.LINE_COLUMNS)
    found = mirror.execute(
        f"SELECT {columns} FROM live_lines WHERE entries <> '' AND instr(entries, ?)",
        (json.dumps(name),),
    )
    for row in found:
        line = rows.line(row)
        if any(entry.package == name for entry in line.entries):
            yield line


def hits(mirror: sqlite3.Connection, scope: Scope, text: str, found: Found) -> tuple[Hit, ...]:
    """What the words of a search may mean, exact matches first."""
    asked = (scope.company, HITS_MAX)
    exact = [one.product for one in found.products]
    products = [rows.product(row) for row in words.search(mirror, words.PRODUCTS, text, asked)]
    several = {one.id: one for one in (*exact, *products)}
    bins = [Hit(About(Subject.BIN, row[0]), row[1]) for row in _bins(mirror, scope, text)]
    lots = [rows.lot(row) for row in words.search(mirror, words.LOTS, text, asked)]
    named = [Hit(About(Subject.ARTICLE, one.id), one.name, one.code) for one in several.values()]
    return tuple((*bins, *named, *_named(mirror, lots))[:HITS_MAX])


def _named(mirror: sqlite3.Connection, lots: list[Lot]) -> list[Hit]:
    ids = {one.product for one in lots}
    names = {row[0]: row[3] for row in mirror_file.by_ids(mirror, Table.PRODUCTS, ids)}
    return [
        Hit(About(Subject.LOT, one.product, one.name), one.name, names[one.product])
        for one in lots
        if one.product in names
    ]


def _bins(mirror: sqlite3.Connection, scope: Scope, text: str) -> list[tuple[int, str]]:
    """Bins whose label begins with what was typed; labels are written in capitals."""
    begins = text.strip().upper()
    if len(begins) < words.SHORT:
        return []
    return mirror.execute(
        "SELECT id, label FROM locations WHERE label <> '' AND label >= ? AND label < ?"
        " AND warehouse = ? AND kind = 'bin' AND active ORDER BY label LIMIT ?",
        (begins, begins + LAST, scope.warehouse, BINS_MAX),
    ).fetchall()
