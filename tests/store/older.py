"""A mirror as an older app left it: made by its steps alone, with all that these have room for."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sync.store.files import tables_of
from sync.store.migrate import MIRROR


def set_back(path: Path, step: str) -> None:
    """Make the mirror at `path`, which nobody has open, one from before this step."""
    newer = path.rename(path.with_name("newer.db"))
    with closing(sqlite3.connect(path, isolation_level=None)) as mirror:
        MIRROR.apply(tables_of(mirror), stop_before=step)
        mirror.execute("ATTACH ? AS newer", (str(newer),))
        for (name,) in mirror.execute(
            "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE '%sqlite%'"
            # What is searched by words is no rows that could be copied.
            " AND name NOT LIKE '%_words%'"
        ).fetchall():
            columns = ", ".join(row[1] for row in mirror.execute(f"PRAGMA main.table_info({name})"))
            mirror.execute(f"DELETE FROM main.{name}")
            mirror.execute(f"INSERT INTO main.{name} SELECT {columns} FROM newer.{name}")
