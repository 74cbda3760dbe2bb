"""Bulk work stops while a person waits for a scan, once for each scan, and not for ever."""

import sqlite3
import threading
from contextlib import closing

from sync.store import courtesy
from sync.store.courtesy import Courtesy

COUNT = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 5000)"
MANY_STEPS = f"{COUNT} SELECT sum(i) FROM n"


def test_bulk_work_goes_on_when_the_scan_is_done(monkeypatch):
    monkeypatch.setattr(courtesy, "WAIT_S_MAX", 60.0)
    asked, done = Courtesy(), threading.Event()

    def bulk() -> None:
        with closing(sqlite3.connect(":memory:")) as connection, asked.of(connection):
            connection.execute(MANY_STEPS).fetchone()
        done.set()

    with asked.scanning():
        worker = threading.Thread(target=bulk)
        worker.start()
        assert not done.wait(0.2)
    assert done.wait(30)
    worker.join()


def test_bulk_work_waits_once_for_each_scan(monkeypatch):
    waits = list[float]()
    asked = Courtesy()
    monkeypatch.setattr(asked._free, "wait", waits.append)
    with closing(sqlite3.connect(":memory:")) as connection, asked.of(connection):
        for _ in range(3):
            with asked.scanning():
                connection.execute(MANY_STEPS).fetchone()
    assert waits == [courtesy.WAIT_S_MAX] * 3


def test_where_nobody_scans_nothing_waits(monkeypatch):
    asked = Courtesy()
    monkeypatch.setattr(asked._free, "wait", lambda _: 1 / 0)
    with closing(sqlite3.connect(":memory:")) as connection:
        with asked.of(connection):
            connection.execute(MANY_STEPS).fetchone()
        with asked.scanning():
            connection.execute(MANY_STEPS).fetchone()
