"""What lies on the shelves of the training group when the day begins: lots and stock."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from sync.core.records import Lot, Product, Stock, Tracking
from sync.erp.training.goods import Article, Range
from sync.erp.training.group import Building
from sync.erp.training.names import Care

ARTICLES_KEPT = 700
"""How many of the articles each warehouse keeps."""
DUE_EVERY = 400
"""One in so many of what lies there is to be counted on the first day."""

_LOT_LETTERS = "ABCDEFGHKLMNPRSTUVWX"


@dataclass(slots=True)
class Shelves:
    """Lots and stock as they are drawn up; `kept` is what each warehouse has, by its id."""

    lots: list[Lot] = field(default_factory=list)
    stock: list[Stock] = field(default_factory=list)
    kept: dict[int, tuple[Article, ...]] = field(default_factory=dict)


def fill_shelves(
    goods: Range, buildings: tuple[Building, ...], today: date, chance: Random
) -> Shelves:
    """Put goods into every building; which and how many is drawn from `chance`."""
    shelves = Shelves()
    for building in buildings:
        company = building.warehouse.company
        ours = [one for one in goods.articles if one.product.company in {None, company}]
        kept = sorted(chance.sample(ours, ARTICLES_KEPT), key=lambda one: one.product.id)
        shelves.kept[building.warehouse.id] = tuple(kept)
        for article in kept:
            _fill(shelves, article, building, today, chance)
    return shelves


def _fill(
    shelves: Shelves, article: Article, building: Building, today: date, chance: Random
) -> None:
    product, company = article.product, building.warehouse.company
    # Lots are filled one a bin; goods without lots lie in one bin or two.
    for lot in _lots(shelves, product, company, today, chance):
        bin = chance.choice(building.zone(article.family.zone))
        if any(_same(one, product, bin.id, lot) for one in shelves.stock[-4:]):
            continue
        quantity = _quantity(article, chance)
        id, lot_id = len(shelves.stock) + 1, lot.id if lot else None
        due = today if id % DUE_EVERY == 0 else None
        shelves.stock.append(
            Stock(id, company, product.id, bin.id, lot_id, quantity, Decimal(0), due)
        )


def _same(one: Stock, product: Product, bin: int, lot: Lot | None) -> bool:
    return (one.product, one.location, one.lot) == (product.id, bin, lot.id if lot else None)


def _lots(
    shelves: Shelves, product: Product, company: int, today: date, chance: Random
) -> Iterator[Lot | None]:
    count = chance.randint(1, 2)
    if product.tracking is Tracking.NONE:
        yield from [None] * count
        return
    for _ in range(count):
        id = len(shelves.lots) + 1
        lot = Lot(id, company, product.id, _name(product, id, today, chance), None)
        if product.has_expiry:
            lot = Lot(id, company, product.id, lot.name, today + timedelta(chance.randint(-5, 400)))
        shelves.lots.append(lot)
        yield lot


def _name(product: Product, id: int, today: date, chance: Random) -> str:
    if product.tracking is Tracking.SERIAL:
        return f"SN{product.id:04d}{id:06d}"
    made = today - timedelta(chance.randint(20, 200))
    return f"{chance.choice(_LOT_LETTERS)}{made:%y%j}-{id:04d}"


def _quantity(article: Article, chance: Random) -> Decimal:
    match article.family.care:
        case Care.SERIAL | Care.PRECIOUS:
            return Decimal(1)
        case Care.WEIGHED:
            return Decimal(chance.randint(20_000, 400_000)) / 1000
        case Care.PLAIN | Care.LOT | Care.FRESH:
            return Decimal(chance.randint(4, 40) * article.family.case[0])
