"""One device of a run: the shipping store and engine on real files, which live and die."""

import asyncio
import shutil
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from sync.core.envelope import Envelope, When, Who, from_json
from sync.core.ids import op_id
from sync.core.operations import Deed
from sync.core.slices import ReceiveSlice, Scope
from sync.core.touched import Touched
from sync.engine.claims import Claims
from sync.engine.engine import Ends, Engine
from sync.engine.events import NetworkBack, Written
from sync.engine.pull import Scopes
from sync.engine.status import Status
from sync.engine.world import World, wait_on_loop
from sync.store.files import JOURNAL_NAME, MIRROR_NAME
from sync.store.lanes import Inline, Lanes
from sync.store.stamp import Stamp
from sync.store.store import Store
from sync.store.told import Committed, ReceiveWanted
from tests.sim import damage, ground
from tests.sim.disk import CrashNow, Power, image, peek, powered
from tests.sim.lane import Lagging
from tests.sim.net import Link
from tests.sim.trace import Trace, hold

DOWN_S_MAX = 20.0
CALM_LAG_S = 0.05
T = TypeVar("T")


@dataclass(frozen=True)
class Put:
    """What a device is put into: its name here, and in its journal; its scope and its files."""

    name: str
    device: str
    scope: Scope
    folder: Path
    room: Path


@dataclass
class Promised:
    """What a device's people were promised: what they heard the beep for, and what is written.

    `gone` went with the disk: the device was put back to an older day, or said that it lost them.
    """

    heard: dict[str, Envelope] = field(default_factory=dict)
    written: dict[str, Envelope] = field(default_factory=dict)
    head: Envelope | None = None
    gone: set[str] = field(default_factory=set)
    told_lost: int = 0


class Scanning(Inline):
    """The lane of scans: work is done at once, and what came of it can be looked at."""

    def __init__(self) -> None:
        self.last: Future[Any] = Future()
        self._stopped = False

    def submit(self, fn, /, *args, **kwargs):
        self.last = Future() if self._stopped else super().submit(fn, *args, **kwargs)
        return self.last

    def stop(self) -> None:
        """The machine is dead."""
        self._stopped = True


