"""What a supplier tells the training books before its goods come, by the names people use."""

from dataclasses import replace

from sync.core.records import Document, Entry, Product, SupplierCode
from sync.erp.training.books import Books, Owner


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
