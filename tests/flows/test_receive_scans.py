"""What a scan means on a receipt."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.base.decision import Ask, Do, Go, Refuse, Stay
from app.base.messages import Action, Answered, Scanned, Tapped
from app.base.notice import Sound
from app.base.session import Question, Receipts, Receive
from app.base.wording import say
from app.receive.flow import decide
from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from sync.core.operations import FinishReceipt, ReceiveLine, Rest, Undo
from sync.core.records import DocumentKind, DocumentState, Entry
from sync.core.slices import Found, Undoable
from tests.flows import floor
from tests.flows.floor import (
    DRILL,
    MILK,
    NAILS,
    PAINT,
    SAW,
    found,
    line,
    scan,
    session_with,
    slice_of,
)

GS = "\x1d"


def scanned(text: str, by_hand: bool = False) -> Scanned:
    return Scanned(scan(text, "keyboard" if by_hand else "wedge"), by_hand=by_hand)


def test_a_plain_article_counts_one_into_the_receipts_own_place():
    decision = decide(session_with(), scanned(DRILL.barcode), slice_of(found=found(DRILL)))
    assert isinstance(decision, Do)
    one = Decimal(1)
    assert decision.deed == ReceiveLine(100, 10, 1, one, one, None, None, None, 8, unit=1)
    assert decision.notice.sound is Sound.COUNTED
    assert decision.raw == DRILL.barcode


def test_a_case_counts_what_is_in_it_and_keeps_what_was_scanned():
    decision = decide(
        session_with(), scanned("14006381333938"), slice_of(found=found(DRILL, floor.CASE))
    )
    assert decision.deed.quantity == 6
    assert decision.deed.scanned == 1
    assert decision.deed.packaging == floor.CASE.id


def test_the_bin_in_hand_is_where_it_goes():
    slice_ = slice_of(found=found(DRILL), bin=floor.BIN)
    assert decide(session_with(bin=9), scanned(DRILL.barcode), slice_).deed.bin == 9


def test_a_scanned_bin_is_kept_for_what_follows():
    decision = decide(session_with(), scanned("A-01-02"), slice_of(found=Found(bins=(floor.BIN,))))
    assert isinstance(decision, Stay)
    assert decision.session.hand.bin == floor.BIN.id
    assert decision.sound is Sound.BUSY


@pytest.mark.parametrize(
    ("bin_", "words"),
    [
        (floor.FAR_BIN, "B-01 is not a bin of this warehouse. Scan a bin that is."),
        (floor.SHUT_BIN, "C-01 is closed. Scan another bin."),
    ],
)
def test_a_bin_that_will_not_do_is_refused(bin_, words):
    decision = decide(session_with(), scanned("X"), slice_of(found=Found(bins=(bin_,))))
    assert isinstance(decision, Refuse)
    assert say(decision.text) == words


def test_a_lot_is_asked_for_then_its_expiry_then_it_counts():
    first = decide(session_with(), scanned(MILK.barcode), slice_of(found=found(MILK)))
    assert isinstance(first, Ask)
    assert first.session.hand.question is Question.LOT
    second = decide(first.session, scanned("L-2291"), slice_of())
    assert isinstance(second, Ask)
    assert second.session.hand.question is Question.EXPIRY
    third = decide(second.session, Answered("300627"), slice_of())
    assert isinstance(third, Do)
    assert (third.deed.lot, third.deed.expiry) == ("L-2291", date(2027, 6, 30))
    assert third.session.hand.question is None


def test_the_next_piece_of_the_same_lot_counts_at_once():
    session = session_with(line=20, product=MILK.id, lot="L-1", expiry=date(2027, 1, 1))
    decision = decide(session, scanned(MILK.barcode), slice_of(found=found(MILK)))
    assert isinstance(decision, Do)
    assert decision.deed.lot == "L-1"


def test_a_known_lot_brings_its_expiry():
    slice_ = slice_of(lots=(floor.known_lot(MILK, "L-9", date(2027, 3, 3)),))
    session = session_with(line=20, product=MILK.id, question=Question.LOT)
    assert decide(session, scanned("L-9"), slice_).deed.expiry == date(2027, 3, 3)


def test_a_gs1_label_says_article_lot_and_expiry_at_once():
    text = f"]C10104012345678901172706301{'0'}L-77"
    decision = decide(session_with(), scanned(text), slice_of(found=found(MILK)))
    assert isinstance(decision, Do)
    assert (decision.deed.lot, decision.deed.expiry) == ("L-77", date(2027, 6, 30))


def test_serials_are_asked_one_after_another_until_the_line_is_full():
    session = session_with(line=30, product=SAW.id, question=Question.SERIAL)
    first = decide(session, scanned("SN-1"), slice_of())
    assert isinstance(first, Do)
    assert first.session.hand.question is Question.SERIAL
    there = line(SAW, Entry("SN-1", None, 8, Decimal(1)))
    second = decide(first.session, scanned("SN-2"), slice_of(there))
    assert second.deed.lot == "SN-2"
    assert second.session.hand.question is None
    assert second.notice.sound is Sound.LINE_DONE


def test_a_serial_that_is_here_already_is_refused_and_asked_again():
    session = session_with(line=30, product=SAW.id, question=Question.SERIAL)
    slice_ = slice_of(serials=frozenset({(SAW.id, "SN-1")}))
    decision = decide(session, scanned("SN-1"), slice_)
    assert isinstance(decision, Refuse)
    assert say(decision.text).startswith("Serial SN-1 is here already.")
    assert decision.session.hand.question is Question.SERIAL


def test_an_article_is_taken_even_while_a_lot_is_asked_for():
    session = session_with(line=20, product=MILK.id, question=Question.LOT)
    decision = decide(session, scanned(DRILL.barcode), slice_of(found=found(DRILL)))
    assert isinstance(decision, Do)
    assert decision.deed.product == DRILL.id


def test_over_is_counted_and_said():
    there = line(DRILL, Entry(None, None, 8, Decimal(10)))
    decision = decide(session_with(), scanned(DRILL.barcode), slice_of(there, found=found(DRILL)))
    assert isinstance(decision, Do)
    assert say(decision.notice.text) == "1 pcs more than ordered. Counted. Undo if it was a slip."


def test_the_last_line_says_that_all_is_here():
    full = [
        line(p, Entry("x", None, 8, Decimal(floor.DEMANDS[p.id])))
        for p in (MILK, SAW, NAILS, PAINT)
    ]
    there = line(DRILL, Entry(None, None, 8, Decimal(9)))
    decision = decide(session_with(), scanned("x"), slice_of(there, *full, found=found(DRILL)))
    assert say(decision.notice.text) == "All is here. Finish WH/IN/00007."


@pytest.mark.parametrize(
    ("text", "what", "words"),
    [
        ("99", Found(), "Nothing here has the code 99. Scan it again, or set the goods aside."),
        (
            floor.STRANGER.barcode,
            found(floor.STRANGER),
            "Odd thing is not on this order. Set it aside, or scan the order it belongs to.",
        ),
    ],
)
def test_a_strange_code_is_refused_with_a_next_step(text, what, words):
    decision = decide(session_with(), scanned(text), slice_of(found=what))
    assert isinstance(decision, Refuse)
    assert say(decision.text) == words


def test_another_open_receipt_is_gone_to():
    other = replace(floor.RECEIPT, id=101, name="WH/IN/00008")
    decision = decide(session_with(), scanned("P00013"), slice_of(found=Found(documents=(other,))))
    assert decision == Go(Receive(101))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"state": DocumentState.DONE}, "is finished already"),
        ({"state": DocumentState.CANCELLED}, "was cancelled"),
        (
            {"kind": DocumentKind.DELIVERY, "state": DocumentState.DONE},
            "is finished already",
        ),
    ],
)
def test_a_document_that_cannot_be_received_says_why(change, words):
    other = replace(floor.RECEIPT, id=101, name="WH/X", **change)
    decision = decide(session_with(), scanned("X"), slice_of(found=Found(documents=(other,))))
    assert isinstance(decision, Refuse)
    assert words in say(decision.text)


@pytest.mark.parametrize("state", [DocumentState.DONE, DocumentState.CANCELLED])
def test_nothing_counts_on_a_receipt_that_is_closed(state):
    closed = replace(floor.RECEIPT, state=state)
    decision = decide(
        session_with(), scanned(DRILL.barcode), slice_of(document=closed, found=found(DRILL))
    )
    assert isinstance(decision, Refuse)
    assert "WH/IN/00007" in say(decision.text)


def test_a_receipt_that_is_gone_says_so():
    decision = decide(session_with(), scanned("x"), slice_of(document=None))
    assert isinstance(decision, Refuse)
    assert decide(session_with(), Tapped(Action.BACK), slice_of(document=None)) == Go(Receipts())


def test_a_separator_that_may_be_lost_asks_for_the_lot_alone():
    text = "0104012345678901" + "10ABC" + "17270630"
    decision = decide(session_with(), scanned(text), slice_of(found=found(MILK)))
    assert isinstance(decision, Refuse)
    assert decision.session.hand.question is Question.LOT
    assert decision.session.hand.lot is None
    assert "is it ABC, or ABC17270630?" in say(decision.text)


def test_a_lot_there_is_was_read_whole():
    text = "0104012345678901" + "10ABC" + "17270630"
    there = (floor.known_lot(MILK, "ABC17270630", date(2027, 6, 30)),)
    decision = decide(session_with(), scanned(text), slice_of(found=found(MILK), lots=there))
    assert isinstance(decision, Do)
    assert isinstance(decision.deed, ReceiveLine)
    assert decision.deed.lot == "ABC17270630"


def test_command_labels_do_what_their_buttons_do():
    undo = scanned(write(HouseKind.COMMAND, Command.UNDO))
    assert (
        say(decide(session_with(), undo, slice_of()).text)
        == "There is nothing to undo on this order."
    )
    finish = scanned(write(HouseKind.COMMAND, Command.FINISH))
    assert say(decide(session_with(), finish, slice_of()).text).startswith(
        "Nothing is received yet."
    )


def test_a_number_typed_by_hand_is_an_amount_only_with_an_article_in_hand():
    session = session_with(line=10, product=DRILL.id)
    asked = decide(session, scanned("5", by_hand=True), slice_of())
    assert isinstance(asked, Ask)
    assert asked.session.hand.question is Question.QUANTITY
    assert asked.session.hand.typed == "5"
    assert isinstance(decide(session_with(), scanned("5", by_hand=True), slice_of()), Refuse)


# ------------------------------------------------------------------ amounts, lots, dates


@pytest.mark.parametrize(
    ("product", "given", "quantity"),
    [
        (DRILL, "3", "3"),
        (NAILS, "1,5", "1.5"),
        (NAILS, "1.5", "1.5"),
        (NAILS, "0.125", "0.125"),
        (DRILL, "٣", "3"),
    ],
)
def test_an_amount_is_read_with_comma_or_point(product, given, quantity):
    session = session_with(line=product.id * 10, product=product.id, question=Question.QUANTITY)
    assert decide(session, Answered(given), slice_of()).deed.quantity == Decimal(quantity)


@pytest.mark.parametrize(
    ("product", "given", "words"),
    [
        (DRILL, "0", "Enter more than 0."),
        (DRILL, "-3", "Enter more than 0."),
        (DRILL, "1e9", "That is more than 999,999."),
        (DRILL, "1000000000", "That is more than 999,999."),
        (DRILL, "4006381333931", "That is more than 999,999."),
        (DRILL, "1,5", "Drill 18 V is counted in steps of 1 pcs."),
        (NAILS, "1.2345", "Nails is counted in steps of 0.001 kg."),
        (DRILL, "1.234,5", "“1.234,5” is not an amount."),
        (DRILL, "two", "“two” is not an amount."),
        (DRILL, "", "“” is not an amount."),
    ],
)
def test_a_wrong_amount_is_refused_and_asked_again(product, given, words):
    session = session_with(line=product.id * 10, product=product.id, question=Question.QUANTITY)
    decision = decide(session, Answered(given), slice_of())
    assert isinstance(decision, Refuse)
    assert say(decision.text).startswith(words)
    assert decision.session.hand.question is Question.QUANTITY


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("", "This article has lots."),
        ("   ", "This article has lots."),
        ("L" * 300, "A lot has 64 characters at most."),
        ("L-1\nL-2", "This lot has a hidden character or a line break."),
        ("L\u200b1", "This lot has a hidden character or a line break."),
    ],
)
def test_a_wrong_lot_is_refused_and_asked_again(given, words):
    session = session_with(line=50, product=PAINT.id, question=Question.LOT)
    decision = decide(session, Answered(given), slice_of())
    assert isinstance(decision, Refuse)
    assert say(decision.text).startswith(words)
    assert decision.session.hand.question is Question.LOT


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("221126", "22.11.26 is in the past."),
        ("310227", "“310227” is not a date."),
        ("soon", "“soon” is not a date."),
        ("2027-02-30", "“2027-02-30” is not a date."),
        ("", "“” is not a date."),
    ],
)
def test_a_wrong_expiry_is_refused_and_asked_again(given, words):
    session = session_with(line=20, product=MILK.id, lot="L", question=Question.EXPIRY)
    decision = decide(session, Answered(given), slice_of())
    assert isinstance(decision, Refuse)
    assert say(decision.text).startswith(words)
    assert decision.session.hand.question is Question.EXPIRY


@pytest.mark.parametrize("given", ["300627", "30.06.27", "30/6/2027", "2027-06-30", "30062027"])
def test_an_expiry_is_read_as_people_write_it(given):
    session = session_with(line=20, product=MILK.id, lot="L", question=Question.EXPIRY)
    assert decide(session, Answered(given), slice_of()).deed.expiry == date(2027, 6, 30)


def test_an_expired_gs1_label_is_refused_before_the_goods_move():
    decision = decide(
        session_with(), scanned("]C101040123456789011726010110L-7"), slice_of(found=found(MILK))
    )
    assert isinstance(decision, Refuse)
    assert say(decision.text).startswith("01.01.26 is in the past.")


# ------------------------------------------------------------------ undo and finish


def test_undo_takes_back_the_newest():
    deed = ReceiveLine(100, 10, 1, Decimal(6), Decimal(1), 50, None, None, 8)
    decision = decide(
        session_with(), Tapped(Action.UNDO), slice_of(undoable=Undoable("op-1", deed))
    )
    assert decision.deed == Undo("op-1", deed)
    assert say(decision.notice.text) == "Taken back: 6 pcs Drill 18 V."


def test_finishing_asks_about_the_rest_only_where_something_is_short():
    there = line(DRILL, Entry(None, None, 8, Decimal(10)))
    asked = decide(session_with(), Tapped(Action.FINISH), slice_of(there))
    assert isinstance(asked, Ask)
    assert say(asked.text) == "4 of 5 lines short. What about the rest?"
    for action, rest in (
        (Action.REST_STAYS_OPEN, Rest.STAYS_OPEN),
        (Action.REST_DROPPED, Rest.DROPPED),
    ):
        done = decide(asked.session, Tapped(action), slice_of(there))
        assert done.deed == FinishReceipt(100, rest)
        assert done.session.place == Receipts()
        assert done.notice.sound is Sound.ORDER_DONE


@pytest.mark.parametrize(
    ("command", "rest"), [(Command.YES, Rest.STAYS_OPEN), (Command.DROP, Rest.DROPPED)]
)
def test_the_rest_is_settled_by_scan_and_only_once_it_is_asked(command, rest):
    there = line(DRILL, Entry(None, None, 8, Decimal(10)))
    label = scanned(write(HouseKind.COMMAND, command))
    asked = decide(session_with(), Tapped(Action.FINISH), slice_of(there))
    assert decide(asked.session, label, slice_of(there)).deed == FinishReceipt(100, rest)
    assert not isinstance(decide(session_with(), label, slice_of(there)), Do)


def test_a_touched_line_is_in_hand_and_counts_by_touch():
    taken = decide(session_with(), Tapped(Action.TAKE_LINE, "10"), slice_of())
    assert taken.session.hand.line == 10
    again = decide(taken.session, Tapped(Action.ONE_MORE), slice_of())
    assert again.deed.quantity == 1


@pytest.mark.parametrize("action", [Action.ONE_MORE, Action.ASK_QUANTITY, Action.ASK_LOT])
def test_without_an_article_in_hand_the_next_step_is_said(action):
    decision = decide(session_with(), Tapped(action), slice_of())
    assert say(decision.text) == "Scan an article first, or tap its line."


def test_a_question_that_is_put_down_leaves_the_article_in_hand():
    session = session_with(line=30, product=SAW.id, question=Question.SERIAL, bin=9)
    hand = decide(session, Tapped(Action.CANCEL), slice_of()).session.hand
    assert (hand.line, hand.bin, hand.question) == (30, 9, None)


def test_a_piece_left_without_its_lot_is_named_and_the_other_counts():
    asked = decide(session_with(), scanned(MILK.barcode), slice_of(found=found(MILK)))
    decision = decide(asked.session, scanned(DRILL.barcode), slice_of(found=found(DRILL)))
    assert decision.deed.product == DRILL.id
    assert say(decision.notice.text).startswith("Milk powder was not counted")


def test_the_same_article_again_is_not_its_lot():
    asked = decide(session_with(), scanned(MILK.barcode), slice_of(found=found(MILK)))
    again = decide(asked.session, scanned(MILK.barcode), slice_of(found=found(MILK)))
    assert isinstance(again, Refuse)
    assert say(again.text) == "That is the article. Now scan or enter its lot."
    assert again.session.hand.question is Question.LOT


def test_undo_first_puts_down_the_piece_that_was_not_counted():
    deed = ReceiveLine(100, 10, 1, Decimal(6), Decimal(1), 50, None, None, 8)
    asked = decide(session_with(), scanned(MILK.barcode), slice_of(found=found(MILK)))
    there = slice_of(undoable=Undoable("op-1", deed))
    put = decide(asked.session, Tapped(Action.UNDO), there)
    assert isinstance(put, Stay)
    assert put.session.hand.question is None
    assert decide(put.session, Tapped(Action.UNDO), there).deed.target == "op-1"


def test_a_label_without_use_is_answered():
    decision = decide(session_with(), scanned(write(HouseKind.COMMAND, Command.YES)), slice_of())
    assert say(decision.text) == "That label does nothing here."


@pytest.mark.parametrize("state", [DocumentState.DONE, DocumentState.CANCELLED])
def test_a_closed_receipt_is_not_finished_again(state):
    there = line(DRILL, Entry(None, None, 8, Decimal(10)))
    closed = replace(floor.RECEIPT, state=state)
    decision = decide(session_with(), Tapped(Action.FINISH), slice_of(there, document=closed))
    assert isinstance(decision, Refuse)
    assert say(decision.text).startswith("WH/IN/00007")


def far_over(amount: str = "11"):
    session = session_with(line=10, product=1, question=Question.QUANTITY)
    drills = slice_of(line(DRILL, Entry(None, None, 8, Decimal(10))))
    return decide(session, Answered(amount), drills), drills


def test_far_more_than_ordered_is_asked_once_and_counted_on_a_yes():
    asked, drills = far_over()
    assert isinstance(asked, Ask)
    assert say(asked.text) == "21 pcs, and 10 were ordered. Is that right?"
    counted = decide(asked.session, scanned(write(HouseKind.COMMAND, Command.YES)), drills)
    assert isinstance(counted, Do)
    assert counted.deed.quantity == 11
    assert counted.session.hand.question is None
    more = slice_of(line(DRILL, Entry(None, None, 8, Decimal(21))))
    assert isinstance(decide(session_with(line=10, product=1), Tapped(Action.ONE_MORE), more), Do)


def test_a_little_more_than_ordered_is_only_told():
    assert isinstance(far_over("10")[0], Do)


@pytest.mark.parametrize("message", [Tapped(Action.ONE_MORE), scanned(DRILL.barcode)], ids=str)
def test_what_is_asked_about_is_not_swallowed_by_the_next_piece(message):
    asked, drills = far_over()
    decision = decide(asked.session, message, replace(drills, found=found(DRILL)))
    assert isinstance(decision, Refuse)
    assert decision.session.hand == asked.session.hand


def test_on_a_no_nothing_is_counted_and_the_scan_is_told():
    asked, drills = far_over()
    scanned_in = replace(asked.session, hand=replace(asked.session.hand, raw=DRILL.barcode))
    decision = decide(scanned_in, Tapped(Action.CANCEL), drills)
    assert isinstance(decision, Stay)
    assert decision.session.hand.question is None
    assert decision.sound is Sound.QUESTION


def test_what_is_taken_back_sounds_like_itself():
    goods = ReceiveLine(100, 10, 1, Decimal(3), Decimal(3), None, None, None, 8)
    slice_ = slice_of(undoable=Undoable("x", goods))
    assert decide(session_with(), Tapped(Action.UNDO), slice_).notice.sound is Sound.TAKEN_BACK
