"""The loop between the real store and the training ERP, through a bad network."""

import asyncio
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from sync.core.envelope import When, Who
from sync.core.ids import op_id
from sync.core.operations import Deed, FinishReceipt, ReceiveLine, Rest, Undo
from sync.core.page import Table
from sync.core.quantity import total
from sync.core.records import DocumentKind, Location, LocationKind, Product, Tracking, Work
from sync.core.slices import Scope
from sync.core.touched import Touched
from sync.engine.engine import Ends, Engine
from sync.engine.events import Written
from sync.engine.pull import Scopes
from sync.engine.status import Mark, Status
from sync.erp.training.books import Books
from sync.erp.training.opening import FILE_NAME, open_books
from sync.erp.training.remote import TrainingRemote
from sync.store.lanes import Inline, Lanes
from sync.store.stamp import Stamp
from sync.store.store import Store
from sync.store.told import Committed, ReceiveWanted
from tests.engine.lossy import LossyRemote
from tests.engine.virtual import VirtualTime

TODAY = date(2026, 11, 23)
HEALS_AT_MS = 300_000
DRAINED_MS = 60_000
WRITES = 160
FINISHES, UNDOES = 0.02, 0.2
WAREHOUSE = 1
LINES_EACH = 8
"""So that no receipt of hundreds of lines has all the work."""


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("training")
    open_books(folder, TODAY).file.close()
    return folder / FILE_NAME


@pytest.fixture
def books(planned: Path, tmp_path: Path) -> Iterator[Books]:
    shutil.copy(planned, tmp_path / FILE_NAME)
    opened = open_books(tmp_path, TODAY)
    yield opened
    opened.file.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "device", "d1", Lanes(Inline(), Inline()))
    assert isinstance(opened, Store)
    yield opened
    opened.close()


def receipts(books: Books) -> list[Work]:
    ids = books.file.rows(
        "SELECT id FROM documents WHERE warehouse = ? AND kind = ? AND state = 'ready'",
        (WAREHOUSE, DocumentKind.RECEIPT),
    )
    works = [books.work(row["id"]) for row in ids]
    return [work for work in works if work]


def plain_deeds(books: Books) -> list[ReceiveLine]:
    """One more of some untracked lines of the open receipts of the first warehouse."""
    bins = books.find(Location, "warehouse = ? AND kind = ?", (WAREHOUSE, LocationKind.BIN))
    one = Decimal(1)
    return [
        ReceiveLine(work.document.id, line.id, product.id, one, one, None, None, None, bins[0].id)
        for work in receipts(books)
        for line in work.lines[:LINES_EACH]
        for product in [books.must(Product, line.product)]
        if product.tracking is Tracking.NONE and not product.has_expiry
    ]


@dataclass
class Clerk:
    """Counts, takes back and finishes, whatever comes to mind; the store may refuse it."""

    store: Store
    time: VirtualTime
    deeds: list[ReceiveLine]
    scope: Scope

    def __post_init__(self) -> None:
        self.written: list[Committed] = []

    async def write(self) -> bool:
        deed, number = self._choose(), self.time.dice.getrandbits(40)
        who = Who("ana", "", self.scope.company, self.scope.warehouse)
        when = When(self.time.world().wall_ms(), self.time.now_ms, "boot")
        stamp = Stamp(op_id(self.time.now_ms, number), who, when, "scan")
        done = await self.store.commit(deed, stamp, TODAY)
        if isinstance(done, Committed):
            self.written.append(done)
        return isinstance(done, Committed)

    def _choose(self) -> Deed:
        deed = self.time.dice.choice(self.deeds)
        what = self.time.dice.random()
        if what < FINISHES:
            return FinishReceipt(deed.document, Rest.STAYS_OPEN)
        if what < UNDOES and self.written:
            before = self.time.dice.choice(self.written).envelope
            if isinstance(before.deed, ReceiveLine):
                return Undo(before.op_id, before.deed)
        return deed


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


def each_counted_once(books: Books, before: list[Work], written: list[Committed]) -> None:
    for work in before:
        now = books.work(work.document.id)
        assert now is not None
        amounts = {line.id: line.done for line in now.lines}
        for line in work.lines:
            # An untouched line of a finished receipt goes to the backorder.
            assert amounts.get(line.id, Decimal(0)) == line.done + counted(written, line.id)


def counted(written: list[Committed], line: int) -> Decimal:
    deeds = [one.envelope.deed for one in written]
    more = [one.quantity for one in deeds if isinstance(one, ReceiveLine) and one.line == line]
    undone = [one.taken_back for one in deeds if isinstance(one, Undo)]
    return total(more) - total(one.quantity for one in undone if one.line == line)


def live_is_base(mirror: Path) -> None:
    """Read by a connection of the test's own: nothing is replayed on anything any more."""
    columns = "id, document, sequence, product, unit, demand, done, entries"
    with closing(sqlite3.connect(mirror)) as found:
        base = found.execute(f"SELECT {columns} FROM base_lines ORDER BY id").fetchall()
        live = found.execute(f"SELECT {columns} FROM live_lines ORDER BY id").fetchall()
        states = [
            found.execute(f"SELECT id, state, version FROM {table} ORDER BY id").fetchall()
            for table in ("base_documents", "live_documents")
        ]
        advice = found.execute("SELECT count(*) FROM advice").fetchone()
    assert base
    assert live == base
    assert states[0] == states[1]
    assert advice == (0,)


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
