"""What whoever looks something up sees of the store; and its index, read in behind the scans."""

from sync.core.lookup_slices import LookupSlice
from sync.core.page import Table
from sync.core.slices import Scope
from sync.store import slices_lookup, words
from sync.store.files import Files, marks, writing
from sync.store.mirror import by_id, parts
from sync.store.told import LookupWanted
from sync.store.working import Working

NAMES_LOOKED_BACK_MAX = 20_000
"""So many operations of this device are looked through for lots that it named."""


class Looking:
    """Read-outs in the lane of scans; the index follows in the other, part by part."""

    def __init__(self, work: Working) -> None:
        self._work = work
        self._is_reading = False

    async def lookup(self, scope: Scope, wanted: LookupWanted) -> LookupSlice:
        """One thing, and what the keys and words stand for."""
        return await self._work.scan(
            lambda files: slices_lookup.lookup(files.journal, files.mirror_read, scope, wanted)
        )

    async def company_name(self, company: int | None) -> str:
        """What a company is called; "" where none of that number was pulled."""
        found = await self._work.scan(
            lambda files: by_id(files.mirror_read, Table.COMPANIES, company)
        )
        return str(found[1]) if found else ""

    async def lot_names(self, limit: int) -> tuple[str, ...]:
        """The names of the newest lots, by which scans of them are told apart."""
        return await self._work.bulk(lambda files: _lot_names(files, limit))

    async def used_names(self, product: int, names: tuple[str, ...]) -> frozenset[str]:
        """Those of the names that a lot of an article has, or was given here of late."""
        return await self._work.bulk(lambda files: _used_names(files, product, names))

    def read_in(self) -> None:
        """Have what the index lacks read in, each part behind what waits in the lane by then."""
        if not self._is_reading and self._work.is_open:
            self._is_reading = True
            self._work.lanes.mirror.submit(self._read_in)

    def _read_in(self) -> None:
        self._is_reading = False
        if self._work.is_open:
            self._work.catch_up(self._part)

    def _part(self, files: Files) -> None:
        with self._work.courtesy.of(files.mirror), writing(files.mirror):
            words.read_in(files.mirror)
        if words.is_behind(files.mirror):
            self.read_in()


def _used_names(files: Files, product: int, names: tuple[str, ...]) -> frozenset[str]:
    used = set[str]()
    for part in parts(names):
        lots = f"SELECT name FROM lots WHERE name IN ({marks(part)}) AND product = ?"
        used.update(name for (name,) in files.mirror_read.execute(lots, (*part, product)))
        # Of an ERP that was put back no page says so: what was done here does.
        done = (
            "SELECT json_extract(payload, '$.deed.lot') AS lot FROM operations"
            " WHERE seq > (SELECT max(seq) FROM operations) - ?"
            f" AND lot IN ({marks(part)}) AND json_extract(payload, '$.deed.product') = ?"
        )
        found = files.journal_read.execute(done, (NAMES_LOOKED_BACK_MAX, *part, product))
        used.update(name for (name,) in found)
    return frozenset(used)


def _lot_names(files: Files, limit: int) -> tuple[str, ...]:
    found = files.mirror_read.execute("SELECT name FROM lots ORDER BY id DESC LIMIT ?", (limit,))
    return tuple(str(name) for (name,) in found)
