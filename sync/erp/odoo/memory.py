"""What this run of the app has handed over: saves sending it again, and is never relied upon."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sync.core.page import Table
from sync.core.records import CatalogueRecord, Work
from sync.erp.odoo import looks
from sync.erp.odoo.translate.order import FLATS

Record = CatalogueRecord | Work

ALWAYS = frozenset({Table.STOCK, *(one.table for one in FLATS.values() if one.whole)})
"""Odoo deletes stock all day long without a trace, so it is compared on every walk; and of what is
read whole on every walk it is plain what is gone."""
TOLD_RECORDS_MAX = 20_000
"""Past so many, the overlap is rather sent once more."""


Place = tuple[Table, str, int]
"""A table, the time from which rows of it are wanted, and the last id on a page."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """Records after a place that are here already; `ended` where no others follow."""

    records: Sequence[Record]
    ended: bool
    held: tuple[int, ...] = ()


@dataclass
class Memory:
    """Worth something only while the device stands at `cursor`, the last one it was given.

    `ids` are the records a device holds, of tables where that is known whole; `told` those of
    the last windows, so that the overlap is not sent again and again. `place` is where the
    comparison goes on, and `seen` the records of a table that it saw so far.
    """

    cursor: str = ""
    ids: dict[Table, set[int]] = field(default_factory=dict)
    told: dict[tuple[Table, int], Record] = field(default_factory=dict)
    ahead: dict[Place, Ahead] = field(default_factory=dict)
    place: looks.Place | None = None
    seen: dict[Table, set[int]] = field(default_factory=dict)

    def stand_at(self, cursor: str) -> None:
        """Forget everything if the device is not where we left it."""
        if cursor != self.cursor or not cursor:
            self.cursor, self.ids, self.told, self.ahead = cursor, {}, {}, {}
            self.place, self.seen = None, {}

    def is_news(self, table: Table, record: Record) -> bool:
        """Say whether the device was not told exactly this already."""
        return self.told.get((table, record_id(record))) != record

    def drop(self, table: Table, ids: Iterable[int]) -> None:
        """Forget what was told of records that the device is about to lose."""
        for one in ids:
            self.told.pop((table, one), None)
            self.ids.get(table, set()).discard(one)

    def tell(self, table: Table, records: Sequence[Record]) -> None:
        """Note what the device is told."""
        if len(self.told) > TOLD_RECORDS_MAX:
            self.told = {}
        self.told.update({(table, record_id(one)): one for one in records})

    def know(self, table: Table, ids: Iterable[int]) -> None:
        """Note all that a device holds of a table that is compared on every walk."""
        if table in ALWAYS:
            self.ids[table] = set(ids)

    def looked_at(self, look: looks.Look, ids: Iterable[int]) -> None:
        """Note what there is in a part of a table; once all of it was looked at it is known."""
        before = self.seen.pop(look.table, set()) if look.first else set()
        self.seen[look.table] = before | set(ids)
        if look.end is None:
            self.know(look.table, self.seen.pop(look.table))

    def hold(self, table: Table, ids: Iterable[int]) -> None:
        """Note that the device holds more records, if we know what it holds at all."""
        if table in self.ids:
            self.ids[table].update(ids)


def record_id(record: Record) -> int:
    """Give the id of any record."""
    return record.document.id if isinstance(record, Work) else record.id
