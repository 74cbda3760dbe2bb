"""What was counted of a bin: kept until it is closed, shown in stock, and judged by what moved."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from sync.core.count_slices import COUNTED_SHOWN_MAX
from sync.core.counting import asking
from sync.core.lifecycle import Outcome, Result
from sync.core.moved_slices import Movable
from sync.core.operations import Approval, Choice, Count, Move, Occasion, Settle, Stage, Undo
from sync.core.problems import Problem
from sync.core.records import Lot, Stock
from sync.store import stock as stock_file
from sync.store.live import read_tail
from sync.store.store import Store
from sync.store.told import CountWanted
from tests.store.floor import (
    BIN,
    CATALOGUE,
    LOTTED,
    OTHER_BIN,
    PLAIN,
    SCOPE,
    SERIAL,
    TODAY,
    Floor,
    run,
)

D = Decimal
LYING = (
    Stock(1, 1, SERIAL, BIN, 2, D(1), D(0)),
    Stock(2, 1, PLAIN, BIN, None, D(10), D(4)),
    Stock(3, 1, LOTTED, BIN, 1, D(6), D(0)),
)


@pytest.fixture(params=[False, True], ids=["replayed", "in the tail"])
def floor(tmp_path, request) -> Iterator[Floor]:
    floor = Floor(tmp_path)
    run(floor.store.absorb(replace(CATALOGUE, stock=LYING)))
    floor.mirror_lane.holding = request.param
    yield floor
    floor.mirror_lane.let_go()
    floor.store.close()


def tally(counted: int, expected: int = 10, **over) -> Count:
    base = Count(PLAIN, D(counted), D(expected), None, None, BIN, 1, Stage.TALLY)
    return replace(base, **over)


def whole(counted: int, expected: int = 10, **over) -> Count:
    return tally(counted, expected, stage=Stage.COUNTED, **over)


def shown(floor: Floor, **over):
    wanted = replace(CountWanted(BIN, None, (), (), TODAY), **over)
    return run(floor.store.moving.count(SCOPE, wanted))


def row(floor: Floor, product: int = PLAIN):
    return next(one for one in shown(floor).rows if one.product.id == product)


def lying(floor: Floor, product: int = PLAIN) -> dict[int, int]:
    store: Store = floor.store
    files = store._work.files
    found = stock_file.of_product(
        files.mirror_read, read_tail(files.journal, files.mirror_read), product
    )
    return {spot.place: int(one.quantity) for spot, one in found.items()}


def answer(floor: Floor, done, outcome: Outcome, problem: Problem | None = None) -> None:
    envelope = done.envelope
    floor.mirror_lane.let_go()
    run(floor.store.record((Result(envelope.op_id, envelope.seq, outcome, problem),)))


def test_a_bin_shows_what_the_books_have_there(floor: Floor):
    slice_ = shown(floor)
    assert {one.product.id: (one.now, one.counted) for one in slice_.rows} == {
        SERIAL: (1, None),
        PLAIN: (10, None),
        LOTTED: (6, None),
    }
    assert slice_.undoable is None


def test_a_bin_with_more_in_it_than_a_screen_shows_is_counted_whole(tmp_path):
    floor, many = Floor(tmp_path), COUNTED_SHOWN_MAX + 5
    lots = tuple(Lot(1_000 + n, None, LOTTED, f"M{n:04}", None) for n in range(many))
    lying = tuple(
        Stock(1_000 + n, 1, LOTTED, BIN, one.id, D(2), D(0)) for n, one in enumerate(lots)
    )
    run(floor.store.absorb(replace(CATALOGUE, lots=lots, stock=lying)))
    floor.did(tally(2, 2, product=LOTTED, lot="M0000"))
    slice_ = shown(floor)
    assert len(slice_.rows) == slice_.total == many
    assert [one.lot for one in slice_.rows if one.counted == 2] == ["M0000"]
    floor.store.close()


def test_what_was_counted_so_far_is_kept_and_changes_nothing(floor: Floor):
    floor.did(tally(1))
    done = floor.did(tally(2))
    assert (row(floor).counted, row(floor).expected) == (2, 10)
    assert lying(floor) == {BIN: 10}
    assert shown(floor).undoable == Movable(done.envelope.op_id, tally(2), row(floor).product)
    answer(floor, done, Outcome.APPLIED)
    assert row(floor).counted == 2, "whoever comes back tomorrow goes on"


def test_what_was_counted_so_far_goes_on_in_a_new_epoch(floor: Floor):
    kept = [floor.did(tally(1)), floor.did(tally(2))]
    wrong = floor.did(tally(3))
    undo = floor.did(Undo(wrong.envelope.op_id, tally(3)))
    for done in (*kept, wrong, undo):
        answer(floor, done, Outcome.APPLIED)
    floor.absorb(applied_seq=4)
    run(floor.store.begin_epoch())
    assert (row(floor).counted, row(floor).expected) == (2, 10)
    ids = [done.envelope.op_id for done in kept]
    assert [one.op_id for one in run(floor.store.batch(10))] == ids, "each under the id it had"
    floor.did(whole(2))
    assert row(floor).counted is None
    run(floor.store.begin_epoch())
    assert (row(floor).counted, lying(floor)) == (None, {BIN: 2})


def test_the_last_scan_is_taken_back(floor: Floor):
    floor.did(tally(1))
    done = floor.did(tally(2))
    floor.did(Undo(done.envelope.op_id, tally(2)))
    assert row(floor).counted == 1
    assert floor.do(Undo(done.envelope.op_id, tally(2))) is Problem.ALREADY_UNDONE


def test_what_a_copy_of_this_device_took_back_as_well_stays_taken_back(floor: Floor):
    floor.did(tally(1))
    wrong = floor.did(tally(2))
    undo = floor.did(Undo(wrong.envelope.op_id, tally(2)))
    answer(floor, undo, Outcome.DUPLICATE, Problem.ALREADY_UNDONE)
    assert row(floor).counted == 1
    run(floor.store.begin_epoch())
    assert row(floor).counted == 1


def test_stock_follows_a_count_at_once_and_when_it_is_taken_back(floor: Floor):
    floor.did(tally(8))
    done = floor.did(whole(8))
    assert lying(floor) == {BIN: 8}
    assert (row(floor).now, row(floor).counted) == (8, None), "the bin is closed"
    floor.did(Undo(done.envelope.op_id, whole(8)))
    assert lying(floor) == {BIN: 10}
    assert row(floor).counted == 8, "and open again as it was"


def test_goods_that_moved_meanwhile_are_seen(floor: Floor):
    floor.did(tally(8))
    floor.did(Move(PLAIN, D(3), D(3), None, None, BIN, OTHER_BIN, 1))
    assert row(floor).is_stale
    assert floor.do(whole(8)) is Problem.MOVED_MEANWHILE
    floor.did(tally(5, 7, occasion=Occasion.AGAIN))
    assert not row(floor).is_stale
    floor.did(whole(5, 7))
    assert lying(floor) == {BIN: 5, OTHER_BIN: 3}


def test_what_the_erp_asks_again_is_open_until_it_is_counted_again(floor: Floor):
    floor.did(tally(8))
    done = floor.did(whole(8))
    answer(floor, done, Outcome.EXCEPTION, Problem.MOVED_MEANWHILE)
    assert row(floor).counted is None, "it is to be counted again, from the first"
    assert lying(floor) == {BIN: 8}, "nothing falls back before somebody decides"
    floor.did(Settle(done.envelope.op_id, 0, Choice.LET_GO, None))
    assert lying(floor) == {BIN: 10}
    assert row(floor).counted is None
    floor.did(whole(9))
    assert lying(floor) == {BIN: 9}


def test_a_page_that_holds_the_count_shows_it_once(floor: Floor):
    done = floor.did(whole(8))
    answer(floor, done, Outcome.APPLIED)
    assert lying(floor) == {BIN: 8}
    after = replace(LYING[1], quantity=D(8))
    floor.absorb(stock=(after,), applied_seq=done.envelope.seq)
    assert lying(floor) == {BIN: 8}


def test_what_nobody_expected_is_found_and_lies_there(floor: Floor):
    floor.did(whole(2, 0, bin=OTHER_BIN))
    assert lying(floor) == {BIN: 10, OTHER_BIN: 2}


def test_a_piece_is_found_where_it_is_not_elsewhere(floor: Floor):
    piece = whole(1, 0, product=SERIAL, lot="SN-STOCK", bin=OTHER_BIN)
    assert floor.do(piece) is Problem.SERIAL_TWICE
    slice_ = shown(floor, bin=OTHER_BIN, product=SERIAL, lots=("SN-STOCK",))
    assert [(one.place.id, one.lot) for one in slice_.elsewhere] == [(BIN, "SN-STOCK")]
    floor.did(whole(0, 1, product=SERIAL, lot="SN-STOCK"))
    assert SERIAL not in {one.product.id for one in shown(floor).rows}


def test_a_count_far_from_the_books_is_written_and_told(floor: Floor):
    floor.did(whole(1, needs=Approval.VARIANCE))
    assert lying(floor) == {BIN: 1}


def tasks(floor: Floor) -> list[tuple[int, int, Occasion]]:
    return [(one.bin.id, one.things, one.why) for one in shown(floor, bin=None).tasks]


def test_what_the_erp_says_is_due_waits_until_it_is_counted(floor: Floor):
    assert tasks(floor) == []
    due = replace(LYING[1], count_on=TODAY)
    later = replace(LYING[2], count_on=TODAY + timedelta(1))
    held = floor.mirror_lane.holding
    floor.mirror_lane.let_go()
    floor.absorb(stock=(due, later))
    floor.mirror_lane.holding = held
    assert tasks(floor) == [(BIN, 1, Occasion.DUE)]
    assert shown(floor).occasion is Occasion.DUE
    floor.did(tally(10))
    assert tasks(floor) == [(BIN, 1, Occasion.DUE)], "begun is not done"
    done = floor.did(whole(10))
    assert tasks(floor) == [], "though nothing differs"
    answer(floor, done, Outcome.APPLIED)
    floor.absorb(stock=(replace(due, count_on=TODAY + timedelta(365)),), applied_seq=2)
    assert tasks(floor) == []


def test_what_somebody_asked_for_here_waits_though_the_books_have_nothing_there(floor: Floor):
    ask = asking((PLAIN, None, OTHER_BIN), 1, D(0))
    floor.did(ask)
    assert lying(floor) == {BIN: 10}
    assert tasks(floor) == [(OTHER_BIN, 1, Occasion.ASKED)]
    assert run(floor.store.home(SCOPE, (), TODAY)).counts == 1
    floor.did(whole(0, 0, bin=OTHER_BIN))
    assert tasks(floor) == []


def test_the_bins_of_an_article_and_of_a_zone_are_walked(floor: Floor):
    zoned = tuple(
        replace(one, zone="A") if one.id in {BIN, OTHER_BIN} else one for one in CATALOGUE.locations
    )
    floor.mirror_lane.let_go()
    floor.absorb(locations=zoned)
    of_it = shown(floor, bin=None, only=PLAIN)
    assert [(one.bin.id, one.things) for one in of_it.tasks] == [(BIN, 1)]
    assert {one.product.id for one in shown(floor, only=PLAIN).rows} == {PLAIN}
    assert shown(floor, bin=None, only=PLAIN, done=frozenset({BIN})).tasks == ()
    assert shown(floor, bin=None).zones == ("A",)
    in_zone = shown(floor, bin=None, zone="A").tasks
    assert {one.bin.id: one.things for one in in_zone} == {BIN: 3, OTHER_BIN: 0}
