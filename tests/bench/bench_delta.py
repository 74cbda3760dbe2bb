"""A page of changed lines while hundreds of operations on them wait, beside a raw upsert of it."""

import sqlite3
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from sync.core.records import Work
from tests.bench.figures import Figure, tell
from tests.store.floor import CATALOGUE, PLAIN, Floor, goods, receipt, run

pytestmark = [pytest.mark.bench, pytest.mark.rows("delta")]

RECEIPTS, LINES = 20, 50
"""A page of 1,000 lines."""
PENDING = 500
ROUNDS = 20
MS_MAX, RATIO_MAX = 50, 5


def counted(floor: Floor) -> Decimal:
    """All that is counted, on every line; a screen shows only some of them."""
    rows = floor.store._files.mirror_read.execute("SELECT done FROM live_lines")
    return sum((Decimal(done) for (done,) in rows), Decimal())


def test_a_page_under_pending_operations(tmp_path: Path):
    floor = Floor(tmp_path)
    run(floor.store.absorb(CATALOGUE))
    works = [receipt(number, lines=LINES) for number in range(1, RECEIPTS + 1)]
    floor.absorb(*works)
    plain = [n for n, line in enumerate(works[0].lines) if line.product == PLAIN]
    for number in range(PENDING):
        floor.did(goods(works[number % RECEIPTS], plain[number % len(plain)]))
    raw = raw_lines(tmp_path)
    ours, floors = list[float](), list[float]()
    for turn in range(ROUNDS):
        changed = [wanted_more(work, turn) for work in works]
        began = time.perf_counter()
        floor.absorb(*changed)
        ours.append((time.perf_counter() - began) * 1_000)
        began = time.perf_counter()
        upsert(raw, changed)
        floors.append((time.perf_counter() - began) * 1_000)
    assert counted(floor) == PENDING
    floor.store.close()
    raw.close()
    tell(
        [
            Figure.of("delta.p50", 0.5, ours, floors, RATIO_MAX),
            Figure.most("delta.p50.bound", 0.5, ours, MS_MAX),
        ]
    )


def wanted_more(work: Work, turn: int) -> Work:
    """The office asks for more on every line."""
    demand = Decimal(100 + turn)
    lines = tuple(replace(line, demand=demand) for line in work.lines)
    return Work(replace(work.document, version=f"v{turn + 2}"), lines)


def raw_lines(folder: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(folder / "lines.db", isolation_level=None)
    connection.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        "CREATE TABLE line"
        " (id INTEGER PRIMARY KEY, document, sequence, product, unit, demand, done);"
        "CREATE INDEX line_document ON line(document, sequence);"
        "CREATE INDEX line_product ON line(product);"
    )
    return connection


def upsert(connection: sqlite3.Connection, works: list[Work]) -> None:
    rows = [
        (one.id, one.document, one.sequence, one.product, one.unit, f"{one.demand}", f"{one.done}")
        for work in works
        for one in work.lines
    ]
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO line VALUES (?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE"
        " SET demand = excluded.demand, done = excluded.done",
        rows,
    )
    connection.execute("COMMIT")
