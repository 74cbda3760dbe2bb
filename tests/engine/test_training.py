"""The loop against the training ERP through a bad network: its books hold each operation once."""

import asyncio
import shutil
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sync.core.envelope import Who
from sync.core.operations import ReceiveLine
from sync.core.records import DocumentKind, Location, LocationKind, Product, Tracking, Work
from sync.engine.engine import Ends, Engine
from sync.engine.events import Written
from sync.engine.pull import Scopes
from sync.engine.status import Mark, Status
from sync.erp.training.books import Books
from sync.erp.training.opening import FILE_NAME, open_books
from sync.erp.training.remote import TrainingRemote
from tests.engine.inline import InlineExecutor
from tests.engine.lossy import LossyRemote
from tests.engine.small import SmallStore
from tests.engine.virtual import VirtualTime

TODAY = date(2026, 11, 23)
HEALS_AT_MS = 300_000
DRAINED_MS = 60_000


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("training")
    open_books(folder, TODAY).file.close()
    return folder / FILE_NAME


def plain_deeds(books: Books) -> list[ReceiveLine]:
    """One more of each untracked line of the open receipts of the first warehouse."""
    bins = books.find(Location, "warehouse = 1 AND kind = ?", (LocationKind.BIN,))
    deeds = []
    for work in receipts(books):
        for line in work.lines:
            product = books.must(Product, line.product)
            if product.tracking is Tracking.NONE and not product.has_expiry:
                one = Decimal(1)
                deeds.append(
                    ReceiveLine(
                        work.document.id, line.id, product.id, one, one, None, None, None,
                        bins[0].id,
                    )
                )  # fmt: skip
    return deeds


def receipts(books: Books) -> list[Work]:
    ids = books.file.rows(
        "SELECT id FROM documents WHERE warehouse = 1 AND kind = ? AND state = 'ready'",
        (DocumentKind.RECEIPT,),
    )
    works = [books.work(row["id"]) for row in ids]
    return [work for work in works if work]


@pytest.mark.parametrize("seed", range(8))
def test_the_books_hold_each_operation_once(seed: int, planned: Path, tmp_path: Path) -> None:
    shutil.copy(planned, tmp_path / FILE_NAME)
    books, time, store = open_books(tmp_path, TODAY), VirtualTime(seed), SmallStore()
    deeds, before = plain_deeds(books), {work.document.id: work for work in receipts(books)}
    company = next(iter(before.values())).document.company
    remote = LossyRemote(
        TrainingRemote(books, InlineExecutor(), lambda: TODAY), time, HEALS_AT_MS, faults=0.6
    )
    said: list[Status] = []
    ends = Ends(store, remote, Scopes((company,), (1,)))
    engine = Engine(ends, time.world(), lambda _, status: said.append(status))

    async def write() -> None:
        deed = time.dice.choice(deeds)
        store.commit(time.now_ms, deed, Who("ana", "", company, 1))
        engine.wake(Written())

    async def stop() -> None:
        engine.stop()

    for _ in range(120):
        time.at(time.dice.randint(0, HEALS_AT_MS), write)
    time.at(HEALS_AT_MS + DRAINED_MS, stop)
    asyncio.run(engine.run())

    filed = books.file.rows("SELECT op_id, outcome FROM operations ORDER BY seq")
    assert [row["op_id"] for row in filed] == [one.op_id for one in store.journal]
    applied = {row["op_id"] for row in filed if row["outcome"] == "applied"}
    assert len(applied) > 60
    counted = Counter(one.deed.line for one in store.journal if one.op_id in applied)
    assert store.settled == 120
    for work in before.values():
        now = books.work(work.document.id)
        assert now == store.works[work.document.id], "live is not base"
        for line, was in zip(now.lines, work.lines, strict=True):
            assert line.done == was.done + counted[line.id]
    assert said[-1].mark is Mark.IN_ERP
    assert said[-1].trouble is None
    books.file.close()
