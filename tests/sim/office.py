"""The people at the ERP's own screens: they order, cancel, split, archive, block and validate."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

from sync.core.operations import Rest
from sync.core.page import Table
from sync.core.problems import Problem
from sync.core.records import (
    OPEN_STATES,
    Document,
    DocumentKind,
    DocumentState,
    Entry,
    Line,
    Location,
    LocationKind,
    Lot,
    Product,
    Stock,
    Tracking,
    Work,
)
from sync.core.slices import Scope
from sync.erp.training.books import Books, Owner
from sync.erp.training.finishing import finish
from sync.erp.training.group import CUSTOMERS_PLACE, SUPPLIERS_PLACE
from sync.erp.training.moving import reserve
from sync.erp.training.orders import operation, series
from tests.sim import ground


class NotToday(Exception):
    """There is nothing that the act could be done to."""


class Office:
    """Acts on the books as somebody with every right; one act is one transaction.

    `hand` is how much of each line came or went by the office's own hand.
    """

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.hand: dict[int, Decimal] = {}

    def announce(self, books: Books, scope: Scope, lines: int) -> str:
        """Goods will come."""
        kind, warehouse = DocumentKind.RECEIPT, f"W{scope.warehouse}"
        row = series(warehouse, kind)
        document = Document(
            books.next_number("documents"), kind, f"{row}/{books.next_number(row):05d}", "PO",
            "Supplies", scope.company, scope.warehouse, operation(kind), DocumentState.READY,
            ground.TODAY + timedelta(1), SUPPLIERS_PLACE, ground.place_of(scope).stock, None, "",
        )  # fmt: skip
        wanted = [self._line(books, document, number) for number in range(1, lines + 1)]
        books.put_works([Work(document, tuple(wanted))])
        return document.name

    def _line(self, books: Books, document: Document, number: int) -> Line:
        ours = document.company == 1
        articles = [one for one in range(1, 9) if ours or one != ground.OURS]
        product = self.dice.choice(articles)
        demand = Decimal(self.dice.randint(1, 8))
        id = books.next_number("lines")
        unit = ground.unit_of(product)
        return Line(id, document.id, 10 * number, product, unit, demand, Decimal(0), ())

    def act(self, books: Books) -> str:
        """Do something that comes to mind; say what."""
        acts: tuple[Callable[[Books], str], ...] = (
            self.cancel, self.delete, self.take_off, self.edit_demand, self.validate, self.validate,
            self.archive_bin, self.archive_product, self.new_barcode, self.new_tracking,
            self.new_receipt, self.new_order, self.new_order, self.receive_by_hand,
            self.correct_stock, self.add_line,
        )  # fmt: skip
        return self.dice.choice(acts)(books)

    def cancel(self, books: Books) -> str:
        work = self._open(books)
        books.put_works([replace(work, document=self._in(work, DocumentState.CANCELLED))])
        return f"cancels {work.document.name}"

    def delete(self, books: Books) -> str:
        found = books.find(Document, "state = ?", (DocumentState.CANCELLED,))
        document = self._one(found)
        books.remove(Table.DOCUMENTS, document.id)
        return f"deletes {document.name}"

    def take_off(self, books: Books) -> str:
        work = self._open(books)
        line = self._one(work.lines)
        kept = tuple(one for one in work.lines if one.id != line.id)
        books.put_works([replace(work, lines=kept)])
        return f"takes line {line.id} off {work.document.name}"

    def add_line(self, books: Books) -> str:
        work = self._open(books)
        line = self._line(books, work.document, len(work.lines) + 1)
        books.put_works([replace(work, lines=(*work.lines, line))])
        return f"adds line {line.id} to {work.document.name}"

    def edit_demand(self, books: Books) -> str:
        work = self._open(books)
        line = self._one(work.lines)
        changed = replace(line, demand=Decimal(self.dice.randint(1, 12)))
        lines = tuple(changed if one.id == line.id else one for one in work.lines)
        books.put_works([replace(work, lines=lines)])
        return f"wants {changed.demand} on line {line.id}"

    def validate(self, books: Books) -> str:
        """Close a receipt with what is on it; the rest is dropped, or goes to a backorder."""
        work = self._open(books)
        if all(line.done == 0 for line in work.lines):
            work = self._all_came(books, work)
        rest = self.dice.choice(tuple(Rest))
        after = replace(work, document=self._in(work, DocumentState.DONE))
        if isinstance(finish(books, work, after, rest), Problem):
            raise NotToday
        return f"validates {work.document.name} {rest}"

    def _all_came(self, books: Books, work: Work) -> Work:
        if work.document.kind is not DocumentKind.RECEIPT:
            raise NotToday
        tracked = {one.id for one in books.find(Product, "tracking <> ?", (Tracking.NONE,))}
        lines = []
        for line in work.lines:
            if line.product in tracked:
                raise NotToday
            entry = Entry(None, None, work.document.destination, line.demand)
            self._by_hand(line.id, line.demand)
            lines.append(replace(line, done=line.demand, entries=(entry,)))
        if not lines:
            raise NotToday
        return replace(work, lines=tuple(lines))

    def receive_by_hand(self, books: Books) -> str:
        """Somebody in the office counts goods in, beside the floor."""
        work = self._open(books)
        if work.document.kind is not DocumentKind.RECEIPT:
            raise NotToday
        plain = {one.id for one in books.find(Product, "tracking = ?", (Tracking.NONE,))}
        line = self._one([one for one in work.lines if one.product in plain])
        entry = Entry(None, None, work.document.destination, Decimal(1))
        done = replace(line, done=line.done + 1, entries=(*line.entries, entry))
        self._by_hand(line.id, Decimal(1))
        lines = tuple(done if one.id == line.id else one for one in work.lines)
        books.put_works([replace(work, lines=lines)])
        return f"counts one more on line {line.id}"

    def archive_bin(self, books: Books) -> str:
        bin = self._one([
            one for one in books.find(Location, "kind = ?", (LocationKind.BIN,)) if "A-" in one.name
        ])  # fmt: skip
        changed = replace(bin, active=not bin.active)
        books.put([(changed, Owner(bin.company, bin.warehouse))])
        return f"{'closes' if bin.active else 'opens'} {bin.name}"

    def archive_product(self, books: Books) -> str:
        product = self._one(books.find(Product, "1"))
        books.put([(replace(product, active=not product.active), Owner(product.company))])
        return f"archives {product.code}"

    def new_barcode(self, books: Books) -> str:
        product = self._one(books.find(Product, "1"))
        changed = replace(product, barcode=f"5{self.dice.getrandbits(30):012d}")
        books.put([(changed, Owner(product.company))])
        return f"labels {product.code}"

    def new_tracking(self, books: Books) -> str:
        """Pieces that were all alike have lots from now on, or the other way round."""
        product = books.must(Product, ground.LOTTED)
        other = Tracking.NONE if product.tracking is Tracking.LOT else Tracking.LOT
        books.put([(replace(product, tracking=other), Owner(product.company))])
        return f"tracks {product.code} {other}"

    def new_receipt(self, books: Books) -> str:
        return f"announces {self.announce(books, self.dice.choice(ground.SCOPES), 2)}"

    def new_order(self, books: Books) -> str:
        """Somebody wants goods: what is there is promised to them."""
        scope = self.dice.choice(ground.SCOPES)
        return f"sells {self.sell(books, scope, self.dice.randint(1, 3))}"

    def sell(self, books: Books, scope: Scope, lines: int) -> str:
        """Goods are to be sent."""
        kind = DocumentKind.DELIVERY
        row = series(f"W{scope.warehouse}", kind)
        document = Document(
            books.next_number("documents"), kind, f"{row}/{books.next_number(row):05d}", "SO",
            "Shop", scope.company, scope.warehouse, operation(kind), DocumentState.READY,
            ground.TODAY, 10 * scope.warehouse, CUSTOMERS_PLACE, None, "",
        )  # fmt: skip
        wanted = [self._line(books, document, number) for number in range(1, lines + 1)]
        wanted = [replace(one, planned=self._promised(books, document, one)) for one in wanted]
        books.put_works([Work(document, tuple(wanted))])
        for line in wanted:
            reserve(books, document, None, line)
        return document.name

    def _promised(self, books: Books, document: Document, line: Line) -> tuple[Entry, ...]:
        product = books.must(Product, line.product)
        if product.unit != line.unit:
            return ()
        for row in books.find(
            Stock, "product = ? AND company = ?", (line.product, document.company)
        ):
            taken = min(line.demand, row.quantity - row.reserved)
            place = books.must(Location, row.location)
            if taken > 0 and place.kind is LocationKind.BIN:
                lot = books.must(Lot, row.lot).name if row.lot else None
                return (Entry(lot, None, document.destination, taken, row.location),)
        return ()

    def correct_stock(self, books: Books) -> str:
        """A place is renamed; every device hears of it."""
        bin = self._one(books.find(Location, "kind = ?", (LocationKind.BIN,)))
        changed = replace(bin, label=f"L{self.dice.randint(1, 999)}")
        books.put([(changed, Owner(bin.company, bin.warehouse))])
        return f"renames {bin.name}"

    def _open(self, books: Books) -> Work:
        marks = ", ".join("?" for _ in OPEN_STATES)
        found = books.find(Document, f"state IN ({marks})", sorted(OPEN_STATES))
        work = books.work(self._one(found).id)
        assert work is not None
        return work

    def _in(self, work: Work, state: DocumentState) -> Document:
        return replace(work.document, state=state)

    def _one(self, found):
        if not found:
            raise NotToday
        return self.dice.choice(found)

    def _by_hand(self, line: int, amount: Decimal) -> None:
        self.hand[line] = self.hand.get(line, Decimal(0)) + amount
