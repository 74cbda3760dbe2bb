"""A printer with a bad day, and an end by kill -9: what was wanted hangs there once."""

import asyncio
import signal
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scanners.printers.desk import Desk
from scanners.printers.journal import FILE, Journal
from scanners.printers.life import LIFE, Happened, State, after
from scanners.printers.printer import Condition, Result
from tests.printers import shop
from tests.printers.zebra import Mood, Zebra

AT = datetime(2026, 11, 23, tzinfo=UTC)
SLICE = 60
"""Labels under faults in the fast ring; `make prints` prints 1,000."""


@pytest.mark.parametrize("seed", [1, 2])
def test_labels_wanted_are_labels_printed(seed: int, tmp_path: Path):
    count = asyncio.run(shop.run(tmp_path, SLICE, seed))
    assert (count.lost, count.twice) == ([], []), seed
    assert len(count.moods) >= 4, "a run without trouble proves nothing"
    assert count.asked + count.waited > 5


@pytest.mark.parametrize(
    ("mood", "result", "printed"),
    [
        (Mood.WELL, Result.PRINTED, 1),
        (Mood.REFUSES, Result.NOT_PRINTED, 0),
        (Mood.RESETS_AFTER, Result.PRINTED, 1),
        (Mood.LOSES, Result.UNKNOWN, 0),
        (Mood.SILENT, Result.UNKNOWN, 1),
        (Mood.OUT_OF_PAPER, Result.NOT_PRINTED, 0),
        (Mood.RUNS_OUT, Result.UNKNOWN, 0),
        (Mood.LIES, Result.UNKNOWN, 0),
        (Mood.DEAF, Result.NOT_PRINTED, 0),
    ],
)
def test_what_is_said_of_a_label(mood: Mood, result: Result, printed: int):
    async def one() -> tuple[Result, int]:
        async with Zebra(mood=mood) as zebra:
            sent = await shop.wired(zebra.port).send(shop.content("a"), "a")
            return sent.result, len(zebra.printed)

    assert asyncio.run(one()) == (result, printed)


def test_a_printer_without_an_odometer_is_believed_only_when_nothing_went_wrong():
    async def one(mood: Mood) -> Result:
        async with Zebra(mood=mood, counts=False) as zebra:
            return (await shop.wired(zebra.port).send(shop.content("a"), "a")).result

    assert asyncio.run(one(Mood.WELL)) is Result.TAKEN
    assert asyncio.run(one(Mood.RESETS_AFTER)) is Result.UNKNOWN


@pytest.mark.parametrize(
    ("mood", "condition"),
    [
        (Mood.WELL, Condition.READY),
        (Mood.OUT_OF_PAPER, Condition.PAPER_OUT),
        (Mood.DEAF, Condition.SILENT),
    ],
)
def test_how_a_printer_is(mood: Mood, condition: Condition):
    async def one() -> Condition:
        async with Zebra(mood=mood) as zebra:
            return (await shop.wired(zebra.port).status()).condition

    assert asyncio.run(one()) is condition


# ------------------------------------------------------------------ the journal


def test_the_table_of_a_life_says_something_about_every_state():
    for state in State:
        ways_out = [happened for happened in Happened if after(state, happened)]
        assert bool(ways_out) == (state not in {State.DONE, State.GIVEN_UP})
    assert set(LIFE.values()) == set(State)
    # Nothing that may have been printed goes back into the queue unless a person says so.
    back = {(s, h) for (s, h), to in LIFE.items() if to is State.QUEUED}
    assert back == {(State.SENDING, Happened.NOT_PRINTED), (State.UNKNOWN, Happened.NOT_SEEN)}


def test_asking_twice_prints_once(tmp_path: Path):
    journal = Journal(tmp_path)
    assert journal.want(shop.wanted("a"), AT)
    assert not journal.want(shop.wanted("a"), AT)
    assert len(journal.jobs()) == 1


def test_printing_again_is_a_job_of_its_own_with_the_same_content(tmp_path: Path):
    journal = Journal(tmp_path)
    journal.want(shop.wanted("a"), AT)
    for happened in (Happened.SENT, Happened.PRINTED):
        journal.note("a", happened, AT)
    assert journal.again("a", "b", "ben", AT)
    found = journal.next("dock")
    assert found is not None
    job, content = found
    assert (job.id, job.again_of, job.asked_by) == ("b", "a", "ben")
    assert content == shop.content("a")


def test_what_happened_cannot_be_changed(tmp_path: Path):
    journal = Journal(tmp_path)
    journal.want(shop.wanted("a"), AT)
    journal.note("a", Happened.SENT, AT)
    journal.close()
    with sqlite3.connect(tmp_path / FILE) as file, pytest.raises(sqlite3.IntegrityError):
        file.execute("UPDATE happened SET what = 'printed'")
    file.close()


KILLED_IN = """
import asyncio, os, signal, sys
from pathlib import Path
from scanners.printers import desk, life
from tests.printers import shop
from scanners.printers.journal import Journal
from scanners.printers.printer import Condition, Result, Sent, Status

def die():
    os.kill(os.getpid(), signal.SIGKILL)

class Deadly:
    speaks = None
    async def status(self):
        if sys.argv[2] == "queued": die()
        return Status(Condition.READY, 1)
    async def send(self, content, name):
        if sys.argv[2] == "sending": die()
        return Sent(Result.UNKNOWN if sys.argv[2] == "unknown" else Result.PRINTED, Condition.READY)

journal = Journal(Path(sys.argv[1]))
journal.want(shop.wanted("a"), shop.clock())
one = desk.Desk("dock", Deadly(), journal, shop.clock, shop.no_wait, lambda told: die())
asyncio.run(one.step())
"""


@pytest.mark.parametrize(
    ("killed_in", "then"),
    [
        ("queued", State.QUEUED),
        ("sending", State.UNKNOWN),
        ("unknown", State.UNKNOWN),
        ("done", State.DONE),
    ],
)
def test_kill_9_in_every_state(killed_in: str, then: State, tmp_path: Path):
    """Whatever it was doing, the next start knows, or asks; and prints nothing by itself twice."""
    command = [sys.executable, "-c", KILLED_IN, str(tmp_path), killed_in]
    ended = subprocess.run(command, cwd=Path.cwd(), capture_output=True, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    journal = Journal(tmp_path)
    asked = journal.recover(AT)
    assert [job.id for job in asked] == (["a"] if killed_in == "sending" else [])
    (job,) = journal.jobs()
    assert job.state is then
    waiting = journal.next("dock")
    assert (waiting is not None) == (then is State.QUEUED)


def test_a_desk_that_is_stopped_leaves_a_label_for_a_person(tmp_path: Path):
    async def stopped() -> State:
        journal = Journal(tmp_path)
        journal.want(shop.wanted("a"), AT)
        async with Zebra(mood=Mood.RUNS_OUT) as zebra:
            printer = shop.wired(zebra.port)
            desk = Desk("dock", printer, journal, shop.clock, shop.no_wait, lambda told: None)
            task = asyncio.create_task(desk.run())
            while not zebra.inside:  # noqa: ASYNC110  a printer tells nobody
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        (job,) = journal.jobs()
        return job.state

    assert asyncio.run(stopped()) is State.UNKNOWN
