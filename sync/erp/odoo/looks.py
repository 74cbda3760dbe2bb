"""Cuts the comparison of all that is mirrored into parts that cost Odoo about a second each."""

from collections.abc import Mapping
from dataclasses import dataclass

from sync.core.page import Table
from sync.core.sums import Sums, ids_of
from sync.erp.odoo.api import Domain

LOOK_ROWS_MAX = 10_000
"""Rows compared in one pull; what is left is compared in the next one."""

DOCUMENT_ROWS = 10
"""What a document costs, with its lines."""

Place = tuple[Table, int]
"""A table, and the bucket of it that is next."""


@dataclass(frozen=True, slots=True)
class Look:
    """Neighbouring buckets of one table: from `first` to before `end`, or to the end of all."""

    table: Table
    first: int
    end: int | None

    def holds(self, bucket: int) -> bool:
        """Say whether a bucket is looked at."""
        return self.first <= bucket and (self.end is None or bucket < self.end)

    @property
    def is_whole(self) -> bool:
        """Say whether the whole table is looked at."""
        return self.first == 0 and self.end is None

    @property
    def within(self) -> Domain:
        """The ids in it, as Odoo is asked for them."""
        after = [["id", ">=", ids_of(self.first)[0]]] if self.first else []
        before = [["id", "<", ids_of(self.end)[0]]] if self.end is not None else []
        return [*after, *before]


def next_looks(
    sums: Mapping[Table, Sums], at: Place | None
) -> tuple[tuple[Look, ...], Place | None]:
    """What to compare now, going on at a place; also where to go on after it, None at the end."""
    tables = list(sums)
    if at is None or at[0] not in sums:
        at = (tables[0], 0)
    found, room, first = list[Look](), LOOK_ROWS_MAX, at[1]
    for table in tables[tables.index(at[0]) :]:
        for bucket in sorted(one for one in sums[table] if one >= first):
            rows = sums[table][bucket].count * (DOCUMENT_ROWS if table is Table.DOCUMENTS else 1)
            # One bucket always fits.
            if rows > room and (found or room < LOOK_ROWS_MAX):
                if bucket > first:
                    found.append(Look(table, first, bucket))
                return tuple(found), (table, max(first, bucket))
            room -= rows
        found.append(Look(table, first, None))
        first = 0
    return tuple(found), None
