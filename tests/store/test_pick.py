"""A walk through the bins as the store reads it: what is promised, what is found, what is not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sync.core.operations import MoveLine
from sync.core.pick_slices import TASKS_SHOWN_MAX
from sync.core.problems import Problem
from sync.core.records import DocumentKind, DocumentState, Entry, Lot, Stock
from sync.core.slices import Found
from sync.store.told import PickWanted
from tests.store.floor import (
    AREA,
    BIN,
    CATALOGUE,
    LOTTED,
    OTHER_BIN,
    PLAIN,
    SCOPE,
    SUPPLIER,
    TODAY,
    Floor,
    finish,
    receipt,
    run,
)

D = Decimal
CUSTOMER = SUPPLIER
NEAR = Lot(21, None, LOTTED, "NEAR", date(2026, 4, 1))
FAR = Lot(22, None, LOTTED, "FAR", date(2027, 4, 1))
BAD = Lot(23, None, LOTTED, "BAD", date(2026, 3, 9), blocked=True)


@pytest.fixture
def floor(tmp_path) -> Floor:
    floor = Floor(tmp_path)
    stock = (
        Stock(10, 1, PLAIN, BIN, None, D(6), D(6)),
        Stock(11, 1, PLAIN, OTHER_BIN, None, D(9), D(0)),
        Stock(12, 1, LOTTED, BIN, FAR.id, D(5), D(0)),
        Stock(13, 1, LOTTED, OTHER_BIN, NEAR.id, D(5), D(0)),
        Stock(14, 1, LOTTED, OTHER_BIN, BAD.id, D(50), D(0)),
    )
    run(floor.store.absorb(replace(CATALOGUE, lots=(NEAR, FAR, BAD), stock=stock)))
    return floor


def order(id: int = 5, planned: tuple[Entry, ...] = (), **over):
    over = {"kind": DocumentKind.DELIVERY, "source": AREA, "destination": CUSTOMER} | over
    work = receipt(id, lines=2, name=f"WH/OUT/{id}", **over)
    first, second = work.lines
    return replace(work, lines=(replace(first, planned=planned), second))


PROMISED = (Entry(None, None, CUSTOMER, D(6), BIN),)


def walk(floor: Floor, *documents: int, **over):
    wanted = PickWanted(documents, None, (), None, None, (), TODAY)
    return run(floor.store.moving.pick(SCOPE, replace(wanted, **over)))


def stops(slice_) -> list[tuple]:
    return [
        (one.product.id, one.lot, one.place.id if one.place else None, one.quantity, one.reserved)
        for one in slice_.tasks
    ]


def test_what_is_promised_comes_first_then_what_expires_first(floor: Floor):
    floor.absorb(order(planned=PROMISED))
    assert stops(walk(floor, 5)) == [
        (PLAIN, None, BIN, 6, True),
        (LOTTED, "FAR", BIN, 5, False),
        (PLAIN, None, OTHER_BIN, 4, False),
        (LOTTED, "NEAR", OTHER_BIN, 5, False),
    ], "by the way; of the lots the one that expires first is used up first, the blocked one never"


def test_what_is_scanned_is_among_the_stops_however_far_along_the_way(tmp_path):
    floor = Floor(tmp_path)
    many = tuple(Lot(1_000 + n, None, LOTTED, f"M{n:04}", None) for n in range(TASKS_SHOWN_MAX + 5))
    lying = tuple(
        Stock(1_000 + n, 1, LOTTED, BIN, one.id, D(1), D(0)) for n, one in enumerate(many)
    )
    far = Stock(1, 1, PLAIN, OTHER_BIN, None, D(9), D(9))
    run(floor.store.absorb(replace(CATALOGUE, lots=many, stock=(*lying, far))))
    first, second = order(planned=(Entry(None, None, CUSTOMER, D(9), OTHER_BIN),)).lines
    lines = (replace(first, demand=D(9)), replace(second, demand=D(len(many) + 10)))
    floor.absorb(replace(order(), lines=lines))
    assert {one.product.id for one in walk(floor, 5).tasks} == {LOTTED}
    label = next(one.barcode for one in CATALOGUE.locations if one.id == OTHER_BIN)
    for key in (f"400000000{PLAIN:04}", label):
        assert PLAIN in {one.product.id for one in walk(floor, 5, keys=(key,)).tasks}, key


def test_what_nobody_has_lies_nowhere_and_comes_last(floor: Floor):
    floor.absorb(order(planned=PROMISED, id=5), order(id=6))
    found = stops(walk(floor, 5, 6))
    assert found[-1][2] is None
    nowhere = [one for one in found if one[2] is None]
    assert sum(one[3] for one in nowhere) == 40 - 6 - 9 - 10


def test_the_way_goes_on_from_where_one_stands_and_skips_last(floor: Floor):
    floor.absorb(order(planned=PROMISED))
    from_there = stops(walk(floor, 5, at=OTHER_BIN))
    assert [one[2] for one in from_there] == [OTHER_BIN, OTHER_BIN, BIN, BIN]
    first = walk(floor, 5).tasks[0]
    later = walk(floor, 5, skipped=(first.key,))
    assert later.tasks[-1].key == first.key


def test_what_was_taken_is_gone_here_and_another_one_is_sent_elsewhere(floor: Floor):
    floor.absorb(order(planned=PROMISED, id=5), order(planned=PROMISED, id=6))
    task = walk(floor, 5).tasks[0]
    taken = MoveLine(
        *(5, task.line.id, PLAIN, D(6), D(6), None, None, BIN, CUSTOMER, task.line.unit)
    )
    floor.did(taken)
    other = [one for one in stops(walk(floor, 6)) if one[0] == PLAIN]
    assert [(one[2], one[3]) for one in other] == [(OTHER_BIN, 9), (None, 1)]
    slice_ = walk(floor, 5)
    assert slice_.undoable is not None
    assert dict(slice_.remaining)[5] == 20 - 6


def test_more_than_is_asked_for_takes_a_supervisor(floor: Floor):
    floor.absorb(order(planned=PROMISED))
    line = walk(floor, 5).tasks[0].line
    many = MoveLine(*(5, line.id, PLAIN, D(11), D(11), None, None, OTHER_BIN, CUSTOMER, 1))
    assert floor.do(many) is Problem.QUANTITY_OVER
    floor.did(replace(many, quantity=D(9), approved_by=""))
    floor.did(replace(many, quantity=D(2), approved_by="Ida"))


def test_only_what_is_open_here_is_listed_and_what_can_be_picked_whole_first(floor: Floor):
    waiting = {"state": DocumentState.WAITING}
    floor.absorb(
        order(5, due=None),
        order(6, **waiting),
        order(7, warehouse=2),
        order(8, kind=DocumentKind.PICK),
        order(9, kind=DocumentKind.TRANSFER),
        receipt(3),
    )
    rows = run(floor.store.moving.picks(SCOPE, ("WH/OUT/8",), TODAY))
    assert [row.document.id for row in rows.rows] == [8, 5, 6]
    assert (rows.total, rows.found.documents[0].id) == (3, 8)
    line = next(one.line for one in walk(floor, 6).tasks if one.product.id == PLAIN)
    floor.did(MoveLine(*(6, line.id, PLAIN, D(1), D(1), None, None, BIN, CUSTOMER, 1)))
    begun = run(floor.store.moving.picks(SCOPE, (), TODAY))
    assert [row.document.id for row in begun.rows] == [6, 8, 5]
    floor.did(finish(order(6)))
    after = run(floor.store.moving.picks(SCOPE, (), TODAY))
    assert [row.document.id for row in after.rows] == [8, 5]


def test_an_order_of_another_building_is_not_walked(floor: Floor):
    floor.absorb(order(7, warehouse=2))
    slice_ = walk(floor, 7)
    assert (slice_.documents, slice_.tasks, slice_.found) == ((), (), Found())
