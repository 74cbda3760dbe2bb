"""Which bin goods on the dock go to: the paper's, the putaway rules', or where the same lies."""

from dataclasses import replace

from sync.core.directing import Asked, bin_in, can_take, directed
from sync.core.moved_slices import StandingRow, Target, Why
from sync.store.shelving import Shelves


class Targets:
    """Finds bins for what stands on the docks of one building, in one snapshot."""

    def __init__(self, shelves: Shelves, full: frozenset[int]) -> None:
        self._shelves = shelves
        self._full = full

    def directed(self, row: StandingRow) -> StandingRow:
        """Say where a row is to go, where nobody says it yet or the bin that was said is full."""
        if row.target is not None and row.target.bin.id not in self._full:
            return row
        amount = self._shelves.in_stock_unit(row.product, row.quantity, row.unit)
        # Back to where it stands is no way on.
        asked = Asked(row.product, amount, row.lot, self._full | {row.place.id})
        return replace(row, target=self._ruled(row, asked) or self._same(asked))

    def _ruled(self, row: StandingRow, asked: Asked) -> Target | None:
        if not self._shelves.has_rules:
            return None
        onward = row.document.destination if row.document else None
        arrives = self._shelves.arrives(row.place, onward)
        place = directed(self._shelves, asked, arrives)
        if place is not None and self._shelves.has_bins(place.id):
            # A whole area is no place to go to; a bin of it has to be found.
            place = bin_in(self._shelves, asked, place)
        return Target(place, Why.RULE) if place else None

    def _same(self, asked: Asked) -> Target | None:
        """The bin with the same lot, or else with most of the same article."""
        product, about = asked.product.id, (self._shelves, asked)
        lots = (asked.lot, None) if asked.lot is not None else (None,)
        for lot in lots:
            for id, _ in self._shelves.lying(product, lot):
                place = self._shelves.place(id)
                if place and self._shelves.takes_goods(place) and can_take(*about, place):
                    return Target(place, Why.SAME)
        return None
