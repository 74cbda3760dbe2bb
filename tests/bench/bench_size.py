"""What the files of a device weigh, beside the same rows in plain tables."""

import sqlite3
from pathlib import Path

import pytest

from tests.bench.bench_absorb import PAGE, ROWS, raw_rows
from tests.bench.figures import Figure, tell
from tests.store.floor import CATALOGUE, Floor, article, goods, receipt, run

pytestmark = [pytest.mark.bench, pytest.mark.rows("size")]

OPERATIONS = 1_000
RATIO_MAX = 2


def test_what_the_files_weigh(tmp_path: Path):
    floor = Floor(tmp_path / "device")
    run(floor.store.absorb(CATALOGUE))
    before = weight(floor.store._files.mirror)
    for first in range(PAGE, ROWS + PAGE, PAGE):
        ids = range(first, first + PAGE)
        products = tuple(article(id, barcode=f"{id * 7_919}") for id in ids)
        floor.absorb(products=products, more=True)
    mirror = (weight(floor.store._files.mirror) - before) / ROWS
    _, connection = raw_rows(tmp_path)
    products = weight(connection) / ROWS
    connection.close()
    work = receipt()
    floor.absorb(work)
    floor.rests = False
    for _ in range(OPERATIONS):
        floor.did(goods(work))
    journal = floor.store._files.journal
    texts = [payload for (payload,) in journal.execute("SELECT payload FROM operations")]
    operations = raw_operations(tmp_path, texts)
    ours = weight(journal) / OPERATIONS
    floor.store.close()
    tell(
        [
            Figure("size.product", mirror, "bytes", products, RATIO_MAX),
            Figure("size.operation", ours, "bytes", operations, RATIO_MAX),
        ]
    )


def raw_operations(folder: Path, texts: list[str]) -> float:
    """Bytes of an operation that is only its number, its id and its text."""
    connection = sqlite3.connect(folder / "operations.db", isolation_level=None)
    connection.execute("CREATE TABLE op (seq INTEGER PRIMARY KEY, id TEXT UNIQUE, payload TEXT)")
    rows = [(number, f"{number:036}", text) for number, text in enumerate(texts)]
    connection.executemany("INSERT INTO op VALUES (?,?,?)", rows)
    found = weight(connection) / len(texts)
    connection.close()
    return found


def weight(connection: sqlite3.Connection) -> float:
    """Bytes of all pages that are in use."""
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (free,) = connection.execute("PRAGMA freelist_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    return float((pages - free) * size)
