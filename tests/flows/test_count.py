"""Counting, decided: bin, goods, bin; what is missing, far from the books or moved is asked."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.base.decision import Ask, AtPrinter, Do, Go, Refuse, Stay
from app.base.messages import Action, Answered, Scanned, Tapped
from app.base.receiving import Receiving, Rule
from app.base.session import Count, Hand, Home, Question, Session
from app.count.flow import decide
from app.count.view import view
from app.ui.looks import Badge, Mark
from sync.core import operations
from sync.core.count_slices import COUNTED_SHOWN_MAX, CountRow, CountSlice
from sync.core.moved_slices import LyingRow, Movable
from sync.core.operations import Approval, Move, Occasion, Stage, Undo
from sync.core.records import LocationKind, Tracking
from sync.core.slices import Found, FoundProduct
from tests.flows.floor import BIN, CASE, DRILL, PAINT, PIECES, SCOPE, TODAY, scan

D = Decimal
SHELF = replace(BIN, id=12, label="A-01-03", barcode="A-01-03")
DRILLS = CountRow(DRILL, PIECES, None, D(10))
WHITE = CountRow(PAINT, PIECES, "L-1", D(4))
CAMERA = replace(DRILL, id=77, name="Camera", tracking=Tracking.SERIAL)
UNITS = {PIECES.id: PIECES}
EMPTY = CountSlice(None, (), 0, None, UNITS, (), (), Found(), None, TODAY)
HELD = Hand(bin=BIN.id, product=DRILL.id, row="held")


def session_with(hand: Hand = Hand(bin=BIN.id), *rules: Rule) -> Session:  # noqa: B008 - frozen
    return Session(Count(), SCOPE, "Ana", hand, rules=Receiving(rules))


def said(text: str = "x", *, by_hand: bool = False) -> Scanned:
    return Scanned(scan(text), by_hand=by_hand)


def product(one, packaging=None) -> Found:
    return Found(products=(FoundProduct(one, packaging),))


def at(*rows: CountRow, **over: object) -> CountSlice:
    """The bin in the hand, with these in it."""
    return replace(EMPTY, bin=BIN, rows=rows, total=len(rows), **over)


def counted(row: CountRow, amount: int, expected: Decimal | None = None) -> CountRow:
    return replace(row, counted=D(amount), expected=row.now if expected is None else expected)


def again(*rows: CountRow, **over: object) -> CountSlice:
    """As `at`, and its own label is scanned once more."""
    return at(*rows, found=Found(bins=(BIN,)), **over)


def test_first_the_bin_then_what_is_in_it():
    refused = decide(session_with(Hand()), said(), replace(EMPTY, found=product(DRILL)))
    assert isinstance(refused, Refuse)
    begun = decide(session_with(Hand()), said(), replace(EMPTY, found=Found(bins=(BIN,))))
    assert begun.session.hand == Hand(bin=BIN.id)


@pytest.mark.parametrize(
    "bin", [replace(BIN, warehouse=9), replace(BIN, kind=LocationKind.HOLD)], ids=["far", "hold"]
)
def test_only_a_bin_of_this_building_is_counted(bin):
    refused = decide(session_with(Hand()), said(), replace(EMPTY, found=Found(bins=(bin,))))
    assert isinstance(refused, Refuse)


def test_every_scan_is_one_more_and_written_down():
    first = decide(session_with(), said(), at(DRILLS, found=product(DRILL)))
    assert isinstance(first, Do)
    assert first.deed == operations.Count(
        *(DRILL.id, D(1), D(10), None, None, BIN.id, PIECES.id, Stage.TALLY)
    )
    assert (first.session.hand.bin, first.session.hand.product) == (BIN.id, DRILL.id)
    second = decide(first.session, said(), at(counted(DRILLS, 1), found=product(DRILL)))
    assert second.deed.counted == 2
    carton = decide(second.session, said(), at(counted(DRILLS, 2), found=product(DRILL, CASE)))
    assert (carton.deed.counted, carton.deed.packaging) == (2 + CASE.quantity, CASE.id)


def test_what_nobody_expected_is_found():
    nails = replace(DRILL, id=78, name="Nails")
    found = decide(session_with(), said(), at(DRILLS, found=product(nails)))
    assert (found.deed.product, found.deed.counted, found.deed.expected) == (78, 1, 0)


def test_the_pad_says_all_that_is_there_and_that_may_be_nothing():
    slice_ = at(counted(DRILLS, 2), product=DRILL)
    asked = decide(session_with(HELD), Tapped(Action.ASK_QUANTITY), slice_)
    assert isinstance(asked, Ask)
    for given, amount in (("12", 12), ("0", 0)):
        assert decide(asked.session, Answered(given), slice_).deed.counted == amount
    for given in ("-1", "0.5", "x", "4006381333931"):
        assert isinstance(decide(asked.session, Answered(given), slice_), Refuse)


def test_a_row_is_taken_by_a_tap_and_then_asks_how_many():
    asked = decide(session_with(), Tapped(Action.TAKE_LINE, WHITE.key), at(DRILLS, WHITE))
    assert (asked.session.hand.product, asked.session.hand.lot) == (PAINT.id, "L-1")
    assert asked.session.hand.question is Question.QUANTITY
    assert isinstance(decide(session_with(), Tapped(Action.TAKE_LINE, "7."), at(DRILLS)), Stay)


def test_a_lot_is_asked_and_then_goes_on():
    asked = decide(session_with(), said(), at(WHITE, found=product(PAINT)))
    assert asked.session.hand.question is Question.LOT
    there = at(WHITE, product=PAINT)
    one = decide(asked.session, said("L-1"), there)
    assert (one.deed.lot, one.deed.counted, one.deed.expected) == ("L-1", 1, 4)
    more = decide(one.session, said(), at(counted(WHITE, 1), found=product(PAINT)))
    assert (more.deed.lot, more.deed.counted) == ("L-1", 2)
    new = decide(asked.session, Answered("L-NEW"), there)
    assert (new.deed.lot, new.deed.expected) == ("L-NEW", 0)
    assert isinstance(decide(asked.session, Answered(" "), there), Refuse)


def test_a_piece_is_counted_once():
    row = CountRow(CAMERA, PIECES, "S1", D(1))
    one = decide(session_with(), said("S1"), at(row))
    assert (one.deed.lot, one.deed.counted) == ("S1", 1)
    assert isinstance(decide(one.session, said("S1"), at(counted(row, 1))), Refuse)


def test_a_piece_that_the_books_have_elsewhere_is_moved_here():
    other = LyingRow(CAMERA, PIECES, "S9", SHELF, D(1), D(1))
    hand = Hand(bin=BIN.id, product=CAMERA.id, question=Question.LOT)
    done = decide(session_with(hand), said("S9"), at(product=CAMERA, elsewhere=(other,)))
    assert done.deed == Move(CAMERA.id, D(1), D(1), None, "S9", SHELF.id, BIN.id, PIECES.id)
    tally = done.also[0]
    assert (tally.counted, tally.expected, tally.stage) == (1, 1, Stage.TALLY)


def test_the_bin_once_more_means_that_is_all():
    rows = (counted(DRILLS, 8), counted(WHITE, 4))
    done = decide(session_with(), said(), again(*rows))
    assert isinstance(done, Do)
    deeds = (done.deed, *done.also)
    assert [(one.product, one.counted, one.expected, one.stage) for one in deeds] == [
        (DRILL.id, 8, 10, Stage.COUNTED),
        (PAINT.id, 4, 4, Stage.COUNTED),
    ]
    assert done.session.hand == Hand()


def test_what_was_not_found_is_missing_only_when_somebody_says_so():
    asked = decide(session_with(), said(), again(counted(DRILLS, 10), WHITE))
    assert isinstance(asked, Ask)
    assert asked.session.hand.question is Question.MISSING
    back = decide(asked.session, Tapped(Action.CANCEL), at(counted(DRILLS, 10), WHITE))
    assert back.session.hand == Hand(bin=BIN.id)
    done = decide(asked.session, Tapped(Action.CONFIRM), at(counted(DRILLS, 10), WHITE))
    assert [(one.lot, one.counted) for one in (done.deed, *done.also)] == [(None, 10), ("L-1", 0)]


def test_an_empty_bin_is_as_the_books_say():
    done = decide(session_with(), Tapped(Action.FINISH), at())
    assert isinstance(done, Stay)
    assert done.session.notice is not None


def test_goods_that_moved_are_counted_again():
    stale = counted(DRILLS, 8, D(12))
    refused = decide(session_with(), said(), again(stale))
    assert isinstance(refused, Refuse)
    anew = decide(refused.session, said(), at(stale, found=product(DRILL)))
    assert (anew.deed.counted, anew.deed.expected) == (1, 10)
    assert anew.deed.occasion is Occasion.AGAIN


FAR = Rule(count_percent=D(20))


def test_far_from_the_books_another_person_looks():
    slice_ = again(counted(DRILLS, 5))
    asked = decide(session_with(Hand(bin=BIN.id), FAR), said(), slice_)
    assert asked.session.hand.question is Question.APPROVAL
    own = decide(asked.session, badge("ANA"), at(counted(DRILLS, 5)))
    assert isinstance(own, Refuse)
    done = decide(asked.session, badge("IDA"), at(counted(DRILLS, 5)))
    assert (done.deed.needs, done.deed.approved_by) == (Approval.VARIANCE, "IDA")
    left = decide(asked.session, Tapped(Action.SET_ASIDE), at(counted(DRILLS, 5)))
    assert (left.deed.needs, left.deed.approved_by) == (Approval.VARIANCE, "")


def test_near_the_books_nobody_else_is_asked():
    done = decide(session_with(Hand(bin=BIN.id), FAR), said(), again(counted(DRILLS, 9)))
    assert isinstance(done, Do)
    assert done.deed.needs is None


def test_goods_that_are_dear_are_far_from_the_books_by_their_worth():
    dear = Rule(count_value=D(100))
    row = counted(replace(DRILLS, product=replace(DRILL, value=D(60))), 9)
    assert isinstance(decide(session_with(Hand(bin=BIN.id), dear), said(), again(row)), Do)
    two = replace(row, counted=D(8))
    assert isinstance(decide(session_with(Hand(bin=BIN.id), dear), said(), again(two)), Ask)


def badge(name: str) -> Scanned:
    from scanners.codes import house  # noqa: PLC0415 - only for this
    from scanners.codes.scan import HouseKind  # noqa: PLC0415

    return said(house.write(HouseKind.BADGE, name))


def test_the_last_count_is_taken_back():
    deed = operations.Count(*(DRILL.id, D(2), D(10), None, None, BIN.id, 1, Stage.TALLY))
    undoable = Movable("op-9", deed, DRILL)
    done = decide(session_with(HELD), Tapped(Action.UNDO), at(DRILLS, undoable=undoable))
    assert done.deed == Undo("op-9", deed)
    assert isinstance(decide(session_with(HELD), Tapped(Action.UNDO), at(DRILLS)), Refuse)


def test_back_leaves_the_bin_first_and_then_the_work():
    first = decide(session_with(HELD), Tapped(Action.BACK), at(DRILLS))
    assert first.session.hand == Hand()
    assert decide(first.session, Tapped(Action.BACK), EMPTY) == Go(Home())


def test_a_code_that_nobody_knows_is_said():
    assert isinstance(decide(session_with(), said("nonsense"), at(DRILLS)), Refuse)


def test_who_counts_blind_is_on_record():
    blind = session_with(Hand(bin=BIN.id), Rule(count_blind=True))
    assert decide(blind, said(), at(DRILLS, found=product(DRILL))).deed.blind


def test_a_screen_is_given_no_more_rows_than_it_can_show():
    many = tuple(replace(WHITE, lot=f"L-{n}") for n in range(COUNTED_SHOWN_MAX + 5))
    seen = view(at(*many), session_with(), Badge(Mark.DONE))
    assert len(seen.rows) == COUNTED_SHOWN_MAX
    assert "5" in seen.more


# ------------------------------------------------------------------ by article, and by zone


def test_an_article_is_counted_in_all_of_its_bins_and_nothing_else_of_them():
    before = CountSlice(
        None, (), 0, None, {}, (), (), product(PAINT), None, TODAY, lying=frozenset({PAINT.id})
    )
    at_list = session_with(Hand())
    by_paint = decide(at_list, said(), before)
    assert isinstance(by_paint, Stay)
    assert by_paint.session.place == Count(product=PAINT.id)
    nowhere = decide(at_list, said(), replace(before, lying=frozenset()))
    assert nowhere.text.key == "count_lies_nowhere"
    inside = replace(session_with(), place=Count(product=PAINT.id))
    other = decide(inside, said(), at(WHITE, found=product(DRILL)))
    assert other.text.key == "count_one_only"
    closed = decide(inside, Tapped(Action.FINISH), at(counted(WHITE, 4)))
    assert isinstance(closed, Do)
    assert closed.session.place == Count(product=PAINT.id, done=(BIN.id,))
    assert decide(at_list, Tapped(Action.FINISH), before) == Stay(at_list)
    back = decide(replace(inside, hand=Hand()), Tapped(Action.BACK), before)
    assert back.session.place == Count()


def test_a_zone_is_counted_bin_after_bin():
    before = CountSlice(None, (), 0, None, {}, (), (), Found(), None, TODAY, zones=("A", "B"))
    at_list = session_with(Hand())
    asked = decide(at_list, Tapped(Action.ASK_ZONE), before)
    assert asked.session.hand.question is Question.ZONE
    chosen = decide(asked.session, Tapped(Action.CHOOSE, "B"), before)
    assert chosen.session.place == Count(zone="B")
    assert isinstance(decide(session_with(), Tapped(Action.ASK_ZONE), at(DRILLS)), Refuse)
    done = view(before, chosen.session, Badge(Mark.DONE))
    assert (done.card.kicker, done.top.subtitle) == ("ALL COUNTED", "Zone B")


def test_a_label_is_printed_of_what_was_counted_or_of_the_bin():
    goods = decide(session_with(HELD), Tapped(Action.PRINT_LABEL), at(DRILLS, product=DRILL))
    assert isinstance(goods, AtPrinter)
    assert goods.deed.label == "case"
    bin_ = decide(session_with(), Tapped(Action.PRINT_LABEL), at(DRILLS))
    assert dict(bin_.deed.data)["bin"] == BIN.barcode
