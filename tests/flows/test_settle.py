"""What a tap, a scan or an answer means at the settle desk."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.base.decision import Ask, Do, Go, Refuse, Stay
from app.base.messages import Action, Answered, Scanned, Tapped
from app.base.notice import Sound
from app.base.session import Amendment, Home, Outbox, Question, Receive, Settle
from app.base.story import stories
from app.base.wording import say
from app.settle.flow import decide
from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from sync.core.operations import Choice
from sync.core.operations import Settle as Decided
from sync.core.problems import Problem
from sync.core.slices import Found
from tests.flows import floor
from tests.flows.floor import BIN, DRILL, MILK, SAW, found, scan
from tests.flows.parked import (
    CANCELLED,
    OTHER,
    THIRD,
    at_desk,
    counted,
    desk,
    finished,
    place,
    row,
    taken_back,
)

P = Problem
SHELF = replace(BIN, id=12, name="WH/Stock/B-01", label="B-01", barcode="B-01")
CANCELLED_ROWS = (
    row("a", counted(DRILL), P.DOCUMENT_CANCELLED, document=CANCELLED),
    row("b", counted(MILK, lot="L-1"), P.DOCUMENT_CANCELLED, document=CANCELLED),
    row("c", finished(), P.DOCUMENT_CANCELLED, document=CANCELLED),
)


def tapped(action: Action, value: str = "") -> Tapped:
    return Tapped(action, value)


def scanned(text: str, by_hand: bool = False) -> Scanned:
    return Scanned(scan(text, "keyboard" if by_hand else "wedge"), by_hand=by_hand)


def command(which: Command) -> Scanned:
    return scanned(write(HouseKind.COMMAND, which))


def deeds(decision: object) -> list[Decided]:
    assert isinstance(decision, Do), decision
    every = [decision.deed, *decision.also]
    assert all(isinstance(deed, Decided) for deed in every)
    return every


WAYS = [
    *(("finger", tapped(action, "a"), choice) for action, choice in (
        (Action.LET_GO, Choice.LET_GO), (Action.OFFICE, Choice.OFFICE),
    )),
    *(("scanner", command(which), choice) for which, choice in (
        (Command.YES, Choice.LET_GO), (Command.LET_GO, Choice.LET_GO),
        (Command.OFFICE, Choice.OFFICE),
    )),
    ("keys", tapped(Action.OFFICE), Choice.OFFICE),
]  # fmt: skip


@pytest.mark.parametrize(("message", "choice"), [way[1:] for way in WAYS], ids=str)
def test_one_tap_settles_all_of_a_story(message, choice):
    decision = decide(at_desk(), message, desk(*CANCELLED_ROWS))
    assert [(d.target, d.choice, d.deed) for d in deeds(decision)] == [
        ("a", choice, None), ("b", choice, None), ("c", choice, None),
    ]  # fmt: skip
    assert decision.notice.sound is Sound.LINE_DONE
    assert say(decision.notice.text) == "All settled. Nothing waits for you."


def test_the_tone_is_a_plain_one_while_others_wait():
    other = row("z", counted(), P.BIN_CLOSED)
    decision = decide(at_desk(), tapped(Action.LET_GO), desk(*CANCELLED_ROWS, other))
    assert (decision.notice.sound, decision.notice.text) == (Sound.COUNTED, None)
    assert decision.session.place == Settle()


def test_a_finger_that_comes_down_twice_settles_one_story():
    left = desk(row("z", counted(), P.BIN_CLOSED))
    assert decide(at_desk(), tapped(Action.LET_GO, "a"), left) == Stay(at_desk())


def test_a_choice_that_is_not_offered_is_refused():
    strange = row("a", counted(), P.COMPANY_MISMATCH)
    decision = decide(at_desk(), tapped(Action.FILE), desk(strange))
    assert isinstance(decision, Refuse)


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


LOT_STORY = desk(row("a", counted(MILK, expiry=date(2027, 1, 1)), P.LOT_MISSING))


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


def cancelled(*places, op_id: str = "a", product=DRILL):
    return row(op_id, counted(product), P.DOCUMENT_CANCELLED, document=CANCELLED, places=places)


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


def test_what_was_counted_and_taken_back_is_nothing_to_file():
    goods = counted()
    rows = (
        cancelled(place(OTHER)),
        cancelled(place(OTHER), op_id="b"),
        row("c", taken_back("a", goods), P.DOCUMENT_CANCELLED, places=(place(OTHER),)),
        row("d", finished(), P.DOCUMENT_CANCELLED),
    )
    choices = [d.choice for d in deeds(decide(at_desk(), tapped(Action.FILE), desk(*rows)))]
    assert choices == [Choice.LET_GO, Choice.FILE, Choice.LET_GO, Choice.LET_GO]
    assert stories(rows)[0].amount == 3


def test_what_takes_back_something_in_the_books_is_a_story_of_its_own():
    rows = (cancelled(), row("c", taken_back("elsewhere", counted()), P.DOCUMENT_CANCELLED))
    assert [len(story.rows) for story in stories(rows)] == [1, 1]


def test_a_decision_that_was_set_aside_is_settled_again():
    inner = counted(quantity=2)
    again = row("s", Decided("a", inner.document, Choice.FILE, inner), P.BIN_CLOSED)
    slice_ = desk(again, found=Found(bins=(SHELF,)))
    (deed,) = deeds(decide(at_desk(), scanned("B-01"), slice_))
    assert (deed.target, deed.deed.quantity, deed.deed.bin) == ("s", 2, SHELF.id)


def test_a_scanned_article_brings_up_its_story():
    slice_ = desk(*CANCELLED_ROWS, row("z", counted(SAW, 1), P.BIN_CLOSED), found=found(SAW))
    decision = decide(at_desk(), scanned(SAW.barcode), slice_)
    assert decision.session.place == Settle(story="z")
    slice_ = desk(*CANCELLED_ROWS, found=found(SAW))
    assert isinstance(decide(at_desk(), scanned(SAW.barcode), slice_), Refuse)


def test_only_the_receipts_own_stories_are_settled_from_its_banner():
    elsewhere = row("z", replace(counted(), document=200), P.DOCUMENT_CANCELLED)
    session = replace(at_desk(), place=Settle(document=200))
    decision = decide(session, tapped(Action.LET_GO), desk(*CANCELLED_ROWS, elsewhere))
    assert [deed.target for deed in deeds(decision)] == ["z"]


def test_what_the_office_has_is_not_settled_here():
    handed = [replace(one, handed=True) for one in CANCELLED_ROWS]
    session = replace(at_desk(), place=Settle(story="a"))
    assert isinstance(decide(session, tapped(Action.LET_GO), desk(*handed)), Refuse)


@pytest.mark.parametrize(
    ("action", "document", "there"),
    [
        (Action.BACK, None, Home()),
        (Action.BACK, 100, Receive(100)),
        (Action.GO_HOME, 100, Home()),
        (Action.OPEN_OUTBOX, None, Outbox()),
    ],
)
def test_the_desk_is_left(action, document, there):
    session = replace(at_desk(), place=Settle(document=document))
    assert decide(session, tapped(action), desk(*CANCELLED_ROWS)) == Go(there)


def test_a_question_is_given_up_with_what_was_put_right():
    session = at_desk(question=Question.EXPIRY, amended=Amendment(lot="L-9"))
    decision = decide(session, tapped(Action.CANCEL), LOT_STORY)
    assert decision.session.hand == at_desk().hand


def test_nothing_to_settle_is_said_to_a_label():
    assert isinstance(decide(at_desk(), command(Command.YES), desk()), Refuse)
