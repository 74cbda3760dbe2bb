"""One receipt as its screen sees it: bounded, whatever its length."""

from dataclasses import replace
from decimal import Decimal

from sync.core.lifecycle import Outcome, Result
from sync.core.records import (
    Lot,
    Packaging,
    Stock,
    Tracking,
    Work,
)
from sync.core.slices import (
    LINES_SHOWN_MAX,
)
from tests.store.floor import (
    BIN,
    LOTTED,
    PIECE,
    PLAIN,
    SERIAL,
    TODAY,
    Floor,
    article,
    goods,
    receipt,
    run,
    undo,
)
from tests.store.reading import LAGS, both, home

WORK = receipt(lines=4)


@LAGS
def test_open_lines_first_then_by_sequence(floor: Floor, lags: bool):
    floor.absorb(WORK)
    both(floor, lags)
    floor.did(goods(WORK, 0, 10))
    floor.did(goods(WORK, 1, 4, lot="L1"))
    now = floor.receive(bin=BIN)
    assert [row.line.sequence for row in now.rows] == [1, 2, 3, 0]
    assert [row.unsent for row in now.rows] == [True, False, False, True]
    assert (now.progress.lines, now.progress.lines_done) == (4, 1)
    assert (now.progress.demand, now.progress.done) == (40, 14)
    assert now.destination.id == WORK.document.destination
    assert now.bin.id == BIN
    assert now.rows[0].unit == now.rows[0].stock_unit == PIECE
    assert now.today == TODAY


@LAGS
def test_the_newest_that_stands_can_be_taken_back(floor: Floor, lags: bool):
    floor.absorb(WORK, receipt(2))
    both(floor, lags)
    first, second = floor.did(goods(WORK)), floor.did(goods(WORK, 1, lot="L1"))
    floor.did(goods(receipt(2)))
    for done in (second, first):
        undoable = floor.receive().undoable
        assert (undoable.op_id, undoable.deed) == (done.envelope.op_id, done.envelope.deed)
        floor.did(undo(done))
    assert floor.receive().undoable is None
    assert floor.done() == {0: 0, 1: 0, 2: 0, 3: 0}


def test_what_the_erp_refused_cannot_be_taken_back(floor: Floor):
    floor.absorb(WORK)
    first, second = floor.did(goods(WORK)), floor.did(goods(WORK))
    refusal = Result(second.envelope.op_id, second.envelope.seq, Outcome.REJECTED)
    run(floor.store.record((refusal,)))
    assert floor.receive().undoable.op_id == first.envelope.op_id


def test_a_refused_undo_leaves_its_target_to_be_taken_back(floor: Floor):
    floor.absorb(WORK)
    done = floor.did(goods(WORK))
    back = floor.did(undo(done))
    run(floor.store.record((Result(back.envelope.op_id, 2, Outcome.REJECTED),)))
    assert floor.done()[0] == 1
    assert floor.receive().undoable.op_id == done.envelope.op_id
    floor.did(undo(done))
    assert floor.done()[0] == 0


@LAGS
def test_lots_and_serials_that_are_here(floor: Floor, lags: bool):
    floor.absorb(
        WORK,
        lots=(
            Lot(5, 2, LOTTED, "L1", None),
            Lot(6, 1, LOTTED, "L2", None),
            Lot(7, None, SERIAL, "SN-GONE", None),
        ),
        stock=(Stock(9, 1, SERIAL, 20, 7, Decimal(1), Decimal(0)),),
    )
    both(floor, lags)
    floor.did(goods(WORK, 2, lot="SN-NEW"))
    assert [lot.id for lot in floor.receive(lot="L1").lots] == [1]
    assert [lot.id for lot in floor.receive(keys=("L2",)).lots] == [6]
    for name, here in {"SN-STOCK": True, "SN-NEW": True, "SN-GONE": False, "SN": False}.items():
        assert floor.receive(lot=name).serials == ({(SERIAL, name)} if here else frozenset())


def test_a_receipt_out_of_scope_is_not_shown(floor: Floor):
    floor.absorb(receipt(1, company=2), receipt(2, warehouse=2))
    assert floor.receive(1).document is None
    assert floor.receive(2).document is None
    assert floor.receive(3).document is None


@LAGS
def test_a_receipt_of_2000_lines_is_bounded(floor: Floor, lags: bool):
    work = receipt(lines=2_000)
    other = replace(work.lines[1_990], product=500)
    work = replace(work, lines=(*work.lines[:1_990], other, *work.lines[1_991:]))
    floor.absorb(work, products=(article(500),))
    both(floor, lags)
    for line in (0, 4, 8):
        floor.did(goods(work, line, 10))
    floor.did(goods(work, 1_996, 10))
    now = floor.receive(keys=(article(500).barcode,), line=work.lines[0].id)
    assert len(now.rows) == LINES_SHOWN_MAX
    assert now.rows[0].line.sequence == 1
    shown = [row.line.sequence for row in now.rows]
    assert shown[-2:] == [1_990, 0]
    assert (now.progress.lines, now.progress.lines_done, now.progress.done) == (2_000, 4, 40)
    # A product on 500 lines: those that are open come first.
    many = floor.receive(keys=(article(PLAIN).barcode,))
    assert len(many.rows) == LINES_SHOWN_MAX
    assert {row.product.id for row in many.rows} == {PLAIN}
    assert all(row.line.done == 0 for row in many.rows)


def test_a_line_whose_article_is_not_here_yet_is_counted_and_not_shown(floor: Floor):
    line = replace(WORK.lines[0], product=999)
    floor.absorb(Work(WORK.document, (line, WORK.lines[1])))
    now = floor.receive()
    assert [row.line.sequence for row in now.rows] == [1]
    assert now.progress.lines == 2


def test_an_article_keeps_all_it_is(floor: Floor):
    pack = Packaging(9, 500, "Pallet", "P9", Decimal("0.125"))
    kept = article(500, tracking=Tracking.SERIAL, has_expiry=True, needs_check=True, company=1)
    floor.absorb(products=(kept,), packagings=(pack,))
    found = home(floor, "P9").found.products[0]
    assert (found.product, found.packaging) == (kept, pack)
