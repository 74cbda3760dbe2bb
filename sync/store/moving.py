"""What whoever moves or counts goods sees of the store."""

from datetime import date

from sync.core.count_slices import CountSlice
from sync.core.moved_slices import MoveSlice, PutawaySlice
from sync.core.only import Only
from sync.core.pack_slices import PackSlice
from sync.core.pick_slices import PickSlice, PicksSlice
from sync.core.records import PACKED_KINDS, PICKED_KINDS
from sync.core.slices import Scope
from sync.store import (
    slices_count,
    slices_move,
    slices_pack,
    slices_pick,
    slices_picks,
    slices_putaway,
)
from sync.store.told import CountWanted, MoveWanted, PicksWanted, PickWanted, PutawayWanted
from sync.store.working import Working


class Moving:
    """Read-outs in the lane of scans, each in one snapshot."""

    def __init__(self, work: Working) -> None:
        self._work = work

    async def putaway(self, scope: Scope, wanted: PutawayWanted) -> PutawaySlice:
        """What stands on the docks."""
        return await self._work.scan(
            lambda files: slices_putaway.putaway(files.journal, files.mirror_read, scope, wanted)
        )

    async def picks(
        self,
        scope: Scope,
        keys: tuple[str, ...],
        today: date,
        zone: str = "",
        only: Only = Only.ALL,
    ) -> PicksSlice:
        """What waits to be picked, in one part of the building, where one is named."""
        return await self._listed(scope, PicksWanted(keys, today, PICKED_KINDS, zone, only))

    async def packs(self, scope: Scope, keys: tuple[str, ...], today: date) -> PicksSlice:
        """What waits to be packed."""
        return await self._listed(scope, PicksWanted(keys, today, PACKED_KINDS))

    async def _listed(self, scope: Scope, wanted: PicksWanted) -> PicksSlice:
        return await self._work.scan(
            lambda files: slices_picks.picks(files.journal, files.mirror_read, scope, wanted)
        )

    async def pack(self, scope: Scope, wanted: PickWanted) -> PackSlice:
        """One document that is packed."""
        return await self._work.scan(
            lambda files: slices_pack.pack(files.journal, files.mirror_read, scope, wanted)
        )

    async def pick(self, scope: Scope, wanted: PickWanted) -> PickSlice:
        """A walk through the bins."""
        return await self._work.scan(
            lambda files: slices_pick.pick(files.journal, files.mirror_read, scope, wanted)
        )

    async def move(self, scope: Scope, wanted: MoveWanted) -> MoveSlice:
        """A move without paper."""
        return await self._work.scan(
            lambda files: slices_move.moving(files.journal, files.mirror_read, scope, wanted)
        )

    async def count(self, scope: Scope, wanted: CountWanted) -> CountSlice:
        """The bin that is counted."""
        return await self._work.scan(
            lambda files: slices_count.counting(files.journal, files.mirror_read, scope, wanted)
        )
