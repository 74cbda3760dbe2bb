"""The articles of the training group: products, their packagings and what is special about them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from random import Random

from sync.core.records import Packaging, Product, Tracking
from sync.erp.training.codes import ean13, gtin14
from sync.erp.training.group import KILO, PIECE
from sync.erp.training.names import FAMILIES, Care, Family

PRODUCTS_COUNT = 2_000
SHELF_DAYS = 10
"""What is fresh is taken out of stock so many days before it expires, and not taken in then."""
_OWN_ONE_IN = 12
"""Every so manyth article belongs to one company alone."""
_BARE_ONE_IN = 97
"""Every so manyth article has no barcode, as some article always has none."""

_TRACKING = {
    Care.PLAIN: Tracking.NONE,
    Care.WEIGHED: Tracking.NONE,
    Care.LOT: Tracking.LOT,
    Care.FRESH: Tracking.LOT,
    Care.SERIAL: Tracking.SERIAL,
    Care.PRECIOUS: Tracking.SERIAL,
}


@dataclass(frozen=True, slots=True)
class Article:
    """A product, the family it is of, and the packagings it comes in."""

    product: Product
    family: Family
    packagings: tuple[Packaging, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """All articles, and by what distinguishes them."""

    articles: tuple[Article, ...]
    by_care: dict[Care, tuple[Article, ...]] = field(default_factory=dict)


def make_range(chance: Random) -> Range:
    """Make the articles, family by family."""
    articles, packagings = [], 0
    for id, (name, family, place) in enumerate(_named(), 1):
        product = _product(id, name, family, place)
        boxes = tuple(_packagings(product, family, packagings + 1, chance))
        packagings += len(boxes)
        articles.append(Article(product, family, boxes))
    assert len(articles) == PRODUCTS_COUNT
    by_care = {
        care: tuple(article for article in articles if article.family.care is care) for care in Care
    }
    return Range(tuple(articles), by_care)


def _named() -> Iterator[tuple[str, Family, int]]:
    every = (
        (name, family, place)
        for family in FAMILIES
        for place, name in enumerate(_names_of(family), 1)
    )
    yield from islice(every, PRODUCTS_COUNT)


def _names_of(family: Family) -> Iterator[str]:
    for brand in family.brands:
        for thing in family.things:
            for size in family.sizes:
                yield f"{brand} {thing.lower()} {size}"


def _product(id: int, name: str, family: Family, place: int) -> Product:
    own = id % _OWN_ONE_IN == 0
    return Product(
        id=id,
        company=2 + id // _OWN_ONE_IN % 4 if own else None,
        code=f"{family.code}-{place:04d}",
        name=name,
        barcode=None if id % _BARE_ONE_IN == 0 else ean13(id),
        tracking=_TRACKING[family.care],
        has_expiry=family.care is Care.FRESH,
        needs_check=family.care is Care.PRECIOUS,
        unit=KILO.id if family.care is Care.WEIGHED else PIECE.id,
        active=True,
        shelf_days=SHELF_DAYS if family.care is Care.FRESH else 0,
    )


def _packagings(
    product: Product, family: Family, first: int, chance: Random
) -> Iterator[Packaging]:
    size = chance.choice(family.case)
    if size == 1:
        return
    what = "Bag" if family.care is Care.WEIGHED else "Case"
    yield Packaging(first, product.id, f"{what} of {size}", gtin14(product.id, 1), Decimal(size))
    if product.id % 5 == 0:
        many = size * chance.choice((20, 40, 48))
        yield Packaging(
            first + 1, product.id, f"Pallet of {many}", gtin14(product.id, 2), Decimal(many)
        )
