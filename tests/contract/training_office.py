"""What the office does and looks up in the training books, by the names people use."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from sync.core.envelope import from_json
from sync.core.operations import Move, Rest
from sync.core.page import Table
from sync.core.problems import Problem
from sync.core.quantity import total
from sync.core.records import (
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
    Warehouse,
    Work,
)
from sync.erp.training.books import Books
from sync.erp.training.finishing import finish
from sync.erp.training.group import SUPPLIERS_PLACE
from sync.erp.training.moving import reserve
from sync.erp.training.onward import AFTER
from sync.erp.training.orders import operation, series
from sync.erp.training.stocking import Spot, add_stock, lot_for

Wanted = Sequence[tuple[str, Decimal]]
"""Article codes with amounts, in the article's unit."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a supplier was asked for, and where it shall come in."""

    origin: str
    party: str
    warehouse: str
    due: date
    wanted: Wanted


def make_receipt(books: Books, order: Order) -> str:
    """Announce goods; returns the receipt's name."""
    with books.file.transaction():
        warehouse = books.first(Warehouse, "code = ?", (order.warehouse,))
        assert warehouse is not None
        row = series(warehouse.code, DocumentKind.RECEIPT)
        document = Document(
            id=books.next_number("documents"),
            kind=DocumentKind.RECEIPT,
            name=f"{row}/{books.next_number(row):05d}",
            origin=order.origin,
            party=order.party,
            company=warehouse.company,
            warehouse=warehouse.id,
            operation=operation(DocumentKind.RECEIPT),
            state=DocumentState.READY,
            due=order.due,
            source=SUPPLIERS_PLACE,
            destination=_arrives(books, warehouse),
            backorder_of=None,
            version="",
        )
        books.put_works([Work(document, _lines(books, document.id, order.wanted))])
    return document.name


def put(books: Books, code: str, bin: str, goods: tuple[Decimal, str | None]) -> None:
    """Have so much more of an article (and lot) lie in a bin."""
    amount, name = goods
    with books.file.transaction():
        place, product = books.first(Location, "name = ?", (bin,)), _product(books, code)
        assert place is not None
        assert place.company is not None
        lot = lot_for(books, place.company, product.id, (name, None))
        add_stock(books, Spot(place.company, product.id, place.id, lot), amount)


def ask(books: Books, work: tuple[DocumentKind, str, str], wanted: Wanted) -> str:
    """Ask for goods from stock, reserved as far as they are there; returns the document's name."""
    kind, code, target = work
    with books.file.transaction():
        warehouse = books.first(Warehouse, "code = ?", (code,))
        place = books.first(Location, "name = ?", (target,))
        assert warehouse is not None
        assert place is not None
        row = series(warehouse.code, kind)
        document = Document(
            id=books.next_number("documents"), kind=kind, origin="", party="",
            name=f"{row}/{books.next_number(row):05d}", company=warehouse.company,
            warehouse=warehouse.id, operation=operation(kind), state=DocumentState.READY, due=None,
            source=warehouse.stock, destination=place.id, backorder_of=None, version="",
        )  # fmt: skip
        lines = tuple(
            replace(line, planned=_planned(books, document, line))
            for line in _lines(books, document.id, wanted)
        )
        books.put_works([Work(document, lines)])
        for line in lines:
            reserve(books, document, None, line)
    return document.name


def _planned(books: Books, document: Document, line: Line) -> tuple[Entry, ...]:
    planned, left = [], line.demand
    for row in books.find(
        Stock,
        "product = ? AND company = ? AND location IN (SELECT id FROM locations WHERE parent = ?)",
        (line.product, document.company, document.source),
    ):
        taken = min(left, row.quantity - row.reserved)
        if taken > 0:
            lot = books.must(Lot, row.lot).name if row.lot else None
            planned.append(Entry(lot, None, document.destination, taken, row.location))
            left -= taken
    return tuple(planned)


def batch(books: Books, names: Sequence[str]) -> str:
    """Have documents worked together; returns the name of the batch."""
    with books.file.transaction():
        name = f"BATCH/{books.next_number('test/batch'):05d}"
        works = [_work(books, one) for one in names]
        books.put_works([replace(one, document=replace(one.document, batch=name)) for one in works])
    return name


def take_in_by(books: Books, code: str, steps: int) -> tuple[str, ...]:
    """Have what comes in go through so many places."""
    names = ("Dock", "Quality", "Stock") if steps == 3 else ("Dock", "Stock")[2 - steps :]
    with books.file.transaction():
        places = [books.first(Location, "name = ?", (f"{code}/{name}",)) for name in names]
        for place, onward in pairwise(places):
            assert place is not None
            assert onward is not None
            fact = (f"{AFTER}{place.id}", str(onward.id))
            books.file.do("INSERT OR REPLACE INTO facts VALUES (?, ?)", fact)
        arrives = places[0]
        assert arrives is not None
        books.file.do("INSERT OR REPLACE INTO facts VALUES ('test/arrives', ?)", (arrives.id,))
    return tuple(place.name for place in places if place)


def after(books: Books, name: str) -> list[str]:
    """The transfers that were made of what a document brought."""
    work = _work(books, name).document
    found = books.find(
        Document,
        "kind = ? AND origin = ? AND source = ? AND id > ?",
        (DocumentKind.TRANSFER, work.origin, work.destination, work.id),
    )
    return [one.name for one in found]


