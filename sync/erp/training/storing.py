"""Where goods are kept in the training warehouse: its storage categories and putaway rules."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from sync.core.records import Location, Warehouse
from sync.core.storage import Fills, Mixing, PutawayRule, StorageCategory, ids_text
from sync.erp.training.books import Books, Owner
from sync.erp.training.checks import CATEGORY
from sync.erp.training.names import FAMILIES

_NAMES = {"A": "Shelves", "B": "Small parts", "C": "Food", "D": "Household", "E": "Locked room"}
_APART = frozenset({"E"})
"""Zones in which no two articles share a bin."""
WEIGHT_MAX = Decimal(10_000)
"""Kilograms that a bin bears: as in Odoo, one that is said to bear nothing takes nothing heavy."""


@dataclass(frozen=True, slots=True)
class _Zone:
    """A zone of a building, with the number of its storage category."""

    number: int
    letter: str
    warehouse: Warehouse
    bins: tuple[Location, ...]


def write_rules(books: Books) -> None:
    """Give each zone a storage category, and each family of goods the rule for its zone."""
    zones = list(_zones(books))
    books.put((_category(zone), Owner(zone.warehouse.company)) for zone in zones)
    books.put(
        (replace(bin, storage=zone.number), Owner(bin.company, bin.warehouse))
        for zone in zones
        for bin in zone.bins
    )
    books.put((rule, Owner(rule.company)) for rule in _rules(zones))


def _zones(books: Books) -> Iterator[_Zone]:
    number = 0
    for warehouse in books.find(Warehouse, "1"):
        bins = books.find(Location, "warehouse = ? AND zone <> ''", (warehouse.id,))
        for letter in sorted({bin.zone for bin in bins}):
            number += 1
            own = tuple(bin for bin in bins if bin.zone == letter)
            yield _Zone(number, letter, warehouse, own)


def _category(zone: _Zone) -> StorageCategory:
    mixing = Mixing.SAME if zone.letter in _APART else Mixing.MIXED
    name = _NAMES.get(zone.letter, zone.letter)
    return StorageCategory(zone.number, zone.warehouse.company, name, mixing, WEIGHT_MAX, "")


def _rules(zones: Iterable[_Zone]) -> Iterator[PutawayRule]:
    wanted = ((zone, one) for zone in zones for one in FAMILIES if one.zone == zone.letter)
    for id, (zone, family) in enumerate(wanted, 1):
        category, stock = CATEGORY[family.code], zone.warehouse.stock
        yield PutawayRule(
            id=id,
            company=zone.warehouse.company,
            sequence=10,
            arrives=stock,
            area=stock,
            product=None,
            category=category,
            categories=ids_text((category,)),
            pack_types="",
            fills=Fills.CLOSEST,
            storage=zone.number,
        )
