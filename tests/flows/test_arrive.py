"""Goods that nobody ordered, decided: what is asked of them, and what is written."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.arrive.flow import decide
from app.base.decision import Ask, Do, Go, Refuse, Stay
from app.base.messages import Action, Answered, Scanned, Tapped
from app.base.session import Arrive, Hand, Question, Receipts, Session
from sync.core.moved_slices import MoveSlice
from sync.core.operations import Move
from sync.core.records import LocationKind
from sync.core.slices import Found
from tests.flows.floor import (
    BIN,
    CASE,
    DRILL,
    MILK,
    PAINT,
    PIECES,
    SAW,
    SCOPE,
    SHUT_BIN,
    TODAY,
    found,
    known_lot,
    scan,
)

D = Decimal
OUTSIDE = replace(BIN, id=4, label="Suppliers", kind=LocationKind.SUPPLIER, warehouse=None)
DAY = date(2027, 6, 30)


def slice_of(product=None, **over) -> MoveSlice:
    first = MoveSlice(
        source=None, bin=None, product=product, unit=PIECES if product else None, in_bin=(),
        places=(), known=(), found=Found(), undoable=None, today=TODAY, outside=OUTSIDE,
    )  # fmt: skip
    return replace(first, **over)


EMPTY = Session(Arrive("NOTE-7"), SCOPE, "Ana")


def said(text: str, device: str = "wedge") -> Scanned:
    return Scanned(scan(text), by_hand=device == "keyboard")


def holding(product, **over) -> Session:
    hand = Hand(product=product.id, row="held", amount=D(1), scanned=D(1))
    return replace(EMPTY, hand=replace(hand, **over))


def into(session: Session, slice_: MoveSlice, bin=BIN):
    return decide(
        session, said(bin.barcode or bin.label), replace(slice_, found=Found(bins=(bin,)))
    )


def test_goods_and_then_a_bin_are_written_with_their_delivery_note():
    taken = decide(EMPTY, said(DRILL.barcode), slice_of(found=found(DRILL)))
    assert isinstance(taken, Stay)
    two = decide(taken.session, said(DRILL.barcode), slice_of(DRILL, found=found(DRILL)))
    done = into(two.session, slice_of(DRILL))
    assert isinstance(done, Do)
    assert done.deed == Move(
        *(DRILL.id, D(2), D(2), None, None, OUTSIDE.id, BIN.id, PIECES.id), paper="NOTE-7"
    )
    assert done.session.hand == Hand(bin=BIN.id), "the bin is kept for the next goods"


def test_the_same_bin_again_takes_one_tap():
    slice_ = slice_of(DRILL, bin=BIN)
    done = decide(holding(DRILL, bin=BIN.id), Tapped(Action.SAME_BIN), slice_)
    assert isinstance(done, Do)
    assert done.deed.bin == BIN.id
    nothing = decide(EMPTY, Tapped(Action.SAME_BIN), slice_of(bin=BIN))
    assert isinstance(nothing, Refuse)


def test_a_carton_counts_as_what_is_in_it():
    taken = decide(EMPTY, said("case"), slice_of(found=found(DRILL, CASE)))
    assert (taken.session.hand.amount, taken.session.hand.packaging) == (6, CASE.id)


def test_lot_and_day_are_asked_for_one_after_the_other():
    asked = decide(EMPTY, said(MILK.barcode), slice_of(found=found(MILK)))
    assert isinstance(asked, Ask)
    assert asked.session.hand.question is Question.LOT
    day = decide(asked.session, said("L-9"), slice_of(MILK))
    assert isinstance(day, Ask)
    assert (day.session.hand.lot, day.session.hand.question) == ("L-9", Question.EXPIRY)
    early = into(day.session, slice_of(MILK))
    assert isinstance(early, Ask), "a bin is no answer"
    whole = decide(day.session, Answered("300627"), slice_of(MILK))
    assert (whole.session.hand.expiry, whole.session.hand.question) == (DAY, None)
    done = into(whole.session, slice_of(MILK))
    assert (done.deed.lot, done.deed.expiry) == ("L-9", DAY)


def test_a_known_lot_has_its_day_already_and_a_label_says_both():
    known = slice_of(MILK, known=(known_lot(MILK, "L-1", DAY),))
    asked = replace(holding(MILK).hand, question=Question.LOT)
    answered = decide(replace(EMPTY, hand=asked), Answered("L-1"), known)
    assert isinstance(answered, Stay)
    assert into(answered.session, known).deed.expiry == DAY
    label = f"01{MILK.barcode:0>14}1727063010L-2"
    taken = decide(EMPTY, said(label), slice_of(found=found(MILK)))
    assert isinstance(taken, Stay)
    assert (taken.session.hand.lot, taken.session.hand.expiry) == ("L-2", DAY)


def test_what_has_to_be_checked_first_does_not_come_in_here():
    dear = replace(SAW, needs_check=True)
    refused = decide(EMPTY, said(dear.barcode), slice_of(found=found(dear)))
    assert isinstance(refused, Refuse)
    assert refused.session.hand == Hand()


def test_a_delivery_note_is_noted_before_the_goods_and_only_then():
    noted = decide(replace(EMPTY, place=Arrive()), said("LS-4711"), slice_of())
    assert noted.session.place == Arrive("LS-4711")
    assert isinstance(decide(holding(DRILL), said("LS-4711"), slice_of(DRILL)), Refuse)
    assert isinstance(decide(EMPTY, said("x" * 65), slice_of()), Refuse)


@pytest.mark.parametrize(
    ("product", "over", "given"),
    [
        (DRILL, {"question": Question.QUANTITY}, "0"),
        (DRILL, {"question": Question.QUANTITY}, "x"),
        (DRILL, {"question": Question.QUANTITY}, "0.5"),
        (SAW, {"question": Question.QUANTITY, "lot": "S"}, "2"),
        (PAINT, {"question": Question.LOT}, ""),
        (PAINT, {"question": Question.LOT}, "x" * 65),
        (MILK, {"question": Question.EXPIRY, "lot": "L"}, "310227"),
        (MILK, {"question": Question.EXPIRY, "lot": "L"}, "010120"),
    ],
)
def test_a_bad_answer_is_refused_and_the_goods_stay_in_the_hand(product, over: dict, given: str):
    before = holding(product, **over)
    refused = decide(before, Answered(given), slice_of(product))
    assert isinstance(refused, Refuse)
    assert refused.session.hand == before.hand


def test_bins_that_take_no_goods_and_bins_without_goods_are_refused():
    assert isinstance(into(holding(DRILL), slice_of(DRILL), SHUT_BIN), Refuse)
    assert isinstance(into(holding(DRILL), slice_of(DRILL), OUTSIDE), Refuse)
    assert isinstance(into(EMPTY, slice_of()), Refuse)


def test_undo_puts_down_and_back_leads_to_the_receipts():
    down = decide(holding(DRILL, bin=BIN.id), Tapped(Action.UNDO), slice_of(DRILL))
    assert down.session.hand == Hand(bin=BIN.id)
    assert isinstance(decide(EMPTY, Tapped(Action.UNDO), slice_of()), Refuse)
    assert decide(EMPTY, Tapped(Action.BACK), slice_of()) == Go(Receipts())
