"""A device reduced to the wire: it numbers and seals deeds, and keeps what it is sent."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sync.core.envelope import GENESIS, Envelope, Seen, When, Who, sealed
from sync.core.ids import op_id
from sync.core.lifecycle import Result
from sync.core.operations import (
    Count,
    Deed,
    FinishReceipt,
    Goods,
    Move,
    MoveLine,
    ReceiveLine,
    Rest,
    Stage,
    Undo,
)
from sync.core.page import Bucket, Drift, Page, Table
from sync.core.records import OPEN_STATES, Line, Location, Packaging, Product, Work
from sync.core.sums import Sums, add_up, bucket_of, record_mix
from sync.wire.messages import PAGE_ROWS_MAX, PullRequest, PushReply, PushRequest
from tests.contract.erps import Erp

PAGES_MAX = 500
_FIELDS = {table: str(table) for table in Table} | {Table.DOCUMENTS: "works"}


@dataclass
class Device:
    erp: Erp
    runner: asyncio.Runner
    name: str = "TEST1"
    epoch: int = 1
    cursor: str = ""
    answered_seq: int = 0
    applied_seq: int = 0
    filed: list[Envelope] = field(default_factory=list)
    came: dict[Table, set[int]] = field(default_factory=dict)
    doubt: tuple[Bucket, ...] = ()
    drift: tuple[Drift, ...] = ()
    mirror: dict[Table, dict[int, Any]] = field(
        default_factory=lambda: {table: {} for table in Table}
    )

    # ---- the wire

    def ask(self, rows_max: int = PAGE_ROWS_MAX, *, sums: bool = False, heal: bool = False) -> Page:
        request = PullRequest(
            device=self.name,
            epoch=self.epoch,
            companies=(self.erp.scope.company,),
            warehouses=(self.erp.scope.warehouse,),
            cursor=self.cursor,
            answered_seq=self.answered_seq,
            answered_hash=self.answered_hash,
            sums=self.sums() if sums else {},
            doubt=self.doubted() if heal else {},
            rows_max=rows_max,
        )
        page = self.runner.run(self.erp.remote.pull(request))
        assert isinstance(page, Page), page
        assert page.from_cursor == self.cursor
        return page

    def pull(self, rows_max: int = PAGE_ROWS_MAX, *, sums: bool = False) -> list[Page]:
        """Pull until there is no more, and keep what came."""
        pages: list[Page] = []
        while not pages or pages[-1].more:
            assert len(pages) < PAGES_MAX
            # Sums are of what is here now, so they are sent once, before anything comes.
            pages.append(self.ask(rows_max, sums=sums and not pages))
            self.absorb(pages[-1])
        if self.doubt:
            pages.append(self.ask(rows_max, heal=True))
            self.doubt = ()
            seq, self.applied_seq = self.applied_seq, 0
            self.absorb(pages[-1])
            # A page that heals says nothing of what is in all the others.
            self.applied_seq = seq
        return pages

    @property
    def answered_hash(self) -> str:
        """The hash of the last operation that it holds an answer for."""
        found = {(one.epoch, one.seq): one.hash for one in self.filed}
        return found.get((self.epoch, self.answered_seq), "")

    def absorb(self, page: Page) -> None:
        if page.anew:
            self.came = {table: set() for table in Table}
        for gone in page.gone:
            for id in gone.ids:
                self.mirror[gone.table].pop(id, None)
        for table, name in _FIELDS.items():
            for record in getattr(page, name):
                id = record.document.id if table is Table.DOCUMENTS else record.id
                self.mirror[table][id] = record
                if self.came:
                    self.came[table].add(id)
        if self.came and not page.more:
            for table, came in self.came.items():
                for id in self.mirror[table].keys() - came - set(page.kept):
                    del self.mirror[table][id]
            self.came = {}
        self.doubt += page.doubt
        self.drift += page.drift
        self.cursor, self.applied_seq = page.to_cursor, page.applied_seq

    def sums(self) -> dict[Table, Sums]:
        return {
            table: add_up((id, record_mix(record)) for id, record in rows.items())
            for table, rows in self.mirror.items()
        }

    def doubted(self) -> dict[Table, dict[int, dict[int, int]]]:
        found: dict[Table, dict[int, dict[int, int]]] = {}
        for bucket in self.doubt:
            rows = self.mirror[bucket.table]
            found.setdefault(bucket.table, {})[bucket.number] = {
                id: record_mix(rows[id]) for id in rows if bucket_of(id) == bucket.number
            }
        return found

    def push(self, *deeds: Deed) -> tuple[Result, ...]:
        """Write deeds down and send them; every one must be dealt with."""
        written = tuple(self.write(deed) for deed in deeds)
        results = self.send(written)
        assert [result.op_id for result in results] == [one.op_id for one in written]
        assert [result.seq for result in results] == [one.seq for one in written]
        self.answered_seq = results[-1].seq
        return results

    def send(self, operations: Iterable[Envelope]) -> tuple[Result, ...]:
        request = PushRequest(device=self.name, epoch=self.epoch, operations=tuple(operations))
        reply = self.runner.run(self.erp.remote.push(request))
        assert isinstance(reply, PushReply), reply
        return reply.results

    def write(self, deed: Deed) -> Envelope:
        seq = len(self.filed) + 1
        document = self.mirror[Table.DOCUMENTS].get(deed.document)
        scope = self.erp.scope
        envelope = Envelope(
            op_id=op_id(1_700_000_000_000 + seq, sum(self.name.encode()) * 1000 + seq),
            device=self.name,
            epoch=self.epoch,
            seq=seq,
            prev_hash=self.filed[-1].hash if self.filed else GENESIS,
            hash="",
            deed=deed,
            who=Who("tester", "grant", scope.company, scope.warehouse),
            when=When(1_700_000_000_000 + seq, seq, "boot"),
            seen=Seen(
                document.document.version if document else "",
                document.document.name if document else "",
                self.cursor,
            ),
            raw_scan="",
        )
        self.filed.append(sealed(envelope))
        return self.filed[-1]

    # ---- the floor

    def receive(
        self,
        document: str,
        code: str,
        quantity: str,
        lot: str | None = None,
        expiry: date | None = None,
        *,
        bin: str | None = None,
    ) -> ReceiveLine:
        line = self.line(document, code)
        return ReceiveLine(
            document=line.document,
            line=line.id,
            product=line.product,
            quantity=Decimal(quantity),
            scanned=Decimal(quantity),
            packaging=None,
            lot=lot,
            expiry=expiry,
            bin=self.place(bin or self.erp.scope.bin).id,
        )

    def move_line(
        self,
        document: str,
        code: str,
        quantity: str,
        places: tuple[str, str],
        lot: str | None = None,
    ) -> MoveLine:
        """Goods for a line of a document, from one bin into another."""
        line, amount = self.line(document, code), Decimal(quantity)
        source, bin = (self.place(name).id for name in places)
        return MoveLine(
            *(line.document, line.id, line.product, amount, amount),
            *(None, lot, source, bin, line.unit),
        )

    def move(
        self, code: str, quantity: str, places: tuple[str, str], lot: str | None = None
    ) -> Move:
        """Goods from one bin into another, without a document."""
        product, amount = self.product(code), Decimal(quantity)
        source, bin = (self.place(name).id for name in places)
        return Move(product.id, amount, amount, None, lot, source, bin, product.unit)

    def count(
        self,
        code: str,
        counted: str,
        expected: str,
        lot: str | None = None,
        *,
        bin: str | None = None,
    ) -> Count:
        """All of an article in a bin, and what the books said there was."""
        product, place = self.product(code), self.place(bin or self.erp.scope.bin)
        return Count(
            *(product.id, Decimal(counted), Decimal(expected), None, lot),
            *(place.id, product.unit, Stage.COUNTED),
        )

    def finish(self, document: str, rest: Rest = Rest.STAYS_OPEN) -> FinishReceipt:
        return FinishReceipt(self.work(document).document.id, rest)

    def undo(self, number: int) -> Undo:
        """Take back what was filed under a number."""
        envelope = self.filed[number - 1]
        assert isinstance(envelope.deed, Goods)
        return Undo(envelope.op_id, envelope.deed)

    # ---- what is known here

    def work(self, name: str) -> Work:
        found = self.find_work(name)
        assert found is not None, f"{name} is not on the device"
        return found

    def find_work(self, name: str) -> Work | None:
        works = self.mirror[Table.DOCUMENTS].values()
        return next((work for work in works if work.document.name == name), None)

    def line(self, name: str, code: str) -> Line:
        product = self.product(code).id
        return next(line for line in self.work(name).lines if line.product == product)

    def product(self, code: str) -> Product:
        found: dict[int, Product] = self.mirror[Table.PRODUCTS]
        return next(product for product in found.values() if product.code == code)

    def place(self, name: str) -> Location:
        found: dict[int, Location] = self.mirror[Table.LOCATIONS]
        return next(place for place in found.values() if place.name == name)

    def packaging(self, barcode: str) -> Packaging:
        found: dict[int, Packaging] = self.mirror[Table.PACKAGINGS]
        return next(one for one in found.values() if one.barcode == barcode)

    def amount(self, code: str, bin: str, lot: str | None = None) -> Decimal:
        """How much of an article the device was told is in a bin."""
        product, place = self.product(code).id, self.place(bin).id
        names = {one.id: one.name for one in self.mirror[Table.LOTS].values()}
        return sum(
            (
                row.quantity
                for row in self.mirror[Table.STOCK].values()
                if (row.product, row.location) == (product, place)
                and names.get(row.lot or 0) == lot
            ),
            Decimal(0),
        )

    def open_mirror(self) -> dict[Table, dict[int, Any]]:
        """What is known, without documents that are over: a new device need not be told of them."""
        works = {
            id: work
            for id, work in self.mirror[Table.DOCUMENTS].items()
            if work.document.state in OPEN_STATES
        }
        return self.mirror | {Table.DOCUMENTS: works}

    def another(self) -> "Device":
        """A device that has just been switched on beside this one."""
        return replace(
            self,
            name="TEST2",
            cursor="",
            answered_seq=0,
            applied_seq=0,
            filed=[],
            came={},
            doubt=(),
            drift=(),
            mirror={table: {} for table in Table},
        )
