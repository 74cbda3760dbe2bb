"""Starts a device, kills it at a random moment, and looks at its folder; again and again."""

import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from sync.core.envelope import Envelope
from sync.store.files import JOURNAL_NAME
from tests.kill.device import Asked, Began, Ended, Told, work
from tests.powercut.cutting import OLD_JOURNAL
from tests.powercut.whole import Promised, look

KILLS_PER_DEVICE = 10
"""A folder is killed in so often; then there is a new one."""
OPENING_SHARE = 0.3
"""Kills that come so early that the store may still be opening."""
OPENING_SECONDS_MAX = 0.03
TOLD_MAX = 120
"""Words of the child before a later kill, at most."""
LATER_SECONDS_MAX = 0.004
NUMBERS_PER_LIFE = 100_000
HUNG_SECONDS = 60


@dataclass
class Killed:
    """What was killed, promised and lost, and every other thing that was wrong."""

    kills: int = 0
    promised: int = 0
    lost: int = 0
    amid: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def line(self) -> str:
        amid = ", ".join(f"{count} amid {what}" for what, count in self.amid.most_common())
        return (
            f"kill: {self.kills} kills ({amid}), lost {self.lost} of {self.promised} acknowledged"
        )


def kill(kills: int, seed: int = 0) -> Killed:
    """Kill devices so many times."""
    # A child of a small server that has all imported already: as real, and there at once.
    context = get_context("spawn" if sys.platform == "win32" else "forkserver")
    if sys.platform != "win32":
        context.set_forkserver_preload(["tests.kill.device"])
    killed = Killed()
    while killed.kills < kills:
        with tempfile.TemporaryDirectory() as place:
            Victim(context, seed, Path(place), killed).live(
                min(kills - killed.kills, KILLS_PER_DEVICE)
            )
        seed += 1
    return killed


class Victim:
    """One folder, through several kills."""

    def __init__(self, context, seed: int, place: Path, killed: Killed) -> None:
        self.context = context
        self.seed = seed
        self.chance = Random(seed)
        self.folder = place / "device"
        self.copy = place / "copy"
        self.killed = killed
        self.promised = Promised()
        self.is_old = seed % 2 == 0

    def live(self, kills: int) -> None:
        self.folder.mkdir()
        if self.is_old:
            with closing(sqlite3.connect(self.folder / JOURNAL_NAME)) as old:
                old.executescript(OLD_JOURNAL.read_text(encoding="utf-8"))
            shutil.copytree(self.folder, self.copy)
            self.promised.operations.update(look(self.copy, Promised()).operations)
            shutil.rmtree(self.copy)
        for number in range(kills):
            self.kill_once((number + 1) * NUMBERS_PER_LIFE)
            self.look(number)

    def kill_once(self, number: int) -> None:
        ours, theirs = self.context.Pipe()
        child = self.context.Process(target=work, args=(self.folder, number, theirs))
        child.start()
        theirs.close()
        doing = dict[str, bool]()
        for _ in range(self.told_before()):
            if not ours.poll(HUNG_SECONDS):
                raise TimeoutError(f"seed {self.seed}: the child says nothing")
            self.hear(ours.recv(), doing)
        early = len(doing) == 1
        child.join(self.chance.uniform(0, OPENING_SECONDS_MAX if early else LATER_SECONDS_MAX))
        assert child.exitcode is None, f"seed {self.seed}: the child died by itself"
        child.kill()
        self.hear_the_rest(ours, doing)
        child.join()
        self.killed.kills += 1
        self.killed.amid.update([what for what, still in doing.items() if still] or ["nothing"])

    def told_before(self) -> int:
        """How much is heard before the kill; the first word is that it opens.

        An older app's journal is brought up at its first opening: that is the second.
        """
        if self.is_old:
            self.is_old = False
            return 2
        early = self.chance.random() < OPENING_SHARE
        return 1 if early else self.chance.randint(2, TOLD_MAX)

    def hear_the_rest(self, pipe: Connection, doing: dict[str, bool]) -> None:
        try:
            while True:
                self.hear(pipe.recv(), doing)
        except (EOFError, OSError):
            pipe.close()

    def hear(self, told: Told, doing: dict[str, bool]) -> None:
        match told:
            case Asked(op_id, deed):
                self.promised.asked[op_id] = deed
                doing["scans"] = True
            case Began(what):
                doing[what] = True
            case Ended(what):
                doing[what] = False
            case _:
                if isinstance(told, Envelope):
                    doing["scans"] = False
                self.killed.promised += told.op_id not in self.promised.operations
                self.promised.add(told)

    def look(self, number: int) -> None:
        """Half of the time at a copy, so that the next life finds all as the kill left it."""
        folder = self.folder
        if self.chance.random() < 0.5:
            folder = shutil.copytree(self.folder, self.copy)
        found = look(folder, self.promised)
        self.killed.lost += len(found.lost)
        self.killed.wrong += (f"seed {self.seed}, kill {number}: {one}" for one in found.wrong)
        # What was written and not yet said when the kill came is a promise from now on.
        self.promised = Promised(dict(found.operations), set(found.answers), self.promised.asked)
        shutil.rmtree(self.copy, ignore_errors=True)
