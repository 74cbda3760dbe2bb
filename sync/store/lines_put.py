"""Lines over those that are stored: one that is the same is left alone, and its indexes with it."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

from sync.store import rows
from sync.store.files import marks
from sync.store.mirror import LINE, parts
from sync.store.rows import Row

BASE, LIVE = "base_lines", "live_lines"

RowsById = dict[int, Row]
"""Lines as they are stored, by id."""

_NAMES = tuple(rows.LINE_COLUMNS)
_CALM = ("unit", "demand", "done", "planned", "checks")
"""Columns in no index, and in no index's condition."""
_calm = itemgetter(*(_NAMES.index(name) for name in (*_CALM, "id")))
_other = itemgetter(*(at for at, name in enumerate(_NAMES) if name not in _CALM))
_SET = ", ".join(f"{name} = ?" for name in _CALM)
_UPSERT = rows.upsert(_NAMES)


def stored(mirror: sqlite3.Connection, table: str, documents: Sequence[int]) -> dict[int, RowsById]:
    """The lines of documents as they are stored, by document."""
    found: dict[int, RowsById] = {id: {} for id in documents}
    for part in parts(documents):
        for row in mirror.execute(
            f"SELECT {LINE} FROM {table} WHERE document IN ({marks(part)})", part
        ):
            found[row[1]][row[0]] = row
    return found


def put(
    mirror: sqlite3.Connection, table: str, coming: Mapping[int, Row], known: Mapping[int, Row]
) -> None:
    """Bring all lines of some documents to these; `known` are those that are stored of them."""
    gone = [(id, row[1]) for id, row in known.items() if id not in coming]
    # First, and by its document, too: a line that went over to another document is put below.
    mirror.executemany(f"DELETE FROM {table} WHERE id = ? AND document = ?", gone)
    calm, other = list[Row](), list[Row]()
    for id, row in coming.items():
        before = known.get(id)
        if before == row:
            continue
        if before is not None and _other(before) == _other(row):
            calm.append(_calm(row))
        else:
            other.append(row)
    mirror.executemany(f"UPDATE {table} SET {_SET} WHERE id = ?", calm)
    mirror.executemany(_UPSERT.format(table=table), other)


def by_id(lines: Iterable[Row]) -> RowsById:
    """Rows by their id."""
    return {row[0]: row for row in lines}
