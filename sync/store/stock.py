"""Stock as it is on the floor: what the ERP says, with all that it does not know yet on it."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sync.core.operations import RecordCheck
from sync.core.page import Table
from sync.core.places import There
from sync.core.quantity import ZERO, Unit, convert
from sync.core.records import Document, Product, Work
from sync.store import mirror as mirror_file
from sync.store import moved, rows
from sync.store.blocked import is_blocked
from sync.store.live import News, Tail, read_document
from sync.store.moved import Moved


@dataclass(frozen=True, slots=True)
class Spot:
    """One lot of a product in one place."""

    product: int
    lot: str | None
    place: int


@dataclass(frozen=True, slots=True)
class Lying:
    """So much lies there, in the product's own unit; so much of it is reserved by the ERP."""

    quantity: Decimal
    reserved: Decimal

    @property
    def free(self) -> Decimal:
        """What nobody counts on."""
        return max(self.quantity - self.reserved, ZERO)


Stock = Mapping[Spot, Lying]

_BASE = (
    "SELECT s.product, l.name, s.location, s.quantity, s.reserved"
    " FROM stock s LEFT JOIN lots l ON l.id = s.lot WHERE "
)
_MOVED = (
    # Of a receipt that is closed only verdicts are late: nobody had reserved goods for them.
    "SELECT product, lot, place, quantity, unit, document <> 0 AND NOT EXISTS (SELECT 1"
    " FROM base_documents d WHERE d.id = moved.document AND d.state IN ('done', 'cancelled'))"
    " FROM moved WHERE "
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Of which rows stock is added up: in the ERP's, in what is late, and by which values."""

    base: str
    moved: str
    values: dict[str, int | str | None]


def in_place(mirror: sqlite3.Connection, tail: Tail, place: int) -> Stock:
    """All that lies in a place."""
    news = (one for one in _news(mirror, tail) if one[2] == place)
    asked = _Asked("s.location = :place", "place = :place", {"place": place})
    return _added_up(mirror, asked, news)


def of_product(mirror: sqlite3.Connection, tail: Tail, product: int) -> Stock:
    """All places where a product lies."""
    news = (one for one in _news(mirror, tail) if one[0] == product)
    asked = _Asked("s.product = :product", "product = :product", {"product": product})
    return _added_up(mirror, asked, news)


def there(mirror: sqlite3.Connection, tail: Tail, spot: Spot) -> There:
    """What the rules ask about the place that goods are taken from."""
    stock = _of_lot(mirror, tail, spot)
    lying = stock.get(spot, Lying(ZERO, ZERO))
    # Whatever is here of a named lot is of that one.
    knows_lot = spot.lot is None or bool(stock)
    blocked = is_blocked(mirror, tail, spot.product, spot.lot)
    return There(lying.quantity, lying.free, knows_lot or _is_lot(mirror, spot), blocked)


_BY_PLACE = (
    "SELECT place, sum(amount) FROM ("
    " SELECT location AS place, CAST(quantity AS REAL) AS amount FROM stock WHERE {base}"
    " UNION ALL SELECT place, CAST(quantity AS REAL) FROM moved WHERE {late}"
    ") GROUP BY place HAVING sum(amount) > CAST(:nothing AS REAL)"
    " ORDER BY sum(amount) DESC, place LIMIT :most"
)
NOTHING = Decimal("0.0000005")
"""Less than any unit is counted in."""
PLACES_MAX = 300
"""Places of one article that are looked at; those with most of it come first."""


def places_with(
    mirror: sqlite3.Connection, tail: Tail, product: int, lot: str | None
) -> Iterable[tuple[int, Decimal]]:
    """The places in which an article (or a lot of it) lies, those with most of it first.

    Added up where the rows are: of an article with serial numbers there are thousands. Roughly, as
    for amounts that are late in another unit; what is in a bin is asked of the bin.
    """
    base, late = "product = :product", "product = :product"
    if lot is not None:
        base += " AND lot IN (SELECT id FROM lots WHERE product = :product AND name = :lot)"
        late += " AND lot = :lot"
    sql = _BY_PLACE.format(base=base, late=late)
    values = {"product": product, "lot": lot, "nothing": str(NOTHING), "most": PLACES_MAX}
    found = {place: Decimal(str(amount)) for place, amount in mirror.execute(sql, values)}
    for article, of_lot, place, amount, _unit, _asked in _news(mirror, tail):
        if article == product and lot in {None, of_lot}:
            found[place] = found.get(place, ZERO) + amount
    there = ((place, amount) for place, amount in found.items() if amount > NOTHING)
    return sorted(there, key=lambda one: (-one[1], one[0]))


def left_since(mirror: sqlite3.Connection, tail: Tail) -> set[int]:
    """The places that goods were taken out of and that the mirror has not replayed yet."""
    return {place for _, _, place, amount, _, _ in _news(mirror, tail) if amount < 0}


def _of_lot(mirror: sqlite3.Connection, tail: Tail, spot: Spot) -> Stock:
    """All places of one lot; without a lot, the one place: an article has thousands of them."""
    if spot.lot is None:
        base = "s.product = :product AND s.lot IS NULL AND s.location = :place"
        late = "product = :product AND lot IS NULL AND place = :place"
    else:
        lots = "SELECT id FROM lots WHERE product = :product AND name = :lot"
        base = f"s.product = :product AND s.lot IN ({lots})"
        late = "product = :product AND lot = :lot"
    values = {"product": spot.product, "lot": spot.lot, "place": spot.place}
    news = (one for one in _news(mirror, tail) if one[:2] == (spot.product, spot.lot))
    return _added_up(mirror, _Asked(base, late, values), news)


def _is_lot(mirror: sqlite3.Connection, spot: Spot) -> bool:
    sql = "SELECT 1 FROM lots WHERE product = ? AND name = ? LIMIT 1"
    return mirror.execute(sql, (spot.product, spot.lot)).fetchone() is not None


def _added_up(mirror: sqlite3.Connection, asked: _Asked, news: Iterable[Moved]) -> Stock:
    found = dict[Spot, Lying]()
    base = mirror.execute(_BASE + asked.base, asked.values)
    for product, lot, place, quantity, reserved in base:
        _add(found, Spot(product, lot, place), Lying(Decimal(quantity), Decimal(reserved)))
    late = (
        (*row[:3], Decimal(row[3]), row[4], bool(row[5]))
        for row in mirror.execute(_MOVED + asked.moved, asked.values)
    )
    changes = (*late, *news)
    in_stock_unit = Converter(mirror, {one[0] for one in changes})
    taken = dict[Spot, Decimal]()
    for product, lot, place, amount, unit, is_asked in changes:
        spot, change = Spot(product, lot, place), in_stock_unit(product, amount, unit)
        _add(found, spot, Lying(change, ZERO))
        if is_asked:
            taken[spot] = taken.get(spot, ZERO) + change
    for spot, change in taken.items():
        # What was taken for a document is reserved for it no more: it has it.
        reserved = max(found[spot].reserved + min(change, ZERO), ZERO)
        found[spot] = Lying(found[spot].quantity, reserved)
    return {spot: lying for spot, lying in found.items() if lying.quantity or lying.reserved}


def _add(found: dict[Spot, Lying], spot: Spot, more: Lying) -> None:
    known = found.get(spot, Lying(ZERO, ZERO))
    found[spot] = Lying(known.quantity + more.quantity, known.reserved + more.reserved)


def _news(mirror: sqlite3.Connection, tail: Tail) -> Iterable[Moved]:
    """What the mirror has not replayed yet: deeds, less those that a decision took the place of."""
    replayed_seq = mirror_file.state(mirror).replayed_seq
    for document, news in tail.items():
        base = mirror_file.base_document(mirror, document)
        if base is not None:
            yield from _judged(mirror, base[0], news)
        if base is not None and base[0].state in moved.CLOSED:
            continue
        for operation in news.operations:
            yield from moved.changes(operation.deed)
        for settled in news.settled:
            if settled.seq <= replayed_seq:
                for product, lot, place, amount, unit, is_asked in moved.changes(settled.deed):
                    yield product, lot, place, -amount, unit, is_asked


def _judged(mirror: sqlite3.Connection, base: Document, news: News) -> Iterable[Moved]:
    """What verdicts move that came after a receipt was closed, and are not replayed yet."""
    verdicts = [one.deed for one in news.operations if isinstance(one.deed, RecordCheck)]
    live = read_document(mirror, base.id) if verdicts else None
    if live is None:
        return
    ids = {one.line for one in verdicts}
    known = mirror_file.lines_by_id(mirror, "live_lines", base.id, ids)
    # As the live rows have it: closed here, and judged before.
    deeds = (one.deed for one in news.operations)
    for _, change in moved.of_verdicts(Work(live.document, known), known, deeds):
        yield change


class Converter:
    """Turns amounts into the unit that a product's stock is kept in."""

    def __init__(self, mirror: sqlite3.Connection, products: Iterable[int]) -> None:
        found = mirror_file.by_ids(mirror, Table.PRODUCTS, products)
        self._products: dict[int, Product] = {row[0]: rows.product(row) for row in found}
        self._units: dict[int, Unit] = {
            row[0]: rows.unit(row) for row in mirror_file.every(mirror, Table.UNITS)
        }

    def __call__(self, product: int, amount: Decimal, unit: int) -> Decimal:
        kept = self._products.get(product)
        source, target = self._units.get(unit), self._units.get(kept.unit if kept else 0)
        if source is None or target is None:
            return amount
        converted = convert(amount, source, target)
        # Where a unit changed meanwhile nobody knows better: a person is asked before it is filed.
        return converted if isinstance(converted, Decimal) else amount
