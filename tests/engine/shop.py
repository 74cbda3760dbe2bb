"""A store and training books, with people at work on both ends."""

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
from sync.core.quantity import total
from sync.core.records import DocumentKind, Location, LocationKind, Product, Tracking, Work
from sync.core.slices import Scope
from sync.erp.training.books import Books
from sync.erp.training.opening import FILE_NAME, open_books
from sync.store.lanes import Inline, Lanes
from sync.store.stamp import Stamp
from sync.store.store import Store
from sync.store.told import Committed
from tests.engine.virtual import VirtualTime

TODAY = date(2026, 11, 23)
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
            # The time until somebody's next is virtual here, and the live rows rest in real time.
            self.store._following.catch_up()
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
