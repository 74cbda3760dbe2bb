"""What the training warehouse packs into, what its articles weigh, and packs that were weighed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from sync.core.pack_types import PackType, PackWeight
from sync.core.records import Product, Work
from sync.erp.training.books import Books
from sync.erp.training.database import File
from sync.erp.training.group import KILO

_TYPES = (
    # name, barcode, centimetres, its own weight, how heavy it may be
    ("Small box", "BOX-S", ("20", "15", "10"), "0.1", "5"),
    ("Medium box", "BOX-M", ("40", "30", "20"), "0.3", "15"),
    ("Large box", "BOX-L", ("60", "40", "40"), "0.6", "30"),
    ("Euro pallet", "PAL-EUR", ("120", "80", "15"), "25", "1000"),
)
_WEIGHED = "weighed "
_STEPS, _STEP = 20, Decimal("0.05")


def pack_types() -> Iterator[PackType]:
    """Give the types of packs, everybody's."""
    for id, (name, barcode, measures, weight, most) in enumerate(_TYPES, 1):
        length, width, height = map(Decimal, measures)
        about = (length, width, height, Decimal(weight), Decimal(most))
        yield PackType(id, None, id, name, barcode, *about, "kg")


def with_weight(product: Product) -> Product:
    """Say what one of an article weighs, where nobody has."""
    if product.weight:
        return product
    weight = Decimal(1) if product.unit == KILO.id else (product.id % _STEPS + 1) * _STEP
    return replace(product, weight=weight)


def keep_weights(file: File, work: Work, weights: Iterable[PackWeight]) -> None:
    """Write down what packs of a document were weighed at."""
    packs = {entry.package for line in work.lines for entry in line.entries}
    for one in weights:
        if one.package in packs:
            sql = "INSERT OR REPLACE INTO facts VALUES (?, ?)"
            file.do(sql, (f"{_WEIGHED}{one.package}", str(one.weight)))


def weight_of(books: Books, package: str) -> Decimal | None:
    """Say what a pack was weighed at, if it was."""
    sql = "SELECT value FROM facts WHERE name = ?"
    found = books.file.value(sql, (f"{_WEIGHED}{package}",))
    return Decimal(found) if found else None
