"""What a verdict does in the books: goods go on hold or back, and a lot is blocked or free."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from sync.core.checking import is_blocked
from sync.core.operations import RecordCheck
from sync.core.quality import Disposition, Verdict
from sync.core.quantity import ZERO, Unit, convert
from sync.core.records import (
    DocumentState,
    Line,
    Location,
    LocationKind,
    Product,
    Stock,
    Tracking,
    Work,
)
from sync.erp.training.books import Books, Owner
from sync.erp.training.facts import find_lot, judged_lines
from sync.erp.training.stocking import Spot, add_stock, put_stock


def carry_out(books: Books, after: Work, deed: RecordCheck) -> bool:
    """Do what a verdict asks for; say whether all of the goods were there to be moved."""
    line = next(one for one in after.lines if one.id == deed.line)
    company = after.document.company
    mark_lot(books, company, line, deed.lot, frees=lets_go(deed))
    if deed.place is None or after.document.state is not DocumentState.DONE:
        # What is not in stock yet lies where the receipt says, which the verdict has changed.
        return True
    return _moved(books, company, line, deed)


def lets_go(deed: RecordCheck) -> bool:
    """Say whether a verdict may free a lot: only one that says that its goods are not bad."""
    allowed = {Verdict.PASSED, Verdict.WITHDRAWN}
    return deed.verdict in allowed or deed.disposition is Disposition.ACCEPT


def mark_lot(books: Books, company: int, line: Line, name: str | None, *, frees: bool) -> None:
    """Block a lot that failed on any line, or let it go.

    What failed on a paper that is gone since stays blocked until somebody finds the lot good.
    """
    lot = find_lot(books, line.product, company, name) if name else None
    if lot is None:
        return
    others = judged_lines(books, line.product, company)
    every = (*(one for one in others if one.id != line.id), line)
    blocked = any(is_blocked(one, name) for one in every)
    if blocked is not lot.blocked and (blocked or frees):
        books.put([(replace(lot, blocked=blocked), Owner(lot.company))])


def _moved(books: Books, company: int, line: Line, deed: RecordCheck) -> bool:
    assert deed.place is not None
    unit, product = books.must(Unit, line.unit), books.must(Product, line.product)
    amount = convert(deed.quantity, unit, books.must(Unit, product.unit))
    lot = find_lot(books, product.id, company, deed.lot) if deed.lot else None
    if not isinstance(amount, Decimal) or (deed.lot and lot is None):
        return False
    target = Spot(company, product.id, deed.place, lot.id if lot else None)
    left = amount
    for place in _sources(books, line, product, deed):
        if place != deed.place:
            left -= _taken(books, replace(target, location=place), target, left)
    return left <= 0


def _sources(books: Books, line: Line, product: Product, deed: RecordCheck) -> Iterable[int]:
    """Where the goods may lie: where the receipt put them; a lot is known wherever it went."""
    if deed.source is not None:
        return (deed.source,)
    bins = [entry.bin for entry in line.entries if entry.lot == deed.lot]
    if product.tracking is not Tracking.NONE and deed.verdict is Verdict.FAILED:
        here = books.must(Location, bins[0]).warehouse
        rows = books.find(
            Location,
            "warehouse = ? AND kind = ? AND id IN (SELECT location FROM stock WHERE product = ?)",
            (here, LocationKind.BIN, product.id),
        )
        bins += [one.id for one in rows]
    return tuple(dict.fromkeys(bins))


def _taken(books: Books, source: Spot, target: Spot, wanted: Decimal) -> Decimal:
    row = books.first(
        Stock,
        "company = ? AND product = ? AND location = ? AND lot IS ?",
        (source.company, source.product, source.location, source.lot),
    )
    amount = min(wanted, row.quantity) if row else ZERO
    if row is None or amount <= 0:
        return ZERO
    rest = row.quantity - amount
    # Who was promised them is not any more: bad goods go to nobody.
    put_stock(books, replace(row, quantity=rest, reserved=min(row.reserved, rest)))
    add_stock(books, target, amount)
    return amount


def lots_marked(books: Books, work: Work) -> None:
    """Block the lots that failed before they came into stock, now that they are."""
    for line in work.lines:
        for checked in line.checks:
            mark_lot(books, work.document.company, line, checked.lot, frees=False)
