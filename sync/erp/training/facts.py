"""Reads from the books what the rules ask about one deed."""

from datetime import date

from sync.core.envelope import Envelope, from_json
from sync.core.operations import Deed, FinishReceipt, ReceiveLine, Undo
from sync.core.quantity import Unit, total
from sync.core.records import Line, Location, LocationKind, Lot, Product, Tracking, Work
from sync.core.rules import Facts, TargetState
from sync.erp.training.books import Books


def facts(books: Books, envelope: Envelope, work: Work | None, today: date) -> Facts:
    """All that speaks for or against an operation, as of now."""
    deed = envelope.deed
    goods = _goods(deed)
    line = _line(work, goods)
    product = books.get(Product, goods.product) if goods else None
    return Facts(
        today=today,
        company=envelope.who.company,
        document=work.document if work else None,
        line=line,
        product=product,
        unit=books.get(Unit, line.unit) if line else None,
        bin=books.get(Location, goods.bin) if goods else None,
        serials=_serials(books, work, product, goods),
        received=total(line.done for line in work.lines) if work else total(()),
        target=_target(books, deed),
    )


def is_in_stock(books: Books, product: int, company: int, name: str) -> bool:
    """Say whether a lot or serial lies in any bin of the company."""
    sql = (
        "SELECT 1 FROM stock JOIN lots ON lots.id = stock.lot "
        "JOIN locations ON locations.id = stock.location "
        "WHERE lots.product = ? AND lots.name = ? AND (stock.company = ? OR stock.company IS NULL) "
        "AND locations.kind = ? AND CAST(stock.quantity AS REAL) > 0"
    )
    return bool(books.file.value(sql, (product, name, company, LocationKind.BIN)))


def find_lot(books: Books, product: int, company: int, name: str) -> Lot | None:
    """The lot of that name which a company would use: its own, or everybody's."""
    return books.first(
        Lot,
        "product = ? AND name = ? AND (company = ? OR company IS NULL)",
        (product, name, company),
    )


def _goods(deed: Deed) -> ReceiveLine | None:
    match deed:
        case ReceiveLine():
            return deed
        case Undo(taken_back=taken_back):
            return taken_back
        case FinishReceipt():
            return None


def _line(work: Work | None, goods: ReceiveLine | None) -> Line | None:
    if work is None or goods is None:
        return None
    return next((line for line in work.lines if line.id == goods.line), None)


def _serials(
    books: Books, work: Work | None, product: Product | None, goods: ReceiveLine | None
) -> frozenset[str]:
    if not (work and product and goods and goods.lot) or product.tracking is not Tracking.SERIAL:
        return frozenset()
    on_document = {
        entry.lot
        for line in work.lines
        if line.product == product.id
        for entry in line.entries
        if entry.lot
    }
    # Only the one that is asked about can make a difference.
    if is_in_stock(books, product.id, work.document.company, goods.lot):
        on_document.add(goods.lot)
    return frozenset(on_document)


def _target(books: Books, deed: Deed) -> TargetState:
    if not isinstance(deed, Undo):
        return TargetState.MISSING
    rows = books.file.rows(
        "SELECT envelope, undone_by FROM operations WHERE op_id = ? AND outcome = 'applied'",
        (deed.target,),
    )
    if not rows or from_json(rows[0]["envelope"]).deed != deed.taken_back:
        return TargetState.MISSING
    return TargetState.UNDONE if rows[0]["undone_by"] else TargetState.STANDING
