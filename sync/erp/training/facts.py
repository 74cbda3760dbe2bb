"""Reads from the books what the rules ask about one deed."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from sync.core.arriving import comes_in
from sync.core.check_rules import Rule, read_rule
from sync.core.crossing import is_between
from sync.core.envelope import Envelope, from_json
from sync.core.leaving import goes_away
from sync.core.lifecycle import Outcome
from sync.core.operations import (
    Choice,
    Count,
    Deed,
    Filing,
    Goods,
    Move,
    MoveLine,
    ReceiveLine,
    RecordCheck,
    Settle,
    Undo,
    effect_of,
    goods_of,
    line_of,
    place_of,
    source_of,
)
from sync.core.places import There
from sync.core.quality import CheckRule
from sync.core.quantity import ZERO, Unit, convert, total
from sync.core.records import (
    OPEN_STATES,
    Line,
    Location,
    LocationKind,
    Lot,
    Product,
    Stock,
    Tracking,
    Work,
)
from sync.core.rules import Facts, Parked, TargetState
from sync.erp.training.books import Books
from sync.erp.training.decisions import root
from sync.erp.training.returning import left_by_paper, on_way


def facts(books: Books, envelope: Envelope, work: Work | None, today: date) -> Facts:
    """All that speaks for or against an operation, as of now."""
    deed = envelope.deed
    goods = goods_of(deed)
    check = effect_of(deed)
    about = check if isinstance(check, RecordCheck) else goods
    place = check.place if isinstance(check, RecordCheck) else goods.bin if goods else None
    line = _line(work, line_of(deed))
    product = books.get(Product, about.product) if about else None
    return Facts(
        today=today,
        company=envelope.who.company,
        document=work.document if work else None,
        line=line,
        product=product,
        unit=_unit(books, goods, line, product),
        bin=books.get(Location, place),
        serials=_serials(books, work, product, envelope),
        received=total(line.done for line in work.lines) if work else total(()),
        target=_target(books, deed),
        parked=parked_state(books, deed),
        source=books.get(Location, source_of(goods)) if goods else None,
        there=_there(books, goods, envelope.who.company),
        stock_unit=books.get(Unit, product.unit) if product else None,
        rules=tuple(_rules(books, deed)),
        counted_since=_counted_since(books, effect_of(deed)),
        by_paper=left_by_paper(books, deed),
        on_way=on_way(books, deed, _lot_id(books, goods, envelope.who.company)),
    )


def _unit(
    books: Books, goods: Goods | None, line: Line | None, product: Product | None
) -> Unit | None:
    if isinstance(goods, Move | Count):
        return books.get(Unit, product.unit) if product else None
    return books.get(Unit, line.unit) if line else None


def _lot_id(books: Books, goods: Goods | None, company: int) -> int | None:
    lot = find_lot(books, goods.product, company, goods.lot) if goods and goods.lot else None
    return lot.id if lot else None


def _there(books: Books, goods: Goods | None, company: int) -> There | None:
    """What lies where goods were taken or counted: in stock, less what documents have taken."""
    if goods is None or isinstance(goods, ReceiveLine):
        return None
    place = place_of(goods)
    lot = find_lot(books, goods.product, company, goods.lot) if goods.lot else None
    if goods.lot and lot is None:
        return There(ZERO, ZERO, knows_lot=False)
    held = books.first(
        Stock,
        "product = ? AND location = ? AND lot IS ?",
        (goods.product, place, lot.id if lot else None),
    )
    taken = total(_handled(books, goods, company))
    quantity = (held.quantity if held else ZERO) + taken
    reserved = max((held.reserved if held else ZERO) + min(taken, ZERO), ZERO)
    blocked = lot is not None and lot.blocked
    return There(quantity, max(quantity - reserved, ZERO), blocked=blocked)


def _handled(books: Books, goods: MoveLine | Move | Count, company: int) -> Iterable[Decimal]:
    kept, place = books.must(Unit, books.must(Product, goods.product).unit), place_of(goods)
    for line in _open_lines(books, goods.product, company):
        unit = books.must(Unit, line.unit)
        for entry in line.entries:
            amount = convert(entry.quantity, unit, kept)
            if entry.lot != goods.lot or not isinstance(amount, Decimal):
                continue
            if entry.bin == place:
                yield amount
            if entry.source == place:
                yield -amount


def _open_lines(books: Books, product: int, company: int) -> list[Line]:
    return books.find(
        Line,
        "product = ? AND document IN (SELECT id FROM documents WHERE company = ? AND state IN"
        " (?, ?))",
        (product, company, *sorted(OPEN_STATES)),
    )


def _rules(books: Books, deed: Deed) -> Iterator[Rule]:
    check = effect_of(deed)
    for id in check.rules if isinstance(check, RecordCheck) else ():
        rule = books.get(CheckRule, id)
        if rule is not None:
            yield read_rule(rule)


def is_in_stock(books: Books, product: int, company: int, name: str) -> bool:
    """Say whether a lot or serial lies in any bin of the company."""
    sql = (
        "SELECT 1 FROM stock JOIN lots ON lots.id = stock.lot "
        "JOIN locations ON locations.id = stock.location "
        "WHERE lots.product = ? AND lots.name = ? AND (stock.company = ? OR stock.company IS NULL) "
        "AND locations.kind IN (?, ?) AND CAST(stock.quantity AS REAL) > 0"
    )
    places = (LocationKind.BIN, LocationKind.HOLD)
    return bool(books.file.value(sql, (product, name, company, *places)))


def is_here(books: Books, product: int, company: int, name: str, *, besides: str) -> bool:
    """Say whether a piece is in a bin, or in suspense for another operation than `besides`."""
    held = books.file.value(
        "SELECT 1 FROM held JOIN lots ON lots.id = held.lot"
        " WHERE lots.product = ? AND lots.name = ? AND held.company = ? AND held.op_id <> ?",
        (product, name, company, besides),
    )
    return bool(held) or is_in_stock(books, product, company, name)


def is_on_open_document(books: Books, product: int, company: int, name: str) -> bool:
    """Say whether a piece was counted on a document that is not closed yet."""
    lines = _open_lines(books, product, company)
    return any(entry.lot == name for line in lines for entry in line.entries)


def find_lot(books: Books, product: int, company: int, name: str) -> Lot | None:
    """The lot of that name which a company would use: its own, or everybody's."""
    return books.first(
        Lot,
        "product = ? AND name = ? AND (company = ? OR company IS NULL)",
        (product, name, company),
    )


