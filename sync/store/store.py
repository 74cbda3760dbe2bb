"""The store: one face over the journal and the mirror; the work is in the modules beside it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from sync.core.envelope import Envelope
from sync.core.lifecycle import Result
from sync.core.only import Only
from sync.core.operations import Deed
from sync.core.page import Bucket, Drift, Page, Table
from sync.core.problems import Problem
from sync.core.slices import (
    HomeSlice,
    OutboxSlice,
    ReceiptsSlice,
    ReceiveSlice,
    Scope,
    SettleSlice,
    Unsent,
)
from sync.core.sums import Mixes, Sums, joined
from sync.core.touched import Touched
from sync.store import mirror as mirror_file
from sync.store import outbox, slices_home, slices_receive, slices_settle, sums, support, told
from sync.store.absorb import absorb
from sync.store.carrying import Carrying
from sync.store.committing import Committing
from sync.store.files import Files
from sync.store.folding import Folding, fold, restart
from sync.store.following import Following
from sync.store.inspecting import Inspecting
from sync.store.lanes import Lanes
from sync.store.looking import Looking
from sync.store.moving import Moving
from sync.store.opening import Folder, open_folder
from sync.store.pictures import Pictures
from sync.store.replay import catch_up
from sync.store.room import Free, Room, free_bytes
from sync.store.stamp import Stamp
from sync.store.told import Absorbed, Committed, Opened, PageMisfit, PullState, ReceiveWanted
from sync.store.trouble import CommitTrouble, OpenTrouble
from sync.store.working import Working

FIRST_ID = -(2**63)


class Store:
    """One device's store. Scans are read and written in one lane, bulk work in the other.

    What the disk does is a value, or `StoreBrokeError` where there is none to give. A mirror that
    breaks is made again at once; of a journal that breaks, what is intact goes on at once.
    """

    def __init__(self, folder: Folder, lanes: Lanes, free: Free = free_bytes) -> None:
        self._work = Working(folder, lanes)
        self.rescue = Carrying(self._work)
        self.moving = Moving(self._work)
        self.inspecting = Inspecting(self._work)
        self.pictures = Pictures(self._work)
        self.looking = Looking(self._work)
        self._room = Room(folder.path, free)
        self._folding = Folding(
            folder.path,
            lambda: lanes.mirror.submit(lambda: fold(self._files.journal_read)),
            lambda: lanes.scan.submit(lambda: restart(self._files.journal)),
        )
        self._committing = Committing(self._work, self._room, self._folding)
        self._following = Following(lambda: lanes.mirror.submit(self._replay))
        self._pulled_in_epoch = folder.opened.epoch

    @staticmethod
    def open(
        folder: Path, device: str, lanes: Lanes, free: Free = free_bytes
    ) -> "Store | OpenTrouble":
        """Open a folder, made where it is missing; `device` is used only for a new journal.

        It reads and writes files: call it from a thread that may wait. So does `close`.
        """
        opened = open_folder(folder, device)
        return opened if isinstance(opened, OpenTrouble) else Store(opened, lanes, free)

    def close(self) -> None:
        """Finish what the lanes have in hand, end them, and give the folder back."""
        self._following.finish()
        self._folding.stop()
        self._work.close()

    @property
    def opened(self) -> Opened:
        """Whom this store numbers for, and what somebody should hear about; both may change."""
        return self._work.opened

    @property
    def _files(self) -> Files:
        return self._work.files

    # ------------------------------------------------------------------ what a person sees

    async def home(self, scope: Scope, keys: tuple[str, ...], today: date) -> HomeSlice:
        """What waits in the scope, and what the keys stand for."""

        def read(files: Files) -> HomeSlice:
            found = slices_home.home(files.journal, files.mirror_read, scope, keys, today)
            return replace(found, checks=self.inspecting.count(files, scope))

        found = await self._work.scan(read)
        return found if self.has_room() else replace(found, has_room=False)

    async def receipts(
        self,
        scope: Scope,
        keys: tuple[str, ...],
        today: date,
        article: int | None = None,
        only: Only = Only.ALL,
    ) -> ReceiptsSlice:
        """The open receipts, those in work first, then by the day; and who waits for an article."""
        wanted = told.ReceiptsWanted(keys, today, article, only)
        found = await self._work.scan(
            lambda files: slices_home.receipts(files.journal, files.mirror_read, scope, wanted)
        )
        return found if self.has_room() else replace(found, has_room=False)

    async def receive(self, scope: Scope, wanted: ReceiveWanted) -> ReceiveSlice:
        """One receipt; without a document where there is none of this number in the scope."""
        found = await self._work.scan(
            lambda files: slices_receive.receive(files.journal, files.mirror_read, scope, wanted)
        )
        return found if self.has_room() or found.progress.done else replace(found, has_room=False)

    async def outbox(self, limit: int, now_ms: int) -> OutboxSlice:
        """Operations that are not settled at `now_ms`: parked first, then oldest first."""
        return await self._work.scan(
            lambda files: outbox.outbox(files.journal, files.mirror_read, limit, now_ms)
        )

    async def settle_desk(self, scope: Scope, limit: int, now_ms: int) -> SettleSlice:
        """What waits for a person's decision in the scope, then what the office has."""
        return await self._work.scan(
            lambda files: slices_settle.settle_desk(
                files.journal, files.mirror_read, scope, limit, now_ms
            )
        )

    async def unsent(self) -> Unsent:
        """What the badge needs."""
        return await self._work.bulk(lambda files: outbox.unsent(files.journal_read))

    def has_room(self) -> bool:
        """Say whether new work may be begun; what was begun goes on while a byte is left."""
        return not self._room.is_scarce()

    # ------------------------------------------------------------------ what a person does

    async def commit(
        self, deed: Deed, stamp: Stamp, today: date
    ) -> Committed | Problem | CommitTrouble:
        """Check a deed again and write it: when this returns `Committed`, it is on disk."""
        done = await self._committing.commit(deed, stamp, today)
        if isinstance(done, Committed):
            self._after_commit()
        return done

    # ------------------------------------------------------------------ what the engine does

    async def batch(self, limit: int) -> tuple[Envelope, ...]:
        """The oldest operations without an answer, in order."""
        return await self._work.bulk(lambda files: outbox.batch(files.journal_read, limit))

    async def batch_from(self, seq: int, limit: int) -> tuple[Envelope, ...]:
        """Operations from a number on, answered or not: for an ERP that was put back."""
        return await self._work.bulk(
            lambda files: outbox.batch_from(files.journal_read, seq, limit)
        )

    async def held(self, limit: int) -> tuple[Envelope, ...]:
        """The oldest operations that wait in the ERP for another device's work."""
        return await self._work.bulk(lambda files: outbox.held(files.journal_read, limit))

    async def record(self, results: tuple[Result, ...]) -> Touched:
        """Keep the ERP's answers, and replay what they change."""
        touched = await self._work.scan(lambda files: outbox.record(files.journal, results))
        await self._work.bulk(_catch_up)
        return touched

    async def pull_state(self) -> PullState:
        """How far this device is, as a pull asks it."""

        def read(files: Files) -> PullState:
            self._pulled_in_epoch = self.opened.epoch
            found = outbox.pull_state(files.journal, files.mirror_read, self.opened)
            return replace(found, asides=self._work.asides)

        return await self._work.scan(read)

    async def sums(self) -> dict[Table, Sums]:
        """The checksums of every mirrored table, by bucket."""
        return {table: await self._sums(table) for table in Table}

    async def _sums(self, table: Table) -> Sums:
        found: Sums = {}
        go_on: int | None = FIRST_ID
        while go_on is not None:
            part, go_on = await self._part(table, go_on)
            found = joined(found, part)
        return found

    async def _part(self, table: Table, first: int) -> tuple[Sums, int | None]:
        return await self._work.bulk(lambda files: sums.part_sums(files.mirror, table, first))

    async def doubted(self, buckets: tuple[Bucket, ...]) -> dict[Table, dict[int, Mixes]]:
        """The number of each row of some buckets."""
        return await self._work.bulk(lambda files: sums.doubted(files.mirror, buckets))

    async def keep_drift(self, drift: tuple[Drift, ...], wall_ms: int) -> None:
        """Keep what was found and healed, for the support bundle."""
        await self._work.bulk(lambda files: sums.keep_drift(files.mirror, drift, wall_ms))

    async def kept_drift(self, limit: int) -> tuple[tuple[int, Drift], ...]:
        """What was found and healed, newest first, each with the wall clock's time."""
        return await self._work.bulk(lambda files: sums.kept_drift(files.mirror, limit))

    async def agree_to_deletions(self) -> None:
        """A person says that what a pull would take away is gone: let it through once."""
        await self._work.change_mirror(mirror_file.agree)

    async def absorb(self, page: Page) -> Absorbed:
        """Take a page in, whole or not at all."""

        def taken(files: Files) -> Absorbed:
            if self._pulled_in_epoch != self.opened.epoch:
                # It counts by the numbers of the journal that it was asked for.
                return PageMisfit("", page.from_cursor)
            with self._work.courtesy.of(files.mirror):
                return absorb(files.mirror, files.journal_read, page)

        absorbed = await self._work.bulk(taken)
        if not page.more:
            self.looking.read_in()
        return absorbed

    async def begin_epoch(self, *, everything: bool = False) -> Opened:
        """Go on under a new epoch: what is not settled (or all) is sent again, and done once."""
        await self._work.renew(everything=everything)
        return self.opened

    async def forget_cursor(self) -> None:
        """Let the next pull begin anew; what is held stays until that pull has been taken in."""
        await self._work.change_mirror(mirror_file.forget_cursor)

    async def forget_mirror(self) -> None:
        """Empty the mirror: the next pull fills it again. The journal is not touched."""
        await self._work.change_mirror(mirror_file.forget)

    # ------------------------------------------------------------------ what support does

    async def look_through(self) -> None:
        """After opening, behind the first screen: lay in a reserve, and check the whole journal."""
        await self._work.bulk(lambda _: self._room.lay_in())
        self.looking.read_in()
        await self._work.check_chain()

    async def back_up(self, target: Path) -> None:
        """Copy the journal, whole, while it is in use."""
        await self._work.bulk(lambda files: support.back_up(files.journal_read, target))

    # ------------------------------------------------------------------ behind the beep

    def _after_commit(self) -> None:
        self._folding.committed()
        self._following.committed()

    def _replay(self) -> None:
        self._work.catch_up(_catch_up)


def _catch_up(files: Files) -> None:
    catch_up(files.mirror, files.journal_read)
