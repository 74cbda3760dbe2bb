"""An open folder at work: what runs in which lane, alone, and what is done about a broken file."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from sync.store import chain, epochs, migrate, support
from sync.store import journal as journal_file
from sync.store import mirror as mirror_file
from sync.store.closed import mark_closed
from sync.store.courtesy import Courtesy
from sync.store.epochs import Reason
from sync.store.files import (
    JOURNAL_NAME,
    MIRROR_NAME,
    Files,
    open_journal,
    open_mirror,
    open_reader,
    remove,
    writing,
)
from sync.store.folding import fold
from sync.store.intact import DamageError
from sync.store.lanes import Lanes
from sync.store.opening import Folder, bring_up
from sync.store.remembered import how_far, remembered
from sync.store.renewal import Ready, Taken, complete, prepare_whole, renew_damaged
from sync.store.replay import catch_up, renumber
from sync.store.told import Opened, OpenNote, OpenNoteKind
from sync.store.trouble import broken, is_damage

T = TypeVar("T")
Work = Callable[[Files], T]
Bring = Callable[[sqlite3.Connection, sqlite3.Connection, str, int], None]
"""How the mirror goes on with another journal."""


class Working:
    """The files of one device in the hands of its two lanes."""

    def __init__(self, folder: Folder, lanes: Lanes) -> None:
        self.path: Path = folder.path
        self.files: Files = folder.files
        self.opened: Opened = folder.opened
        self.lanes = lanes
        self.is_open = True
        self.asides = epochs.asides(folder.path) > 0
        self.courtesy = Courtesy()
        self._lock = folder.lock

    async def scan(self, work: Work[T]) -> T:
        """Do what a person waits for."""
        with self.courtesy.scanning():
            return await self._done(self.lanes.scan, work)

    async def bulk(self, work: Work[T]) -> T:
        """Do what may take its time."""
        return await self._done(self.lanes.mirror, work)

    async def change_mirror(self, change: Callable[[sqlite3.Connection], None]) -> None:
        """Change the mirror beside its pages, whole or not at all."""

        def changed(files: Files) -> None:
            with writing(files.mirror):
                change(files.mirror)

        await self.bulk(changed)

    async def alone(self, work: Callable[[], T]) -> T:
        """Do something while nothing else is done: both lanes are held."""
        try:
            return await _in(self.lanes.mirror, lambda: self.lanes.scan.submit(work).result())
        except sqlite3.Error as error:
            raise broken(error) from error

    async def _done(self, lane: Executor, work: Work[T]) -> T:
        # The files are looked up when the work is done: others may have taken their place.
        try:
            return await _in(lane, lambda: work(self.files))
        except sqlite3.Error as error:
            if not is_damage(error):
                raise broken(error) from error
        await self.alone(self.mend)
        try:
            return await _in(lane, lambda: work(self.files))
        except sqlite3.Error as error:
            raise broken(error) from error

    async def renew(self, *, everything: bool = False) -> None:
        """Go on under the next epoch with all that is not settled; scans go on meanwhile."""
        try:
            await _in(self.lanes.mirror, lambda: self._renew(everything=everything))
        except sqlite3.Error as error:
            raise broken(error) from error

    def _renew(self, *, everything: bool) -> None:
        # In the mirror lane, so that the base stays as it is; scans wait for the last step alone.
        files, scan = self.files, self.lanes.scan
        try:
            catch_up(files.mirror, files.journal_read)
            pause = self.courtesy.give_way
            taken = Taken(pause, everything)
            ready = prepare_whole(self.path, files.journal_read, files.mirror, taken)
            # What was scanned meanwhile, and the log, which is folded in when a journal is closed.
            catch_up(files.mirror, files.journal_read)
            fold(files.journal_read)
            ready = complete(self.path, files.journal_read, ready) or ready
            scan.submit(lambda: self._put_in_place(ready, Taken(everything=everything))).result()
        except DamageError:
            scan.submit(self.renew_damaged).result()

    # ------------------------------------------------------------------ alone

    def mend(self) -> None:
        """Put right whichever file is broken; the mirror where it is not the journal."""
        if support.is_whole(self.files.mirror) and not support.is_whole(self.files.journal):
            self.renew_damaged()
        else:
            self._rebuild_mirror()

    def _put_in_place(self, ready: Ready, taken: Taken) -> None:
        files, opened = self.files, self.opened
        completed = complete(self.path, files.journal, ready)
        if completed is None:
            completed = prepare_whole(self.path, files.journal, files.mirror, taken)
        catch_up(files.mirror, files.journal_read)
        state = mirror_file.state(files.mirror)
        follows = (state.device, state.epoch) == (opened.device, opened.epoch)
        self._switch(Reason.RESTORED, completed.note, renumber if follows else None)

    def renew_damaged(self) -> None:
        """Go on under the next epoch with all that is intact."""
        known = remembered(self.files.mirror)
        note = renew_damaged(self.path, self.files.mirror, known, self.opened.device)
        self._switch(Reason.DAMAGED, note)

    def _switch(self, reason: Reason, note: OpenNote, bring: Bring | None = None) -> None:
        self.files.journal_read.close()
        self.files.journal.close()
        try:
            aside, self.asides = epochs.switch(self.path, reason), True
        finally:
            self._reopen_journal()
        numbering = support.whose(self.files.journal)
        assert numbering is not None
        noted = (*self.opened.notes, replace(note, path=str(aside)))
        self.opened = Opened(numbering.device, numbering.epoch, noted)
        if bring:
            bring(self.files.mirror, self.files.journal_read, numbering.device, numbering.epoch)
        else:
            bring_up(self.files, numbering.device, numbering.epoch)

    def _reopen_journal(self) -> None:
        epochs.finish(self.path)
        if not (self.path / JOURNAL_NAME).exists():
            # An empty one made now would be taken for the truth at the next opening.
            raise FileNotFoundError(self.path / JOURNAL_NAME)
        journal = open_journal(self.path)
        reader = open_reader(self.path / JOURNAL_NAME)
        self.files = replace(self.files, journal=journal, journal_read=reader)

    def _rebuild_mirror(self) -> None:
        self.files.mirror_read.close()
        self.files.mirror.close()
        path = self.path / MIRROR_NAME
        remove(path)
        mirror = open_mirror(self.path)
        migrate.migrate(mirror, migrate.MIRROR)
        self.files = replace(self.files, mirror=mirror, mirror_read=open_reader(path))
        opened = self.opened
        bring_up(self.files, opened.device, opened.epoch)
        note = OpenNote(OpenNoteKind.MIRROR_REBUILT)
        self.opened = replace(opened, notes=(*opened.notes, note))

    # ------------------------------------------------------------------ behind

    def catch_up(self, work: Work[None]) -> None:
        """Replay in the mirror lane; a mirror that breaks is made again, and has it all then."""
        try:
            work(self.files)
        except sqlite3.Error as error:
            # On a full disk the mirror lags: slices read the journal's tail instead.
            if is_damage(error):
                self.lanes.scan.submit(self.mend).result()

    async def check_chain(self) -> None:
        """Check every operation, part by part; go on with what is intact where one is not."""
        at, opened = chain.Checked(), self.opened
        while not at.ended and self.is_open and self.opened.epoch == opened.epoch:
            at = await self._check_part(at)
        if at.broken and self.opened.epoch == opened.epoch:
            await self.alone(self.renew_damaged)

    async def _check_part(self, at: chain.Checked) -> chain.Checked:
        return await self.bulk(lambda files: chain.check_part(files.journal_read, at))

    def close(self) -> None:
        """Finish what the lanes have in hand, and let another process have the folder."""
        self.is_open = False
        scan, mirror = self.lanes.scan, self.lanes.mirror
        scan.submit(self.files.mirror_read.close).result()
        mirror.submit(self.files.journal_read.close).result()
        mirror.submit(self._close_mirror).result()
        scan.submit(self._close_journal).result()
        self._lock.release()
        mirror.shutdown()
        scan.shutdown()

    def _close_journal(self) -> None:
        head = None
        with suppress(sqlite3.Error):
            head = journal_file.head(self.files.journal)
        self.files.journal.close()
        if head:
            mark_closed(self.path / JOURNAL_NAME, head)

    def _close_mirror(self) -> None:
        reached = None
        with suppress(sqlite3.Error):
            reached = how_far(self.files.mirror)
        self.files.mirror.close()
        if reached:
            mark_closed(self.path / MIRROR_NAME, reached)


async def _in(lane: Executor, work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(lane, work)
