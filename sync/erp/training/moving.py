"""Goods from bin to bin: what is reserved, what is booked, and who looks for it where it is now."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sync.core.arriving import comes_in
from sync.core.crossing import is_between
from sync.core.leaving import leaves
from sync.core.operations import Count, Move
from sync.core.planned import merged
from sync.core.quantity import ZERO, Unit, convert
from sync.core.records import (
    OPEN_STATES,
    Document,
    Entry,
    Line,
    Location,
    LocationKind,
    Lot,
    Product,
    Stock,
    Work,
)
from sync.erp.training.books import Books
from sync.erp.training.facts import find_lot
from sync.erp.training.onward import onward
from sync.erp.training.stocking import Spot, add_stock, lot_for, put_stock

KEPT = frozenset({LocationKind.BIN, LocationKind.HOLD, LocationKind.SUSPENSE, LocationKind.TRANSIT})
"""Kinds of place whose stock the books keep; what is with customers is gone."""

Reserved = dict[tuple[int, str | None], Decimal]
"""By bin and lot, in the product's own unit."""


def reserve(books: Books, document: Document, before: Line | None, after: Line | None) -> None:
    """Bring what a line has reserved from what it was to what it is."""
    line = after or before
    assert line is not None
    were, are = _reserved(books, before), _reserved(books, after)
    for bin, lot in were.keys() | are:
        change = are.get((bin, lot), ZERO) - were.get((bin, lot), ZERO)
        _add_reserved(books, _spot(books, document.company, line.product, (bin, lot)), change)


def book(books: Books, company: int, line: Line, entry: Entry) -> None:
    """Book what was handled: out of the bin it was taken from, into the one it was brought to."""
    assert entry.source is not None
    amount = in_stock_unit(books, line.product, line.unit, entry.quantity)
    _carry(books, (company, line.product, entry.lot), (entry.source, entry.bin), amount)


def move(books: Books, company: int, deed: Move, amount: Decimal) -> None:
    """Book a move without a document; `amount` less than nothing brings it back."""
    moved = in_stock_unit(books, deed.product, deed.unit, amount)
    places = (deed.source, deed.bin) if moved > 0 else (deed.bin, deed.source)
    if comes_in(books.get(Location, deed.source)):
        # Nobody knew the lot before; and what goes back to a supplier is not looked for there.
        lot_for(books, company, deed.product, (deed.lot, deed.expiry))
        _carry(books, (company, deed.product, deed.lot), places, abs(moved))
        return
    _carry(books, (company, deed.product, deed.lot), places, abs(moved))
    into = books.get(Location, places[1])
    gone = leaves(into) or is_between(into)
    # What is ours no more is reserved for nobody.
    after = None if gone else places[1]
    _follow(books, _spot(books, company, deed.product, (places[0], deed.lot)), after)


def count(books: Books, company: int, deed: Count, amount: Decimal) -> None:
    """Book what was found (or is missing, where it is less than nothing) in a bin."""
    lot = lot_for(books, company, deed.product, (deed.lot, None))
    spot = Spot(company, deed.product, deed.bin, lot)
    if amount:
        add_stock(books, spot, amount)
    held = _held(books, spot)
    if held is not None and held.count_on is not None:
        put_stock(books, replace(held, count_on=None))


def have_counted(books: Books, company: int, asked: Count, today: date) -> None:
    """Have goods counted that somebody asked for; what the books do not have there is no row."""
    held = _held(books, _spot(books, company, asked.product, (asked.bin, asked.lot)))
    if held is not None:
        put_stock(books, replace(held, count_on=today))


def in_stock_unit(books: Books, product: int, unit: int, amount: Decimal) -> Decimal:
    """Turn an amount into the product's own unit; the rules have seen that it can be."""
    kept = books.must(Unit, books.must(Product, product).unit)
    converted = convert(amount, books.must(Unit, unit), kept)
    assert isinstance(converted, Decimal)
    return converted


def _carry(
    books: Books, goods: tuple[int, int, str | None], places: tuple[int, int], amount: Decimal
) -> None:
    company, product, lot = goods
    for place, change in zip(places, (-amount, amount), strict=True):
        if books.must(Location, place).kind in KEPT:
            add_stock(books, _spot(books, company, product, (place, lot)), change)


def _spot(books: Books, company: int, product: int, where: tuple[int, str | None]) -> Spot:
    place, name = where
    lot = find_lot(books, product, company, name) if name else None
    # What is on its way between companies is no one's.
    shared = is_between(where_ := books.must(Location, place)) and where_.company is None
    return Spot(None if shared else company, product, place, lot.id if lot else None)


def _reserved(books: Books, line: Line | None) -> Reserved:
    found: Reserved = {}
    for entry in (*line.entries, *line.planned) if line else ():
        if entry.source is not None:
            key = (entry.source, entry.lot)
            assert line is not None
            amount = in_stock_unit(books, line.product, line.unit, entry.quantity)
            found[key] = found.get(key, ZERO) + amount
    return found


def _add_reserved(books: Books, spot: Spot, change: Decimal) -> None:
    if not change:
        return
    held = _held(books, spot)
    if held is None:
        held = Stock(
            books.next_number("stock"),
            *(spot.company, spot.product, spot.location, spot.lot),
            *(ZERO, ZERO),
        )
    put_stock(books, replace(held, reserved=max(held.reserved + change, ZERO)))


def _held(books: Books, spot: Spot) -> Stock | None:
    return books.first(
        Stock,
        "product = ? AND location = ? AND lot IS ?",
        (spot.product, spot.location, spot.lot),
    )


def _follow(books: Books, spot: Spot, bin: int | None) -> None:
    """What was reserved and is not there any more is reserved where it was brought to."""
    held = _held(books, spot)
    if held is None or held.reserved <= held.quantity:
        return
    left = held.reserved - max(held.quantity, ZERO)
    name = books.must(Lot, spot.lot).name if spot.lot else None
    for work in _open_works(books, spot):
        lines = []
        # What only goes on from a place is looked for nowhere else.
        only_here = onward(books, spot.location) == work.document.destination
        only_here = only_here and work.document.source == spot.location
        after = None if only_here else bin
        for line in work.lines:
            now = line
            if line.product == spot.product:
                planned, left = _followed(line, (spot.location, name), after, left)
                now = replace(line, planned=planned)
                reserve(books, work.document, line, now)
            lines.append(now)
        if tuple(lines) != work.lines:
            books.put_works([replace(work, lines=tuple(lines))])


def _open_works(books: Books, spot: Spot) -> Iterable[Work]:
    lines = books.find(
        Line,
        "product = ? AND planned <> '' AND document IN"
        " (SELECT id FROM documents WHERE company = ? AND state IN (?, ?))",
        (spot.product, spot.company, *sorted(OPEN_STATES)),
    )
    for document in dict.fromkeys(line.document for line in lines):
        work = books.work(document)
        assert work is not None
        yield work


def _followed(
    line: Line, where: tuple[int, str | None], bin: int | None, left: Decimal
) -> tuple[tuple[Entry, ...], Decimal]:
    planned: list[Entry] = []
    for entry in line.planned:
        taken = min(left, entry.quantity) if (entry.source, entry.lot) == where else ZERO
        left -= taken
        planned.append(replace(entry, quantity=entry.quantity - taken))
        if bin is not None:
            planned.append(replace(entry, quantity=taken, source=bin))
    return merged(one for one in planned if one.quantity), left
