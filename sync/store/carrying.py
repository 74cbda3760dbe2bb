"""Unsent work carried from device to device: what a person asks of an open store."""

from pathlib import Path

from sync.store.intact import Numbering
from sync.store.replay import catch_up
from sync.store.rescue import Rescued, RescueTrouble, RescueWritten, take_in, write_rescue
from sync.store.working import Working


class Carrying:
    """Out of one device, into another. `erp` names the database the work is for."""

    def __init__(self, work: Working) -> None:
        self._work = work

    async def export(self, target: Path, erp: str) -> RescueWritten | RescueTrouble:
        """Write all unsent work into a file; it stays here as well, and is done once."""
        return await self._work.bulk(
            lambda files: write_rescue(files.journal_read, self._numbering(), erp, target)
        )

    async def take_in(self, source: Path, erp: str) -> Rescued | RescueTrouble:
        """Take in the work of such a file under this device's numbers; a second time: nothing."""
        done = await self._work.scan(lambda files: take_in(files, self._numbering(), erp, source))
        if isinstance(done, Rescued):
            await self._work.bulk(lambda files: catch_up(files.mirror, files.journal_read))
        return done

    def _numbering(self) -> Numbering:
        return Numbering(self._work.opened.device, self._work.opened.epoch)
