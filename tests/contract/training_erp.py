"""The training ERP under the contract: a fresh file, and an office with a connection of its own."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from sync.core.records import Document, DocumentKind, DocumentState, Packaging, Product
from sync.erp.training.books import Books
from sync.erp.training.evidence import kept_picture
from sync.erp.training.opening import FILE_NAME, open_books
from sync.erp.training.remote import TrainingRemote
from tests.contract import training_notes
from tests.contract import training_office as office
from tests.contract.erps import Erp, Goods, Lines, Scope

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class TrainingOffice:
    books: Books

    def make_receipt(self, lines: Lines, origin: str = "PO-TEST") -> str:
        wanted = [(code, Decimal(amount)) for code, amount in lines]
        order = office.Order(origin, "Test Supplies", "CEN", TODAY + timedelta(1), wanted)
        return office.make_receipt(self.books, order)

    def pack_type(self, name: str, barcode: str, most: str) -> None:
        training_notes.pack_type(self.books, name, barcode, most)

    def pack(self, name: str) -> tuple[str, Decimal]:
        return training_notes.pack(self.books, name)

    def announce(self, name: str, code: str, pack: str) -> None:
        training_notes.announce(self.books, name, code, pack)

    def call(self, code: str, number: str) -> None:
        training_notes.call(self.books, code, number)

    def put(self, code: str, bin: str, amount: str, lot: str | None = None) -> None:
        office.put(self.books, code, bin, (Decimal(amount), lot))

    def make_transfer(self, lines: Lines, bin: str) -> str:
        return self._ask(DocumentKind.TRANSFER, lines, bin)

    def make_delivery(self, lines: Lines) -> str:
        return self._ask(DocumentKind.DELIVERY, lines, "Customers")

    def _ask(self, kind: DocumentKind, lines: Lines, target: str) -> str:
        wanted = [(code, Decimal(amount)) for code, amount in lines]
        return office.ask(self.books, (kind, "CEN", target), wanted)

    def batch(self, *names: str) -> str:
        return office.batch(self.books, names)

    def take_in_by(self, steps: int) -> tuple[str, ...]:
        return office.take_in_by(self.books, "CEN", steps)

    def after(self, name: str) -> list[str]:
        return office.after(self.books, name)

    def reserved(self, code: str, bin: str, lot: str | None = None) -> Decimal:
        return office.reserved(self.books, code, bin, lot)

    def returned(self, name: str) -> dict[str, Decimal]:
        return office.returned(self.books, name)

    def scrapped(self, code: str) -> dict[tuple[str, str], Decimal]:
        return office.scrapped(self.books, code)

    def number_packs(self, prefix: str) -> None:
        """Every device is given numbers here, without being asked."""

    def cancel(self, name: str) -> None:
        office.cancel(self.books, name)

    def remove(self, name: str) -> None:
        office.remove(self.books, name)

    def validate(self, name: str) -> None:
        office.validate(self.books, name)

    def state(self, name: str) -> DocumentState:
        return office.state(self.books, name)

    def demands(self, name: str) -> dict[str, Decimal]:
        return {code: demand for code, demand, _ in office.lines(self.books, name)}

    def backorders(self, name: str) -> list[str]:
        return office.backorders(self.books, name)

    def stock(self, code: str, bin: str, lot: str | None = None) -> Decimal:
        return office.stock(self.books, code, bin, lot)

    def told(self, name: str) -> str:
        return office.told(self.books, name)

    def picture(self, digest: str) -> bytes:
        data = kept_picture(self.books, digest)
        return data if sha256(data).hexdigest() == digest else b""

    def pictured(self, digest: str) -> int:
        sql = "SELECT count(*) FROM operations WHERE envelope LIKE ?"
        count: int = self.books.file.value(sql, (f"%{digest}%",))
        return count

    def lots(self, code: str) -> dict[str, date | None]:
        return office.lots(self.books, code)


def make_template(folder: Path) -> Path:
    """Plan one training warehouse and let go of it; its one file may then be copied."""
    open_books(folder, TODAY).file.close()
    return folder / FILE_NAME


@contextmanager
def training_erp(folder: Path) -> Iterator[Erp]:
    """One training warehouse in a folder."""
    books = open_books(folder, TODAY)
    own = TrainingOffice(open_books(folder, TODAY))
    with ThreadPoolExecutor(max_workers=1) as lane:
        yield Erp(
            remote=TrainingRemote(books, lane, lambda: TODAY),
            office=own,
            goods=_goods(own.books),
            scope=_scope(own.books),
            today=TODAY,
        )
    own.books.file.close()


def _goods(books: Books) -> Goods:
    # The friendly receipt names one of most kinds; the first paint is the one with lots alone.
    box = books.find(Packaging, "product = (SELECT id FROM products WHERE code = 'TL-0001')")[0]
    assert box.barcode is not None
    return Goods(
        plain="TL-0002",
        other="TL-0003",
        boxed="TL-0001",
        box_barcode=box.barcode,
        box_quantity=box.quantity,
        weighed=books.find(Product, "code LIKE 'LN-%'")[0].code,
        lot=books.find(Product, "code LIKE 'PT-%'")[0].code,
        fresh=books.find(Product, "code LIKE 'PY-%'")[0].code,
        serial=books.find(Product, "code LIKE 'PW-%'")[0].code,
    )


def _scope(books: Books) -> Scope:
    foreign = books.find(Document, "company = 3 AND kind = ?", (DocumentKind.RECEIPT,))
    return Scope(
        company=2,
        warehouse=1,
        bin="CEN/Stock/A-01-01",
        other_bin="CEN/Stock/A-01-02",
        foreign=tuple(document.name for document in foreign),
    )
