"""The mirror's checksums: every row's content, in parts so that no page is held up for long."""

import sqlite3
from collections.abc import Iterable

from sync.core.page import Bucket, Drift, Sum, Table
from sync.core.sums import MODULUS, SEPARATOR, Mixes, Sums, add_up, ids_of, mix
from sync.store.files import writing
from sync.store.rows import DOCUMENT_COLUMNS, LINE_COLUMNS, SHAPES, Row

DRIFT_KEPT_MAX = 1_000
"""Incidents kept for the support bundle."""
_SEPARATOR = f"char({ord(SEPARATOR)})"
ROWS_AT_ONCE = 5_000
"""Rows summed up in one go: a page or a replay gets in between two."""


def _text(columns: Iterable[str]) -> str:
    return f" || {_SEPARATOR} || ".join(f"coalesce({name}, '')" for name in columns)


# SQLite puts a row's text together: in Python that would take three times as long.
_TEXTS = {
    table: f"SELECT id, {_text(shape.columns)} FROM {table} WHERE id BETWEEN ? AND ?"
    for table, shape in SHAPES.items()
}
_DOCUMENTS = f"SELECT id, {_text(DOCUMENT_COLUMNS)} FROM base_documents WHERE id BETWEEN ? AND ?"
# What is only there to sort by is no content.
_LINES = (
    f"SELECT document, {_text(name for name in LINE_COLUMNS if name != 'complete')}"
    " FROM base_lines WHERE document BETWEEN ? AND ?"
)


def part_sums(mirror: sqlite3.Connection, table: Table, first: int) -> tuple[Sums, int | None]:
    """Add up the next rows of a table from an id on; also say where to go on, or None."""
    name = "base_documents" if table is Table.DOCUMENTS else table
    ids = mirror.execute(
        f"SELECT id FROM {name} WHERE id >= ? ORDER BY id LIMIT ?", (first, ROWS_AT_ONCE)
    ).fetchall()
    if not ids:
        return {}, None
    last: int = ids[-1][0]
    return add_up(_mixes(mirror, table, first, last).items()), last + 1


def doubted(mirror: sqlite3.Connection, buckets: Iterable[Bucket]) -> dict[Table, dict[int, Mixes]]:
    """Give the number of each row of some buckets."""
    found: dict[Table, dict[int, Mixes]] = {}
    for bucket in buckets:
        ids = ids_of(bucket.number)
        rows = _mixes(mirror, bucket.table, ids[0], ids[-1])
        found.setdefault(bucket.table, {})[bucket.number] = rows
    return found


def keep_drift(mirror: sqlite3.Connection, drift: Iterable[Drift], wall_ms: int) -> None:
    """Keep what was healed, with both sums; the oldest go."""
    with writing(mirror):
        mirror.executemany(
            "INSERT INTO drift (wall_ms, tbl, bucket, held_count, held_mix, there_count,"
            " there_mix, gone, wrong) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    *(wall_ms, str(one.bucket.table), one.bucket.number, one.held.count),
                    # A number of 64 bits without a sign is more than SQLite's integers hold.
                    *(f"{one.held.mix:016x}", one.there.count, f"{one.there.mix:016x}"),
                    *(one.gone, one.wrong),
                )
                for one in drift
            ),
        )
        mirror.execute(
            "DELETE FROM drift WHERE id <= (SELECT max(id) FROM drift) - ?", (DRIFT_KEPT_MAX,)
        )


def kept_drift(mirror: sqlite3.Connection, limit: int) -> tuple[tuple[int, Drift], ...]:
    """What was healed, newest first, each with the wall clock's time."""
    rows = mirror.execute(
        "SELECT wall_ms, tbl, bucket, held_count, held_mix, there_count, there_mix, gone, wrong"
        " FROM drift ORDER BY id DESC LIMIT ?",
        (limit,),
    )
    return tuple(map(_found, rows))


def _found(row: Row) -> tuple[int, Drift]:
    wall_ms, table, bucket, held_count, held_mix, there_count, there_mix, gone, wrong = row
    held, there = Sum(held_count, int(held_mix, 16)), Sum(there_count, int(there_mix, 16))
    return wall_ms, Drift(Bucket(Table(table), bucket), held, there, gone, wrong)


def _mixes(mirror: sqlite3.Connection, table: Table, first: int, last: int) -> dict[int, int]:
    if table is not Table.DOCUMENTS:
        return {id: mix(text) for id, text in mirror.execute(_TEXTS[table], (first, last))}
    found = {id: mix(text) for id, text in mirror.execute(_DOCUMENTS, (first, last))}
    for document, text in mirror.execute(_LINES, (first, last)):
        if document in found:
            found[document] = (found[document] + mix(text)) % MODULUS
    return found
