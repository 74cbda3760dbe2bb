"""Cuts the power at random moments of random lives, and looks at every folder that is left."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from random import Random
from unittest.mock import patch

from sync.store import files, folding
from sync.store.files import JOURNAL_NAME
from tests.powercut.disk import Acknowledged, Disk, Event, put
from tests.powercut.life import Life
from tests.powercut.recording import Recorder, library
from tests.powercut.whole import Promised, look
from tests.store.floor import Floor

LIVES = 4
"""Lives of one device, each begun with what a cut left of the one before."""
ACTIONS = 24
"""Things done in a life."""
CUTS_PER_LIFE = 25
LOOKED_AT_COMMITS = 5
LOG_BYTES_MAX = 0
"""In place of the store's own, so that in a short life the log is folded in several times."""
AFTER_WORD_MAX = 4
"""Half of the cuts come within so many events after something was promised."""
CHUNK = 4
"""Devices handed to a worker at once."""
OLD_JOURNAL = Path(__file__).parents[1] / "store" / "fixtures" / "journal_v1.sql"
OLD_SHARE = 0.25
"""Devices that begin with a journal of the first version."""


@dataclass
class Tally:
    """What was promised, cut and lost, and every other thing that was wrong."""

    cuts: int = 0
    promised: int = 0
    lost: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        self.cuts += other.cuts
        self.promised += other.promised
        self.lost += other.lost
        self.wrong += other.wrong


@contextmanager
def journal_synchronous(level: str | None) -> Iterator[None]:
    """The shipping store with another `synchronous` of its journal; None leaves it as it is."""
    pragmas = (f"synchronous={level}" if one.startswith("sync") else one for one in files._JOURNAL)
    with patch.object(files, "_JOURNAL", tuple(pragmas) if level else files._JOURNAL):
        yield


def cut(cuts: int, seed: int = 0, synchronous: str | None = None) -> Tally:
    """Cut the power at least so many times, in the lives of devices with seeds from `seed` on."""
    library()  # What it has to complain of is heard better here than from the workers.
    tally = Tally()
    devices = -(-cuts // (LIVES * CUTS_PER_LIFE))
    # Each worker begins afresh: what SQLite and ctypes hold does not survive a fork.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as workers:
        seeds = range(seed, seed + devices)
        for one in workers.map(_device, seeds, repeat(synchronous), chunksize=CHUNK):
            tally.add(one)
    return tally


def _device(seed: int, synchronous: str | None) -> Tally:
    tally = Tally()
    # In memory where there is any: the disk that matters is the model's.
    memory = Path("/dev/shm")
    with (
        tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as place,
        journal_synchronous(synchronous),
    ):
        Device(seed, Path(place), tally).live()
    return tally


class Device:
    """One device, from its first opening through several cuts."""

    def __init__(self, seed: int, place: Path, tally: Tally) -> None:
        self.seed = seed
        self.chance = Random(seed)
        self.place = place
        self.tally = tally
        self.promised = Promised()

    def live(self) -> None:
        folder = self.place / "0"
        folder.mkdir()
        if self.chance.random() < OLD_SHARE:
            with closing(sqlite3.connect(folder / JOURNAL_NAME)) as old:
                old.executescript(OLD_JOURNAL.read_text(encoding="utf-8"))
            self.begin_with(folder)
        for number in range(LIVES):
            disk = Disk(folder)
            events = self.record(folder)
            folder = self.place / f"{number + 1}"
            self.cut_at(self.moments(events), events, disk, folder)

    def begin_with(self, folder: Path) -> None:
        """Whatever is in a folder that a device begins with is promised."""
        shutil.copytree(folder, self.place / "begin")
        found = look(self.place / "begin", self.promised)
        shutil.rmtree(self.place / "begin")
        self.promised = Promised(dict(found.operations), set(found.answers), self.promised.asked)

    def record(self, folder: Path) -> list[Event]:
        recorder = Recorder(folder)
        promised = self.promised.copy()

        def say(said) -> None:
            promised.add(said)
            recorder.note(Acknowledged(said))

        with (
            recorder.recording(),
            patch.object(folding, "LOOKED_AT_COMMITS", LOOKED_AT_COMMITS),
            patch.object(folding, "LOG_BYTES_MAX", LOG_BYTES_MAX),
        ):
            floor = Floor(folder)
            Life(floor, promised, self.chance, say).live(ACTIONS)
            assert recorder.saw_everything(), f"seed {self.seed}: the recorder missed something"
            floor.mirror_lane.let_go()
            floor.store.close()
        self.tally.promised += len(promised.operations) - len(self.promised.operations)
        return recorder.events

    def moments(self, events: list[Event]) -> list[int]:
        """How many events come before each cut, in order."""
        words = [n for n, event in enumerate(events, 1) if isinstance(event, Acknowledged)]
        some = [self.chance.randint(0, len(events)) for _ in range(CUTS_PER_LIFE)]
        for number in range(0, CUTS_PER_LIFE if words else 0, 2):
            after = self.chance.choice(words) + self.chance.randrange(AFTER_WORD_MAX)
            some[number] = min(after, len(events))
        return sorted(some)

    def cut_at(self, moments: list[int], events: list[Event], disk: Disk, next_life: Path) -> None:
        """Cut at each moment; the device goes on with what one of the cuts left."""
        goes_on, lost, done = self.chance.randrange(len(moments)), set[str](), 0
        promised, going_on = self.promised, self.promised
        for number, moment in enumerate(moments):
            for event in events[done:moment]:
                disk.apply(event)
                if isinstance(event, Acknowledged):
                    promised.add(event.said)
            done = moment
            image, folder = disk.after_cut(self.chance), self.place / "cut"
            put(image, folder)
            found = look(folder, promised)
            shutil.rmtree(folder)
            self.tally.cuts += 1
            lost |= found.lost
            self.tally.wrong += (f"seed {self.seed}, event {moment}: {one}" for one in found.wrong)
            if number == goes_on:
                put(image, next_life)
                going_on = Promised(dict(found.operations), set(found.answers), promised.asked)
        self.tally.lost += len(lost)
        self.promised = going_on
