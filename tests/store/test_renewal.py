"""A new epoch is prepared beside the scans: what is done meanwhile goes with it."""

from collections.abc import Callable

import pytest

from sync.core.lifecycle import Outcome, Result
from sync.store import commit, outbox
from sync.store.told import Committed
from tests.store.floor import TODAY, Floor, goods, receipt, run, stamp

WORK = receipt()


def meanwhile(floor: Floor, monkeypatch: pytest.MonkeyPatch, *deeds: Callable[[], object]) -> None:
    """Do these, one each time the preparing looks up."""
    left = list(deeds)

    def give_way() -> int:
        if left:
            left.pop(0)()
        return 0

    monkeypatch.setattr(floor.store._work.courtesy, "give_way", give_way)


def scan(floor: Floor, number: int) -> None:
    files, opened = floor.store._files, floor.store.opened
    done = commit.commit(files, opened, goods(WORK), stamp(number), TODAY)
    assert isinstance(done, Committed), done


def test_what_is_scanned_meanwhile_goes_with_it(floor: Floor, monkeypatch: pytest.MonkeyPatch):
    floor.absorb(WORK)
    ids = [floor.did(goods(WORK)).envelope.op_id for _ in range(3)]
    meanwhile(floor, monkeypatch, lambda: scan(floor, 71), lambda: scan(floor, 72))
    opened = run(floor.store.begin_epoch())
    sent = run(floor.store.batch(10))
    assert [one.op_id for one in sent] == [*ids, stamp(71).op_id, stamp(72).op_id]
    assert [(one.epoch, one.seq) for one in sent] == [(2, number) for number in range(1, 6)]
    assert (opened.epoch, opened.notes[-1].kept) == (2, 5)
    assert run(floor.store.pull_state()).taken_over == 5
    assert floor.done()[0] == 5
    floor.reopen()
    assert floor.store.opened.epoch == 2
    assert floor.done()[0] == 5


def test_what_is_answered_meanwhile_is_not_sent_again(
    floor: Floor, monkeypatch: pytest.MonkeyPatch
):
    floor.absorb(WORK)
    first, second = (floor.did(goods(WORK)).envelope for _ in range(2))
    refused = Result(first.op_id, first.seq, Outcome.REJECTED)

    def answer() -> None:
        outbox.record(floor.store._files.journal, [refused])

    meanwhile(floor, monkeypatch, answer, lambda: scan(floor, 71))
    run(floor.store.begin_epoch())
    sent = run(floor.store.batch(10))
    assert [one.op_id for one in sent] == [second.op_id, stamp(71).op_id]
    assert floor.done()[0] == 2


def test_a_scan_waits_for_the_last_step_alone(floor: Floor, monkeypatch: pytest.MonkeyPatch):
    """While it is prepared the scan lane is free; what is held then is free of what is pending."""
    floor.absorb(WORK)
    for _ in range(5):
        floor.did(goods(WORK))
    meanwhile(floor, monkeypatch, *(lambda n=n: scan(floor, n) for n in range(71, 76)))
    files = floor.store._files
    read = list[str]()
    files.mirror.set_trace_callback(read.append)
    run(floor.store.begin_epoch())
    files.mirror.set_trace_callback(None)
    assert not [one for one in read if one.startswith("DELETE FROM live_lines")]
    assert floor.done()[0] == 10
