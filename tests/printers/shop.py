"""A desk at a printer with a bad day, and a person who looks when asked: 1,000 labels, counted.

make prints          (JOBS=1000, SEED=7 for other troubles)
"""

import asyncio
import os
import random
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from scanners.labels.wish import To
from scanners.printers import tcp
from scanners.printers.desk import Desk
from scanners.printers.dialects import DIALECTS
from scanners.printers.journal import Journal, Wanted
from scanners.printers.life import Happened, State
from scanners.printers.printer import Speaks
from scanners.printers.wired import Patience, Wired
from tests.printers.zebra import Mood, Zebra

IMPATIENT = Patience(answer_s_max=0.05, polls_max=3, poll_s=0, loading_polls_max=6)
TROUBLE_OF = 3
"""One label in so many meets trouble."""
STEPS_MAX = 20


@dataclass
class Count:
    """What a run came to."""

    wanted: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    moods: Counter[str] = field(default_factory=Counter)
    asked: int = 0
    waited: int = 0

    @property
    def lost(self) -> list[str]:
        return sorted(set(self.wanted) - set(self.printed))

    @property
    def twice(self) -> list[str]:
        return sorted(name for name, times in Counter(self.printed).items() if times > 1)


def content(name: str) -> bytes:
    return b"^XA^FX" + name.encode() + b"^FO10,10^GB100,100,3^FS" * 40 + b"^XZ\n"


def wanted(name: str, printer: str = "dock") -> Wanted:
    return Wanted(
        id=name, printer=printer, label="case", about="Tea", content=content(name), asked_by="anna"
    )


def clock() -> datetime:
    clock.at += timedelta(seconds=1)  # type: ignore[attr-defined]
    return clock.at  # type: ignore[attr-defined,no-any-return]


clock.at = datetime(2026, 11, 23, tzinfo=UTC)  # type: ignore[attr-defined]


async def no_wait(_seconds: float) -> None:
    await asyncio.sleep(0)


def wired(port: int) -> Wired:
    line = partial(tcp.open_line, "127.0.0.1", port)
    return Wired(line, Speaks(To.ZPL, 203), DIALECTS[To.ZPL], no_wait, IMPATIENT)


async def run(folder: Path, jobs: int, seed: int) -> Count:
    dice = random.Random(seed)
    count = Count()
    journal = Journal(folder)
    async with Zebra() as zebra:
        desk = Desk("dock", wired(zebra.port), journal, clock, no_wait, lambda told: None)
        for at in range(jobs):
            name = f"label-{at}"
            count.wanted.append(name)
            journal.want(wanted(name), clock())
            if not dice.randrange(TROUBLE_OF):
                zebra.mood = dice.choice(list(Mood)[1:])
                count.moods[zebra.mood] += 1
            await _until_over(desk, zebra, journal, count)
        count.printed = zebra.printed
    journal.close()
    return count


async def _until_over(desk: Desk, zebra: Zebra, journal: Journal, count: Count) -> None:
    """Print what waits; where it cannot, a person comes, mends the printer, looks and answers."""
    for _ in range(STEPS_MAX):
        told = await desk.step()
        if told is None:
            return
        if told.state is State.DONE:
            continue
        zebra.load()
        if told.state is State.UNKNOWN:
            count.asked += 1
            seen = Happened.SEEN if told.job in zebra.printed else Happened.NOT_SEEN
            assert journal.note(told.job, seen, clock()) is not None
        else:
            count.waited += 1
    raise AssertionError(f"no end: {journal.jobs(State.QUEUED, State.UNKNOWN)}")


def main() -> int:
    jobs, seed = int(os.environ.get("JOBS", "1000")), int(os.environ.get("SEED", "1"))
    with tempfile.TemporaryDirectory() as folder:
        count = asyncio.run(run(Path(folder), jobs, seed))
    print(f"seed {seed}: {len(count.wanted)} wanted, {len(count.printed)} printed,", end=" ")
    print(f"{len(count.lost)} lost, {len(count.twice)} twice; {count.asked} asked of a person,")
    print(f"{count.waited} times the printer could not, and the label waited")
    for mood, times in count.moods.most_common():
        print(f"  {times:4} x {mood}")
    return int(bool(count.lost or count.twice))


if __name__ == "__main__":
    sys.exit(main())
