"""Putting away, decided: what a scan takes from the dock, and where it may be put down."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.base.decision import Ask, Do, Go, Refuse, Stay
from app.base.handling import check_of, row_id
from app.base.messages import Action, Answered, Scanned, Tapped
from app.base.notice import Sound
from app.base.session import Hand, Home, Move, Putaway, Question, Session
from app.putaway.flow import decide
from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from sync.core import operations
from sync.core.moved_slices import Movable, PutawaySlice, StandingRow, Target, Why
from sync.core.operations import FinishReceipt, MoveLine, Undo
from sync.core.records import DocumentKind
from sync.core.slices import Found, FoundProduct
from tests.flows.floor import (
    BIN,
    CASE,
    DOCK,
    DRILL,
    FAR_BIN,
    PAINT,
    PIECES,
    RECEIPT,
    SCOPE,
    TODAY,
    line,
    scan,
)

D = Decimal
TRANSFER = replace(RECEIPT, id=200, kind=DocumentKind.TRANSFER, name="WH/INT/7")
DRILLS = StandingRow(
    DRILL, PIECES, None, DOCK, D(10), Target(BIN, Why.PLANNED), TRANSFER,
    replace(line(DRILL), document=TRANSFER.id),
)  # fmt: skip
WHITE = StandingRow(PAINT, PIECES, "L-1", DOCK, D(4))
BLUE = replace(WHITE, lot="L-2", quantity=D(2))
SHELF = replace(BIN, id=12, label="A-01-03", barcode="A-01-03")


def slice_of(*rows: StandingRow, **over: object) -> PutawaySlice:
    found = PutawaySlice(rows, len(rows), Found(), None, (), ((200, D(10)),), None, TODAY)
    return replace(found, **over)


def session_with(**hand: object) -> Session:
    return Session(Putaway(), SCOPE, "Ana", replace(Hand(), **hand))


def holding(row: StandingRow, amount: int) -> Session:
    return session_with(
        product=row.product.id, row=row_id(row), lot=row.lot, amount=D(amount), scanned=D(amount)
    )


def found(product, packaging=None) -> Found:
    return Found(products=(FoundProduct(product, packaging),))


def said(text: str, device: str = "wedge") -> Scanned:
    return Scanned(scan(text), by_hand=device == "keyboard")


def test_an_article_means_all_that_stands_there_and_again_counts():
    slice_ = slice_of(DRILLS, found=found(DRILL))
    first = decide(session_with(), said(DRILL.barcode), slice_)
    assert isinstance(first, Stay)
    assert (first.session.hand.amount, first.sound) == (10, Sound.BUSY)
    again = decide(first.session, said(DRILL.barcode), slice_)
    assert again.session.hand.amount == 2, "whoever scans on is counting"


def test_a_carton_means_that_carton_and_no_more_than_is_there():
    slice_ = slice_of(DRILLS, found=found(DRILL, CASE))
    first = decide(session_with(), said("case"), slice_)
    assert (first.session.hand.amount, first.session.hand.packaging) == (6, CASE.id)
    assert isinstance(decide(first.session, said("case"), slice_), Refuse)


def test_of_several_lots_the_lot_is_asked_and_can_be_scanned():
    slice_ = slice_of(WHITE, BLUE, found=found(PAINT))
    asked = decide(session_with(), said(PAINT.barcode), slice_)
    assert isinstance(asked, Ask)
    assert asked.session.hand.question is Question.LOT
    by_tap = decide(asked.session, Tapped(Action.CONFIRM, "L-2"), slice_)
    by_scan = decide(session_with(), said("L-2"), slice_of(WHITE, BLUE))
    for taken in (by_tap, by_scan):
        assert (taken.session.hand.lot, taken.session.hand.amount) == ("L-2", 2)


def test_into_the_bin_it_is_meant_for_it_goes_at_once_and_the_transfer_is_done():
    slice_ = slice_of(DRILLS, found=Found(bins=(BIN,)))
    done = decide(holding(DRILLS, 10), said(BIN.barcode), slice_)
    assert isinstance(done, Do)
    assert done.deed == MoveLine(200, 10, DRILL.id, D(10), D(10), None, None, DOCK.id, BIN.id, 1)
    assert done.also == (FinishReceipt(200, operations.Rest.STAYS_OPEN),)
    assert (done.notice.sound, done.session.hand) == (Sound.ORDER_DONE, Hand())


def test_a_part_leaves_the_transfer_open():
    slice_ = slice_of(DRILLS, found=Found(bins=(BIN,)))
    done = decide(holding(DRILLS, 4), said(BIN.barcode), slice_)
    assert (done.deed.quantity, done.also, done.notice.sound) == (4, (), Sound.COUNTED)


def test_another_bin_is_confirmed_by_a_second_scan():
    slice_ = slice_of(DRILLS, found=Found(bins=(SHELF,)))
    asked = decide(holding(DRILLS, 10), said(SHELF.barcode), slice_)
    assert isinstance(asked, Ask)
    done = decide(asked.session, said(SHELF.barcode), slice_)
    assert isinstance(done, Do)
    assert done.deed.bin == SHELF.id
    third = slice_of(DRILLS, found=Found(bins=(FAR_BIN,)))
    assert isinstance(decide(asked.session, said("x"), third), Ask), "and a third is asked anew"


def test_a_full_bin_is_not_shown_again_while_one_puts_away():
    full = decide(holding(DRILLS, 10), Tapped(Action.BIN_FULL), slice_of(DRILLS))
    assert isinstance(full, Stay)
    assert full.session.place == Putaway(full=frozenset({BIN.id}))
    assert full.session.hand.amount == 10, "the goods stay in the hand"
    nowhere = slice_of(replace(DRILLS, target=None))
    assert decide(full.session, Tapped(Action.BIN_FULL), nowhere) == Stay(full.session)
    assert decide(session_with(), Tapped(Action.BIN_FULL), slice_of(DRILLS)).session.place == (
        Putaway()
    )


def test_the_check_character_of_the_label_confirms_the_bin():
    done = decide(holding(DRILLS, 10), said(check_of(BIN), "keyboard"), slice_of(DRILLS))
    assert isinstance(done, Do)
    assert done.deed.bin == BIN.id
    by_scanner = decide(holding(DRILLS, 10), said(check_of(BIN)), slice_of(DRILLS))
    assert isinstance(by_scanner, Refuse)


def test_what_nobody_asked_for_is_a_move_of_its_own():
    slice_ = slice_of(WHITE, found=Found(bins=(BIN,)))
    done = decide(holding(WHITE, 4), said(BIN.barcode), slice_)
    assert done.deed == operations.Move(PAINT.id, D(4), D(4), None, "L-1", DOCK.id, BIN.id, 1)


def test_everything_goes_to_one_bin_each_a_deed_of_its_own():
    slice_ = slice_of(DRILLS, WHITE, BLUE)
    all_of_it = decide(session_with(), Tapped(Action.WHOLE), slice_)
    done = decide(all_of_it.session, said("x"), replace(slice_, found=Found(bins=(BIN,))))
    assert isinstance(done, Do)
    deeds = (done.deed, *done.also)
    assert [type(one).__name__ for one in deeds] == ["MoveLine", "Move", "Move", "FinishReceipt"]
    assert {one.bin for one in deeds[:3]} == {BIN.id}


@pytest.mark.parametrize("given", ["0", "-1", "x", "1e9", "0.5", "11", ""])
def test_a_bad_amount_is_refused_and_keeps_what_is_in_the_hand(given: str):
    asked = replace(holding(DRILLS, 10), hand=replace(
        holding(DRILLS, 10).hand, question=Question.QUANTITY
    ))  # fmt: skip
    refused = decide(asked, Answered(given), slice_of(DRILLS))
    assert isinstance(refused, Refuse)
    assert refused.session.hand.row == row_id(DRILLS)


def test_a_good_amount_is_taken():
    asked = session_with(row=row_id(DRILLS), question=Question.QUANTITY, typed="3")
    taken = decide(asked, Tapped(Action.CONFIRM), slice_of(DRILLS))
    assert (taken.session.hand.amount, taken.session.hand.question) == (3, None)


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("nobody-knows", {}),
        (DRILL.barcode, {"found": found(DRILL), "rows": (WHITE,)}),
        (BIN.barcode, {"found": Found(bins=(BIN,))}),
    ],
    ids=["unknown", "not on the dock", "a bin before the goods"],
)
def test_what_makes_no_sense_is_refused(text: str, over: dict):
    assert isinstance(decide(session_with(), said(text), slice_of(DRILLS, **over)), Refuse)


def test_undo_puts_down_first_and_then_takes_back():
    deed = operations.Move(PAINT.id, D(4), D(4), None, "L-1", DOCK.id, BIN.id, 1)
    slice_ = slice_of(DRILLS, undoable=Movable("op-1", deed, PAINT))
    down = decide(holding(DRILLS, 10), Tapped(Action.UNDO), slice_)
    assert (type(down), down.session.hand) == (Stay, Hand())
    back = decide(session_with(), Tapped(Action.UNDO), slice_)
    assert back.deed == Undo("op-1", deed)
    assert isinstance(decide(session_with(), Tapped(Action.UNDO), slice_of(DRILLS)), Refuse)


@pytest.mark.parametrize(
    ("command", "place"), [(Command.HOME, Home()), (Command.MOVE, Move())], ids=str
)
def test_labels_lead_elsewhere(command: Command, place: object):
    text = write(HouseKind.COMMAND, command)
    assert decide(session_with(), said(text), slice_of(DRILLS)) == Go(place)
