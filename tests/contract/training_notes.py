"""What a supplier tells the training books before its goods come, by the names people use."""

from dataclasses import replace
from decimal import Decimal

from sync.core.pack_types import PackType
from sync.core.records import Document, Entry, Line, Product, SupplierCode
from sync.erp.training.books import Books, Owner
from sync.erp.training.pack_types import weight_of


def announce(books: Books, name: str, code: str, pack: str) -> None:
    """Say that all of an article on a receipt comes in this pack."""
    with books.file.transaction():
        document = books.first(Document, "name = ?", (name,))
        product = books.first(Product, "code = ?", (code,))
        work = books.work(document.id) if document else None
        assert document is not None
        assert product is not None
        assert work is not None
        lines = tuple(
            replace(
                line,
                planned=(Entry(None, None, document.destination, line.demand, package=pack),),
            )
            if line.product == product.id
            else line
            for line in work.lines
        )
        books.put_works([replace(work, lines=lines)])


def call(books: Books, code: str, number: str) -> None:
    """Have a supplier call an article by a number of its own."""
    with books.file.transaction():
        product = books.first(Product, "code = ?", (code,))
        assert product is not None
        known = books.file.value("SELECT max(id) FROM supplier_codes") or 0
        books.put([(SupplierCode(known + 1, None, product.id, number), Owner())])


def pack_type(books: Books, name: str, barcode: str, most: str) -> None:
    """Have goods packed into such boxes, too."""
    with books.file.transaction():
        known = books.file.value("SELECT max(id) FROM pack_types")
        about = (*[Decimal(0)] * 3, Decimal("0.5"), Decimal(most))
        one = PackType(known + 1, None, 1, name, barcode, *about, "kg")
        books.put([(one, Owner())])


def pack(books: Books, name: str) -> tuple[str, Decimal]:
    """What the lines say that a pack is, and what it was weighed at."""
    lines = books.find(Line, "entries LIKE ?", (f'%"{name}"%',))
    said = {one.pack_type for line in lines for one in line.entries if one.package == name} - {None}
    kinds = [books.must(PackType, one).name for one in said if one]
    return kinds[0] if kinds else "", weight_of(books, name) or Decimal(0)
