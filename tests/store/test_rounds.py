"""Deeds that wait for the lane together are written together, and each is answered for itself."""

import asyncio
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.core.envelope import GENESIS
from sync.core.problems import Problem
from sync.store import commit as commit_file
from sync.store import rounds
from sync.store.told import Committed
from tests.store.floor import CATALOGUE, TODAY, Floor, goods, receipt, run, stamp, undo

WORK = receipt(lines=8)


@pytest.fixture
def statements(floor: Floor) -> Iterator[list[str]]:
    """Whatever is asked of the journal from here on."""
    asked = list[str]()
    floor.absorb(WORK)
    floor.store._files.journal.set_trace_callback(asked.append)
    yield asked
    floor.store._files.journal.set_trace_callback(None)


def begun(statements: list[str]) -> int:
    return statements.count("BEGIN IMMEDIATE")


def test_one_transaction_writes_all_that_wait(floor: Floor, statements: list[str]):
    done = floor.do_at_once(*(goods(WORK, 0, amount) for amount in (1, 2, 3, 4)))
    # Each is checked on what those before it have written: of ten there are as many.
    assert [one.envelope.seq for one in done] == [1, 2, 3, 4]
    before = [GENESIS, *(one.envelope.hash for one in done)]
    assert [one.envelope.prev_hash for one in done] == before[:-1]
    assert begun(statements) == statements.count("COMMIT") == 1
    assert floor.done()[0] == 10


def test_what_is_refused_takes_nobody_with_it(floor: Floor, statements: list[str]):
    done = floor.do_at_once(goods(WORK), goods(WORK, document=9), goods(WORK, 4))
    assert done[1] is Problem.DOCUMENT_MISSING
    assert [done[0].envelope.seq, done[2].envelope.seq] == [1, 2]
    assert begun(statements) == 1


def test_a_deed_is_judged_by_those_before_it_in_its_round(floor: Floor):
    floor.absorb(WORK)
    first = floor.did(goods(WORK))
    done = floor.do_at_once(undo(first), undo(first))
    assert isinstance(done[0], Committed)
    assert done[1] is Problem.ALREADY_UNDONE


def test_an_operation_that_is_asked_twice_in_a_round_is_written_once(floor: Floor):
    floor.absorb(WORK)

    async def twice() -> list:
        floor.scan_lane.holding = True
        asked = (floor.store.commit(goods(WORK), stamp(1), TODAY) for _ in range(2))
        tasks = [asyncio.create_task(one) for one in asked]
        await asyncio.sleep(0)
        floor.scan_lane.let_go()
        return await asyncio.gather(*tasks)

    first, second = run(twice())
    assert isinstance(first, Committed)
    assert first == second
    assert floor.done()[0] == 1


def test_a_round_that_breaks_is_written_one_by_one(
    floor: Floor, statements: list[str], monkeypatch: pytest.MonkeyPatch
):
    wrong = goods(WORK, 4)
    real = commit_file.check

    def check(deed, facts):
        assert deed != wrong, "a bug in a rule"
        return real(deed, facts)

    monkeypatch.setattr(commit_file, "check", check)
    first, broken, third = floor.do_at_once(goods(WORK), wrong, goods(WORK, 0, 2))
    assert isinstance(broken, AssertionError)
    assert (first.envelope.seq, third.envelope.seq) == (1, 2)
    assert statements.count("ROLLBACK") == 2, "the round, and the one that is wrong"
    assert floor.done()[0] == 3


@pytest.mark.parametrize("goes", [0, 1])
def test_whoever_goes_away_takes_nobody_with_them(floor: Floor, goes: int):
    floor.absorb(WORK)

    async def together() -> list:
        floor.scan_lane.holding = True
        tasks = [
            asyncio.create_task(floor.store.commit(goods(WORK, 0, n), stamp(n), TODAY))
            for n in (1, 2, 3)
        ]
        await asyncio.sleep(0)
        tasks[goes].cancel()
        await asyncio.sleep(0)
        floor.scan_lane.let_go()
        return await asyncio.gather(*tasks, return_exceptions=True)

    done = run(together())
    assert isinstance(done.pop(goes), asyncio.CancelledError)
    assert all(isinstance(one, Committed) for one in done)
    # It may be written all the same, or not: it was not heard. Those that were heard are.
    heard = sum(int(one.envelope.deed.quantity) for one in done)
    assert floor.done()[0] in {heard, heard + goes + 1}


def test_a_round_takes_so_many_and_no_more(floor: Floor, statements: list[str], monkeypatch):
    monkeypatch.setattr(rounds, "ROUND_MAX", 2)
    done = floor.do_at_once(*(goods(WORK, 0, amount) for amount in (1, 2, 1, 3, 1)))
    assert [one.envelope.seq for one in done] == [1, 2, 3, 4, 5]
    assert begun(statements) == 3


def test_one_alone_is_written_as_ever(tmp_path: Path):
    floor = Floor(tmp_path)
    run(floor.store.absorb(CATALOGUE))
    floor.absorb(WORK)
    (done,) = floor.do_at_once(goods(WORK))
    assert done.envelope.seq == 1
    with sqlite3.connect(tmp_path / "journal.db") as other:
        assert other.execute("SELECT count(*) FROM operations").fetchone() == (1,)
    floor.store.close()
