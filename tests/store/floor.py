"""A small warehouse for tests of the store: records to absorb, deeds to do, lanes to hold."""

import asyncio
from collections import deque
from collections.abc import Awaitable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from sync.core.envelope import When, Who
from sync.core.ids import op_id
from sync.core.operations import Deed, FinishReceipt, ReceiveLine, Rest, Undo
from sync.core.page import Page
from sync.core.quantity import Unit
from sync.core.records import (
    Company,
    Document,
    DocumentKind,
    DocumentState,
    Line,
    Location,
    LocationKind,
    Lot,
    Packaging,
    Product,
    Stock,
    Tracking,
    Warehouse,
    Work,
)
from sync.core.slices import ReceiveSlice, Scope
from sync.store.lanes import Inline, Lanes
from sync.store.stamp import Stamp
from sync.store.store import Store
from sync.store.told import Committed, ReceiveWanted

TODAY = date(2026, 3, 2)
SCOPE = Scope(company=1, warehouse=1)
PIECE = Unit(1, "Piece", 1, Decimal(1), Decimal(1))
DEVICE = "device-a"
PLAIN, LOTTED, SERIAL, DATED = 101, 102, 103, 104
BIN, OTHER_BIN, AREA, SUPPLIER, FAR_BIN = 11, 12, 10, 20, 31
T = TypeVar("T")


def place(id: int, **over) -> Location:
    base = Location(
        id,
        1,
        1,
        f"WH/Stock/{id}",
        f"A-{id}",
        f"LOC{id}",
        LocationKind.BIN,
        AREA,
        "A",
        "1",
        id,
        True,
    )
    return replace(base, **over)


def article(id: int, **over) -> Product:
    base = Product(
        id, None, f"ART-{id}", f"Article {id}", f"400000000{id:04}", Tracking.NONE,
        has_expiry=False, needs_check=False, unit=1, active=True,
    )  # fmt: skip
    return replace(base, **over)


CATALOGUE = Page(
    from_cursor="",
    to_cursor="c1",
    more=False,
    applied_seq=0,
    companies=(Company(1, "North"), Company(2, "South")),
    warehouses=(Warehouse(1, 1, "NO", "North hall", AREA), Warehouse(2, 1, "FA", "Far hall", 30)),
    locations=(
        place(AREA, kind=LocationKind.AREA),
        place(BIN),
        place(OTHER_BIN),
        place(SUPPLIER, kind=LocationKind.SUPPLIER, warehouse=None, company=None),
        place(FAR_BIN, warehouse=2),
    ),
    units=(PIECE,),
    products=(
        article(PLAIN),
        article(LOTTED, tracking=Tracking.LOT),
        article(SERIAL, tracking=Tracking.SERIAL),
        article(DATED, tracking=Tracking.LOT, has_expiry=True),
        article(105, company=2, barcode="SOUTH"),
    ),
    packagings=(Packaging(1, PLAIN, "Carton", "CARTON-12", Decimal(12)),),
    lots=(Lot(1, None, LOTTED, "L1", None), Lot(2, None, SERIAL, "SN-STOCK", None)),
    stock=(Stock(1, 1, SERIAL, BIN, 2, Decimal(1), Decimal(0)),),
)


def receipt(id: int = 1, lines: int = 3, **over) -> Work:
    """A receipt of 10 pieces of each article in turn."""
    base = Document(
        id=id, kind=DocumentKind.RECEIPT, name=f"WH/IN/{id:05}", origin=f"P{id:05}", party="Mill",
        company=1, warehouse=1, operation="Receipts", state=DocumentState.READY, due=TODAY,
        source=SUPPLIER, destination=AREA, backorder_of=None, version="v1",
    )  # fmt: skip
    articles = (PLAIN, LOTTED, SERIAL, DATED)
    return Work(
        replace(base, **over),
        tuple(
            Line(id * 10_000 + n, id, n, articles[n % 4], 1, Decimal(10), Decimal(0), ())
            for n in range(lines)
        ),
    )


