"""The floor as putaway rules ask about it, read piece by piece, each piece once for a screen."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache

from sync.core.directing import Load
from sync.core.page import Table
from sync.core.quantity import ZERO, Unit, convert
from sync.core.records import Location, LocationKind, Product
from sync.core.slices import Scope
from sync.core.storage import Mixing, PutawayRule, StorageCategory
from sync.store import mirror as mirror_file
from sync.store import rows
from sync.store.live import Tail
from sync.store.stock import in_place, left_since, places_with

Coming = Mapping[int, Mapping[int, Decimal]]
"""By place and article, what is on its way there, in the articles' own units."""

CLOSED_LOOKED_AT_MAX = 20
"""Closed documents with an article that are looked through for where it was put last."""
MOMENT_LENGTH = len("2026-11-23 10:00:00")

_BINS = (
    "SELECT l.* FROM locations l"
    " WHERE l.storage = :storage AND l.active = 1 AND l.kind = 'bin'{open} ORDER BY l.name, l.id"
)
# A bin that something was taken out of may be emptier than the ERP says: it is looked into.
_LIES_THERE = (
    " AND (NOT EXISTS (SELECT 1 FROM stock s WHERE s.location = l.id"
    "{only} AND CAST(s.quantity AS REAL) > 0)"
    " OR EXISTS (SELECT 1 FROM moved m WHERE m.place = l.id AND m.quantity LIKE '-%')"
    " OR l.id IN ({{left}}))"
)
_OPEN_FOR = {
    Mixing.EMPTY: _LIES_THERE.format(only=""),
    Mixing.SAME: _LIES_THERE.format(only=" AND s.product <> :product"),
    Mixing.MIXED: "",
}
_WITHIN = (
    "WITH RECURSIVE area(id) AS (SELECT :area UNION"
    " SELECT below.id FROM locations below JOIN area ON below.parent = area.id)"
)
_EMPTY = (
    f"{_WITHIN} SELECT l.* FROM area JOIN locations l ON l.id = area.id"
    " WHERE l.active = 1 AND l.kind = 'bin'"
    " AND NOT EXISTS (SELECT 1 FROM locations b WHERE b.parent = l.id AND b.active = 1)"
    + _LIES_THERE.format(only="")
    + " ORDER BY l.pick_order, l.id"
)


