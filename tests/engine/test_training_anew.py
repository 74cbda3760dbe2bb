"""The loop and the training ERP, where a device was restored or much has gone."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sync.core.page import Table
from sync.core.slices import Scope
from sync.core.touched import Touched
from sync.engine.engine import Ends, Engine
from sync.engine.events import Written
from sync.engine.pull import Scopes
from sync.engine.status import Status
from sync.erp.training.books import Books
from sync.erp.training.remote import TrainingRemote
from sync.store.lanes import Inline, Lanes
from sync.store.store import Store
from sync.store.told import Committed
from tests.engine.shop import (
    TODAY,
    WAREHOUSE,
    Clerk,
    books,
    each_counted_once,
    live_is_base,
    plain_deeds,
    planned,
    receipts,
    store,
)
from tests.engine.virtual import VirtualTime

__all__ = ["books", "planned", "store"]


def test_a_restored_device_loses_nothing_of_either_life(books: Books, tmp_path: Path) -> None:
    """A backup is put back: its numbers are taken, and what both lives wrote is in the books."""
    time, before = VirtualTime(1), receipts(books)
    scope = Scope(before[0].document.company, WAREHOUSE)
    deeds = plain_deeds(books)[:4]

    def live(folder: Path, writes: int) -> list[Committed]:
        opened = Store.open(folder, "d1", Lanes(Inline(), Inline()))
        assert isinstance(opened, Store)
        clerk = Clerk(opened, time, deeds, scope)
        remote = TrainingRemote(books, Inline(), lambda: TODAY)
        ends = Ends(opened, remote, Scopes((scope.company,), (scope.warehouse,)))
        engine = Engine(ends, time.world(), lambda *_: None)

        async def write() -> None:
            if await clerk.write():
                engine.wake(Written())

        async def stop() -> None:
            engine.stop()

        for number in range(writes):
            time.at(time.now_ms + 10_000 + 500 * number, write)
        time.at(time.now_ms + 100_000, stop)
        asyncio.run(engine.run())
        assert asyncio.run(opened.unsent()).waiting == 0
        opened.close()
        return clerk.written

    written = live(tmp_path / "device", 6)
    shutil.copytree(tmp_path / "device", tmp_path / "backup")
    written += live(tmp_path / "device", 6)
    written += live(tmp_path / "backup", 9)
    assert len(written) > 10
    filed = books.file.rows("SELECT op_id, epoch FROM operations")
    assert sorted(row["op_id"] for row in filed) == sorted(one.envelope.op_id for one in written)
    assert {row["epoch"] for row in filed} == {1, 2}
    each_counted_once(books, before, written)
    live_is_base(tmp_path / "backup" / "mirror.db")


def test_much_that_went_waits_for_a_person_while_work_goes_on(books: Books, store: Store) -> None:
    time, before = VirtualTime(2), receipts(books)
    scope = Scope(before[0].document.company, WAREHOUSE)
    remote = TrainingRemote(books, Inline(), lambda: TODAY)
    ends = Ends(store, remote, Scopes((scope.company,), (scope.warehouse,)))
    said: list[Status] = []
    engine = Engine(ends, time.world(), lambda _, status: said.append(status))
    clerk = Clerk(store, time, plain_deeds(books)[:4], scope)
    held: list[int] = []

    async def count() -> None:
        held.append(sum(one.count for one in (await store.sums())[Table.STOCK].values()))

    async def empty() -> None:
        rows = books.file.rows("SELECT id FROM stock WHERE building = ?", (WAREHOUSE,))
        with books.file.transaction():
            for row in rows[: len(rows) * 2 // 3]:
                books.remove(Table.STOCK, row["id"])

    async def write() -> None:
        if await clerk.write():
            engine.wake(Written())

    async def stop() -> None:
        engine.stop()

    steps = (count, empty, write, count, engine.agree_to_deletions, count, stop)
    for number, step in enumerate(steps):
        time.at(60_000 + 60_000 * number, step)
    asyncio.run(engine.run())
    assert held[1] == held[0], "nothing goes before somebody agreed"
    assert held[2] < held[0] / 2
    guarded = [status.guarded for status in said if status.guarded]
    assert guarded
    assert guarded[0].table is Table.STOCK
    assert said[-1].guarded is None
    assert len(clerk.written) == books.file.value("SELECT count(*) FROM operations")


def test_a_cursor_that_is_too_old_leaves_the_journal_and_the_screen_alone(
    books: Books, store: Store, tmp_path: Path
) -> None:
    time, before = VirtualTime(3), receipts(books)
    scope = Scope(before[0].document.company, WAREHOUSE)
    remote = TrainingRemote(books, Inline(), lambda: TODAY)
    ends = Ends(store, remote, Scopes((scope.company,), (scope.warehouse,)))
    clerk = Clerk(store, time, plain_deeds(books)[:4], scope)
    doomed = before[-1].document.id
    shown: list[int] = []

    def heard(touched: Touched, status: Status) -> None:
        with closing(sqlite3.connect(tmp_path / "device" / "mirror.db")) as found:
            shown.append(found.execute("SELECT count(*) FROM live_documents").fetchone()[0])

    engine = Engine(ends, time.world(), heard)

    async def forget() -> None:
        shown.clear()
        with books.file.transaction():
            books.remove(Table.DOCUMENTS, doomed)
            books.forget_before(books.revision())
            work = books.work(before[0].document.id)
            assert work is not None
            books.put_works([work])

    async def write() -> None:
        if await clerk.write():
            engine.wake(Written())

    async def stop() -> None:
        engine.stop()

    for number, step in enumerate((write, forget, write, stop)):
        time.at(60_000 + 60_000 * number, step)
    asyncio.run(engine.run())
    assert min(shown) >= max(shown) - 1, "no screen was ever blank"
    with closing(sqlite3.connect(tmp_path / "device" / "mirror.db")) as found:
        left = found.execute("SELECT id FROM base_documents WHERE id = ?", (doomed,)).fetchall()
    assert left == []
    live_is_base(tmp_path / "device" / "mirror.db")
    each_counted_once(books, before[:-1], clerk.written)
