"""Live rows that are added to, deed by deed, are those that are made from the base."""

from random import Random

import pytest

from sync.core.lifecycle import Life, Outcome, Result
from sync.core.operations import Choice, Deed, ReceiveLine, Settle
from sync.core.problems import Problem
from sync.store import following
from sync.store import journal as journal_file
from sync.store import mirror as mirror_file
from sync.store.files import reading
from sync.store.journal import Operation
from sync.store.lagging import lagging
from sync.store.replay import catch_up, replay_whole
from sync.store.told import Committed
from tests.store.floor import TODAY, Floor, finish, goods, receipt, run, stamp, undo

WORKS = (receipt(1, lines=8), receipt(2, lines=4), receipt(3, lines=4))
STEPS = 60
ANSWERS = (Outcome.APPLIED, Outcome.APPLIED, Outcome.EXCEPTION, Outcome.REJECTED, Outcome.WAITING)
LIVE = ("live_documents", "live_lines", "advice")


def shown(floor: Floor) -> list[list[tuple]]:
    mirror = floor.store._files.mirror
    return [sorted(mirror.execute(f"SELECT * FROM {table}"), key=repr) for table in LIVE]


def made_again(floor: Floor) -> list[list[tuple]]:
    """The same rows, made from the base and all that is pending; nothing is kept of it."""
    files = floor.store._files
    state = mirror_file.state(files.mirror)
    with reading(files.mirror):
        for work in WORKS:
            replay_whole(files.mirror, files.journal_read, work.document.id, state)
        return shown(floor)


def operations(floor: Floor) -> tuple[Operation, ...]:
    return journal_file.after_seq(floor.store._files.journal, 0)


def next_deed(floor: Floor, dice: Random) -> Deed:
    written = operations(floor)
    parked = [one for one in written if one.life is Life.PARKED]
    work = dice.choice(WORKS)
    if parked and dice.random() < 0.4:
        one = dice.choice(parked)
        effect = one.deed if isinstance(one.deed, ReceiveLine) else None
        choice = Choice.FILE if effect and dice.random() < 0.5 else Choice.LET_GO
        filed = effect if choice is Choice.FILE else None
        return Settle(one.envelope.op_id, one.deed.document, choice, filed)
    received = [one for one in written if isinstance(one.deed, ReceiveLine)]
    if received and dice.random() < 0.15:
        return undo(Committed(dice.choice(received).envelope, None))
    if dice.random() < 0.03:
        return finish(work)
    return goods(work, dice.randrange(0, len(work.lines), 4), dice.randint(1, 3))


def answer_some(floor: Floor, dice: Random) -> None:
    waiting = run(floor.store.batch(dice.randint(1, 5))) or run(floor.store.held(2))
    results = (
        Result(one.op_id, one.seq, dice.choice(ANSWERS), Problem.DOCUMENT_DONE) for one in waiting
    )
    run(floor.store.record(tuple(results)))


@pytest.mark.parametrize("seed", range(16))
def test_added_one_by_one_is_made_from_the_base(floor: Floor, seed: int):
    dice, floor.rests = Random(seed), False
    floor.absorb(*WORKS)
    for _ in range(STEPS):
        match dice.choices(("do", "answer", "pull", "follow", "renew"), (32, 8, 4, 12, 1))[0]:
            case "do":
                floor.do(next_deed(floor, dice))
            case "answer":
                answer_some(floor, dice)
            case "pull":
                answered = run(floor.store.pull_state()).answered_seq
                floor.absorb(dice.choice(WORKS), applied_seq=dice.randint(0, answered))
            case "follow":
                catch_up(floor.store._files.mirror, floor.store._files.journal_read)
                assert shown(floor) == made_again(floor)
            case "renew":
                run(floor.store.begin_epoch())
                assert shown(floor) == made_again(floor)


def test_scans_alone_make_no_line_again(floor: Floor):
    floor.absorb(*WORKS)
    floor.rests = False
    for number in range(5):
        floor.did(goods(WORKS[number % 2], 0))
    files = floor.store._files
    state = mirror_file.state(files.mirror)
    behind = lagging(files.journal_read, state, journal_file.head(files.journal)[0])
    assert {document: (len(lag.added), lag.again) for document, lag in behind.items()} == {
        1: (3, False),
        2: (2, False),
    }
    catch_up(files.mirror, files.journal_read)
    applied = (Result(one.op_id, one.seq, Outcome.APPLIED) for one in run(floor.store.batch(5)))
    run(floor.store.record(tuple(applied)))
    assert not lagging(files.journal_read, mirror_file.state(files.mirror), 5)


def test_a_stream_of_scans_is_followed_before_it_ends(floor: Floor):
    floor.absorb(*WORKS)

    async def scans() -> int:
        for number in range(following.BEHIND_MAX + 1):
            await floor.store.commit(goods(WORKS[0]), stamp(number), TODAY)
        return mirror_file.state(floor.store._files.mirror).replayed_seq

    assert run(scans()) >= following.BEHIND_MAX


def test_what_was_written_last_is_remembered_when_it_is_closed(floor: Floor):
    floor.absorb(*WORKS)
    floor.rests = False
    floor.did(goods(WORKS[0]))
    assert mirror_file.state(floor.store._files.mirror).replayed_seq == 0
    floor.store.close()
    floor.open()
    assert mirror_file.state(floor.store._files.mirror).replayed_seq == 1
