"""Beep to disk: a commit of the store beside a raw transaction of two statements, in one run."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from sync.store.commit import commit
from sync.store.found import find
from sync.store.replay import catch_up
from sync.store.slices_receive import receive
from sync.store.store import CHECKPOINT_COMMITS
from sync.store.told import ReceiveWanted
from tests.store.floor import (
    CATALOGUE,
    PLAIN,
    SCOPE,
    TODAY,
    Floor,
    article,
    goods,
    receipt,
    run,
    stamp,
)

pytestmark = pytest.mark.bench

COMMITS = 1_000
RATIO_P50_MAX = 5
"""A commit also checks every rule against the live view, seals and chains."""


def timed(work: Callable[[], object]) -> float:
    """Milliseconds of one run."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1_000


def say(name: str, taken: list[float]) -> float:
    taken = sorted(taken)
    p50, p99 = taken[len(taken) // 2], taken[len(taken) * 99 // 100]
    print(f"{name}: p50 {p50:.3f} ms, p99 {p99:.3f} ms, {1_000 * len(taken) / sum(taken):.0f}/s")
    return p50


def raw(folder: Path) -> Iterator[Callable[[], object]]:
    connection = sqlite3.connect(folder / "raw.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE op (seq INTEGER PRIMARY KEY, id TEXT UNIQUE, payload TEXT)")
    connection.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, done INTEGER)")
    connection.executemany("INSERT INTO line VALUES (?, 0)", ((n,) for n in range(2_000)))

    def two_statements(number: int) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO op VALUES (NULL, ?, ?)", (f"{number:036}", "x" * 600))
        connection.execute("UPDATE line SET done = done + 1 WHERE id = ?", (number % 2_000,))
        connection.execute("COMMIT")

    for number in range(COMMITS):
        yield partial(two_statements, number)
    connection.close()


def test_a_commit_beside_a_raw_transaction(tmp_path: Path, capsys):
    floor = Floor(tmp_path)
    work = receipt(lines=2_000)
    run(floor.store.absorb(CATALOGUE))
    floor.absorb(work)
    lines = [n for n, line in enumerate(work.lines) if line.product == PLAIN]
    files, opened = floor.store._files, floor.store.opened
    commits, replays, slices = list[float](), list[float](), list[float]()
    for number in range(COMMITS):
        deed, by = goods(work, lines[number % len(lines)]), stamp(number)
        wanted = ReceiveWanted(1, deed.line, None, None, (article(PLAIN).barcode,), TODAY)
        slices.append(timed(partial(receive, files.journal, files.mirror_read, SCOPE, wanted)))
        commits.append(timed(partial(commit, files, opened, deed, by, TODAY)))
        # The mirror's own lane does this, behind the beep.
        if number % CHECKPOINT_COMMITS == 0:
            floor.store._checkpoint()
        replays.append(timed(partial(catch_up, files.mirror, files.journal_read)))
    with capsys.disabled():
        print()
        base = say("raw transaction", list(map(timed, raw(tmp_path))))
        p50 = say("commit", commits)
        say("replay behind it", replays)
        say("receive slice of 2,000 lines", slices)
        print(f"commit is {p50 / base:.1f} times raw at p50")
    floor.store.close()
    assert p50 <= RATIO_P50_MAX * base


def test_a_first_pull_beside_raw_rows(tmp_path: Path, capsys):
    floor = Floor(tmp_path)
    run(floor.store.absorb(CATALOGUE))
    pages = [
        tuple(article(id, barcode=str(id * 7_919)) for id in range(start, start + 1_000))
        for start in range(1_000, 51_000, 1_000)
    ]
    start = time.perf_counter()
    for products in pages:
        floor.absorb(products=products, more=True)
    ours = 50_000 / (time.perf_counter() - start)
    raw_rate = _raw_rows(tmp_path)
    reader = floor.store._files.mirror_read
    lookups = [
        timed(partial(find, reader, SCOPE, (str((1_000 + n * 37) * 7_919),)))
        for n in range(COMMITS)
    ]
    with capsys.disabled():
        print(f"\nabsorbed {ours:.0f} products/s, raw executemany {raw_rate:.0f}: "
              f"{ours / raw_rate:.2f} of raw")  # fmt: skip
        say("barcode to article, bin or document among 50,000", lookups)
    floor.store.close()


def _raw_rows(folder: Path) -> float:
    connection = sqlite3.connect(folder / "rows.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute(
        "CREATE TABLE p (id INTEGER PRIMARY KEY, a, b TEXT, c TEXT, d TEXT, e TEXT, f, g, h, i)"
    )
    connection.execute("CREATE INDEX p_b ON p(b)")
    connection.execute("CREATE INDEX p_d ON p(d)")
    rows = [
        (id, None, f"ART-{id}", f"Article {id}", str(id * 7_919), "none", 0, 0, 1, 1)
        for id in range(1_000, 51_000)
    ]
    start = time.perf_counter()
    for first in range(0, 50_000, 1_000):
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT OR REPLACE INTO p VALUES (?,?,?,?,?,?,?,?,?,?)", rows[first : first + 1_000]
        )
        connection.execute("COMMIT")
    rate = 50_000 / (time.perf_counter() - start)
    connection.close()
    return rate
