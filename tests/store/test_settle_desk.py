"""The settle desk's read-out: the story of each, what can be chosen, and where goods could go."""

from dataclasses import replace
from decimal import Decimal

from sync.core.lifecycle import Outcome, Result
from sync.core.operations import Choice, Settle
from sync.core.policies import Amend
from sync.core.problems import Problem
from sync.core.records import DocumentState
from sync.core.scenarios import Scenario
from sync.core.slices import PLACES_SHOWN_MAX, Did, Place, SettleSlice
from sync.core.slices import Scope as CoreScope
from sync.store.told import Committed
from tests.store.floor import (
    BIN,
    PIECE,
    PLAIN,
    SCOPE,
    Floor,
    article,
    finish,
    goods,
    place,
    receipt,
    run,
)

WORK = receipt(1)
NOW = 9_000


def answered(floor: Floor, done: Committed, outcome: Outcome, problem: Problem | None = None):
    told = ("WH/IN/00001", "why", "Leo", 1_234)
    result = Result(done.envelope.op_id, done.envelope.seq, outcome, problem, *told)
    run(floor.store.record((result,)))
    return done


def parked(floor: Floor, deed, problem: Problem = Problem.BIN_CLOSED) -> Committed:
    return answered(floor, floor.did(deed), Outcome.EXCEPTION, problem)


def desk(floor: Floor, limit: int = 10, scope: CoreScope = SCOPE) -> SettleSlice:
    return run(floor.store.settle_desk(scope, limit, NOW))


def closed(**over):
    return replace(WORK, document=replace(WORK.document, **over))


def test_an_empty_desk(floor: Floor):
    floor.absorb(WORK)
    floor.did(goods(WORK))
    assert desk(floor) == SettleSlice((), 0, 0, NOW)


def test_the_story_of_one(floor: Floor):
    floor.absorb(WORK)
    deed = goods(WORK, quantity=3)
    done = parked(floor, deed)
    [row] = desk(floor).rows
    assert row.envelope == done.envelope
    assert (row.result.reference, row.result.detail) == ("WH/IN/00001", "why")
    assert (row.result.changed_by, row.result.changed_ms) == ("Leo", 1_234)
    assert (row.problem, row.scenario, row.amend) == (
        Problem.BIN_CLOSED,
        Scenario.BIN_ARCHIVED,
        Amend.BIN,
    )
    assert row.choices == (Choice.FILE, Choice.LET_GO, Choice.OFFICE)
    assert row.did == Did(deed, article(PLAIN), PIECE, place(BIN))
    assert (row.document, row.line) == (WORK.document, WORK.lines[0])
    assert (row.places, row.handed) == ((), False)


def test_what_is_gone_is_not_there(floor: Floor):
    floor.absorb(WORK)
    parked(floor, goods(WORK, quantity=3), Problem.LINE_MISSING)
    floor.absorb(replace(WORK, lines=WORK.lines[1:]))
    [row] = desk(floor).rows
    assert (row.document, row.line) == (WORK.document, None)
    assert row.did.unit == PIECE, "the article's own, where nothing else is known"


def test_the_document_is_as_the_office_says_and_not_as_this_device_left_it(floor: Floor):
    floor.absorb(WORK)
    floor.did(goods(WORK))
    parked(floor, finish(WORK), Problem.ERP_REFUSED)
    [row] = desk(floor).rows
    assert row.document.state is DocumentState.READY
    assert row.did == Did(None, None, None, None)


def test_goods_of_a_closed_receipt_can_go_to_its_backorder_or_another(floor: Floor):
    early = receipt(2, due=WORK.document.due.replace(day=1))
    backorder = receipt(3, backorder_of=1)
    done = receipt(4, state=DocumentState.DONE)
    elsewhere = receipt(5, warehouse=2)
    floor.absorb(WORK, early, backorder, done, elsewhere)
    parked(floor, goods(WORK, quantity=3), Problem.DOCUMENT_DONE)
    floor.absorb(closed(state=DocumentState.DONE))
    [row] = desk(floor).rows
    assert row.scenario is Scenario.VALIDATED_BY_OTHER
    assert row.places == tuple(
        Place(work.document, work.lines[0], PIECE) for work in (backorder, early)
    )


def test_no_more_places_than_can_be_shown(floor: Floor):
    many = [receipt(id) for id in range(2, 3 + PLACES_SHOWN_MAX)]
    floor.absorb(WORK, *many)
    parked(floor, goods(WORK), Problem.DOCUMENT_CANCELLED)
    assert len(desk(floor).rows[0].places) == PLACES_SHOWN_MAX


def test_in_its_order_and_as_many_as_asked_for(floor: Floor):
    floor.absorb(WORK)
    seqs = [parked(floor, goods(WORK)).envelope.seq for _ in range(4)]
    found = desk(floor, limit=3)
    assert [row.envelope.seq for row in found.rows] == seqs[:3]
    assert (found.total, found.handed) == (4, 0)


def test_another_warehouse_has_another_desk(floor: Floor):
    floor.absorb(WORK)
    parked(floor, goods(WORK))
    for scope in (CoreScope(1, 2), CoreScope(2, 1)):
        assert desk(floor, scope=scope) == SettleSlice((), 0, 0, NOW)


def test_what_is_decided_leaves_the_desk_and_what_the_office_has_is_shown_so(floor: Floor):
    floor.absorb(WORK)
    first, second, third = (parked(floor, goods(WORK, quantity=n)) for n in (1, 2, 3))
    floor.did(Settle(first.envelope.op_id, 1, Choice.LET_GO, None))
    office = floor.did(Settle(second.envelope.op_id, 1, Choice.OFFICE, None))
    found = desk(floor)
    assert [(row.envelope.op_id, row.handed) for row in found.rows] == [
        (third.envelope.op_id, False),
        (second.envelope.op_id, True),
    ]
    assert (found.total, found.handed) == (1, 1)
    assert found.rows[1].choices == ()
    answered(floor, office, Outcome.APPLIED)
    assert desk(floor).handed == 1


def test_a_decision_that_is_set_aside_tells_the_story_of_what_it_was_about(floor: Floor):
    floor.absorb(WORK)
    target = parked(floor, goods(WORK, quantity=3))
    amended = goods(WORK, quantity=2)
    settle = Settle(target.envelope.op_id, 1, Choice.FILE, amended)
    filed = parked(floor, settle, Problem.LOT_MISSING)
    [row] = desk(floor).rows
    assert (row.envelope, row.did.goods) == (filed.envelope, amended)
    assert (row.scenario, row.amend) == (Scenario.TRACKING_CHANGED, Amend.LOT)
    handed = parked(
        floor, Settle(filed.envelope.op_id, 1, Choice.OFFICE, None), Problem.KIND_UNKNOWN
    )
    found = desk(floor)
    assert [(row.envelope, row.handed) for row in found.rows] == [(handed.envelope, False)]
    assert found.rows[0].did.goods.quantity == Decimal(2)
