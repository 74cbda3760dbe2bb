"""What the ERP answered or took away, and what goes on being seen of it."""

import pytest

from sync.core.apply import apply
from sync.core.lifecycle import Life, Outcome
from sync.core.problems import Problem
from sync.core.slices import Unsent
from sync.core.touched import Touched
from tests.store.floor import (
    Floor,
    goods,
    run,
)
from tests.store.given import WORK, answer, lives


@pytest.mark.parametrize(
    ("outcome", "life", "seen"),
    [
        (Outcome.REJECTED, None, 0),
        (Outcome.EXCEPTION, Life.PARKED, 3),
        (Outcome.WAITING, Life.HELD, 3),
        (Outcome.RETRY, Life.HERE, 3),
    ],
)
def test_what_is_not_in_the_erp(floor: Floor, outcome: Outcome, life: Life | None, seen: int):
    floor.absorb(WORK)
    done = floor.did(goods(WORK, quantity=3))
    run(floor.store.record((answer(done, outcome, problem=Problem.ERP_REFUSED),)))
    assert floor.done().get(0) == seen
    # The ERP dealt with it, and its effect is in no page.
    if outcome is not Outcome.RETRY:
        floor.absorb(WORK, applied_seq=1)
    assert floor.done().get(0) == seen
    assert lives(floor) == ([] if life is None else [(1, life)])
    floor.reopen()
    assert floor.done().get(0) == seen


def test_a_person_may_still_file_what_was_parked(floor: Floor):
    floor.absorb(WORK)
    deed = goods(WORK, quantity=3)
    done = floor.did(deed)
    run(floor.store.record((answer(done, Outcome.EXCEPTION, problem=Problem.NO_RIGHTS),)))
    row = run(floor.store.outbox(5, 0)).rows[0]
    assert row.result == answer(done, Outcome.EXCEPTION, problem=Problem.NO_RIGHTS)
    assert run(floor.store.unsent()) == Unsent(0, None, 1)
    run(floor.store.record((answer(done),)))
    assert run(floor.store.unsent()) == Unsent(0, None, 0)
    floor.absorb(apply(WORK, deed), applied_seq=1)
    assert floor.done()[0] == 3


def test_a_repeated_or_strange_answer_changes_nothing(floor: Floor):
    floor.absorb(WORK)
    done = floor.did(goods(WORK))
    run(floor.store.record((answer(done),)))
    for result in (
        answer(done),
        answer(done, Outcome.REJECTED),
        answer(done, op_id="other"),
        answer(done, seq=9),
    ):
        assert run(floor.store.record((result,))) == Touched()
    assert lives(floor) == [(1, Life.ANSWERED)]
    assert run(floor.store.pull_state()).answered_seq == 1


def test_answers_are_counted_without_gaps(floor: Floor):
    floor.absorb(WORK)
    first, second, third = (floor.did(goods(WORK)) for _ in range(3))
    run(floor.store.record((answer(second), answer(third))))
    assert run(floor.store.pull_state()).answered_seq == 0
    assert run(floor.store.batch(5)) == (first.envelope,)
    run(floor.store.record((answer(first),)))
    assert run(floor.store.pull_state()).answered_seq == 3


@pytest.mark.parametrize("begun_anew", [False, True], ids=["same epoch", "new epoch"])
@pytest.mark.parametrize("other", [Outcome.EXCEPTION, Outcome.WAITING])
def test_what_an_erp_that_was_put_back_files_after_all_is_seen_until_its_page_comes(
    floor: Floor, other: Outcome, *, begun_anew: bool
):
    floor.absorb(WORK)
    deed = goods(WORK, quantity=3)
    done = floor.did(deed)
    run(floor.store.record((answer(done, other, problem=Problem.ERP_REFUSED),)))
    floor.absorb(WORK, applied_seq=1)
    run(floor.store.record((answer(done),)))
    assert floor.done().get(0) == 3, "it was shown as done, and does not fall back"
    floor.reopen()
    assert floor.done().get(0) == 3
    if begun_anew:
        run(floor.store.begin_epoch())
        assert floor.done().get(0) == 3
    floor.absorb(apply(WORK, deed), applied_seq=1)
    assert floor.done().get(0) == 3, "and is not shown twice"
