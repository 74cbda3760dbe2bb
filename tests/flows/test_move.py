"""Moving, decided: whatever is scanned first, and never without a bin to take from."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.base.decision import Ask, Do, Refuse, Stay
from app.base.messages import Action, Answered, Scanned, Tapped
from app.base.session import Hand, Move, Question, Session
from app.move.flow import decide
from sync.core import operations
from sync.core.moved_slices import LyingRow, MoveSlice
from sync.core.records import LocationKind
from sync.core.slices import Found, FoundProduct
from tests.flows.floor import BIN, CASE, DRILL, PAINT, PIECES, SAW, SCOPE, TODAY, scan

D = Decimal
SHELF = replace(BIN, id=12, label="A-01-03", barcode="A-01-03")
DRILLS = LyingRow(DRILL, PIECES, None, BIN, D(10), D(8))
WHITE = LyingRow(PAINT, PIECES, "L-1", BIN, D(4), D(4))
BLUE = replace(WHITE, lot="L-2", quantity=D(2))
EMPTY = MoveSlice(None, None, None, None, (), (), (), Found(), None, TODAY)


def session_with(**hand: object) -> Session:
    return Session(Move(), SCOPE, "Ana", replace(Hand(), **hand))


def said(text: str = "x", *, by_hand: bool = False) -> Scanned:
    return Scanned(scan(text), by_hand=by_hand)


def product(one, packaging=None) -> Found:
    return Found(products=(FoundProduct(one, packaging),))


def bin_(one) -> Found:
    return Found(bins=(one,))


def at(*rows: LyingRow, **over: object) -> MoveSlice:
    """A bin in the hand with these in it."""
    return replace(EMPTY, source=BIN, in_bin=rows, places=rows, **over)


def test_bin_goods_bin():
    first = decide(session_with(), said(), replace(EMPTY, found=bin_(BIN)))
    assert first.session.hand.source == BIN.id
    second = decide(first.session, said(), at(DRILLS, found=product(DRILL)))
    assert (second.session.hand.product, second.session.hand.amount) == (DRILL.id, 10)
    there = at(DRILLS, product=DRILL, unit=PIECES, found=bin_(SHELF))
    done = decide(second.session, said(), there)
    assert isinstance(done, Do)
    assert done.deed == operations.Move(DRILL.id, D(10), D(1), None, None, BIN.id, SHELF.id, 1)
    assert done.session.hand == Hand(source=BIN.id), "whoever empties a bin goes on from there"


def test_goods_first_their_only_bin_is_where_they_come_from():
    taken = decide(
        session_with(), said(), replace(EMPTY, places=(DRILLS,), found=product(DRILL, CASE))
    )
    assert (taken.session.hand.source, taken.session.hand.amount) == (BIN.id, 6)


def test_goods_that_lie_in_several_bins_wait_for_one_to_be_scanned():
    places = (DRILLS, replace(DRILLS, place=SHELF))
    taken = decide(session_with(), said(), replace(EMPTY, places=places, found=product(DRILL)))
    assert taken.session.hand.source is None
    then = decide(taken.session, said(), replace(EMPTY, places=places, found=bin_(SHELF)))
    assert (then.session.hand.source, then.session.hand.product) == (SHELF.id, DRILL.id)


def test_the_same_bin_twice_is_all_of_it():
    whole = decide(session_with(source=BIN.id), said(), at(DRILLS, WHITE, found=bin_(BIN)))
    assert whole.session.hand == Hand(source=BIN.id, whole=True)
    done = decide(whole.session, said(), at(DRILLS, WHITE, found=bin_(SHELF)))
    assert [(one.product, one.lot, one.quantity) for one in (done.deed, *done.also)] == [
        (DRILL.id, None, 10),
        (PAINT.id, "L-1", 4),
    ]


def test_an_empty_bin_has_nothing_to_take():
    refused = decide(session_with(source=BIN.id), said(), at(found=bin_(BIN)))
    assert isinstance(refused, Refuse)


def test_another_bin_before_any_goods_is_where_to_begin_instead():
    other = decide(session_with(source=BIN.id), said(), at(DRILLS, found=bin_(SHELF)))
    assert other.session.hand == Hand(source=SHELF.id)


def test_of_several_lots_one_is_asked():
    asked = decide(session_with(source=BIN.id), said(), at(WHITE, BLUE, found=product(PAINT)))
    assert isinstance(asked, Ask)
    assert asked.session.hand.question is Question.LOT
    taken = decide(asked.session, Answered("L-2"), at(WHITE, BLUE))
    assert (taken.session.hand.lot, taken.session.hand.amount) == ("L-2", 2)
    assert isinstance(decide(asked.session, Answered("L-9"), at(WHITE, BLUE)), Refuse)


def test_what_the_books_do_not_have_there_is_in_the_hand_all_the_same():
    taken = decide(session_with(source=BIN.id), said(), at(found=product(DRILL)))
    assert (type(taken), taken.session.hand.amount) == (Stay, 1)
    # But of a piece that has a number somebody has to know which.
    assert isinstance(decide(session_with(source=BIN.id), said(), at(found=product(SAW))), Refuse)


@pytest.mark.parametrize(
    ("hand", "slice_"),
    [
        ({}, replace(EMPTY, found=bin_(replace(BIN, kind=LocationKind.AREA)))),
        ({"source": BIN.id, "row": "held", "product": DRILL.id}, at(DRILLS, found=bin_(BIN))),
        ({}, EMPTY),
    ],
    ids=["an area", "to where it is", "a code nobody knows"],
)
def test_what_makes_no_sense_is_refused(hand: dict, slice_: MoveSlice):
    assert isinstance(decide(session_with(**hand), said(), slice_), Refuse)


@pytest.mark.parametrize("given", ["0", "-2", "abc", "1e9", "0.5"])
def test_a_bad_amount_is_refused(given: str):
    asked = session_with(
        source=BIN.id, product=DRILL.id, row="held", question=Question.QUANTITY, typed=given
    )
    slice_ = at(DRILLS, product=DRILL, unit=PIECES)
    assert isinstance(decide(asked, Tapped(Action.CONFIRM), slice_), Refuse)


def test_more_than_the_books_have_can_be_entered():
    asked = session_with(source=BIN.id, product=DRILL.id, row="held")
    slice_ = at(DRILLS, product=DRILL, unit=PIECES)
    taken = decide(asked, said("99", by_hand=True), slice_)
    assert taken.session.hand.amount == 99, "a count will put the books right"
