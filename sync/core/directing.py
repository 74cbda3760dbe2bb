"""Where goods are to be put by the ERP's putaway rules: its own reckoning, on what is known here.

As Odoo 19 proposes a bin when it reserves, with these differences, each for what a person sees on
the floor: a place that is out of use is never proposed, nor one that somebody found full, and what
was lifted out of a bin is not in it any more. Where a rule leaves a choice, its bin with the same
lot comes first.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Protocol

from sync.core.quantity import ZERO
from sync.core.records import Location, Product
from sync.core.storage import Fills, Mixing, PutawayRule, StorageCategory

BINS_TRIED_MAX = 300
"""Bins of one rule that are looked into for one row; a floor with more full ones has no advice."""


@dataclass(frozen=True, slots=True)
class Load:
    """What is in a bin: amounts by article, `coming` with what is on its way there.

    `weight` is what it will weigh with that, and without what is reserved to leave it.
    """

    here: Mapping[int, Decimal] = field(default_factory=dict)
    coming: Mapping[int, Decimal] = field(default_factory=dict)
    weight: Decimal = ZERO

    def of(self, product: int) -> Decimal:
        """How much of an article is there, or will be."""
        return self.here.get(product, ZERO) + self.coming.get(product, ZERO)


class Floor(Protocol):
    """What the reckoning asks about a building, read in one snapshot."""

    def rules(self, arrives: int) -> Iterable[PutawayRule]:
        """The rules for what arrives in a place."""
        ...

    def place(self, id: int) -> Location | None: ...

    def storage(self, place: Location) -> StorageCategory | None:
        """What a place takes, where that is said."""
        ...

    def bins(self, area: Location, storage: int, product: int) -> Iterable[Location]:
        """The places of a storage category in an area and below it, in the order of their names.

        Those that cannot take an article, because of what lies there, may be left out.
        """
        ...

    def load(self, place: Location) -> Load: ...

    def last_used(self, product: int, area: Location) -> Location | None:
        """Where in an area an article was put last."""
        ...

    def holds(self, area: int, place: Location) -> bool:
        """Say whether a place is an area, or lies somewhere in it."""
        ...

    def empty_bins(self, area: Location) -> Iterable[Location]:
        """The bins of an area in which nothing lies, nor will, in the order one walks by."""
        ...

    def places_of(self, product: int, lot: str | None = None) -> Iterable[Location]:
        """The places in which an article (or only a lot of it) lies, or is on its way to.

        In the order of their names.
        """
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """Goods that a place is sought for: so much of an article, in its own unit, of a lot."""

    product: Product
    quantity: Decimal
    lot: str | None = None
    full: frozenset[int] = frozenset()
    """Places that cannot be used, whatever is known of them."""


def directed(floor: Floor, asked: Asked, arrives: int) -> Location | None:
    """Say where goods are to be put; None where no rule knows a place."""
    rules = _in_order(floor.rules(arrives), asked.product)
    return next((place for rule in rules for place in _proposed(floor, asked, rule)), None)


def bin_in(floor: Floor, asked: Asked, area: Location) -> Location | None:
    """Choose a bin where all that is said is an area: the same lot, the same article, or nothing.

    That is ours: the ERP leaves it to whoever stands there.
    """
    for place in _choices(floor, asked, area):
        if place.id != area.id and can_take(floor, asked, place):
            return place
    return None


def _choices(floor: Floor, asked: Asked, area: Location) -> Iterator[Location]:
    product = asked.product.id
    lots = (asked.lot, None) if asked.lot is not None else (None,)
    for lot in lots:
        for place in islice(floor.places_of(product, lot), BINS_TRIED_MAX):
            if floor.holds(area.id, place):
                yield place
    yield from islice(floor.empty_bins(area), BINS_TRIED_MAX)


def can_take(floor: Floor, asked: Asked, place: Location) -> bool:
    """Say whether a place may be used for goods, by what is known of it."""
    if not place.active or place.id in asked.full:
        return False
    storage = floor.storage(place)
    if storage is None:
        return True
    product, load = asked.product.id, floor.load(place)
    if storage.weight_max < load.weight + asked.product.weight * asked.quantity:
        return False
    room, there = storage.room_for(product), load.of(product)
    if room is not None and (there >= room or there + asked.quantity > room):
        return False
    return _may_mix(storage, load, product)


def _may_mix(storage: StorageCategory, load: Load, product: int) -> bool:
    lying = {one for one, amount in load.here.items() if amount > 0}
    match storage.mixing:
        case Mixing.EMPTY:
            return not lying
        case Mixing.SAME:
            on_their_way = {one for one, amount in load.coming.items() if amount > 0}
            return lying <= {product} and on_their_way <= {product}
        case Mixing.MIXED:
            return True


def _in_order(rules: Iterable[PutawayRule], product: Product) -> list[PutawayRule]:
    """The rules for an article, the narrower ones first; among equals as the office has them."""
    found = [one for one in rules if one.is_for(product.id, product.category)]
    found.sort(key=lambda rule: (rule.sequence, rule.product or 0, rule.id))
    found.sort(
        key=lambda rule: (
            bool(rule.pack_types),
            rule.product is not None,
            rule.category is not None and rule.category == product.category,
            rule.category is not None,
        ),
        reverse=True,
    )
    return found


def _proposed(floor: Floor, asked: Asked, rule: PutawayRule) -> Iterator[Location]:
    into = floor.place(rule.area)
    if into is None:
        return
    if rule.fills is Fills.LAST_USED:
        into = floor.last_used(asked.product.id, into) or into
    if rule.storage is None:
        if can_take(floor, asked, into):
            yield into
        return
    for place in _in_turn(floor, asked, into, rule.storage):
        if can_take(floor, asked, place):
            yield place


def _in_turn(floor: Floor, asked: Asked, area: Location, storage: int) -> Iterator[Location]:
    """The bins of a rule: with the same lot, with the same article, and then all there are."""
    product = asked.product.id
    lots = (asked.lot, None) if asked.lot is not None else (None,)
    for lot in lots:
        for place in islice(floor.places_of(product, lot), BINS_TRIED_MAX):
            if place.storage == storage and floor.holds(area.id, place):
                yield place
    yield from islice(floor.bins(area, storage, product), BINS_TRIED_MAX)
