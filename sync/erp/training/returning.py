"""What went by a line and came back of it; and who took in what was sent to another house."""

from collections.abc import Iterator
from decimal import Decimal

from sync.core.crossing import is_between
from sync.core.envelope import Envelope, When, Who, from_json
from sync.core.operations import Deed, Goods, Move, Undo, effect_of, goods_of
from sync.core.papers import Left, less
from sync.core.quantity import ZERO, Unit, convert
from sync.core.records import Document, DocumentState, Line, Location, Product, Stock
from sync.erp.training.books import Books


def left_by_paper(books: Books, deed: Deed) -> Left | None:
    """How much of each lot can come back by the line that a deed says; None where none is known."""
    move = effect_of(deed)
    line = books.get(Line, move.returned) if isinstance(move, Move) else None
    if line is None or not isinstance(move, Move) or line.product != move.product:
        return None
    document = books.must(Document, line.document)
    is_its_way = document.destination == move.source or document.source == move.bin
    if document.state is not DocumentState.DONE or not is_its_way:
        return None
    kept = books.must(Unit, books.must(Product, line.product).unit)
    left: dict[str | None, Decimal] = {}
    for entry in line.entries:
        amount = convert(entry.quantity, books.must(Unit, line.unit), kept)
        assert isinstance(amount, Decimal)
        left[entry.lot] = left.get(entry.lot, ZERO) + amount
    for envelope in _filed(books, f'"returned":{line.id},'):
        back = effect_of(envelope.deed)
        if isinstance(back, Move) and (back.returned, back.product) == (line.id, line.product):
            less(left, back.lot, back.quantity)
    return left


def on_way(books: Books, deed: Deed, lot: int | None) -> Decimal | None:
    """How much of what an undo would bring back lies between the houses still."""
    undo = effect_of(deed)
    if not isinstance(undo, Undo) or not _is_sent(books, undo.taken_back):
        return None
    goods = undo.taken_back
    held = books.first(
        Stock, "product = ? AND location = ? AND lot IS ?", (goods.product, goods.bin, lot)
    )
    return held.quantity if held else ZERO


def who_took_in(books: Books, deed: Deed) -> tuple[Who, When] | None:
    """Name who was the last to take in what a deed would bring back."""
    sent = goods_of(deed)
    if sent is None or not _is_sent(books, sent):
        return None
    for envelope in _filed(books, f'"source":{sent.bin},'):
        taken = effect_of(envelope.deed)
        if isinstance(taken, Move) and (taken.source, taken.product, taken.lot) == (
            *(sent.bin, sent.product, sent.lot),
        ):
            return envelope.who, envelope.when
    return None


def _is_sent(books: Books, goods: Goods) -> bool:
    return isinstance(goods, Move) and is_between(books.get(Location, goods.bin))


def _filed(books: Books, text: str) -> Iterator[Envelope]:
    """What was filed with this text in it and stands, newest first."""
    rows = books.file.rows(
        "SELECT envelope FROM operations WHERE outcome = 'applied' AND undone_by IS NULL"
        " AND instr(envelope, ?) ORDER BY rowid DESC",
        (text,),
    )
    return (from_json(row["envelope"]) for row in rows)