class Device:
    """A handheld. `after` is called whenever its files may have changed."""

    def __init__(self, put: Put, link: Link, dice: Random, lag_s: float, trace: Trace) -> None:
        self._seen: tuple[int, ...] = ()
        self._noted = 0
        self.put, self.link, self.dice, self.trace = put, link, dice, trace
        self.lag_s = lag_s
        self.claims: Claims | None = None
        self.name, self.scope = put.name, put.scope
        self.home = put.folder / "0"
        self.lives = 0
        self.up = False
        self.full = self.drifted = self.copied = False
        self.has_neighbours = False
        self.torn = 0.0
        self.on_torn: Callable[[Device], None] = lambda _device: None
        self.skew_ms = 0
        self.promised = Promised()
        self.after: Callable[[Device, frozenset[int]], None] = lambda _device, _documents: None
        self.is_filed: Callable[[str], bool] = lambda _op_id: False
        self.failed: list[BaseException] = []
        ground.new_device(put.room, self.home, put.name)

    # ------------------------------------------------------------------ life

    def rise(self) -> None:
        """Switch on: open what the disk holds; dying on the way is part of it."""
        if self.up:
            return
        self.power = Power(self.home, self._image)
        self.power.full = self.full
        self.mirror_lane, self.scan_lane = Lagging(self.dice, self.lag_s), Scanning()
        with powered(self.power):
            try:
                opened = Store.open(self.home, self.name, Lanes(self.scan_lane, self.mirror_lane))
            except CrashNow:
                self.power.close()
                self._lie_down()
                return
        if not isinstance(opened, Store):
            hold("opens", self.full, self.name, opened)
            self.power.cut()
            self.power.close()
            self._lie_down()
            return
        self.store, self.up = opened, True
        self._noted = 0
        self._look_again()
        self._start()

    def _start(self) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        scopes = Scopes((self.scope.company,), (self.scope.warehouse,))
        world = World(
            monotonic_ms=lambda: int((loop.time() - began) * 1000),
            wall_ms=self._wall_ms,
            chance=self.dice.random,
            wait=wait_on_loop,
        )
        self.engine = Engine(Ends(self.store, self.link, scopes), world, self._heard)
        self.running = loop.create_task(self.engine.run())
        self.running.add_done_callback(self._ended)
        if self.has_neighbours:
            # What it heard is gone with the process: a new life knows nobody, and holds nothing.
            self.claims = Claims(self.store.opened.device, self.link, world, self._heard_of)
            beside = loop.create_task(self.claims.run())
            self.running.add_done_callback(lambda _: beside.cancel())

    def _heard_of(self) -> None:
        self.trace.counts["told-of-another"] += 1

    def _wall_ms(self) -> int:
        at_s = asyncio.get_running_loop().time()
        return 1_700_000_000_000 + int(at_s * 1000) + self.skew_ms

    def _ended(self, task: "asyncio.Task[None]") -> None:
        trouble = None if task.cancelled() else task.exception()
        if trouble is not None and not isinstance(trouble, CrashNow):
            self.failed.append(trouble)

    def _heard(self, touched: Touched, _status: Status) -> None:
        if not self.up or self.power.dead:
            return
        try:
            self.follow()
            self.after(self, touched.documents)
        except AssertionError as broken:
            # The engine has a wall against bugs in screens; a broken promise must get past it.
            self.failed.append(broken)

    # ------------------------------------------------------------------ death

    def _image(self) -> None:
        """The power is cut: this is what the disk holds."""
        self.trace(self.name, "crash")
        self.trace.counts["crash-statement"] += self.power.struck
        self.lives += 1
        self.next_home = self.put.folder / str(self.lives)
        image(self.home, self.next_home)
        if self.torn and self.dice.random() < self.torn:
            self.trace(self.name, "torn")
            damage.tear(self.next_home, self.dice)
            self.on_torn(self)
        asyncio.get_running_loop().call_soon(self.fall)

    def fall(self) -> None:
        """The process is gone."""
        if not self.up:
            return
        self.up = False
        if not self.power.dead:
            self.power.cut()
        self._stop()
        self._lie_down()

    def switch_off(self) -> None:
        """The app is closed as it should be."""
        if not self.up:
            return
        self.trace(self.name, "close")
        self.up = False
        self.running.cancel()
        self.mirror_lane.finish()
        with suppress(CrashNow):
            self.store.close()
        self._let_go()
        if not self.power.dead:
            self.lives += 1
            self.next_home = self.put.folder / str(self.lives)
            image(self.home, self.next_home)
        self._stop()
        self._lie_down()

    def _stop(self) -> None:
        """What the operating system does with a process that is no more."""
        self.running.cancel()
        self.mirror_lane.stop()
        self.scan_lane.stop()
        self._let_go()
        self.store._work._lock.release()
        self.power.close()

    def _let_go(self) -> None:
        self.journal.close()
        self.mirror.close()

    def _lie_down(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)
        self.home = self.next_home
        later = self.dice.uniform(0.1, DOWN_S_MAX)
        asyncio.get_running_loop().call_later(later, self.rise)

    def heal(self) -> None:
        """All is well: it has power, space and a network, and is switched on."""
        self.fill_up(full=False)
        self.link.cut_out = self.link.cut_back = False
        self.lag_s = min(self.lag_s, CALM_LAG_S)
        if self.drifted:
            self.link.forget_sums()
        if self.up:
            self.power.left = None
            self.mirror_lane.hurry(self.lag_s)
            if self.drifted:
                # What drifted is found at the next session, or within the hour.
                self.switch_off()
        self.rise()
        self.wake()

    def end(self) -> None:
        """The run is over."""
        self.up = False
        self._stop()

    # ------------------------------------------------------------------ damage, while it is off

    def fill_up(self, *, full: bool) -> None:
        """No file of it can grow any more."""
        self.full = full
        if self.up:
            self.power.fill_up(full=full)

    def keep_all(self) -> None:
        """A backup of the whole device."""
        self.backup = self.put.folder / "backup"
        shutil.rmtree(self.backup, ignore_errors=True)
        self.backup.mkdir(parents=True)
        for name in (JOURNAL_NAME, MIRROR_NAME):
            damage.copy_of(self.home, name, self.backup / name)

    def put_back(self, *names: str) -> None:
        """The device is what it was at its backup, or its journal is; what came since is gone."""
        self.trace(self.name, "put-back", *names)
        # It may have drifted before the backup was made.
        self.drifted = True
        for name in names:
            damage.put_back(self.backup / name, self.home, name)
        for name in names:
            (self.home / name).with_suffix(".closed").unlink(missing_ok=True)
        with closing(peek(self.home / JOURNAL_NAME)) as journal:
            left = {row[0] for row in journal.execute("SELECT op_id FROM operations")}
        self.promised.gone |= self.promised.heard.keys() - left

    def break_journal(self) -> None:
        self.trace(self.name, "journal-broken")
        damage.scramble(self.home, JOURNAL_NAME, self.dice, with_log=False)

    def lose_mirror(self) -> None:
        self.trace(self.name, "mirror-lost")
        damage.remove(self.home, MIRROR_NAME)

    def break_mirror(self) -> None:
        self.trace(self.name, "mirror-broken")
        damage.scramble(self.home, MIRROR_NAME, self.dice)

    def keep_mirror(self) -> None:
        self.kept = self.put.folder / "kept.db"
        self.kept.unlink(missing_ok=True)
        damage.copy_of(self.home, MIRROR_NAME, self.kept)

    def put_back_mirror(self) -> None:
        self.trace(self.name, "mirror-old")
        damage.put_back(self.kept, self.home, MIRROR_NAME)

    def set_back(self) -> None:
        self.trace(self.name, "upgrade", damage.set_back(self.home, self.dice))

    def lose_a_row(self) -> None:
        self.drifted = True
        self.trace(self.name, "mirror-drift", damage.lose_a_row(self.home, self.dice))

    # ------------------------------------------------------------------ what people do

    async def commit(self, deed: Deed, stamp: Stamp) -> Committed | None:
        """Write a deed down; what is returned was heard."""
        if not self.up:
            return None
        try:
            done = await self.store.commit(deed, stamp, ground.TODAY)
        except CrashNow:
            return None
        if self.power.dead:
            return None  # Written or not: nobody heard a beep.
        if not isinstance(done, Committed):
            self.trace(self.name, "refused", done)
            return None
        self.follow()
        self._note(done.envelope)
        self.promised.heard[done.envelope.op_id] = done.envelope
        self.trace.counts[f"deed {done.envelope.kind}"] += 1
        self.trace(self.name, "scan", done.envelope.seq, done.envelope.kind, deed.document)
        self.engine.wake(Written())
        self.after(self, frozenset({deed.document}))
        return done

    def turn_to(self, document: int | None) -> None:
        """Whoever works here is at a document now, or went away."""
        if self.up and self.claims:
            documents = (document,) if document else ()
            self.claims.turn_to("clerk", documents, self.name)

    def follow(self) -> None:
        """Another file may have taken a file's place: a new epoch, a mirror made again."""
        if self._files() != self._seen:
            self._let_go()
            self._look_again()

    def _look_again(self) -> None:
        self._seen = self._files()
        self.journal, self.mirror = (peek(self.home / n) for n in (JOURNAL_NAME, MIRROR_NAME))
        for note in self.store.opened.notes[self._noted :]:
            self.trace(self.name, note.kind, note.kept, note.lost)
            self.promised.told_lost += note.lost
        self._noted = len(self.store.opened.notes)
        self._read_back()

    def _files(self) -> tuple[int, ...]:
        return tuple((self.home / name).stat().st_ino for name in (JOURNAL_NAME, MIRROR_NAME))

    def stamp(self) -> Stamp:
        at_ms = self._wall_ms()
        who = Who("ana", "", self.scope.company, self.scope.warehouse)
        when = When(at_ms, at_ms, "boot")
        return Stamp(op_id(at_ms, self.dice.getrandbits(60)), who, when, "scan")

    def look(self, document: int) -> ReceiveSlice:
        """The screen of one receipt, as the app reads it."""
        wanted = ReceiveWanted(document, None, None, None, (), ground.TODAY)
        return self.at_once(lambda: self.store.receive(self.scope, wanted))

    def at_once(self, read: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Read in the scan lane, which is inline, without letting time pass or the power fail."""
        left, self.power.left = self.power.left, None
        work = read()
        work.send(None)
        work.close()
        self.power.left = left
        return self.scan_lane.last.result()

    def wake(self) -> None:
        """The network is back."""
        if self.up:
            self.engine.wake(NetworkBack())

    # ------------------------------------------------------------------ what is written

    def _note(self, envelope: Envelope) -> None:
        promised, head = self.promised, self.promised.head
        if envelope.op_id in promised.written:
            return
        if head is not None and head.epoch == envelope.epoch:
            hold("I7 no gap", envelope.seq == head.seq + 1, self.name, envelope.seq, head.seq)
            hold("I7 chain", envelope.prev_hash == head.hash, self.name, envelope.seq)
        promised.written[envelope.op_id] = promised.head = envelope

    def _read_back(self) -> None:
        """After opening: what is in the journal now, and nothing that was heard is missing."""
        promised = self.promised
        promised.written, promised.head = {}, None
        for (payload,) in self.journal.execute("SELECT payload FROM operations ORDER BY seq"):
            self._note(from_json(payload))
        lost = {
            op_id
            for op_id in promised.heard.keys() - promised.written.keys() - promised.gone
            if not self.is_filed(op_id)
        }
        told, promised.told_lost = promised.told_lost, 0
        hold("I1 written", len(lost) <= told, self.name, "lost", sorted(lost), "told", told)
        promised.gone |= lost
