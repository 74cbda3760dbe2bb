"""What is asked, scanned or entered to put right what was set aside."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.base.decision import Ask, Refuse
from app.base.messages import Action, Answered, Scanned
from app.base.session import Question
from app.base.story import stories
from app.settle.flow import decide
from scanners.codes import house
from scanners.codes.scan import HouseKind
from sync.core.operations import Approval, Choice, Count, Settle, Stage
from sync.core.slices import Found
from tests.flows import floor
from tests.flows.desk import CANCELLED_ROWS, LOT_STORY, SHELF, P, cancelled, deeds, scanned, tapped
from tests.flows.floor import BIN, DRILL, MILK, SAW, found
from tests.flows.parked import (
    OTHER,
    THIRD,
    at_desk,
    counted,
    desk,
    place,
    row,
)

BIN_STORY = desk(row("a", counted(), P.BIN_CLOSED), row("b", counted(MILK, lot="L"), P.BIN_CLOSED))


def test_goods_are_booked_into_the_bin_that_is_scanned():
    slice_ = replace(BIN_STORY, found=Found(bins=(SHELF,)))
    first, second = deeds(decide(at_desk(), scanned("B-01"), slice_))
    assert (first.choice, first.deed.bin, second.deed.bin) == (Choice.FILE, SHELF.id, SHELF.id)
    assert first.deed.quantity == 3


def test_by_touch_the_bin_is_asked_for():
    decision = decide(at_desk(), tapped(Action.FILE), BIN_STORY)
    assert isinstance(decision, Ask)
    assert decision.session.hand.question is Question.BIN
    again = decide(decision.session, Answered("nowhere"), BIN_STORY)
    assert isinstance(again, Refuse)
    assert again.session.hand.question is Question.BIN


@pytest.mark.parametrize("bin_", [floor.FAR_BIN, floor.SHUT_BIN])
def test_a_bin_that_will_not_do_is_refused(bin_):
    slice_ = replace(BIN_STORY, found=Found(bins=(bin_,)))
    assert isinstance(decide(at_desk(), scanned("X"), slice_), Refuse)


def test_a_bin_nobody_asked_for_moves_nothing():
    slice_ = desk(*CANCELLED_ROWS, found=Found(bins=(SHELF,)))
    assert isinstance(decide(at_desk(), scanned("B-01"), slice_), Refuse)


@pytest.mark.parametrize(
    "given", [Answered("L-9"), scanned("L-9"), scanned("L-9", by_hand=True)], ids=str
)
def test_a_missing_lot_is_asked_scanned_or_entered_and_filed(given):
    asked = decide(at_desk(), tapped(Action.FILE), LOT_STORY)
    assert isinstance(asked, Ask)
    (deed,) = deeds(decide(asked.session, given, LOT_STORY))
    assert (deed.choice, deed.deed.lot, deed.deed.bin) == (Choice.FILE, "L-9", BIN.id)


def test_a_lot_is_asked_and_then_the_date_that_is_missing_too():
    slice_ = desk(row("a", counted(MILK), P.LOT_MISSING))
    first = decide(at_desk(), tapped(Action.FILE), slice_)
    second = decide(first.session, Answered("L-9"), slice_)
    assert isinstance(second, Ask)
    assert second.session.hand.question is Question.EXPIRY
    (deed,) = deeds(decide(second.session, Answered("300627"), slice_))
    assert (deed.deed.lot, deed.deed.expiry) == ("L-9", date(2027, 6, 30))


def test_a_gs1_label_answers_with_its_lot():
    label = "]C10104012345678901172706301" + "0L-77"
    slice_ = replace(LOT_STORY, found=found(MILK))
    (deed,) = deeds(decide(at_desk(question=Question.LOT), scanned(label), slice_))
    assert deed.deed.lot == "L-77"


@pytest.mark.parametrize(
    ("problem", "product", "goods"),
    [
        (P.LOT_NOT_WANTED, DRILL, {"lot": "L-1"}),
        (P.EXPIRY_NOT_WANTED, DRILL, {"expiry": date(2027, 1, 1)}),
    ],
)
def test_what_is_not_wanted_any_more_is_left_out_at_one_tap(problem, product, goods):
    slice_ = desk(row("a", counted(product, **goods), problem))
    (deed,) = deeds(decide(at_desk(), tapped(Action.FILE), slice_))
    assert (deed.deed.lot, deed.deed.expiry) == (None, None)


def test_an_amount_is_entered_in_the_unit_that_holds_now():
    slice_ = desk(row("a", counted(quantity=3), P.UNIT_MISMATCH))
    asked = decide(at_desk(), tapped(Action.FILE), slice_)
    assert asked.session.hand.question is Question.QUANTITY
    typed = decide(asked.session, tapped(Action.PAD, "8"), slice_)
    (deed,) = deeds(decide(typed.session, tapped(Action.CONFIRM), slice_))
    assert (deed.deed.quantity, deed.deed.unit) == (Decimal(8), DRILL.unit)


@pytest.mark.parametrize("given", ["x", "0", "1.5"])
def test_an_amount_nobody_can_count_is_asked_again(given):
    slice_ = desk(row("a", counted(), P.UNIT_MISMATCH))
    decision = decide(at_desk(question=Question.QUANTITY), Answered(given), slice_)
    assert isinstance(decision, Refuse)
    assert decision.session.hand.question is Question.QUANTITY


def test_a_serial_is_scanned_again():
    slice_ = desk(row("a", counted(SAW, 1, lot="SN-1"), P.SERIAL_TWICE))
    asked = decide(at_desk(), tapped(Action.FILE), slice_)
    assert asked.session.hand.question is Question.SERIAL
    (deed,) = deeds(decide(asked.session, scanned("SN-2"), slice_))
    assert deed.deed.lot == "SN-2"


def test_the_one_other_order_takes_the_goods_at_one_tap():
    slice_ = desk(cancelled(place(OTHER)))
    (deed,) = deeds(decide(at_desk(), tapped(Action.FILE), slice_))
    assert (deed.document, deed.deed.document, deed.deed.line) == (200, 200, 2001)


@pytest.mark.parametrize(
    "given",
    [
        tapped(Action.CONFIRM, "300"),
        Answered("wh/in/00010"),
        scanned("P00032"),
    ],
    ids=str,
)
def test_of_several_orders_one_is_chosen(given):
    slice_ = desk(cancelled(place(OTHER), place(THIRD)))
    asked = decide(at_desk(), tapped(Action.FILE), slice_)
    assert asked.session.hand.question is Question.ORDER
    if isinstance(given, Scanned):
        slice_ = replace(slice_, found=Found(documents=(THIRD,)))
    (deed,) = deeds(decide(asked.session, given, slice_))
    assert deed.deed.document == THIRD.id


def test_where_no_order_wants_the_goods_they_cannot_be_booked_on_one():
    (story,) = stories((cancelled(),))
    assert story.choices == (Choice.LET_GO, Choice.OFFICE)


def test_several_articles_go_together_only_to_an_order_that_wants_them_all():
    first = cancelled(place(OTHER), place(THIRD))
    second = cancelled(place(THIRD, SAW), op_id="b", product=SAW)
    (story,) = stories((first, second))
    assert [one.document.id for one in story.places] == [THIRD.id]


def test_another_person_agrees_to_a_count_that_is_far_from_the_books():
    far = Count(
        *(MILK.id, Decimal(1), Decimal(10), None, "L-1", BIN.id, MILK.unit, Stage.COUNTED),
        needs=Approval.VARIANCE,
    )
    slice_ = desk(row("a", far, P.VARIANCE_LARGE))
    asked = decide(at_desk(), tapped(Action.FILE), slice_)
    assert asked.session.hand.question is Question.APPROVAL, "and no date: the lot has its own"
    badge = scanned(house.write(HouseKind.BADGE, "IDA"))
    [filed] = deeds(decide(asked.session, badge, slice_))
    assert filed.deed == replace(far, approved_by="IDA")


def test_what_moved_while_it_was_counted_is_counted_again():
    counted_ = Count(*(DRILL.id, Decimal(8), Decimal(10), None, None, BIN.id, 1, Stage.COUNTED))
    slice_ = desk(row("a", counted_, P.MOVED_MEANWHILE))
    [gone] = deeds(decide(at_desk(), tapped(Action.LET_GO), slice_))
    assert (gone.choice, gone.deed) == (Choice.LET_GO, None)


def test_whose_id_is_anothers_is_done_once_more_under_its_own():
    goods = counted()
    decision = decide(at_desk(), tapped(Action.FILE, "a"), desk(row("a", goods, P.NUMBER_REUSED)))
    again, settled = decision.deed, decision.also
    assert replace(again, unit=None) == goods
    assert settled == (Settle("a", goods.document, Choice.LET_GO, None),)
