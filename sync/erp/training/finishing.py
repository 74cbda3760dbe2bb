"""What a finished document does: goods into stock or from bin to bin, the rest on a backorder."""

from dataclasses import replace
from decimal import Decimal

from sync.core.operations import Rest
from sync.core.problems import Problem
from sync.core.quantity import Unit, convert
from sync.core.records import (
    Document,
    DocumentState,
    Line,
    Product,
    Tracking,
    Warehouse,
    Work,
)
from sync.erp.training.books import Books
from sync.erp.training.facts import is_in_stock
from sync.erp.training.moving import book, reserve
from sync.erp.training.orders import series
from sync.erp.training.quality import lots_marked
from sync.erp.training.steps import send_on
from sync.erp.training.stocking import Spot, add_stock, lot_for


def finish(books: Books, before: Work, after: Work, rest: Rest) -> Document | Problem:
    """Book what was handled on `before`; `after` is the same work, finished.

    Returns the backorder where one was made, else the finished document.
    """
    problem = _speaks_against(books, before)
    if problem:
        return problem
    for line in before.lines:
        _book(books, before.document, line)
    lots_marked(books, before)
    after = _out_of_batch(books, after)
    missing = [line for line in before.lines if line.done < line.demand]
    if rest is Rest.DROPPED or not missing:
        books.put_works([replace(after, lines=tuple(map(_settled, after.lines)))])
        send_on(books, before)
        return after.document
    backorder = _backorder(books, after.document)
    kept, moved = _split(books, after, backorder.id)
    books.put_works([replace(after, lines=kept), Work(backorder, moved)])
    for line in moved:
        reserve(books, backorder, None, line)
    send_on(books, before)
    return backorder


def _out_of_batch(books: Books, work: Work) -> Work:
    """Take one that is done alone out of its batch; the last of it stays what it was of."""
    one = work.document
    others = "batch = ? AND batch <> '' AND company = ? AND id <> ? AND state NOT IN (?, ?)"
    closed = (DocumentState.DONE, DocumentState.CANCELLED)
    still = books.first(Document, others, (one.batch, one.company, one.id, *closed))
    return replace(work, document=replace(one, batch="")) if still else work


def _settled(line: Line) -> Line:
    """A line that is done with: nothing is planned any more."""
    return replace(line, planned=())


def _speaks_against(books: Books, work: Work) -> Problem | None:
    """What only shows when goods go into stock: the ERP would refuse the whole receipt."""
    for line in work.lines:
        product = books.must(Product, line.product)
        for entry in (one for one in line.entries if one.source is None):
            amount = _in_stock_unit(books, line, entry.quantity)
            if isinstance(amount, Problem):
                return amount
            if product.tracking is Tracking.SERIAL and is_in_stock(
                books, product.id, work.document.company, entry.lot or ""
            ):
                return Problem.SERIAL_TWICE
    return None


def _in_stock_unit(books: Books, line: Line, amount: Decimal) -> Decimal | Problem:
    product = books.must(Product, line.product)
    return convert(amount, books.must(Unit, line.unit), books.must(Unit, product.unit))


def _book(books: Books, document: Document, line: Line) -> None:
    # What was reserved for it is used now, or is anybody's.
    reserve(books, document, line, None)
    for entry in line.entries:
        if entry.source is not None:
            book(books, document.company, line, entry)
            continue
        amount = _in_stock_unit(books, line, entry.quantity)
        assert isinstance(amount, Decimal)
        lot = lot_for(books, document.company, line.product, (entry.lot, entry.expiry))
        add_stock(books, Spot(document.company, line.product, entry.bin, lot), amount)


def _backorder(books: Books, document: Document) -> Document:
    row = series(books.must(Warehouse, document.warehouse).code, document.kind)
    return replace(
        document,
        id=books.next_number("documents"),
        name=f"{row}/{books.next_number(row):05d}",
        state=DocumentState.READY,
        backorder_of=document.id,
        batch="",
    )


def _split(books: Books, work: Work, backorder: int) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    # As Odoo does it: an untouched line moves and keeps its id; a short one is cut to what came,
    # and the remainder is a new line.
    kept, moved = [], []
    for line in work.lines:
        if line.done >= line.demand:
            kept.append(_settled(line))
        elif line.done == 0:
            moved.append(replace(line, document=backorder))
        else:
            kept.append(_settled(replace(line, demand=line.done)))
            id, missing = books.next_number("lines"), line.demand - line.done
            moved.append(
                replace(
                    line,
                    id=id,
                    document=backorder,
                    demand=missing,
                    done=Decimal(0),
                    entries=(),
                    checks=(),
                )
            )
    return tuple(kept), tuple(moved)
