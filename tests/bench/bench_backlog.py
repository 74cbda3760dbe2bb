"""Thirty days offline: a hundred thousand operations pending, worked on, then sent and counted."""

import asyncio
import os
import time
from collections.abc import Awaitable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from app.bootstrap import threaded_lanes
from sync.core.envelope import Envelope, Seen, When, Who, sealed
from sync.core.ids import op_id
from sync.core.operations import ReceiveLine
from sync.core.records import Location, Product, Warehouse
from sync.core.slices import Scope
from sync.engine.engine import Ends, Engine
from sync.engine.pull import Scopes
from sync.engine.status import Status
from sync.engine.world import World
from sync.erp.training.books import Books
from sync.erp.training.opening import open_books
from sync.erp.training.remote import TrainingRemote
from sync.store import journal as journal_file
from sync.store.files import writing
from sync.store.stamp import Stamp
from sync.store.store import Store
from sync.store.told import Committed, ReceiveWanted
from tests.bench.figures import Figure, at, tell
from tests.bench.growth import point
from tests.bench.raw import CHECKPOINT_EVERY, Raw
from tests.contract import training_office as office
from tests.contract.training_erp import TODAY
from tests.powercut.whole import Promised, envelopes, look_into
from tests.store.floor import DEVICE

LITTLE, PENDING = 100, 100_000
DRAINED = int(os.environ.get("DRAINED", "15000"))
"""Of the pending, in the order they were written; DRAINED=100000 sends all (some three minutes)."""
RECEIPTS, LINES, OF_EACH = 400, 25, Decimal(100)
SCANS = 400
AT_ONCE = 1_000
P50_RATIO_MAX, P99_RATIO_MAX = 3, 10
SLICE_RATIO_MAX = 3
GROWN_RATIO_MAX, DRAIN_RATIO_MIN = 1.3, 0.8
ROUNDS = 10


@dataclass
class Device:
    """A store in its lanes, the training books, and an engine between them."""

    store: Store
    books: Books
    remote: TrainingRemote
    scope: Scope
    deeds: list[ReceiveLine]
    raw: Raw
    number: int = 0

    def stamp(self) -> Stamp:
        self.number += 1
        who = Who("ana", "", self.scope.company, self.scope.warehouse)
        moment = When(self.number, self.number, "boot")
        return Stamp(op_id(1_700_000_000_000 + self.number, self.number), who, moment, "scan")

    def deed(self) -> ReceiveLine:
        return self.deeds[self.number % len(self.deeds)]

    async def sync(self, sent: int | None = None) -> float:
        """Run the engine until so many are sent, or nothing waits and all came back; seconds."""
        skipped_ms, ends = 0, {"at": 0.0}

        def told(status: Status) -> None:
            if sent is not None and self.number - status.waiting >= sent and not ends["at"]:
                ends["at"] = time.perf_counter()
                engine.stop()

        async def wait(woken: asyncio.Event, ms: int) -> None:
            # Where the engine would rest, it is told that the time is over: the work is timed.
            nonlocal skipped_ms
            shown = await self.store.outbox(1, 0)
            if not shown.rows and (await self.store.pull_state()).cursor:
                engine.stop()
            skipped_ms += ms

        world = World(
            monotonic_ms=lambda: time.monotonic_ns() // 1_000_000 + skipped_ms,
            wall_ms=lambda: time.time_ns() // 1_000_000,
            chance=Random(1).random,
            wait=wait,
        )
        scopes = Scopes((self.scope.company,), (self.scope.warehouse,))
        every = Ends(self.store, self.remote, scopes)
        engine = Engine(every, world, lambda _, status: told(status))
        began = time.perf_counter()
        await engine.run()
        return (ends["at"] or time.perf_counter()) - began

    async def write(self, operations: int) -> None:
        """What thirty days would have written, by the store's own statements, many at once."""
        journal = self.store._files.journal
        for first in range(0, operations, AT_ONCE):
            with writing(journal):
                for _ in range(min(AT_ONCE, operations - first)):
                    journal_file.append(journal, self.envelope(journal))
        # As at every opening: what is written is replayed.
        await self.store.record(())

    def envelope(self, journal) -> Envelope:
        seq, prev_hash = journal_file.head(journal)
        by, deed = self.stamp(), self.deed()
        device, epoch = self.store.opened.device, self.store.opened.epoch
        seen = Seen("", "", "")
        return sealed(
            Envelope(
                by.op_id, device, epoch, seq + 1, prev_hash, "", deed, by.who, by.when, seen, "scan"
            )
        )

    async def scan(self) -> None:
        deed = self.deed()
        done = await self.store.commit(deed, self.stamp(), TODAY)
        assert isinstance(done, Committed), done

    async def look(self) -> None:
        deed = self.deeds[self.number * 7 % len(self.deeds)]
        wanted = ReceiveWanted(deed.document, deed.line, None, None, (), TODAY)
        assert (await self.store.receive(self.scope, wanted)).document

    async def turns(self) -> "Turns":
        """Milliseconds of scans, slices and raw transactions, each in turn."""
        scans, slices, raws = list[float](), list[float](), list[float]()
        for number in range(SCANS):
            scans.append(await timed(self.scan()))
            await asyncio.sleep(0)
            await self.store.batch(0)  # Behind what follows a scan, as before a person's next.
            slices.append(await timed(self.look()))
            began = time.perf_counter()
            self.raw.write()
            raws.append((time.perf_counter() - began) * 1_000)
            if number % CHECKPOINT_EVERY == 0:
                self.raw.fold()
        return Turns(scans, slices, raws)


