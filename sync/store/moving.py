"""What whoever moves or counts goods sees of the store."""

from sync.core.count_slices import CountSlice
from sync.core.moved_slices import MoveSlice, PutawaySlice
from sync.core.slices import Scope
from sync.store import slices_count, slices_move, slices_putaway
from sync.store.told import CountWanted, MoveWanted, PutawayWanted
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
