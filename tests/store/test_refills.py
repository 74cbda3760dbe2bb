"""A bin that was asked to be filled is work here at once, until the ERP says so, or it is done."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from sync.core.counting import filling
from sync.core.lifecycle import Outcome, Result
from sync.core.moved_slices import PutawaySlice, Why
from sync.core.operations import Undo
from sync.core.records import DocumentKind, DocumentState, Entry, Stock
from sync.store.told import PutawayWanted
from tests.store.floor import (
    BIN,
    CATALOGUE,
    OTHER_BIN,
    PLAIN,
    SCOPE,
    TODAY,
    Floor,
    receipt,
    run,
)

D = Decimal
LOW = filling((PLAIN, BIN), 1, (D(1), D(9)))
LIES = Stock(7, 1, PLAIN, OTHER_BIN, None, D(20), D(0))


@pytest.fixture(params=[True, False], ids=["replayed", "in the tail"])
def floor(tmp_path, request) -> Iterator[Floor]:
    floor = Floor(tmp_path, rests=request.param)
    run(floor.store.absorb(replace(CATALOGUE, stock=(*CATALOGUE.stock, LIES))))
    yield floor
    floor.store.close()


def planned(floor: Floor) -> PutawaySlice:
    wanted = PutawayWanted(None, None, (), TODAY, planned=True)
    return run(floor.store.moving.putaway(SCOPE, wanted))


def waiting(floor: Floor) -> int:
    tiles = run(floor.store.home(SCOPE, (), TODAY)).tiles
    return sum(one.waiting for one in tiles if one.kind is DocumentKind.TRANSFER)


def test_it_is_a_task_from_the_beep_on_and_changes_no_stock(floor: Floor):
    assert planned(floor).rows == ()
    done = floor.did(LOW)
    [row] = planned(floor).rows
    assert (row.place.id, row.quantity, row.product.id) == (OTHER_BIN, 8, PLAIN)
    assert row.target is not None
    assert (row.target.bin.id, row.target.why) == (BIN, Why.REFILL)
    assert row.refill is not None
    assert row.refill.op_id == done.envelope.op_id
    assert waiting(floor) == 1
    floor.did(LOW)
    assert len(planned(floor).rows) == 1, "asked for twice it is one task"


def test_it_is_none_any_more_once_it_was_taken_back(floor: Floor):
    done = floor.did(LOW)
    floor.did(Undo(done.envelope.op_id, LOW))
    assert planned(floor).rows == ()
    assert waiting(floor) == 0


def test_where_nothing_lies_elsewhere_there_is_nothing_to_do(floor: Floor):
    floor.did(filling((PLAIN, OTHER_BIN), 1, (D(0), D(5))))
    assert planned(floor).rows == ()


def test_the_transfer_of_the_erp_takes_its_place(floor: Floor):
    done = floor.did(LOW)
    answer = Result(done.envelope.op_id, 1, Outcome.APPLIED, reference="WH/INT/1")
    run(floor.store.record((answer,)))
    [row] = planned(floor).rows
    assert row.refill is not None, "no page has told of it yet"
    work = receipt(
        5, 1, kind=DocumentKind.TRANSFER, state=DocumentState.READY, source=10, destination=BIN
    )
    line = replace(work.lines[0], demand=D(8), planned=(Entry(None, None, BIN, D(8), OTHER_BIN),))
    page = replace(
        CATALOGUE, from_cursor="c1", to_cursor="c2", works=(replace(work, lines=(line,)),),
        stock=(), applied_seq=1,
    )  # fmt: skip
    run(floor.store.absorb(page))
    [row] = planned(floor).rows
    assert (row.refill, row.document and row.document.id) == (None, 5)
    assert waiting(floor) == 1
