"""Writing deeds for those who wait: together where several do, and with what makes room for one."""

from collections.abc import Sequence
from datetime import date

from sync.core.evidence import evidence_of
from sync.core.operations import Deed
from sync.store.commit import commit, commit_all, is_new_work
from sync.store.files import Files
from sync.store.folding import Folding
from sync.store.pictures import named_before
from sync.store.room import Room
from sync.store.rounds import Rounds, Waiting, Written
from sync.store.stamp import Stamp
from sync.store.trouble import CommitTrouble, CommitTroubleKind
from sync.store.working import Working


class Committing:
    """Takes deeds to the scan lane, and does what can be done where one cannot be written."""

    def __init__(self, work: Working, room: Room, folding: Folding) -> None:
        self._work, self._room, self._folding = work, room, folding
        self._rounds = Rounds(work, self._together)

    async def commit(self, deed: Deed, stamp: Stamp, today: date) -> Written:
        """Write a deed, on disk when this returns, or say what speaks against it."""

        def written(files: Files) -> Written:
            if self._room.is_scarce() and is_new_work(files, deed):
                return CommitTrouble(CommitTroubleKind.NO_NEW_WORK)
            done = commit(files, self._work.opened, deed, stamp, today)
            for make_room in self._room.ways(files.journal):
                if _is(done, CommitTroubleKind.NO_SPACE):
                    self._folding.keep_short()
                    if make_room():
                        done = commit(files, self._work.opened, deed, stamp, today)
            return done

        alone = named_before(self._work.path, deed, stamp.op_id, written)
        done = await self._rounds.written(Waiting(deed, stamp, today, alone))
        if _is(done, CommitTroubleKind.DAMAGED):
            await self._work.alone(self._work.mend)
            done = await self._work.scan(alone)
        return done

    def _together(self, files: Files, wanted: Sequence[Waiting]) -> tuple[Written, ...] | None:
        if self._room.is_scarce() or any(evidence_of(one.deed) for one in wanted):
            return None  # There is more to do than to write.
        return commit_all(files, self._work.opened, wanted)


def _is(done: Written, kind: CommitTroubleKind) -> bool:
    return isinstance(done, CommitTrouble) and done.kind is kind
