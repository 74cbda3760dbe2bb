"""What was moved is shown where it is now, and once: before and after the ERP has it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from decimal import Decimal

import pytest

from sync.core.lifecycle import Outcome, Result
from sync.core.operations import (
    Choice,
    FinishReceipt,
    Move,
    MoveLine,
    RecordCheck,
    Rest,
    Settle,
    Undo,
)
from sync.core.problems import Problem
from sync.core.quality import Disposition, Verdict
from sync.core.records import (
    DocumentKind,
    DocumentState,
    Entry,
    Line,
    LocationKind,
    Lot,
    Stock,
    Work,
)
from sync.store import stock as stock_file
from sync.store.files import MIRROR_NAME
from sync.store.live import read_tail
from sync.store.store import Store
from tests.store.floor import (
    AREA,
    BIN,
    CATALOGUE,
    LOTTED,
    OTHER_BIN,
    PLAIN,
    SERIAL,
    Floor,
    goods,
    receipt,
    run,
)
from tests.store.older import set_back

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
    floor.absorb(receipt(), transfer())
    floor.mirror_lane.holding = request.param
    yield floor
    floor.mirror_lane.let_go()
    floor.store.close()


def transfer() -> Work:
    """Four pieces, of which all are reserved, are to go from the bin to the area."""
    asked = Line(
        *(7000, 7, 1, PLAIN, 1, D(4), D(0)),
        entries=(),
        planned=(Entry(None, None, AREA, D(4), BIN),),
    )
    document = replace(
        receipt().document,
        id=7,
        kind=DocumentKind.TRANSFER,
        name="WH/INT/7",
        source=AREA,
        destination=AREA,
    )
    return Work(document, (asked,))


def move(amount: int, product: int = PLAIN, lot: str | None = None, **over) -> Move:
    return replace(Move(product, D(amount), D(amount), None, lot, BIN, OTHER_BIN, 1), **over)


def pick(amount: int, **over) -> MoveLine:
    base = MoveLine(7, 7000, PLAIN, D(amount), D(amount), None, None, BIN, AREA, 1)
    return replace(base, **over)


def lying(floor: Floor, product: int = PLAIN) -> dict[int, tuple[int, int]]:
    """By place: how much lies there, and how much of it is free."""
    store: Store = floor.store
    files = store._work.files
    found = stock_file.of_product(
        files.mirror_read, read_tail(files.journal, files.mirror_read), product
    )
    return {spot.place: (int(one.quantity), int(one.free)) for spot, one in found.items()}


def answer(floor: Floor, done, outcome: Outcome, problem: Problem | None = None) -> None:
    envelope = done.envelope
    floor.mirror_lane.let_go()
    run(floor.store.record((Result(envelope.op_id, envelope.seq, outcome, problem),)))


def test_what_is_moved_lies_in_the_other_bin_at_once(floor: Floor):
    floor.did(move(3))
    floor.did(move(2))
    assert lying(floor) == {BIN: (5, 1), OTHER_BIN: (5, 5)}


def test_what_comes_in_lies_where_it_was_put(floor: Floor):
    floor.did(goods(receipt(), quantity=7, bin=OTHER_BIN))
    assert lying(floor) == {BIN: (10, 6), OTHER_BIN: (7, 7)}


def test_what_is_picked_is_gone_from_its_bin_and_reserved_no_more(floor: Floor):
    floor.did(pick(3))
    assert lying(floor) == {BIN: (7, 6), AREA: (3, 3)}


def test_taken_back_it_lies_where_it_lay(floor: Floor):
    first, second = floor.did(move(3)), floor.did(pick(2))
    for done in (first, second):
        floor.did(Undo(done.envelope.op_id, done.envelope.deed))
    assert lying(floor) == {BIN: (10, 6)}
    assert isinstance(floor.do(Undo(first.envelope.op_id, first.envelope.deed)), Problem)


def test_once_the_erp_has_it_it_is_shown_once(floor: Floor):
    done = floor.did(move(3))
    answer(floor, done, Outcome.APPLIED)
    booked = (
        replace(LYING[1], quantity=D(7)),
        Stock(9, 1, PLAIN, OTHER_BIN, None, D(3), D(0)),
    )
    floor.absorb(stock=booked, applied_seq=1)
    assert lying(floor) == {BIN: (7, 3), OTHER_BIN: (3, 3)}


def test_what_is_finished_is_shown_once(floor: Floor):
    floor.did(pick(4))
    last = floor.did(FinishReceipt(7, Rest.STAYS_OPEN))
    assert lying(floor) == {BIN: (6, 6), AREA: (4, 4)}
    answer(floor, last, Outcome.APPLIED)
    work = transfer()
    entry = Entry(None, None, AREA, D(4), BIN)
    done = replace(
        work,
        document=replace(work.document, state=DocumentState.DONE),
        lines=(replace(work.lines[0], done=D(4), entries=(entry,), planned=()),),
    )
    booked = (
        replace(LYING[1], quantity=D(6), reserved=D(0)),
        Stock(9, 1, PLAIN, AREA, None, D(4), D(0)),
    )
    floor.absorb(done, stock=booked, applied_seq=2)
    assert lying(floor) == {BIN: (6, 6), AREA: (4, 4)}


def test_what_the_erp_set_aside_stays_where_it_was_brought_until_somebody_decides(floor: Floor):
    done = floor.did(move(3))
    answer(floor, done, Outcome.EXCEPTION, Problem.BIN_CLOSED)
    floor.absorb(applied_seq=1)
    assert lying(floor) == {BIN: (7, 3), OTHER_BIN: (3, 3)}
    floor.did(Settle(done.envelope.op_id, 0, Choice.LET_GO, None))
    assert lying(floor) == {BIN: (10, 6)}


def test_decided_to_lie_elsewhere_it_does(floor: Floor):
    done = floor.did(move(3))
    answer(floor, done, Outcome.EXCEPTION, Problem.BIN_CLOSED)
    other = replace(done.envelope.deed, bin=AREA + 0, source=BIN)
    settled = floor.do(Settle(done.envelope.op_id, 0, Choice.FILE, other))
    # An area is no bin: what nobody could put down there is refused before it is written.
    assert settled is Problem.BIN_ELSEWHERE
    floor.did(Settle(done.envelope.op_id, 0, Choice.FILE, replace(other, bin=OTHER_BIN)))
    assert lying(floor) == {BIN: (7, 3), OTHER_BIN: (3, 3)}


def test_an_empty_mirror_that_is_filled_again_says_the_same(floor: Floor):
    floor.did(move(3))
    floor.mirror_lane.let_go()
    run(floor.store.forget_mirror())
    page = replace(CATALOGUE, stock=LYING, works=(receipt(), transfer()), anew=True)
    run(floor.store.absorb(page))
    assert lying(floor) == {BIN: (7, 3), OTHER_BIN: (3, 3)}


def test_more_than_lies_there_is_moved_all_the_same(floor: Floor):
    floor.did(move(12))
    assert lying(floor) == {BIN: (-2, 0), OTHER_BIN: (12, 12)}


def test_more_than_was_asked_for_is_not_picked(floor: Floor):
    floor.did(pick(4))
    assert floor.do(pick(1)) is Problem.QUANTITY_OVER


@pytest.mark.parametrize(
    ("deed", "problem"),
    [
        (move(1, LOTTED, "L1"), None),
        (move(1, LOTTED, "L9"), Problem.LOT_UNKNOWN),
        (move(1, LOTTED), Problem.LOT_MISSING),
        (move(1, PLAIN, "L1"), Problem.LOT_NOT_WANTED),
        (move(1, SERIAL, "SN-STOCK"), None),
        (move(2, SERIAL, "SN-STOCK"), Problem.SERIAL_NOT_ONE),
        (move(1, SERIAL, "SN-STOCK", source=OTHER_BIN, bin=BIN), Problem.SERIAL_ELSEWHERE),
        (move(0), Problem.QUANTITY_NOT_POSITIVE),
        (move(1, bin=BIN), Problem.SAME_PLACE),
        (move(1, bin=999), Problem.BIN_MISSING),
        (move(1, source=999), Problem.SOURCE_MISSING),
        (move(1, source=AREA), Problem.SOURCE_ELSEWHERE),
        (move(1, bin=31), Problem.BIN_ELSEWHERE),
        (move(1, product=105), Problem.COMPANY_MISMATCH),
        (move(1, unit=2), Problem.UNIT_MISMATCH),
        (pick(1, document=1, line=10_000), Problem.OTHER_WORK),
        (pick(1, line=1), Problem.LINE_MISSING),
    ],
    ids=lambda one: "" if one is None or isinstance(one, Problem) else type(one).__name__,
)
def test_what_speaks_against_a_move_is_said_before_it_is_written(floor: Floor, deed, problem):
    done = floor.do(deed)
    assert (done if problem else None) == problem


def test_of_a_lot_that_came_in_just_now_goods_move_on(floor: Floor):
    floor.did(goods(receipt(), line=1, lot="NEW", bin=OTHER_BIN))
    floor.did(move(1, LOTTED, "NEW", source=OTHER_BIN, bin=BIN))


def test_pages_of_documents_nobody_worked_on_show_what_is_handled(floor: Floor):
    floor.mirror_lane.let_go()
    work = receipt(2)
    entry = Entry(None, None, OTHER_BIN, D(5))
    begun = replace(work, lines=(replace(work.lines[0], done=D(5), entries=(entry,)),))
    floor.absorb(begun)
    assert lying(floor)[OTHER_BIN] == (5, 5)
    floor.absorb(replace(begun, document=replace(begun.document, state=DocumentState.DONE)))
    assert OTHER_BIN not in lying(floor)


def test_what_others_handled_is_shown_after_an_upgrade(tmp_path):
    floor = Floor(tmp_path)
    run(floor.store.absorb(replace(CATALOGUE, stock=LYING)))
    work, asked = receipt(2), transfer()
    came, went = Entry(None, None, OTHER_BIN, D(5)), Entry(None, None, AREA, D(3), BIN)
    begun = replace(work, lines=(replace(work.lines[0], done=D(5), entries=(came,)),))
    picked = replace(asked, lines=(replace(asked.lines[0], done=D(3), entries=(went,)),))
    closed = replace(
        begun,
        document=replace(begun.document, id=3, state=DocumentState.DONE),
        lines=(replace(begun.lines[0], id=30_000, document=3),),
    )
    floor.absorb(begun, picked, closed)
    floor.did(move(1))
    expected = lying(floor)
    assert expected == {BIN: (6, 5), OTHER_BIN: (6, 6), AREA: (3, 3)}
    floor.store.close()
    # An older app only began to keep what is handled.
    set_back(tmp_path / MIRROR_NAME, "0007_moved_filled")
    with closing(sqlite3.connect(tmp_path / MIRROR_NAME)) as mirror, mirror:
        assert mirror.execute("DELETE FROM moved WHERE document <> 0").rowcount > 0
    floor.open()
    assert lying(floor) == expected
    floor.absorb(begun, picked, closed)
    assert lying(floor) == expected
    floor.store.close()


@pytest.mark.parametrize("closed", ["by the ERP", "by a deed"])
def test_bad_goods_of_a_closed_receipt_are_out_of_their_bin_before_the_erp_knows(
    floor: Floor, closed: str
):
    floor.mirror_lane.let_go()
    work = receipt(2)
    line = replace(work.lines[0], done=D(5), entries=(Entry(None, None, OTHER_BIN, D(5)),))
    shut = replace(work.document, state=DocumentState.DONE)
    booked = (*LYING, Stock(9, 1, PLAIN, OTHER_BIN, None, D(5), D(2)))
    hold = replace(CATALOGUE.locations[1], id=13, kind=LocationKind.HOLD)
    if closed == "by the ERP":
        floor.absorb(replace(work, document=shut, lines=(line,)), stock=booked, locations=(hold,))
    else:
        floor.absorb(replace(work, lines=(line,)), locations=(hold,))
        floor.did(FinishReceipt(2, Rest.DROPPED))
    before = lying(floor)[OTHER_BIN]
    assert before == ((5, 3) if closed == "by the ERP" else (5, 5))
    floor.mirror_lane.holding = True
    floor.did(judged(Verdict.FAILED, None, 13))

    assert lying(floor).get(OTHER_BIN, (0, 0)) == (0, 0)
    floor.mirror_lane.let_go()
    assert lying(floor).get(OTHER_BIN, (0, 0)) == (0, 0)
    assert lying(floor)[13][0] == 5
    floor.did(judged(Verdict.FAILED, 13, OTHER_BIN, Disposition.ACCEPT))
    assert lying(floor)[OTHER_BIN] == before
    assert 13 not in lying(floor)


def judged(verdict: Verdict, source, place: int, disposition=Disposition.QUARANTINE) -> RecordCheck:
    return RecordCheck(
        *(2, 20_000, PLAIN, None, D(5), 1, verdict, disposition, "Ines", "Leo"),
        *((), (), source, place),
    )


def test_a_serial_number_is_asked_for_without_reading_its_sisters(floor: Floor):
    """Counted by SQLite's own steps: no clock, and no machine's pace in it."""
    few = steps_of_a_look(floor)
    held, floor.mirror_lane.holding = floor.mirror_lane.holding, False
    names = [f"S-{n}" for n in range(2_000)]
    lots = tuple(Lot(100 + n, None, SERIAL, name, None) for n, name in enumerate(names))
    lying_ = tuple(Stock(100 + n, 1, SERIAL, BIN, 100 + n, D(1), D(0)) for n in range(2_000))
    work = receipt(2)
    came = tuple(Entry(f"R-{n}", None, OTHER_BIN, D(1)) for n in range(2_000))
    line = replace(work.lines[2], done=D(2_000), entries=came)
    floor.mirror_lane.let_go()
    floor.absorb(replace(work, lines=(*work.lines[:2], line)), lots=lots, stock=lying_)
    floor.mirror_lane.holding = held
    assert steps_of_a_look(floor) < few + 100


def steps_of_a_look(floor: Floor) -> int:
    files = floor.store._work.files
    mirror = files.mirror_read
    tail = read_tail(files.journal, mirror)
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    mirror.set_progress_handler(count, 10)
    try:
        found = stock_file.there(mirror, tail, stock_file.Spot(SERIAL, "SN-STOCK", BIN))
    finally:
        mirror.set_progress_handler(None, 0)
    assert (found.quantity, found.knows_lot) == (1, True)
    return steps
