"""Articles and lots by the words of their names: FTS5, noted by pages and read in behind the scans.

A page only notes which rows the index does not hold yet: it would take in a third fewer with the
words (and triggers alone cost as much). What the index holds is taken out by its old words, which
is all that FTS5 knows a row by; so that is done before a page puts new ones in their place.
"""

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sync.core.page import Table

SHORT = 2
"""Letters from which on a word may go on: the index holds beginnings of so many."""
WORDS_MAX = 8
"""Words of one search that are looked at."""
READ_IN_MAX = 2_000
"""Rows that are read in at once: a few hundredths of a second, for which a page has to wait."""


@dataclass(frozen=True, slots=True)
class Index:
    """The columns of a table that are searched."""

    table: Table
    columns: tuple[str, ...]
    only: str = ""
    """What is asked of its rows besides."""

    @property
    def name(self) -> str:
        """The index."""
        return f"{self.table}_words"

    @property
    def due(self) -> str:
        """The table of what is not in it yet."""
        return f"{self.table}_unread"


PRODUCTS = Index(Table.PRODUCTS, ("code", "name"), " AND t.active")
LOTS = Index(Table.LOTS, ("name",))
INDEXES = (PRODUCTS, LOTS)
_OF = {index.table: index for index in INDEXES}

_OPTIONS = (
    "content='', columnsize=0, detail=none, prefix='2 3', tokenize='unicode61 remove_diacritics 2'"
)
_MADE = (
    "CREATE VIRTUAL TABLE {name} USING fts5({columns}, {options})",
    # Ranges that never overlap; a page of new rows is one.
    "CREATE TABLE {due} (first INTEGER PRIMARY KEY, last INTEGER NOT NULL)",
    "INSERT INTO {due} SELECT min(id), max(id) FROM {table} HAVING count(*)",
)


def statements() -> Iterator[str]:
    """What makes the indexes, empty, with all that there is noted as not read in yet."""
    for index in INDEXES:
        parts = {"name": index.name, "due": index.due, "table": index.table}
        columns = ", ".join(index.columns)
        yield from (one.format(columns=columns, options=_OPTIONS, **parts) for one in _MADE)


def coming(mirror: sqlite3.Connection, table: Table, records: Sequence[Any]) -> None:
    """Note what is new on a page or called otherwise now, before it is put in; in a transaction."""
    index = _OF.get(table)
    if index is None:
        return
    ids = [one.id for one in records]
    if min(ids) > _last(mirror, index):
        mirror.execute(f"INSERT INTO {index.due} VALUES (?, ?)", (min(ids), max(ids)))
        return
    new = {one.id: tuple(getattr(one, name) for name in index.columns) for one in records}
    known = _known(mirror, index, new)
    _take_out(mirror, index, [row for row in known if row[1:] != new[row[0]]])
    same = {row[0] for row in known if row[1:] == new[row[0]]}
    due = f"INSERT INTO {index.due} SELECT ?1, ?1 WHERE NOT {_is_due(index)}"
    mirror.executemany(due, ((id,) for id in new if id not in same))


def leaving(mirror: sqlite3.Connection, table: Table, ids: Iterable[int]) -> None:
    """Take rows out before they go from their table; in a transaction."""
    index = _OF.get(table)
    if index is not None:
        _take_out(mirror, index, _known(mirror, index, ids))


def _last(mirror: sqlite3.Connection, index: Index) -> int:
    """The highest number that is in the table, or was when a range was noted."""
    held = f"coalesce((SELECT max(id) FROM {index.table}), 0)"
    sql = f"SELECT max({held}, coalesce(max(last), 0)) FROM {index.due}"
    return int(mirror.execute(sql).fetchone()[0])


def _is_due(index: Index) -> str:
    """Whether a row is not in the index yet: the range that begins at it or before reaches it."""
    return (
        f"coalesce((SELECT last FROM {index.due} WHERE first <= ?1"
        " ORDER BY first DESC LIMIT 1) >= ?1, 0)"
    )