@dataclass(frozen=True, slots=True)
class Turns:
    """Milliseconds of each, taken in turn."""

    scans: list[float]
    slices: list[float]
    raws: list[float]


async def timed(work: Awaitable[object]) -> float:
    began = time.perf_counter()
    await work
    return (time.perf_counter() - began) * 1_000


def receipts(books: Books) -> list[str]:
    """Receipts with room for all that is scanned."""
    plain = books.find(Product, "tracking = 'none' AND company IS NULL AND active")[:LINES]
    wanted = [(product.code, OF_EACH) for product in plain]
    return [
        office.make_receipt(books, office.Order(f"PO-{n}", "Mill", "CEN", TODAY, wanted))
        for n in range(RECEIPTS)
    ]


@pytest.fixture
def device(tmp_path: Path) -> Iterator[Device]:
    with ExitStack() as undo:
        lanes = threaded_lanes()
        for lane in (lanes.scan, lanes.mirror):
            undo.enter_context(lane)
        (tmp_path / "training").mkdir()
        books = open_books(tmp_path / "training", TODAY)
        names = receipts(books)
        warehouse = books.first(Warehouse, "code = ?", ("CEN",))
        assert warehouse is not None
        bins = books.find(Location, "warehouse = ? AND kind = 'bin' AND active", (warehouse.id,))
        deeds = [
            ReceiveLine(
                line.document, line.id, line.product, Decimal(1), Decimal(1), None, None, None,
                bins[line.id % len(bins)].id,
            )
            for name in names
            for work in (books.work(document_id(books, name)),)
            for line in work.lines
        ]  # fmt: skip
        Random(5).shuffle(deeds)
        store = Store.open(tmp_path / "device", DEVICE, lanes)
        assert isinstance(store, Store), store
        undo.callback(store.close)
        undo.callback(books.file.close)
        desk = undo.enter_context(ThreadPoolExecutor(1))
        remote = TrainingRemote(books, desk, lambda: TODAY)
        raw = Raw(tmp_path / "raw")
        undo.callback(raw.close)
        scope = Scope(warehouse.company, warehouse.id)
        yield Device(store, books, remote, scope, deeds, raw)


def document_id(books: Books, name: str) -> int:
    return books.file.value("SELECT id FROM documents WHERE name = ?", (name,))


@pytest.mark.bench
@pytest.mark.rows("backlog")
@pytest.mark.timeout(1800)
def test_a_hundred_thousand_pending_operations(device: Device):
    asyncio.run(backlog(device))


async def backlog(device: Device) -> None:
    await device.sync()
    await device.write(LITTLE)
    before = await device.turns()
    await device.sync()
    few_rate = await drained_by_little(device)
    sent = device.number
    await device.write(PENDING)
    after = await device.turns()
    seconds = await device.sync(sent + DRAINED if DRAINED < PENDING else None)
    rate = DRAINED / seconds
    print(f"\n{DRAINED} of {PENDING} operations sent in {seconds:.1f} s")
    if DRAINED >= PENDING:
        count_all(device)
    for what, little, much in (
        ("scan", at(0.5, before.scans), at(0.5, after.scans)),
        ("screen", at(0.5, before.slices), at(0.5, after.slices)),
        ("sending one", 1_000 / few_rate, 1_000 / rate),
    ):
        point("pending operations", what, LITTLE, little)
        point("pending operations", what, PENDING, much)
    tell(
        [
            *latency("scan", after.scans, after.raws, (P50_RATIO_MAX, P99_RATIO_MAX)),
            *latency("slice", after.slices, before.slices, (SLICE_RATIO_MAX, SLICE_RATIO_MAX)),
            Figure.of("backlog.scan", 0.5, after.scans, before.scans, GROWN_RATIO_MAX),
            Figure("backlog.drain", rate, "operations/s", few_rate, DRAIN_RATIO_MIN, least=True),
        ]
    )


async def drained_by_little(device: Device) -> float:
    """Operations a second where never more than a hundred are pending."""
    seconds = 0.0
    for _ in range(ROUNDS):
        await device.write(LITTLE)
        seconds += await device.sync(device.number)
    return ROUNDS * LITTLE / seconds


def latency(
    name: str, ours: list[float], floor: list[float], goals: tuple[float, float]
) -> list[Figure]:
    return [
        Figure.of(f"backlog.{name}.p50", 0.5, ours, floor, goals[0]),
        Figure.of(f"backlog.{name}.p99", 0.99, ours, floor, goals[1]),
    ]


def count_all(device: Device) -> None:
    """Each operation once in the books, in order, chained on the device, counted on its line."""
    books = device.books.file
    filed = books.rows("SELECT op_id, seq, outcome FROM operations ORDER BY seq")
    assert {row["outcome"] for row in filed} == {"applied"}
    assert [row["seq"] for row in filed] == list(range(1, device.number + 1))
    written = {one.op_id: one for one in envelopes(device.store._files.journal)}
    assert list(written) == [row["op_id"] for row in filed]
    found = look_into(device.store, Promised(operations=written))
    assert not found.wrong, found.wrong[:5]
    first = min(deed.document for deed in device.deeds)
    lines = books.rows("SELECT done FROM lines WHERE document >= ?", (first,))
    assert sum(Decimal(row["done"]) for row in lines) == device.number
