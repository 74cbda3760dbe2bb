"""Takes over a code that a receiver found on goods: from then on every device knows it."""

from decimal import Decimal

from sync.core.operations import ReceiveLine
from sync.core.records import Packaging, Product
from sync.core.rules import check_package
from sync.erp.training.books import Books, Owner


def link_code(books: Books, deed: ReceiveLine) -> None:
    """Make the code one of the product's, for one piece; a code that is taken stays whose it is."""
    if deed.code is None or check_package(deed.code):
        return
    taken = books.first(Product, "barcode = ?", (deed.code,)) or books.first(
        Packaging, "barcode = ?", (deed.code,)
    )
    if taken is None:
        id = int(books.file.value("SELECT coalesce(max(id), 0) FROM packagings")) + 1
        product = books.must(Product, deed.product)
        piece = Packaging(id, product.id, "Piece", deed.code, Decimal(1))
        books.put([(piece, Owner(product.company))])