def reserved(books: Books, code: str, bin: str, lot: str | None) -> Decimal:
    """How much of what lies in a bin is reserved."""
    return total(row.reserved for row in _rows(books, code, bin, lot))


def cancel(books: Books, name: str) -> None:
    """The goods are not wanted any more."""
    with books.file.transaction():
        work = _work(books, name)
        document = replace(work.document, state=DocumentState.CANCELLED)
        books.put_works([replace(work, document=document)])


def remove(books: Books, name: str) -> None:
    """Delete a cancelled document."""
    with books.file.transaction():
        work = _work(books, name)
        assert work.document.state is DocumentState.CANCELLED
        books.remove(Table.DOCUMENTS, work.document.id)


def take_off(books: Books, name: str, code: str) -> None:
    """Delete an article's lines from an open document."""
    with books.file.transaction():
        work, product = _work(books, name), _product(books, code)
        kept = tuple(line for line in work.lines if line.product != product.id)
        books.put_works([replace(work, lines=kept)])


def validate(books: Books, name: str) -> None:
    """Close a receipt as all received, at a desk: untouched lines count as they were ordered."""
    with books.file.transaction():
        work = _work(books, name)
        if all(line.done == 0 for line in work.lines):
            work = replace(work, lines=tuple(_complete(work, line) for line in work.lines))
        done = replace(work.document, state=DocumentState.DONE)
        made = finish(books, work, replace(work, document=done), Rest.DROPPED)
        assert not isinstance(made, Problem), made


def state(books: Books, name: str) -> DocumentState:
    """How far a document is."""
    return _work(books, name).document.state


def lines(books: Books, name: str) -> list[tuple[str, Decimal, Decimal]]:
    """Article, demand and done of each line of a document."""
    return [
        (books.must(Product, line.product).code, line.demand, line.done)
        for line in _work(books, name).lines
    ]


def backorders(books: Books, name: str) -> list[str]:
    """The documents that hold what did not come."""
    id = _work(books, name).document.id
    return [one.name for one in books.find(Document, "backorder_of = ?", (id,))]


def stock(books: Books, code: str, bin: str, lot: str | None) -> Decimal:
    """How much of an article (and lot) lies in a bin, given by its full name."""
    return total(row.quantity for row in _rows(books, code, bin, lot))


def returned(books: Books, name: str) -> dict[str, Decimal]:
    """What came back of what a document sent, by article."""
    lines = {line.id for line in _work(books, name).lines}
    found: dict[str, Decimal] = {}
    for deed in _moves(books):
        if deed.returned in lines:
            code = books.must(Product, deed.product).code
            found[code] = found.get(code, Decimal(0)) + deed.quantity
    return found


def scrapped(books: Books, code: str) -> dict[tuple[str, str], Decimal]:
    """What was thrown away of an article, by lot and reason."""
    product, found = _product(books, code).id, dict[tuple[str, str], Decimal]()
    for deed in _moves(books):
        if deed.product == product and books.must(Location, deed.bin).kind is LocationKind.LOSS:
            key = (deed.lot or "", str(deed.reason))
            found[key] = found.get(key, Decimal(0)) + deed.quantity
    return found


def _moves(books: Books) -> list[Move]:
    standing = "SELECT envelope FROM operations WHERE outcome = 'applied' AND undone_by IS NULL"
    deeds = [from_json(row["envelope"]).deed for row in books.file.rows(standing)]
    return [deed for deed in deeds if isinstance(deed, Move)]


def _rows(books: Books, code: str, bin: str, lot: str | None) -> list[Stock]:
    place = books.first(Location, "name = ?", (bin,))
    assert place is not None
    named = {
        one.id: one.name for one in books.find(Lot, "product = ?", (_product(books, code).id,))
    }
    rows = books.find(Stock, "product = ? AND location = ?", (_product(books, code).id, place.id))
    return [row for row in rows if named.get(row.lot or 0) == lot]


def told(books: Books, name: str) -> str:
    """All that was done to a document, as it came: here is no chatter."""
    id = _work(books, name).document.id
    rows = books.file.rows("SELECT envelope FROM operations")
    return " ".join(one["envelope"] for one in rows if f'"document":{id},' in one["envelope"])


def _arrives(books: Books, warehouse: Warehouse) -> int:
    place: int | None = books.file.value("SELECT value FROM facts WHERE name = 'test/arrives'")
    return int(place) if place else warehouse.stock


def lots(books: Books, code: str) -> dict[str, date | None]:
    """An article's lots and their dates."""
    found = books.find(Lot, "product = ?", (_product(books, code).id,))
    return {lot.name: lot.expiry for lot in found}


def _complete(work: Work, line: Line) -> Line:
    entry = Entry(None, None, work.document.destination, line.demand)
    return replace(line, done=line.demand, entries=(entry,))


def _lines(books: Books, document: int, wanted: Wanted) -> tuple[Line, ...]:
    found = []
    for place, (code, amount) in enumerate(wanted, 1):
        product, id = _product(books, code), books.next_number("lines")
        found.append(
            Line(id, document, 10 * place, product.id, product.unit, amount, Decimal(0), ())
        )
    return tuple(found)


def _work(books: Books, name: str) -> Work:
    document = books.first(Document, "name = ?", (name,))
    assert document is not None, f"no document {name}"
    work = books.work(document.id)
    assert work is not None
    return work


def _product(books: Books, code: str) -> Product:
    product = books.first(Product, "code = ?", (code,))
    assert product is not None, f"no article {code}"
    return product
