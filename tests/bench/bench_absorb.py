"""Pages into the mirror beside plain rows into a plain table, and what a barcode takes to find."""

import sqlite3
import time
from functools import partial
from pathlib import Path

import pytest

from sync.store.found import find
from tests.bench.figures import Figure, tell
from tests.store.floor import CATALOGUE, SCOPE, Floor, article, run

pytestmark = [pytest.mark.bench, pytest.mark.rows("absorb.products", "find.barcode")]

ROWS = 50_000
PAGE = 1_000
LOOKUPS = 1_000
ABSORBED_RATIO_MIN = 0.5
FOUND_RATIO_MAX = 10
"""A barcode may be an article's, a carton's, a bin's or a document's."""


def test_a_first_pull_beside_raw_rows(tmp_path: Path):
    floor = Floor(tmp_path)
    run(floor.store.absorb(CATALOGUE))
    ids = range(PAGE, ROWS + PAGE, PAGE)
    pages = [
        tuple(article(id, barcode=f"{id * 7_919}") for id in range(first, first + PAGE))
        for first in ids
    ]
    began = time.perf_counter()
    for products in pages:
        floor.absorb(products=products, more=True)
    ours = ROWS / (time.perf_counter() - began)
    raw, connection = raw_rows(tmp_path)
    codes = [f"{(PAGE + n * 37) * 7_919}" for n in range(LOOKUPS)]
    reader = floor.store._files.mirror_read
    found = [timed(partial(find, reader, SCOPE, (code,))) for code in codes]
    plain = [timed(partial(one_row, connection, code)) for code in codes]
    floor.store.close()
    connection.close()
    tell(
        [
            Figure("absorb.products", ours, "rows/s", raw, ABSORBED_RATIO_MIN, least=True),
            Figure.of("find.barcode.p50", 0.5, found, plain, FOUND_RATIO_MAX),
        ]
    )


def timed(work: partial) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1_000


def one_row(connection: sqlite3.Connection, code: str) -> None:
    assert connection.execute("SELECT * FROM p WHERE d = ?", (code,)).fetchone()


def raw_rows(folder: Path) -> tuple[float, sqlite3.Connection]:
    connection = sqlite3.connect(folder / "rows.db", isolation_level=None)
    connection.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        "CREATE TABLE p (id INTEGER PRIMARY KEY, a, b TEXT, c TEXT, d TEXT, e TEXT, f, g, h, i);"
        "CREATE INDEX p_b ON p(b); CREATE INDEX p_d ON p(d);"
    )
    rows = [
        (id, None, f"ART-{id}", f"Article {id}", f"{id * 7_919}", "none", 0, 0, 1, 1)
        for id in range(PAGE, ROWS + PAGE)
    ]
    began = time.perf_counter()
    for first in range(0, ROWS, PAGE):
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT OR REPLACE INTO p VALUES (?,?,?,?,?,?,?,?,?,?)", rows[first : first + PAGE]
        )
        connection.execute("COMMIT")
    return ROWS / (time.perf_counter() - began), connection