def goods(work: Work, line: int = 0, quantity: int = 1, **over) -> ReceiveLine:
    """So many of a line, into the bin."""
    one = work.lines[line]
    amount = Decimal(quantity)
    base = ReceiveLine(one.document, one.id, one.product, amount, amount, None, None, None, BIN)
    return replace(base, **over)


def finish(work: Work) -> FinishReceipt:
    return FinishReceipt(work.document.id, Rest.STAYS_OPEN)


def undo(done: Committed) -> Undo:
    assert isinstance(done.envelope.deed, ReceiveLine)
    return Undo(done.envelope.op_id, done.envelope.deed)


def stamp(number: int) -> Stamp:
    who = Who("anna", "grant", 1, 1)
    return Stamp(
        op_id(1_700_000_000_000 + number, number), who, When(number, number, "boot"), "scan"
    )


class Held(Executor):
    """Works inline until it is held; then work waits until it is let go."""

    def __init__(self) -> None:
        self.holding = False
        self._inline = Inline()
        self._waiting: deque[tuple[Future, object, tuple, dict]] = deque()

    def submit(self, fn, /, *args, **kwargs):
        if not self.holding:
            return self._inline.submit(fn, *args, **kwargs)
        future: Future = Future()
        self._waiting.append((future, fn, args, kwargs))
        return future

    def let_go(self) -> None:
        self.holding = False
        while self._waiting:
            future, fn, args, kwargs = self._waiting.popleft()
            if not future.set_running_or_notify_cancel():
                continue  # Whoever waited for it is gone.
            done = self._inline.submit(fn, *args, **kwargs)
            trouble = done.exception()
            future.set_exception(trouble) if trouble else future.set_result(done.result())


@dataclass
class Floor:
    """One device's store in a folder, with a mirror lane that can be held back."""

    folder: Path
    mirror_lane: Held = field(default_factory=Held)
    scan_lane: Held = field(default_factory=Held)
    number: int = 0
    rests: bool = True
    """Whether the live rows follow each deed, as they do where a person's next takes its time."""

    def __post_init__(self) -> None:
        self.store = self.open()

    def open(self) -> Store:
        opened = Store.open(self.folder, DEVICE, Lanes(self.scan_lane, self.mirror_lane))
        assert isinstance(opened, Store), opened
        self.store = opened
        return opened

    def reopen(self) -> Store:
        self.mirror_lane.let_go()
        self.store.close()
        return self.open()

    def do(self, deed: Deed):
        self.number += 1
        done = run(self.store.commit(deed, stamp(self.number), TODAY))
        if self.rests:
            self.store._following.catch_up()
        return done

    def do_at_once(self, *deeds: Deed) -> list:
        """Deeds of several people, who all wait before the lane begins with the first."""

        async def together() -> list:
            self.scan_lane.holding = True
            stamps = [stamp(self.number + n + 1) for n in range(len(deeds))]
            waiting = [
                asyncio.create_task(self.store.commit(deed, by, TODAY))
                for deed, by in zip(deeds, stamps, strict=True)
            ]
            await asyncio.sleep(0)
            self.scan_lane.let_go()
            return await asyncio.gather(*waiting, return_exceptions=True)

        done = run(together())
        self.number += len(deeds)
        return done

    def did(self, deed: Deed) -> Committed:
        done = self.do(deed)
        assert isinstance(done, Committed), done
        return done

    def absorb(self, *works: Work, **over):
        cursor = run(self.store.pull_state()).cursor
        page = Page(cursor, f"c{int(cursor[1:] or 0) + 1}", more=False, applied_seq=0)
        return run(self.store.absorb(replace(page, works=works, **over)))

    def receive(self, document: int = 1, **over) -> ReceiveSlice:
        wanted = ReceiveWanted(document, None, None, None, (), TODAY)
        return run(self.store.receive(SCOPE, replace(wanted, **over)))

    def done(self, document: int = 1) -> dict[int, int]:
        return {row.line.sequence: int(row.line.done) for row in self.receive(document).rows}


def run(work: Awaitable[T]) -> T:
    async def here() -> T:
        return await work

    return asyncio.run(here())
