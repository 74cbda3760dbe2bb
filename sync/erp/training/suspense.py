"""What came in and could not be filed lies in suspense, until a person decides about it.

So stock is conserved while a decision is open: what a device's person put down is in the books,
in a place that nobody picks from. Nothing is booked that is not certain: where the article, the
amount or the lot is not known, or the piece is in stock already, there is only the operation.
"""

from dataclasses import dataclass
from decimal import Decimal

from sync.core.envelope import Envelope
from sync.core.operations import ReceiveLine, effect_of
from sync.core.problems import Problem
from sync.core.quantity import Unit, check_amount, convert
from sync.core.records import Line, Location, LocationKind, Product, Tracking
from sync.core.rules import check_lot
from sync.erp.training.books import Books
from sync.erp.training.decisions import root
from sync.erp.training.facts import is_here, is_on_open_document
from sync.erp.training.stocking import Spot, add_stock, lot_for

_NOT_CERTAIN = frozenset(
    {
        # Goods do not enter another company's books by being set aside.
        Problem.COMPANY_MISMATCH,
        # What it says is not to be trusted, or not understood.
        Problem.ERP_REFUSED,
        Problem.KIND_UNKNOWN,
        Problem.NUMBER_REUSED,
        # One of the two is a wrong label, and nobody knows yet which.
        Problem.SERIAL_TWICE,
    }
)


@dataclass(frozen=True, slots=True)
class _Goods:
    """Goods of an operation, as a company would book them."""

    company: int
    product: Product
    lot: str | None
    amount: Decimal


def hold(books: Books, envelope: Envelope, problem: Problem) -> None:
    """Book what came in, into suspense; inside the transaction that sets the operation aside."""
    held = root(books, envelope)
    if _held(books, held) is not None:
        # A decision about goods that lie there already.
        return
    place = suspense_of(books, envelope.who.warehouse, envelope.who.company)
    goods = None if problem in _NOT_CERTAIN else _certain(books, envelope)
    if place is None or goods is None:
        return
    deed = effect_of(envelope.deed)
    assert isinstance(deed, ReceiveLine)
    lot = lot_for(books, goods.company, goods.product.id, (goods.lot, deed.expiry))
    spot = Spot(goods.company, goods.product.id, place.id, lot)
    add_stock(books, spot, goods.amount)
    books.file.do(
        "INSERT INTO held VALUES (?, ?, ?, ?, ?, ?)",
        (held, spot.company, spot.product, spot.location, spot.lot, str(goods.amount)),
    )


def release(books: Books, envelope: Envelope) -> None:
    """Take what a decision is about out of suspense: it is filed, or goes back."""
    held = root(books, envelope)
    row = _held(books, held)
    if row is None:
        return
    spot, amount = row
    add_stock(books, spot, -amount)
    books.file.do("DELETE FROM held WHERE op_id = ?", (held,))


def suspense_of(books: Books, warehouse: int, company: int) -> Location | None:
    """The place of a warehouse where goods wait for a decision."""
    return books.first(
        Location,
        "warehouse = ? AND company = ? AND kind = ?",
        (warehouse, company, LocationKind.SUSPENSE),
    )


def _held(books: Books, op_id: str) -> tuple[Spot, Decimal] | None:
    rows = books.file.rows("SELECT * FROM held WHERE op_id = ?", (op_id,))
    if not rows:
        return None
    row = rows[0]
    spot = Spot(row["company"], row["product"], row["location"], row["lot"])
    return spot, Decimal(row["amount"])


def _certain(books: Books, envelope: Envelope) -> _Goods | None:
    deed, company = effect_of(envelope.deed), envelope.who.company
    if not isinstance(deed, ReceiveLine):
        return None
    product = books.get(Product, deed.product)
    if product is None or product.company not in {None, company}:
        return None
    amount = _in_stock_unit(books, deed, product)
    if amount is None or not _lot_is_certain(books, deed, product, company):
        return None
    lot = None if product.tracking is Tracking.NONE else deed.lot
    return _Goods(company, product, lot, amount)


def _in_stock_unit(books: Books, deed: ReceiveLine, product: Product) -> Decimal | None:
    # The first app did not say the unit; the line has it, if it is of this article still.
    line = books.first(Line, "id = ? AND product = ?", (deed.line, deed.product))
    counted = books.get(Unit, deed.unit or (line.unit if line else None))
    if counted is None or check_amount(deed.quantity, counted):
        return None
    amount = convert(deed.quantity, counted, books.must(Unit, product.unit))
    return amount if isinstance(amount, Decimal) else None


def _lot_is_certain(books: Books, deed: ReceiveLine, product: Product, company: int) -> bool:
    if product.tracking is Tracking.NONE:
        return True
    if deed.lot is None or check_lot(deed.lot):
        return False
    if product.has_expiry and deed.expiry is None:
        # A lot keeps the date it is first given, so none is made without.
        return False
    if product.tracking is Tracking.LOT:
        return True
    piece = (product.id, company, deed.lot)
    return deed.quantity == 1 and not (
        is_here(books, *piece, besides="") or is_on_open_document(books, *piece)
    )