class Shelves:
    """One building in one snapshot: what it is asked twice it reads once."""

    def __init__(
        self, mirror: sqlite3.Connection, scope: Scope, tail: Tail, coming: Coming
    ) -> None:
        self._mirror = mirror
        self._tail = tail
        self._coming = coming
        self._left = ", ".join(map(str, sorted(left_since(mirror, tail))))
        self._rules = [
            rule
            for rule in map(rows.putaway_rule, mirror_file.every(mirror, Table.PUTAWAY_RULES))
            if rule.company in {None, scope.company}
        ]
        self._storages = {
            row[0]: rows.storage_category(row)
            for row in mirror_file.every(mirror, Table.STORAGE_CATEGORIES)
        }
        warehouse = mirror_file.by_id(mirror, Table.WAREHOUSES, scope.warehouse)
        self._warehouse, self._stock = scope.warehouse, int(warehouse[4]) if warehouse else 0
        self.has_bins = cache(lambda place: has_bins(mirror, place))
        self.unit = cache(lambda id: mirror_file.unit(mirror, id))
        self.place = cache(self._place)
        self.load = cache(self._load)
        self.last_used = cache(self._last_used)
        self.lying = cache(self._lying)

    @property
    def has_rules(self) -> bool:
        """Say whether anything is to be reckoned at all."""
        return bool(self._rules)

    def rules(self, arrives: int) -> Iterable[PutawayRule]:
        """The rules for what arrives in a place."""
        return (rule for rule in self._rules if rule.arrives == arrives)

    def storage(self, place: Location) -> StorageCategory | None:
        """What a place takes, where that is said."""
        return self._storages.get(place.storage) if place.storage else None

    def bins(self, area: Location, storage: int, product: int) -> Iterator[Location]:
        """The places of a storage category in an area that may take an article, by name."""
        kept = self._storages.get(storage)
        open_for = _OPEN_FOR[kept.mixing if kept else Mixing.MIXED]
        sql = _BINS.format(open=open_for.format(left=self._left))
        for row in self._mirror.execute(sql, {"storage": storage, "product": product}):
            place = rows.location(row)
            if self.holds(area.id, place):
                yield place

    def empty_bins(self, area: Location) -> Iterator[Location]:
        """The bins of an area in which nothing lies, nor will, in the order one walks by."""
        for row in self._mirror.execute(_EMPTY.format(left=self._left), {"area": area.id}):
            place = rows.location(row)
            load = self.load(place)
            if not any(amount > 0 for amount in (*load.here.values(), *load.coming.values())):
                yield place

    def places_of(self, product: int, lot: str | None = None) -> list[Location]:
        """The places in which an article (or a lot of it) lies or is on its way to, by name."""
        ids = [id for id, _ in self.lying(product, lot)]
        if lot is None:
            ids += [id for id, coming in self._coming.items() if coming.get(product, ZERO) > 0]
        found = (self.place(id) for id in dict.fromkeys(ids))
        return sorted((place for place in found if place), key=lambda place: (place.name, place.id))

    def holds(self, area: int, place: Location) -> bool:
        """Say whether a place is an area, or lies somewhere in it."""
        above: Location | None = place
        seen = set[int]()
        while above is not None and above.id not in seen:
            if above.id == area:
                return True
            seen.add(above.id)
            above = self.place(above.parent) if above.parent else None
        return False

    def arrives(self, place: Location, onward: int | None) -> int:
        """Where goods arrive that stand in a place: where a document brings them, or in stock."""
        return onward or (place.id if self.holds(self._stock, place) else self._stock)

    def takes_goods(self, place: Location) -> bool:
        """Say whether a place is a bin of this building's stock."""
        here = place.warehouse == self._warehouse and place.kind is LocationKind.BIN
        inside = place.id != self._stock and self.holds(self._stock, place)
        return here and place.active and inside and not self.has_bins(place.id)

    def in_stock_unit(self, product: Product, amount: Decimal, unit: Unit) -> Decimal:
        """An amount in the unit that an article's stock is kept in."""
        kept = self.unit(product.unit)
        converted = convert(amount, unit, kept) if kept else amount
        # Where the units do not fit nobody knows better.
        return converted if isinstance(converted, Decimal) else amount

    def _place(self, id: int) -> Location | None:
        return mirror_file.location(self._mirror, id)

    def _lying(self, product: int, lot: str | None) -> tuple[tuple[int, Decimal], ...]:
        return tuple(places_with(self._mirror, self._tail, product, lot))

    def _load(self, place: Location) -> Load:
        stock = in_place(self._mirror, self._tail, place.id)
        here: dict[int, Decimal] = {}
        leaving: dict[int, Decimal] = {}
        for spot, lying in stock.items():
            here[spot.product] = here.get(spot.product, ZERO) + lying.quantity
            leaving[spot.product] = leaving.get(spot.product, ZERO) + lying.reserved
        coming = self._coming.get(place.id, {})
        found = mirror_file.by_ids(self._mirror, Table.PRODUCTS, here.keys() | coming.keys())
        products: list[Product] = [rows.product(row) for row in found]
        weight = ZERO
        for one in products:
            will_be = here.get(one.id, ZERO) - leaving.get(one.id, ZERO) + coming.get(one.id, ZERO)
            weight += one.weight * will_be
        return Load(here, coming, weight)

    def _last_used(self, product: int, area: Location) -> Location | None:
        """Of what closed documents have put away, as far back as this device knows them."""
        found = self._mirror.execute(
            "SELECT l.* FROM live_lines l JOIN live_documents d ON d.id = l.document"
            " WHERE l.product = ? AND l.entries <> '' AND d.state = 'done'"
            # A moment in whole seconds and a mark of the content, or a number: of one moment the
            # later line.
            " ORDER BY CAST(d.version AS INTEGER) DESC, substr(d.version, 1, ?) DESC, l.id DESC"
            " LIMIT ?",
            (product, MOMENT_LENGTH, CLOSED_LOOKED_AT_MAX),
        ).fetchall()
        for entry in (one for row in found for one in reversed(rows.line(row).entries)):
            place = self.place(entry.bin)
            if place is not None and self.holds(area.id, place):
                return place
        return None


def has_bins(mirror: sqlite3.Connection, place: int) -> bool:
    """Say whether there are places within a place."""
    sql = "SELECT 1 FROM locations WHERE parent = ? AND active = 1 LIMIT 1"
    return mirror.execute(sql, (place,)).fetchone() is not None
