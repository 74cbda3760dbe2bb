"""Articles, units and places as a slice needs them: read once, and what lies within what."""

import sqlite3
from collections.abc import Iterable
from decimal import Decimal

from sync.core.page import Table
from sync.core.quantity import Unit, convert
from sync.core.records import Location, Product
from sync.store import mirror as mirror_file
from sync.store import rows
from sync.store.shelving import has_bins

DEPTH_MAX = 20
"""Places within places that are followed upwards."""


def is_within(mirror: sqlite3.Connection, place: Location, outer: int) -> bool:
    """Say whether a place lies in another, however deep."""
    for _ in range(DEPTH_MAX):
        if place.parent == outer:
            return True
        above = mirror_file.location(mirror, place.parent)
        if above is None:
            return False
        place = above
    return False


class Known:
    """Articles and units of what is looked at, read once."""

    def __init__(self, mirror: sqlite3.Connection, products: Iterable[int]) -> None:
        self.mirror = mirror
        found = mirror_file.by_ids(mirror, Table.PRODUCTS, products)
        self._products = {row[0]: rows.product(row) for row in found}
        self._units = {row[0]: rows.unit(row) for row in mirror_file.every(mirror, Table.UNITS)}

    def product(self, id: int) -> Product | None:
        """An article, if it is here."""
        return self._products.get(id)

    def article(self, id: int) -> Product | None:
        """An article that was not looked at before."""
        if id not in self._products:
            found = mirror_file.product(self.mirror, id)
            if found:
                self._products[id] = found
        return self._products.get(id)

    def unit(self, id: int) -> Unit | None:
        """A unit, if it is here."""
        return self._units.get(id)

    def has_bins(self, place: int) -> bool:
        """Say whether a place is made of others."""
        return has_bins(self.mirror, place)

    def in_stock_unit(self, amount: Decimal, unit: int, product: Product) -> Decimal:
        """An amount of a line in the unit that stock is kept in."""
        source, target = self._units.get(unit), self._units.get(product.unit)
        if source is None or target is None:
            return amount
        converted = convert(amount, source, target)
        return converted if isinstance(converted, Decimal) else amount
