"""Many seeds side by side, in processes of their own; what they met is added up."""

import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.sim.kinds import EVERY, missing
from tests.sim.profile import Profile, draw, focused
from tests.sim.world import Ran, run_seed

CHUNK = 20
TWICE_EVERY = 50
"""Every so many seeds one is run again: the same seed must be the same run."""
SHOWN = (
    ("scan", "scans"), ("crash", "crashes"), ("answer-lost", "lost answers"), ("twice", "twins"),
    ("partition", "partitions"), ("mirror_rebuilt", "mirrors made anew"),
    ("server-crash", "server crashes"), ("office", "acts of the office"), ("claim", "claims"),
)  # fmt: skip


@dataclass
class Sailed:
    """What became of many seeds."""

    seeds: int = 0
    again: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    failed: list[Ran] = field(default_factory=list)

    def add(self, other: "Sailed") -> None:
        self.seeds += other.seeds
        self.again += other.again
        self.counts += other.counts
        self.failed += other.failed

    def __str__(self) -> str:
        met = ", ".join(f"{self.counts[key]} {name}" for key, name in SHOWN)
        kinds = len(EVERY) - len(missing(self.counts))
        return (
            f"sim: {self.seeds} seeds, {met}, {kinds} of {len(EVERY)} kinds of event, "
            f"{self.again} run twice alike, "
            f"{len(self.failed)} failures"
        )


@contextmanager
def a_room() -> Iterator[Path]:
    """A folder that lives in memory where there is one: the code's own fsyncs stay."""
    memory = Path("/dev/shm")
    where = memory if os.access(memory, os.W_OK) else None
    with TemporaryDirectory(prefix="stockhand-sim-", dir=where) as room:
        yield Path(room)


def sail(first: int, last: int, focus: str = "") -> Sailed:
    """Run seeds one after another, here."""
    done = Sailed()
    with a_room() as room:
        for seed in range(first, last):
            ran = run_seed(focused(draw(seed), focus), room)
            done.seeds += 1
            done.counts += ran.counts
            if ran.broken:
                done.failed.append(ran)
            elif seed % TWICE_EVERY == 0 and not focus:
                done.again += 1
                _compare(draw(seed), ran, room, done)
    return done


def _compare(profile: Profile, before: Ran, room: Path, done: Sailed) -> None:
    again = run_seed(profile, room)
    if again.digest != before.digest:
        told = f"not deterministic: {before.digest} and {again.digest}"
        done.failed.append(Ran(profile.seed, again.digest, again.counts, told, again.last))


def sail_to_the_first(seeds: range, focus: str) -> Sailed:
    """Run seeds here until one fails: for a tree that is known to be broken."""
    done = Sailed()
    for first in seeds:
        if done.failed:
            break
        done.add(sail(first, first + 1, focus))
    return done


def sail_all(seeds: int, first: int = 0, failures_max: int = 10) -> Sailed:
    """Run seeds on every core."""
    os.environ["PYTHONHASHSEED"] = "0"
    done = Sailed()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    last = first + seeds
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        starts = range(first, last, CHUNK)
        parts = [pool.submit(sail, at, min(at + CHUNK, last)) for at in starts]
        for part in parts:
            done.add(part.result())
            if len(done.failed) >= failures_max:
                pool.shutdown(cancel_futures=True)
                break
    return done
