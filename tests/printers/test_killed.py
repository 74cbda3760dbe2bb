"""Kill -9 in every state of a job: none is lost, none comes twice, what nobody knows is asked."""

import asyncio
import sys
from pathlib import Path

import pytest

from scanners.printers.desk import Desk
from scanners.printers.journal import Journal
from scanners.printers.life import Happened, State
from tests.printers import killed, shop
from tests.printers.zebra import Mood, Zebra

pytestmark = pytest.mark.sim
AFTER_START = {
    "queued": State.QUEUED, "asking": State.QUEUED, "before a byte": State.UNKNOWN,
    "half of it": State.UNKNOWN, "all but its end": State.UNKNOWN, "all of it": State.UNKNOWN,
    "done": State.DONE, "unknown": State.UNKNOWN, "seen": State.DONE, "not seen": State.QUEUED,
    "given up": State.GIVEN_UP, "again": State.DONE,
}  # fmt: skip
"""Where the job is when the app starts again."""
COPIES = {"given up": 0, "again": 2}
"""How many labels were wanted in the end, where that is not one."""
LOST = frozenset({"unknown", "not seen", "given up"})
"""Moments that the printer brings about by losing the label; "seen" by saying nothing after it."""


def test_every_moment_is_killed_in():
    assert set(AFTER_START) == set(killed.MOMENTS)
    assert set(AFTER_START.values()) == set(State) - {State.SENDING}, "that one is unknown by then"


@pytest.mark.parametrize("moment", killed.MOMENTS)
def test_killed_there(tmp_path: Path, moment: str):
    asyncio.run(_killed(tmp_path, moment))


async def _killed(folder: Path, moment: str) -> None:
    mood = Mood.LOSES if moment in LOST else Mood.SILENT if moment == "seen" else Mood.WELL
    async with Zebra(mood=mood) as zebra:
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.printers.killed", str(folder), str(zebra.port), moment),
            stdout=asyncio.subprocess.PIPE,
        )
        assert child.stdout is not None
        assert (await child.stdout.readline()).decode() == killed.HERE, moment
        child.kill()
        await child.wait()
        zebra.load()
        journal = Journal(folder)
        recovered = journal.recover(shop.clock())
        job = journal.job(killed.JOB)
        assert job is not None
        assert job.state is AFTER_START[moment], (moment, job)
        assert all(one.id == killed.JOB for one in recovered)
        printer = shop.wired(zebra.port)
        desk = Desk("dock", printer, journal, shop.clock, shop.no_wait, lambda told: None)
        if job.state is State.UNKNOWN:
            assert await desk.step() is None, "nothing is tried before a person has looked"
            seen = Happened.SEEN if killed.JOB in zebra.printed else Happened.NOT_SEEN
            journal.note(killed.JOB, seen, shop.clock())
        while await desk.step():
            pass
        assert zebra.printed == [killed.JOB] * COPIES.get(moment, 1)
        assert not journal.jobs(State.QUEUED, State.SENDING, State.UNKNOWN)
        journal.close()
