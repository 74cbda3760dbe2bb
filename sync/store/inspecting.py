"""What an inspector asks a store for, beside what everybody does."""

from datetime import date

from sync.core.check_slices import CheckKey, CheckSlice, ChecksSlice
from sync.core.slices import Scope
from sync.store import journal as journal_file
from sync.store import slices_check
from sync.store.files import Files, reading
from sync.store.working import Working


class Inspecting:
    """The queue of checks and each of them, read in the lane of whoever waits."""

    def __init__(self, work: Working) -> None:
        self._work = work
        self._counted: tuple[object, int] = (None, 0)

    def count(self, files: Files, scope: Scope) -> int:
        """How many checks wait in the scope: counted once for each state of the two files."""
        at = (
            scope,
            files.mirror_read.execute("PRAGMA data_version").fetchone()[0],
            journal_file.head(files.journal)[0],
            journal_file.newest_answer(files.journal),
        )
        if self._counted[0] != at:
            with reading(files.mirror_read):
                found = slices_check.count(files.journal, files.mirror_read, scope)
            self._counted = (at, found)
        return self._counted[1]

    async def queue(self, scope: Scope, keys: tuple[str, ...], today: date) -> ChecksSlice:
        """What waits for a check in the scope, and what failed one."""
        return await self._work.scan(
            lambda files: slices_check.queue(files.journal, files.mirror_read, scope, keys, today)
        )

    async def check(
        self, scope: Scope, key: CheckKey, keys: tuple[str, ...], today: date
    ) -> CheckSlice:
        """One check; without its row where nothing waits any more."""
        wanted = (key, keys, today)
        return await self._work.scan(
            lambda files: slices_check.one_check(files.journal, files.mirror_read, scope, wanted)
        )