def judged_lines(books: Books, product: int, company: int) -> Iterable[Line]:
    """The lines of an article on which a verdict was given, open or closed."""
    return books.find(
        Line,
        "product = ? AND checks LIKE '%\"%' AND document IN"
        " (SELECT id FROM documents WHERE company = ?)",
        (product, company),
    )


def _line(work: Work | None, id: int | None) -> Line | None:
    if work is None or id is None:
        return None
    return next((line for line in work.lines if line.id == id), None)


def _serials(
    books: Books, work: Work | None, product: Product | None, envelope: Envelope
) -> frozenset[str]:
    goods = goods_of(envelope.deed)
    if goods and goods.lot and _may_be_twice(books, goods):
        company = envelope.who.company
        piece = (goods.product, company, goods.lot)
        is_there = is_here(books, *piece, besides="") or is_on_open_document(books, *piece)
        return frozenset({goods.lot} if is_there else ())
    if not (work and product and goods and goods.lot) or product.tracking is not Tracking.SERIAL:
        return frozenset()
    on_document = {
        entry.lot
        for line in work.lines
        if line.product == product.id
        for entry in line.entries
        if entry.lot
    }
    if not isinstance(goods, ReceiveLine):
        return frozenset(on_document)
    # Only the one that is asked about can make a difference.
    besides = root(books, envelope)
    if is_here(books, product.id, work.document.company, goods.lot, besides=besides):
        on_document.add(goods.lot)
    return frozenset(on_document)


def _may_be_twice(books: Books, goods: Goods) -> bool:
    """Say whether goods come from no bin: found by a count, come in without an order, or again."""
    if not isinstance(goods, Move):
        return isinstance(goods, Count)
    source, bin = books.get(Location, goods.source), books.get(Location, goods.bin)
    return comes_in(source) or is_between(source) or goes_away(bin)


def _counted_since(books: Books, undo: Filing | None) -> bool:
    """Say whether the same goods were counted again behind what is to be taken back."""
    if not isinstance(undo, Undo) or not isinstance(undo.taken_back, Count):
        return False
    counted = undo.taken_back
    later = books.file.rows(
        "SELECT envelope FROM operations WHERE outcome = 'applied' AND undone_by IS NULL"
        ' AND envelope LIKE \'%"stage":"counted"%\' AND op_id <> ? AND rowid >'
        " (SELECT rowid FROM operations WHERE op_id = ?)",
        (undo.target, undo.target),
    )
    deeds = (effect_of(from_json(row["envelope"]).deed) for row in later)
    spot = (counted.product, counted.lot, counted.bin)
    return any(isinstance(one, Count) and (one.product, one.lot, one.bin) == spot for one in deeds)


def _target(books: Books, deed: Deed) -> TargetState:
    undo = effect_of(deed)
    if not isinstance(undo, Undo):
        return TargetState.MISSING
    rows = books.file.rows(
        "SELECT envelope, undone_by FROM operations WHERE op_id = ? AND outcome = 'applied'",
        (undo.target,),
    )
    if not rows or effect_of(from_json(rows[0]["envelope"]).deed) != undo.taken_back:
        return TargetState.MISSING
    return TargetState.UNDONE if rows[0]["undone_by"] else TargetState.STANDING


def parked_state(books: Books, deed: Deed) -> Parked:
    """What the operation that a person settles is, as these books know it."""
    if not isinstance(deed, Settle):
        return Parked.MISSING
    rows = books.file.rows(
        "SELECT outcome, settled_by FROM operations WHERE op_id = ?", (deed.target,)
    )
    if not rows:
        # Books made anew know nothing of it, and the goods are there all the same: file them.
        return Parked.WAITING if deed.choice is Choice.FILE else Parked.MISSING
    is_open = rows[0]["outcome"] == Outcome.EXCEPTION and not rows[0]["settled_by"]
    return Parked.WAITING if is_open else Parked.SETTLED
