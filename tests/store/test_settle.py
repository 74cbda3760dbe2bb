"""A decision stands in the place of what was set aside, in every order of answers and pages."""

from decimal import Decimal

import pytest

from sync.core.apply import apply
from sync.core.lifecycle import Life, Outcome
from sync.core.operations import (
    Choice,
    Deed,
    Settle,
)
from sync.core.page import Page
from sync.core.problems import Problem
from sync.core.records import DocumentState
from sync.core.slices import Unsent
from sync.store.told import Committed
from tests.store.floor import (
    BIN,
    OTHER_BIN,
    Floor,
    finish,
    goods,
    run,
    undo,
)
from tests.store.settling import WORKS, answer, decided, file_as, lying

WORK = WORKS[1]
PARK = (Outcome.EXCEPTION, Problem.BIN_CLOSED)


def parked(floor: Floor, deed: Deed) -> Committed:
    done = floor.did(deed)
    answer(floor, done, *PARK)
    return done


LAGS = pytest.mark.parametrize("lags", [False, True], ids=["replayed", "not replayed yet"])


@LAGS
def test_filed_into_another_bin(floor: Floor, lags: bool):
    floor.absorb(WORK)
    target = parked(floor, goods(WORK, quantity=3))
    assert lying(floor) == {BIN: 3}
    floor.mirror_lane.holding = lags
    moved = goods(WORK, quantity=3, bin=OTHER_BIN)
    settled = floor.did(file_as(target, moved))
    assert lying(floor) == {OTHER_BIN: 3}
    floor.mirror_lane.let_go()
    assert run(floor.store.unsent()) == Unsent(1, 2, 0)
    assert lying(floor) == {OTHER_BIN: 3}
    answer(floor, settled, Outcome.APPLIED)
    assert lying(floor) == {OTHER_BIN: 3}
    floor.absorb(apply(WORK, moved), applied_seq=2)
    assert lying(floor) == {OTHER_BIN: 3}
    assert run(floor.store.outbox(5, 0)).rows == ()
    floor.reopen()
    assert lying(floor) == {OTHER_BIN: 3}


@LAGS
def test_filed_on_another_document(floor: Floor, lags: bool):
    floor.absorb(*WORKS.values())
    target = parked(floor, goods(WORK, quantity=3))
    floor.mirror_lane.holding = lags
    settled = floor.did(file_as(target, goods(WORKS[2], quantity=3)))
    assert settled.touched.documents == {1, 2}
    assert (lying(floor, 1), lying(floor, 2)) == ({}, {BIN: 3})
    floor.mirror_lane.let_go()
    assert (lying(floor, 1), lying(floor, 2)) == ({}, {BIN: 3})


@LAGS
@pytest.mark.parametrize("choice", [Choice.LET_GO, Choice.OFFICE])
def test_what_is_not_filed_is_gone_from_the_line(floor: Floor, choice: Choice, lags: bool):
    floor.absorb(WORK)
    floor.did(goods(WORK, quantity=2))
    target = parked(floor, goods(WORK, quantity=3))
    floor.mirror_lane.holding = lags
    floor.did(decided(target, choice))
    assert lying(floor) == {BIN: 2}
    assert floor.receive().progress.done == 2
    floor.mirror_lane.let_go()
    assert run(floor.store.unsent()).parked == 0
    assert lying(floor) == {BIN: 2}
    assert floor.receive().progress.done == 2


@LAGS
def test_a_finish_that_is_let_go_opens_the_receipt_again(floor: Floor, lags: bool):
    floor.absorb(WORK)
    floor.did(goods(WORK))
    target = parked(floor, finish(WORK))
    assert floor.receive().document.state is DocumentState.DONE
    floor.mirror_lane.holding = lags
    floor.did(decided(target, Choice.LET_GO))
    assert floor.receive().document.state is DocumentState.READY


def test_a_decision_that_is_set_aside_is_decided_again(floor: Floor):
    floor.absorb(WORK)
    target = parked(floor, goods(WORK, quantity=3))
    first = parked(floor, file_as(target, goods(WORK, quantity=3, bin=OTHER_BIN)))
    assert lying(floor) == {OTHER_BIN: 3}
    assert [row.life for row in run(floor.store.outbox(5, 0)).rows] == [Life.PARKED]
    again = floor.did(file_as(first, goods(WORK, quantity=2)))
    assert lying(floor) == {BIN: 2}
    answer(floor, again, *PARK)
    floor.did(decided(again, Choice.LET_GO))
    assert lying(floor) == {}
    floor.reopen()
    assert lying(floor) == {}


def test_a_refused_decision_leaves_it_to_be_decided(floor: Floor):
    floor.absorb(WORK)
    target = parked(floor, goods(WORK, quantity=3))
    answer(floor, floor.did(decided(target, Choice.LET_GO)), Outcome.REJECTED)
    assert lying(floor) == {BIN: 3}
    assert run(floor.store.unsent()) == Unsent(0, None, 1)
    floor.did(decided(target, Choice.LET_GO))
    assert lying(floor) == {}


def test_only_what_is_set_aside_is_settled_and_only_once(floor: Floor):
    floor.absorb(WORK)
    standing = floor.did(goods(WORK))
    assert floor.do(decided(standing, Choice.LET_GO)) is Problem.SETTLE_TARGET_MISSING
    target = parked(floor, goods(WORK, quantity=3))
    unknown = Settle("nobody", 1, Choice.LET_GO, None)
    assert floor.do(unknown) is Problem.SETTLE_TARGET_MISSING
    amiss = file_as(target, goods(WORK, quantity=3, bin=99))
    assert floor.do(amiss) is Problem.BIN_MISSING
    floor.did(decided(target, Choice.OFFICE))
    assert floor.do(decided(target, Choice.LET_GO)) is Problem.ALREADY_SETTLED


def test_what_is_set_aside_is_settled_and_not_taken_back(floor: Floor):
    floor.absorb(WORK)
    standing = floor.did(goods(WORK))
    target = parked(floor, goods(WORK, quantity=3))
    assert floor.receive().undoable.op_id == standing.envelope.op_id
    assert floor.do(undo(target)) is Problem.UNDO_TARGET_MISSING


# ------------------------------------------------------------------ every order


def test_the_office_is_asked_for_nothing_twice(floor: Floor):
    """A decision is sent once, and what it is about is not sent again."""
    floor.absorb(WORK)
    target = parked(floor, goods(WORK, quantity=3))
    settled = floor.did(decided(target, Choice.LET_GO))
    assert run(floor.store.batch(5)) == (settled.envelope,)
    answer(floor, settled, Outcome.DUPLICATE, Problem.ALREADY_SETTLED)
    assert run(floor.store.batch(5)) == ()
    page = Page("c2", "c3", more=False, applied_seq=2)
    run(floor.store.absorb(page))
    assert lying(floor) == {}
    assert floor.receive().progress.done == Decimal(0)