def _known(mirror: sqlite3.Connection, index: Index, ids: Iterable[int]) -> list[tuple[Any, ...]]:
    """The words of rows as they are, which is how the index holds them."""
    sql = (
        f"SELECT t.id, {', '.join(index.columns)} FROM json_each(?) j"
        f" CROSS JOIN {index.table} t ON t.id = j.value"
    )
    return mirror.execute(sql, (json.dumps(list(ids)),)).fetchall()


def _take_out(mirror: sqlite3.Connection, index: Index, known: Iterable[tuple[Any, ...]]) -> None:
    columns = ", ".join(index.columns)
    mirror.executemany(
        f"INSERT INTO {index.name} ({index.name}, rowid, {columns})"
        f" SELECT 'delete', ?1, {', '.join(f'?{n + 2}' for n in range(len(index.columns)))}"
        f" WHERE NOT {_is_due(index)}",
        known,
    )


def forget(mirror: sqlite3.Connection) -> None:
    """Empty the indexes before their tables are, at once and not row by row; in a transaction."""
    for index in INDEXES:
        mirror.execute(f"DELETE FROM {index.due}")
        mirror.execute(f"INSERT INTO {index.name} ({index.name}) VALUES ('delete-all')")


def is_behind(mirror: sqlite3.Connection) -> bool:
    """Say whether something is not read in yet."""
    return any(mirror.execute(f"SELECT 1 FROM {index.due} LIMIT 1").fetchone() for index in INDEXES)


def read_in(mirror: sqlite3.Connection, rows_max: int = READ_IN_MAX) -> None:
    """Read in some of what is not yet; inside a transaction."""
    for index in INDEXES:
        due = mirror.execute(
            f"SELECT first, last FROM {index.due} ORDER BY first LIMIT 1"
        ).fetchone()
        if due is None:
            continue
        columns = ", ".join(index.columns)
        ids = mirror.execute(
            f"SELECT max(id) FROM (SELECT id FROM {index.table} WHERE id BETWEEN ? AND ?"
            " ORDER BY id LIMIT ?)",
            (*due, rows_max),
        )
        last = ids.fetchone()[0] or due[1]
        mirror.execute(
            f"INSERT INTO {index.name} (rowid, {columns}) SELECT id, {columns}"
            f" FROM {index.table} WHERE id BETWEEN ? AND ?",
            (due[0], last),
        )
        mirror.execute(f"DELETE FROM {index.due} WHERE first = ?", (due[0],))
        if last < due[1]:
            mirror.execute(f"INSERT INTO {index.due} VALUES (?, ?)", (last + 1, due[1]))


def search(
    mirror: sqlite3.Connection, index: Index, words: str, asked: tuple[int, int]
) -> list[tuple[Any, ...]]:
    """Rows that hold all these words, or words that begin so; of a company, and so many."""
    query, (company, rows_max) = matching(words), asked
    if not query:
        return []
    return mirror.execute(
        f"SELECT t.* FROM {index.name} w CROSS JOIN {index.table} t ON t.id = w.rowid"
        f" WHERE {index.name} MATCH ? AND (t.company IS NULL OR t.company = ?){index.only} LIMIT ?",
        (query, company, rows_max),
    ).fetchall()


def matching(words: str) -> str:
    """Write what was typed as FTS5 asks for it; "" where it is too short to look for."""
    parts = parts_of(words)
    if not any(len(one) >= SHORT for one in parts):
        return ""
    # The beginnings of one letter are half of the catalogue: one letter is a word by itself.
    return " ".join(f'"{one}"*' if len(one) >= SHORT else f'"{one}"' for one in parts)


def parts_of(words: str) -> tuple[str, ...]:
    """Cut what was typed as the index cuts names: runs of letters and figures."""
    return tuple(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", words)))[:WORDS_MAX]
