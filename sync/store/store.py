"""The store: one face over the journal and the mirror; the work is in the modules beside it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import date
from pathlib import Path
from typing import TypeVar

from sync.core.envelope import Envelope
from sync.core.lifecycle import Result
from sync.core.operations import Deed
from sync.core.page import Bucket, Drift, Page, Table
from sync.core.problems import Problem
from sync.core.records import Company, Warehouse
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
from sync.store import outbox, slices_home, slices_receive, slices_settle, sums, support
from sync.store.absorb import absorb
from sync.store.commit import commit
from sync.store.files import writing
from sync.store.lanes import Lanes
from sync.store.opening import Folder, open_folder
from sync.store.replay import catch_up
from sync.store.rows import Row
from sync.store.stamp import Stamp
from sync.store.told import Committed, Opened, PageMisfit, PullState, ReceiveWanted, TooManyGone
from sync.store.trouble import CommitTrouble, OpenTrouble

CHECKPOINT_COMMITS = 64
"""Commits after which the journal's log is folded into it, behind the beep."""
FIRST_ID = -(2**63)
T = TypeVar("T")


class Store:
    """One device's store. Scans are read and written in one lane, bulk work in the other."""

    def __init__(self, folder: Folder, lanes: Lanes) -> None:
        self.opened: Opened = folder.opened
        self._lock = folder.lock
        self._files = folder.files
        self._lanes = lanes
        self._commits = 0
        self._replays = 0

    @staticmethod
    def open(folder: Path, device: str, lanes: Lanes) -> "Store | OpenTrouble":
        """Open a folder, made where it is missing; `device` is used only for a new journal."""
        opened = open_folder(folder, device)
        return opened if isinstance(opened, OpenTrouble) else Store(opened, lanes)

    def close(self) -> None:
        """Finish what the lanes have in hand, and let another process have the folder."""
        files = self._files
        self._lanes.scan.submit(files.mirror_read.close).result()
        self._lanes.mirror.submit(files.journal_read.close).result()
        self._lanes.mirror.submit(files.mirror.close).result()
        self._lanes.scan.submit(files.journal.close).result()
        self._lock.release()

    # ------------------------------------------------------------------ what a person sees

    async def home(self, scope: Scope, keys: tuple[str, ...], today: date) -> HomeSlice:
        """What waits in the scope, and what the keys stand for."""
        files = self._files
        return await _in(
            self._lanes.scan,
            lambda: slices_home.home(files.journal, files.mirror_read, scope, keys, today),
        )

    async def receipts(self, scope: Scope, keys: tuple[str, ...], today: date) -> ReceiptsSlice:
        """The open receipts, earliest due first."""
        files = self._files
        return await _in(
            self._lanes.scan,
            lambda: slices_home.receipts(files.journal, files.mirror_read, scope, keys, today),
        )

    async def receive(self, scope: Scope, wanted: ReceiveWanted) -> ReceiveSlice:
        """One receipt; without a document where there is none of this number in the scope."""
        files = self._files
        return await _in(
            self._lanes.scan,
            lambda: slices_receive.receive(files.journal, files.mirror_read, scope, wanted),
        )

    async def outbox(self, limit: int, now_ms: int) -> OutboxSlice:
        """Operations that are not settled at `now_ms`: parked first, then oldest first."""
        files = self._files
        return await _in(
            self._lanes.scan, lambda: outbox.outbox(files.journal, files.mirror_read, limit, now_ms)
        )

    async def settle_desk(self, scope: Scope, limit: int, now_ms: int) -> SettleSlice:
        """What waits for a person's decision in the scope, then what the office has."""
        files = self._files
        return await _in(
            self._lanes.scan,
            lambda: slices_settle.settle_desk(
                files.journal, files.mirror_read, scope, limit, now_ms
            ),
        )

    async def unsent(self) -> Unsent:
        """What the badge needs."""
        return await _in(self._lanes.scan, lambda: outbox.unsent(self._files.journal))

    async def companies(self) -> tuple[Company, ...]:
        """The companies this device mirrors."""
        found = await _in(self._lanes.scan, lambda: self._all(Table.COMPANIES))
        return tuple(Company(*row) for row in found)

    async def warehouses(self) -> tuple[Warehouse, ...]:
        """The warehouses this device mirrors."""
        found = await _in(self._lanes.scan, lambda: self._all(Table.WAREHOUSES))
        return tuple(Warehouse(*row) for row in found)

    # ------------------------------------------------------------------ what a person does

    async def commit(
        self, deed: Deed, stamp: Stamp, today: date
    ) -> Committed | Problem | CommitTrouble:
        """Check a deed again and write it: when this returns `Committed`, it is on disk."""
        done = await _in(
            self._lanes.scan, lambda: commit(self._files, self.opened, deed, stamp, today)
        )
        if isinstance(done, Committed):
            self._after_commit()
        return done

    # ------------------------------------------------------------------ what the engine does

    async def batch(self, limit: int) -> tuple[Envelope, ...]:
        """The oldest operations without an answer, in order."""
        return await _in(self._lanes.mirror, lambda: outbox.batch(self._files.journal_read, limit))

    async def batch_from(self, seq: int, limit: int) -> tuple[Envelope, ...]:
        """Operations from a number on, answered or not: for an ERP that was put back."""
        return await _in(
            self._lanes.mirror, lambda: outbox.batch_from(self._files.journal_read, seq, limit)
        )

    async def held(self, limit: int) -> tuple[Envelope, ...]:
        """The oldest operations that wait in the ERP for another device's work."""
        return await _in(self._lanes.mirror, lambda: outbox.held(self._files.journal_read, limit))

    async def record(self, results: tuple[Result, ...]) -> Touched:
        """Keep the ERP's answers, and replay what they change."""
        touched = await _in(self._lanes.scan, lambda: outbox.record(self._files.journal, results))
        await _in(self._lanes.mirror, self._catch_up)
        return touched

    async def pull_state(self) -> PullState:
        """How far this device is, as a pull asks it."""
        files = self._files
        return await _in(
            self._lanes.scan,
            lambda: outbox.pull_state(files.journal, files.mirror_read, self.opened),
        )

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
        mirror = self._files.mirror
        return await _in(self._lanes.mirror, lambda: sums.part_sums(mirror, table, first))

    async def doubted(self, buckets: tuple[Bucket, ...]) -> dict[Table, dict[int, Mixes]]:
        """The number of each row of some buckets."""
        mirror = self._files.mirror
        return await _in(self._lanes.mirror, lambda: sums.doubted(mirror, buckets))

    async def keep_drift(self, drift: tuple[Drift, ...], wall_ms: int) -> None:
        """Keep what was found and healed, for the support bundle."""
        mirror = self._files.mirror
        await _in(self._lanes.mirror, lambda: sums.keep_drift(mirror, drift, wall_ms))

    async def agree_to_deletions(self) -> None:
        """A person says that what a pull would take away is gone: let it through once."""

        def agree() -> None:
            with writing(self._files.mirror):
                mirror_file.agree(self._files.mirror)

        await _in(self._lanes.mirror, agree)

    async def absorb(self, page: Page) -> Touched | PageMisfit | TooManyGone:
        """Take a page in, whole or not at all."""
        files = self._files
        return await _in(self._lanes.mirror, lambda: absorb(files.mirror, files.journal_read, page))

    async def forget_cursor(self) -> None:
        """Let the next pull begin anew; what is held stays until that pull has been taken in."""

        def forget() -> None:
            with writing(self._files.mirror):
                mirror_file.forget_cursor(self._files.mirror)

        await _in(self._lanes.mirror, forget)

    async def forget_mirror(self) -> None:
        """Empty the mirror: the next pull fills it again. The journal is not touched."""

        def forget() -> None:
            with writing(self._files.mirror):
                mirror_file.forget(self._files.mirror)

        await _in(self._lanes.mirror, forget)

    async def back_up(self, target: Path) -> None:
        """Copy the journal, whole, while it is in use."""
        await _in(self._lanes.mirror, lambda: support.back_up(self._files.journal_read, target))

    # ------------------------------------------------------------------ behind the beep

    def _after_commit(self) -> None:
        self._commits += 1
        if self._commits % CHECKPOINT_COMMITS == 0:
            self._lanes.scan.submit(self._checkpoint)
        self._replays += 1
        self._lanes.mirror.submit(self._replay_newest, self._replays)

    def _replay_newest(self, number: int) -> None:
        # Where more was committed since, the replay that is queued last does it all.
        if number == self._replays:
            self._catch_up()

    def _catch_up(self) -> None:
        catch_up(self._files.mirror, self._files.journal_read)

    def _checkpoint(self) -> None:
        self._files.journal.execute("PRAGMA wal_checkpoint(PASSIVE)").close()

    def _all(self, table: Table) -> list[Row]:
        return self._files.mirror_read.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()


async def _in(lane: Executor, work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(lane, work)
