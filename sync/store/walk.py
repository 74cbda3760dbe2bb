"""Where what is picked lies: what the ERP promised first, then what the books have beside it."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sync.core.pick_slices import PickTask
from sync.core.places import There
from sync.core.planned import merged
from sync.core.quantity import ONE, ZERO
from sync.core.records import Document, Entry, Line, LocationKind, Product
from sync.store import mirror as mirror_file
from sync.store.blocked import is_blocked
from sync.store.known import Known, is_within
from sync.store.live import Tail
from sync.store.stock import Spot, of_product, there


@dataclass(frozen=True, slots=True)
class Asked:
    """A line of a document that is picked, as it is now."""

    document: Document
    line: Line


def missing(line: Line) -> Decimal:
    """How much of a line is not done, in its unit."""
    return max(line.demand - line.done, ZERO)


class Walk:
    """Finds the stops; what one of them takes is not there for the next."""

    def __init__(self, mirror: sqlite3.Connection, tail: Tail, products: Iterable[int]) -> None:
        self._mirror, self._tail = mirror, tail
        self._known = Known(mirror, products)
        self._there: dict[Spot, There] = {}
        self._used: dict[Spot, Decimal] = {}

    def tasks(self, asked: Iterable[Asked]) -> list[PickTask]:
        """The stops for all lines: what is promised first, so that no other line is offered it."""
        every = [one for one in asked if self._known.product(one.line.product)]
        found = [task for one in every for task in self._reserved(one)]
        done: dict[int, Decimal] = {}
        for task in found:
            done[task.line.id] = done.get(task.line.id, ZERO) + task.quantity
        for one in every:
            left = missing(one.line) - done.get(one.line.id, ZERO)
            found += self._looked_for(one, left) if left > 0 else ()
        return found

    def _reserved(self, one: Asked) -> Iterator[PickTask]:
        left = missing(one.line)
        for entry in merged(one.line.planned):
            spot = Spot(one.line.product, entry.lot, entry.source or 0)
            lying = self._at(spot)
            # No more lies there than is there: somebody else may have taken of it.
            taken = min(entry.quantity, self._left(one.line, spot, lying.quantity), left)
            if taken > 0 and not lying.blocked:
                left -= taken
                self._use(one, spot, taken)
                yield self._task(one, replace(entry, quantity=taken))

    def _looked_for(self, one: Asked, left: Decimal) -> Iterator[PickTask]:
        """Where nothing is promised: what is free in the books, what expires first before all."""
        stock = of_product(self._mirror, self._tail, one.line.product)
        days = self._days(one.line.product, {spot.lot for spot in stock if spot.lot})
        for spot in sorted(stock, key=lambda spot: self._first(spot, days)):
            taken = min(left, self._left(one.line, spot, stock[spot].free))
            if taken <= 0 or not self._may_take(one, spot):
                continue
            left -= taken
            self._use(one, spot, taken)
            entry = Entry(spot.lot, None, one.document.destination, taken, spot.place)
            yield self._task(one, entry, reserved=False)
            if left <= 0:
                return
        entry = Entry(None, None, one.document.destination, left, None)
        yield self._task(one, entry, reserved=False)

    def _days(self, product: int, names: Iterable[str]) -> dict[str, date]:
        # Lot by lot: of all lots that there ever were, few lie anywhere.
        found = self._mirror.execute(
            "SELECT l.name, l.expiry FROM json_each(?) j"
            " CROSS JOIN lots l ON l.name = j.value AND l.product = ? WHERE l.expiry <> ''",
            (json.dumps(sorted(names)), product),
        )
        return {name: date.fromisoformat(expiry) for name, expiry in found}

    def _first(self, spot: Spot, days: dict[str, date]) -> tuple[date, int, int, str]:
        place = mirror_file.location(self._mirror, spot.place)
        order = place.pick_order if place else 0
        return (days.get(spot.lot or "", date.max), order, spot.place, spot.lot or "")

    def _may_take(self, one: Asked, spot: Spot) -> bool:
        place = mirror_file.location(self._mirror, spot.place)
        if place is None or place.kind is not LocationKind.BIN:
            return False
        outer = one.document.source
        inside = place.id == outer or is_within(self._mirror, place, outer)
        return inside and not is_blocked(self._mirror, self._tail, spot.product, spot.lot)

    def _at(self, spot: Spot) -> There:
        if spot not in self._there:
            self._there[spot] = there(self._mirror, self._tail, spot)
        return self._there[spot]

    def _left(self, line: Line, spot: Spot, quantity: Decimal) -> Decimal:
        """What no stop before this one takes of it, in the line's unit."""
        each = self._known.in_stock_unit(ONE, line.unit, self._product(line))
        left = quantity - self._used.get(spot, ZERO)
        return left / each if each > 0 else left

    def _use(self, one: Asked, spot: Spot, amount: Decimal) -> None:
        used = self._known.in_stock_unit(amount, one.line.unit, self._product(one.line))
        self._used[spot] = self._used.get(spot, ZERO) + used

    def _product(self, line: Line) -> Product:
        product = self._known.product(line.product)
        assert product is not None, "lines without an article have no stop"
        return product

    def _task(self, one: Asked, entry: Entry, *, reserved: bool = True) -> PickTask:
        product = self._product(one.line)
        unit, stock_unit = self._known.unit(one.line.unit), self._known.unit(product.unit)
        assert unit is not None
        assert stock_unit is not None
        place = mirror_file.location(self._mirror, entry.source)
        return PickTask(
            *(one.document, one.line, product, unit, stock_unit, entry.lot),
            *(place, entry.bin, entry.quantity, reserved),
        )
