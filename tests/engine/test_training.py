"""The loop between the real store and the training ERP, through a bad network."""

import asyncio
import sqlite3
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from sync.core.operations import FinishReceipt
from sync.core.quantity import total
from sync.core.records import Work
from sync.core.slices import Scope
from sync.core.touched import Touched
from sync.engine.engine import Ends, Engine
from sync.engine.events import Written
from sync.engine.pull import Scopes
from sync.engine.status import Mark, Status
from sync.erp.training.books import Books
from sync.erp.training.remote import TrainingRemote
from sync.store.lanes import Inline
from sync.store.store import Store
from sync.store.told import Committed, ReceiveWanted
from tests.engine.lossy import LossyRemote
from tests.engine.shop import (
    TODAY,
    WAREHOUSE,
    Clerk,
    books,
    counted,
    each_counted_once,
    live_is_base,
    plain_deeds,
    planned,
    receipts,
    store,
)
from tests.engine.virtual import VirtualTime

__all__ = ["books", "planned", "store"]

HEALS_AT_MS = 300_000
DRAINED_MS = 60_000
WRITES = 160


@pytest.mark.parametrize("seed", range(6))
def test_the_books_hold_each_operation_once(
    seed: int, books: Books, store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    time, before = VirtualTime(seed), receipts(books)
    scope = Scope(before[0].document.company, WAREHOUSE)
    remote = LossyRemote(
        TrainingRemote(books, Inline(), lambda: TODAY), time, HEALS_AT_MS, faults=0.6
    )
    said: list[Status] = []
    ends = Ends(store, remote, Scopes((scope.company,), (scope.warehouse,)))
    clerk = Clerk(store, time, plain_deeds(books), scope)

    def heard(touched: Touched, status: Status) -> None:
        said.append(status)
        nothing_falls_back(tmp_path / "device" / "mirror.db", before, clerk.written)

    engine = Engine(ends, time.world(), heard)

    async def write() -> None:
        if await clerk.write():
            engine.wake(Written())

    async def stop() -> None:
        engine.stop()

    for _ in range(WRITES):
        time.at(time.dice.randint(0, HEALS_AT_MS), write)
    time.at(HEALS_AT_MS + DRAINED_MS, stop)
    asyncio.run(engine.run())

    assert len(clerk.written) > WRITES // 4
    filed = books.file.rows("SELECT op_id, outcome FROM operations ORDER BY seq")
    assert [row["op_id"] for row in filed] == [one.envelope.op_id for one in clerk.written]
    assert {row["outcome"] for row in filed} == {"applied"}
    assert asyncio.run(store.outbox(WRITES, 0)).rows == ()
    each_counted_once(books, before, clerk.written)
    live_is_base(tmp_path / "device" / "mirror.db")
    for work in before:
        seen = asyncio.run(store.receive(scope, wanted(work.document.id)))
        now = books.work(work.document.id)
        assert now is not None
        assert (seen.document, seen.advice) == (now.document, ())
        assert {row.line for row in seen.rows} <= set(now.lines)
        assert (seen.progress.lines, seen.progress.done) == (
            len(now.lines),
            total(line.done for line in now.lines),
        )
    assert "could not be told" not in caplog.text
    assert (said[-1].mark, said[-1].parked, said[-1].trouble) == (Mark.IN_ERP, 0, None)


def wanted(document: int) -> ReceiveWanted:
    return ReceiveWanted(document, None, None, None, (), TODAY)


def nothing_falls_back(mirror: Path, before: list[Work], written: list[Committed]) -> None:
    """What was done is shown, once, whatever came or did not come from the ERP by now."""
    finished = {
        one.envelope.deed.document
        for one in written
        if isinstance(one.envelope.deed, FinishReceipt)
    }
    with closing(sqlite3.connect(mirror)) as found:
        shown = dict(found.execute("SELECT id, done FROM live_lines").fetchall())
    for work in before:
        for line in work.lines if work.document.id not in finished else ():
            if line.id in shown:
                assert Decimal(shown[line.id]) == line.done + counted(written, line.id)
