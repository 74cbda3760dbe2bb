"""The device of the month: the store and engine that ship, training books, thirty days of clock."""

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from app.bootstrap import threaded_lanes
from sync.core.envelope import Envelope, Seen, When, Who, sealed
from sync.core.ids import op_id
from sync.core.operations import Deed, ReceiveLine, Undo
from sync.core.records import Location, Product, Warehouse
from sync.core.slices import Scope
from sync.engine.engine import Ends, Engine
from sync.engine.pull import Scopes
from sync.engine.status import Status
from sync.engine.world import World
from sync.erp.training.books import Books
from sync.erp.training.opening import FILE_NAME, open_books
from sync.erp.training.remote import TrainingRemote
from sync.store import journal as journal_file
from sync.store.files import writing
from sync.store.stamp import Stamp
from sync.store.store import Store
from sync.store.told import Committed
from tests.contract import training_office as office
from tests.month.count import Told, pieces

BEGAN = date(2026, 11, 23)
BEGAN_MS = 1_795_392_000_000
DAYS, DAY_MS = 30, 24 * 3600 * 1000
LINES, DEMAND = 25, Decimal(100_000)
OPERATIONS_A_RECEIPT = 250
UNDO_EACH = 9
KEPT_TO_UNDO = 50


@dataclass
class Device:
    """One device and the ERP it cannot reach until the month is over."""

    folder: Path
    store: Store
    books: Books
    remote: TrainingRemote
    scope: Scope
    lines: list[ReceiveLine]
    dice: Random
    operations: int
    told: Told
    undoable: list[tuple[str, ReceiveLine]] = field(default_factory=list)

    @property
    def number(self) -> int:
        """How many operations there are."""
        return len(self.told.hashes)

    @property
    def today(self) -> date:
        """Thirty days go by while the operations are done."""
        return BEGAN + timedelta(days=min(DAYS, DAYS * self.number // self.operations))

    async def bulk(self, count: int) -> None:
        """Do so many, by the store's own statements, in one transaction; none is sent."""
        journal = self.store._files.journal
        with writing(journal):
            for _ in range(count):
                deed = self._deed()
                envelope = self._envelope(deed, *journal_file.head(journal))
                journal_file.append(journal, envelope)
                self._was_done(envelope)
        # As at every opening: what is written is replayed.
        await self.store.record(())

    async def scan(self) -> float:
        """Do one as a person does, and say how many milliseconds that took."""
        deed, stamp, today = self._deed(), self._stamp(), self.today
        began = time.perf_counter()
        done = await self.store.commit(deed, stamp, today)
        took = (time.perf_counter() - began) * 1_000
        assert isinstance(done, Committed), done
        self._was_done(done.envelope)
        return took

    def switch_off(self) -> None:
        """Close the store that is open now."""
        self.store.close()

    def reopen(self) -> None:
        """Die, and come back with what is on disk."""
        self.store.close()
        self.store = opened(self.folder)

    async def sync(self, sent: int | None = None) -> None:
        """Have a network until so many are sent, or all is, and was seen back."""

        def told(status: Status) -> None:
            if sent is not None and self.number - status.waiting >= sent:
                engine.stop()

        skipped_ms = 0

        async def wait(woken: asyncio.Event, ms: int) -> None:
            # Where the engine would rest, it is told that the time is over.
            nonlocal skipped_ms
            shown = await self.store.outbox(1, 0)
            if not shown.rows and (await self.store.pull_state()).cursor:
                engine.stop()
            skipped_ms += ms
            await asyncio.sleep(0)

        world = World(
            monotonic_ms=lambda: time.monotonic_ns() // 1_000_000 + skipped_ms,
            wall_ms=lambda: BEGAN_MS + DAYS * DAY_MS,
            chance=Random(1).random,
            wait=wait,
        )
        scopes = Scopes((self.scope.company,), (self.scope.warehouse,))
        every = Ends(self.store, self.remote, scopes)
        engine = Engine(every, world, lambda _, status: told(status))
        await engine.run()

    def _deed(self) -> Deed:
        if self.number % UNDO_EACH == 0 and self.undoable:
            target, deed = self.undoable.pop(self.dice.randrange(len(self.undoable)))
            return Undo(target, deed)
        return self.dice.choice(self.lines)

    def _was_done(self, envelope: Envelope) -> None:
        self.told.add(envelope)
        if isinstance(envelope.deed, ReceiveLine):
            self.undoable.append((envelope.op_id, envelope.deed))
            del self.undoable[:-KEPT_TO_UNDO]

    def _stamp(self) -> Stamp:
        wall_ms = BEGAN_MS + DAYS * DAY_MS * self.number // self.operations
        who = Who("ana", "", self.scope.company, self.scope.warehouse)
        return Stamp(op_id(wall_ms, self.number), who, When(wall_ms, wall_ms, "boot"), "scan")

    def _envelope(self, deed: Deed, seq: int, prev_hash: str) -> Envelope:
        by, here = self._stamp(), self.store.opened
        return sealed(
            Envelope(
                *(by.op_id, here.device, here.epoch, seq + 1, prev_hash, "", deed),
                *(by.who, by.when, Seen("", "", ""), "scan"),
            )
        )


def opened(folder: Path) -> Store:
    """Open the store as the app does."""
    store = Store.open(folder, "TEST1", threaded_lanes())
    assert isinstance(store, Store), store
    return store


@contextmanager
def device_of(folder: Path, operations: int, seed: int) -> Iterator[Device]:
    """Make a device that knows its receipts, and the books they are from."""
    with ExitStack() as undo:
        (folder / "training").mkdir()
        books = open_books(folder / "training", BEGAN)
        undo.callback(books.file.close)
        lines = _lines(books, operations // OPERATIONS_A_RECEIPT + 1)
        warehouse = books.first(Warehouse, "code = ?", ("CEN",))
        assert warehouse is not None
        desk = undo.enter_context(ThreadPoolExecutor(1))
        remote = TrainingRemote(books, desk, lambda: BEGAN + timedelta(days=DAYS))
        there = folder / "training" / FILE_NAME
        with closing(sqlite3.connect(f"file:{there}?mode=ro", uri=True)) as before:
            told = Told(pieces(before))
        scope, home = Scope(warehouse.company, warehouse.id), folder / "device"
        made = Device(
            home, opened(home), books, remote, scope, lines, Random(seed), operations, told
        )
        undo.callback(made.switch_off)
        yield made


def _lines(books: Books, receipts: int) -> list[ReceiveLine]:
    """Lines with room for all that is done, one piece at a time, each into two bins."""
    plain = books.find(Product, "tracking = 'none' AND company IS NULL AND active")[:LINES]
    wanted = [(product.code, DEMAND) for product in plain]
    home = books.first(Warehouse, "code = ?", ("CEN",))
    assert home is not None
    bins = books.find(Location, "warehouse = ? AND kind = 'bin' AND active", (home.id,))
    found: list[ReceiveLine] = []
    for number in range(receipts):
        order = office.Order(f"PO-{number}", "Mill", "CEN", BEGAN, wanted)
        name = office.make_receipt(books, order)
        id = books.file.value("SELECT id FROM documents WHERE name = ?", (name,))
        work = books.work(id)
        assert work is not None
        found += [
            ReceiveLine(
                *(line.document, line.id, line.product, Decimal(1), Decimal(1)),
                *(None, None, None, bins[(line.id + side) % len(bins)].id),
            )
            for line in work.lines
            for side in (0, 1)
        ]
    return found
