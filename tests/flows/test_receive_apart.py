"""What is not simply counted: agreed to by a supervisor, damaged, in packs, labelled in parts."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from app.base.decision import Ask, Do, Number, Refuse, Stay
from app.base.messages import Action, Answered, Scanned, Tapped
from app.base.notice import Sound
from app.base.receiving import Receiving, Rule
from app.base.serials import serials_of
from app.base.session import Question
from app.base.wording import say
from app.receive.flow import decide
from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from sync.core.operations import Approval, Choice, Damage
from sync.core.problems import Problem
from sync.core.slices import Found
from tests.flows import floor, parked
from tests.flows.floor import DRILL, MILK, NAILS, SAW, TODAY, line, session_with, slice_of
from tests.flows.test_find_work import some

TOLERANT = Receiving((Rule(over_percent=Decimal(10)),), {"B-7": "Ida"})
PACK, OTHER = "340123450000000017", "340123450000000024"
BADGE = write(HouseKind.BADGE, "B-7")


def scanned(text: str, by_hand: bool = False) -> Scanned:
    return Scanned(floor.scan(text, "keyboard" if by_hand else "wedge"), by_hand=by_hand)


def command(what: Command) -> Scanned:
    return scanned(write(HouseKind.COMMAND, what))


def clerk(rules: Receiving = TOLERANT, **hand):
    return replace(session_with(**hand), rules=rules)


FULL = slice_of(line(DRILL, some("11")), found=floor.found(DRILL))


# ------------------------------------------------------------------ a supervisor agrees


def test_up_to_the_tolerance_nobody_is_asked():
    near = slice_of(line(DRILL, some("10")), found=floor.found(DRILL))
    decision = decide(clerk(), scanned(DRILL.barcode), near)
    assert isinstance(decision, Do)
    assert decision.deed.needs is None


def test_beyond_it_a_badge_on_the_spot_counts_it():
    asked = decide(clerk(), scanned(DRILL.barcode), FULL)
    assert isinstance(asked, Ask)
    assert asked.session.hand.question is Question.APPROVAL
    assert say(asked.text) == ("12 pcs are more than the house takes. A supervisor has to agree.")
    done = decide(asked.session, scanned(BADGE), replace(FULL, found=Found()))
    assert isinstance(done, Do)
    assert (done.deed.needs, done.deed.approved_by) == (Approval.OVER, "Ida")
    assert done.raw == DRILL.barcode
    assert say(done.notice.text) == "Ida agreed."
    # The next piece too many is asked for again.
    again = decide(done.session, scanned(DRILL.barcode), FULL)
    assert again.session.hand.question is Question.APPROVAL


@pytest.mark.parametrize(
    "message", [Tapped(Action.SET_ASIDE), command(Command.ASIDE)], ids=["tap", "label"]
)
def test_or_it_is_set_aside_until_somebody_agrees(message):
    asked = decide(clerk(), scanned(DRILL.barcode), FULL)
    done = decide(asked.session, message, replace(FULL, found=Found()))
    assert isinstance(done, Do)
    assert (done.deed.needs, done.deed.approved_by) == (Approval.OVER, "")
    assert done.notice.sound is Sound.QUESTION


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (scanned("4711"), "That is no supervisor's badge. Scan one, or set the goods aside."),
        (scanned("B-7", by_hand=True), "A badge is scanned, never typed."),
        (Answered("B-7"), "A badge is scanned, never typed."),
        (scanned(DRILL.barcode), "First a supervisor's badge, or set the goods aside."),
        (Tapped(Action.ONE_MORE), "First a supervisor's badge, or set the goods aside."),
        (Tapped(Action.DAMAGED), "First a supervisor's badge, or set the goods aside."),
    ],
)
def test_nothing_else_agrees(message, words):
    asked = decide(clerk(), scanned(DRILL.barcode), FULL)
    found = floor.found(DRILL) if message == scanned(DRILL.barcode) else Found()
    decision = decide(asked.session, message, replace(FULL, found=found))
    assert isinstance(decision, Refuse)
    assert say(decision.text) == words
    assert decision.session.hand.question is Question.APPROVAL


def test_who_counted_it_cannot_agree_to_it():
    own = replace(TOLERANT, supervisors={"B-7": "Ana"})
    asked = decide(clerk(own), scanned(DRILL.barcode), FULL)
    decision = decide(asked.session, scanned(BADGE), replace(FULL, found=Found()))
    assert say(decision.text) == "Somebody else has to agree. Scan another badge."


def test_a_house_that_lists_nobody_trusts_its_badge_labels():
    rules = replace(TOLERANT, supervisors={})
    asked = decide(clerk(rules), scanned(DRILL.barcode), FULL)
    assert decide(asked.session, scanned("B-7"), replace(FULL, found=Found())) == Refuse(
        asked.session, decide(asked.session, scanned("4711"), replace(FULL, found=Found())).text
    )
    done = decide(asked.session, scanned(BADGE), replace(FULL, found=Found()))
    assert done.deed.approved_by == "B-7"


def milk(days: int, lot: str = "L-1") -> Scanned:
    day = TODAY + timedelta(days=days)
    return scanned(f"]C10104012345678901{'17'}{day:%y%m%d}10{lot}")


def test_what_lasts_too_short_is_agreed_to_once_for_its_lot():
    rules = Receiving((Rule(article="MILK", shelf_days=30),))
    slice_ = slice_of(found=floor.found(MILK))
    assert isinstance(decide(clerk(rules), milk(30), slice_), Do)
    asked = decide(clerk(rules), milk(29), slice_)
    assert say(asked.text) == ("It lasts 29 days, and 30 are wanted. A supervisor has to agree.")
    done = decide(asked.session, scanned(BADGE), slice_of())
    assert (done.deed.needs, done.deed.lot) == (Approval.SHELF_LIFE, "L-1")
    assert decide(done.session, milk(29), slice_).deed.approved_by == "B-7"
    assert isinstance(decide(done.session, milk(5, "L-2"), slice_), Ask)


def test_the_erp_says_how_long_it_must_last_where_no_rule_does():
    fresh = replace(MILK, shelf_days=10)
    slice_ = slice_of(found=floor.found(fresh))
    rows = tuple(replace(row, product=fresh) if row.product == MILK else row for row in slice_.rows)
    slice_ = replace(slice_, rows=rows)
    assert isinstance(decide(session_with(), milk(9), slice_), Ask)
    assert isinstance(decide(session_with(), milk(10), slice_), Do)
    lenient = Receiving((Rule(shelf_days=0),))
    assert isinstance(decide(clerk(lenient), milk(1), slice_), Do)


@pytest.mark.parametrize("problem", [Problem.OVER_TOLERANCE, Problem.SHELF_LIFE_SHORT])
def test_what_was_set_aside_is_filed_by_a_badge_at_the_desk(problem):
    from app.settle.flow import decide as settle  # noqa: PLC0415 -- one test of the other verb

    needs = Approval.OVER if problem is Problem.OVER_TOLERANCE else Approval.SHELF_LIFE
    deed = parked.counted(needs=needs)
    desk = parked.desk(parked.row("a", deed, problem))
    asked = settle(parked.at_desk(), Tapped(Action.FILE), desk)
    assert asked.session.hand.question is Question.APPROVAL
    refused = settle(asked.session, scanned("4711"), desk)
    assert say(refused.text).startswith("That is no supervisor's badge.")
    done = settle(asked.session, scanned(BADGE), desk)
    assert done.deed.choice is Choice.FILE
    assert done.deed.deed.approved_by == "B-7"


# ------------------------------------------------------------------ damaged


def test_damage_is_said_first_and_the_next_piece_goes_where_nobody_picks():
    slice_ = slice_of(found=floor.found(DRILL), damaged=floor.BIN)
    asked = decide(session_with(), command(Command.DAMAGED), slice_of())
    assert asked.session.hand.question is Question.DAMAGE
    said = decide(asked.session, Tapped(Action.CHOOSE, "wet"), slice_of(damaged=floor.BIN))
    assert say(said.session.notice.text) == "Damaged: Wet. Now scan it."
    done = decide(said.session, scanned(DRILL.barcode), slice_)
    assert (done.deed.damage, done.deed.bin) == (Damage.WET, floor.BIN.id)
    assert say(done.notice.text) == "1 pcs Drill 18 V damaged, into A-01-02."
    # The piece after it is a good one again.
    good = decide(done.session, scanned(DRILL.barcode), slice_)
    assert (good.deed.damage, good.deed.bin) == (None, floor.DOCK.id)


def test_without_a_bin_for_it_the_bin_is_asked_once():
    asked = decide(
        session_with(question=Question.DAMAGE), Tapped(Action.CHOOSE, "broken"), slice_of()
    )
    assert asked.session.hand.question is Question.DAMAGED_BIN
    wrong = decide(asked.session, scanned("X"), slice_of(found=Found(bins=(floor.FAR_BIN,))))
    assert isinstance(wrong, Refuse)
    told = decide(asked.session, scanned("A-01-02"), slice_of(found=Found(bins=(floor.BIN,))))
    assert isinstance(told, Stay)
    here = slice_of(found=floor.found(DRILL), bin=floor.BIN)
    done = decide(told.session, scanned(DRILL.barcode), here)
    assert (done.deed.damage, done.deed.bin) == (Damage.BROKEN, floor.BIN.id)
    assert done.session.hand.damaged_bin == floor.BIN.id


def test_said_twice_it_was_a_mistake():
    decision = decide(session_with(damage=Damage.WET), Tapped(Action.DAMAGED), slice_of())
    assert decision.session.hand.damage is None


# ------------------------------------------------------------------ packs


def test_goods_go_into_the_pack_that_was_scanned_until_it_is_closed():
    opened = decide(session_with(), scanned(PACK), slice_of())
    assert isinstance(opened, Stay)
    assert opened.sound is Sound.BUSY
    slice_ = slice_of(found=floor.found(DRILL))
    first = decide(opened.session, scanned(DRILL.barcode), slice_)
    assert first.deed.package == PACK
    again = decide(first.session, scanned(DRILL.barcode), slice_)
    assert again.deed.package == PACK
    closed = decide(again.session, scanned(f"]C100{PACK}"), slice_of())
    assert say(closed.session.notice.text) == f"Pack {PACK} closed."
    assert decide(closed.session, scanned(DRILL.barcode), slice_).deed.package is None


def test_another_label_opens_another_pack():
    opened = decide(session_with(package=PACK), scanned(OTHER), slice_of())
    assert opened.session.hand.package == OTHER


def test_packs_stand_on_a_pallet_once_it_is_said():
    asked = decide(session_with(), command(Command.PALLET), slice_of())
    assert asked.session.hand.question is Question.PALLET
    on = decide(asked.session, scanned(PACK), slice_of())
    boxed = decide(on.session, scanned(OTHER), slice_of())
    done = decide(boxed.session, scanned(DRILL.barcode), slice_of(found=floor.found(DRILL)))
    assert (done.deed.package, done.deed.pallet) == (OTHER, PACK)
    loose = decide(on.session, scanned(DRILL.barcode), slice_of(found=floor.found(DRILL)))
    assert (loose.deed.package, loose.deed.pallet) == (None, None)


def test_a_pack_is_no_pallet_of_itself():
    session = session_with(package=PACK, question=Question.PALLET)
    assert isinstance(decide(session, scanned(PACK), slice_of()), Refuse)


def test_a_new_pack_takes_the_next_number_and_closes_what_is_open():
    assert decide(session_with(), command(Command.PACK), slice_of()) == Number(session_with())
    closed = decide(session_with(package=PACK), command(Command.PACK), slice_of())
    assert closed.session.hand.package is None


def test_a_pallets_own_label_counts_all_that_is_on_it():
    label = f"]C100{PACK}02140063813339383702"
    slice_ = slice_of(found=floor.found(DRILL, floor.CASE))
    done = decide(session_with(), scanned(label), slice_)
    # Two cases of six, and what comes next is not on that pallet.
    assert (done.deed.package, done.deed.quantity) == (PACK, 12)
    assert done.session.hand.package is None


def test_what_goes_into_another_bin_goes_into_another_pack():
    decision = decide(
        session_with(package=PACK), scanned("A-01-02"), slice_of(found=Found(bins=(floor.BIN,)))
    )
    assert decision.session.hand.package is None


def test_eighteen_digits_are_a_lot_where_one_is_asked_for():
    session = session_with(line=20, product=MILK.id, question=Question.LOT, raw="x")
    decision = decide(session, scanned(PACK), slice_of())
    assert decision.session.hand.lot == PACK


# ------------------------------------------------------------------ a code nobody knows


def test_an_unknown_code_is_linked_by_a_tap_and_counts_one():
    asked = decide(session_with(), scanned("4099999999996"), slice_of())
    assert isinstance(asked, Ask)
    assert say(asked.text) == "Nobody knows the code 4099999999996. What is it on?"
    done = decide(asked.session, Tapped(Action.TAKE_LINE, "10"), slice_of())
    assert isinstance(done, Do)
    assert (done.deed.code, done.deed.product, done.deed.quantity) == ("4099999999996", 1, 1)
    again = decide(done.session, scanned("4099999999996"), slice_of(found=floor.found(DRILL)))
    assert again.deed.code is None


def test_an_unknown_label_keeps_its_lot():
    asked = decide(session_with(), scanned("]C101040999999999961727063010L-5"), slice_of())
    done = decide(asked.session, Tapped(Action.TAKE_LINE, "20"), slice_of())
    assert (done.deed.code, done.deed.lot) == ("4099999999996", "L-5")


def test_another_article_is_never_linked_by_its_scan():
    asked = decide(session_with(), scanned("4099999999996"), slice_of())
    done = decide(asked.session, scanned(DRILL.barcode), slice_of(found=floor.found(DRILL)))
    assert done.deed.code is None
    assert say(done.notice.text).startswith("4099999999996 was not counted")


def test_what_is_no_whole_code_is_not_linked():
    for text in ("12", "4099999999991"):
        assert isinstance(decide(session_with(), scanned(text), slice_of()), Refuse)
    assert isinstance(decide(session_with(), scanned("ABCDEF", by_hand=True), slice_of()), Refuse)


# ------------------------------------------------------------------ labels over several scans


def test_the_article_first_and_its_lot_and_date_next():
    first = decide(session_with(), scanned(MILK.barcode), slice_of(found=floor.found(MILK)))
    assert first.session.hand.question is Question.LOT
    done = decide(first.session, scanned("]C11727063010L-77"), slice_of())
    assert isinstance(done, Do)
    assert (done.deed.lot, done.deed.expiry.isoformat()) == ("L-77", "2027-06-30")
    assert done.raw == f"{MILK.barcode} ]C11727063010L-77"


def test_lot_and_date_on_two_more_labels():
    first = decide(session_with(), scanned(MILK.barcode), slice_of(found=floor.found(MILK)))
    second = decide(first.session, scanned("]C110L-77"), slice_of())
    assert second.session.hand.question is Question.EXPIRY
    third = decide(second.session, scanned("]C117270630"), slice_of())
    assert (third.deed.lot, third.deed.expiry.isoformat()) == ("L-77", "2027-06-30")


def test_the_lot_first_and_its_article_next():
    told = decide(session_with(), scanned("]C11727063010L-77"), slice_of())
    assert isinstance(told, Stay)
    assert say(told.session.notice.text) == "Lot L-77. Now scan the article."
    done = decide(told.session, scanned(MILK.barcode), slice_of(found=floor.found(MILK)))
    assert (done.deed.lot, done.deed.expiry.isoformat()) == ("L-77", "2027-06-30")


def test_a_new_lot_between_two_pieces_counts_nothing_by_itself():
    session = session_with(line=20, product=MILK.id, lot="L-1", expiry=TODAY)
    told = decide(session, scanned("]C11727063010L-2"), slice_of())
    assert isinstance(told, Stay)
    done = decide(told.session, scanned(MILK.barcode), slice_of(found=floor.found(MILK)))
    assert done.deed.lot == "L-2"


def test_what_is_weighed_counts_what_the_label_says():
    label = "]C101040000010000053103001500"
    done = decide(session_with(), scanned(label), slice_of(found=floor.found(NAILS)))
    assert done.deed.quantity == Decimal("1.5")


def test_a_weight_by_itself_is_the_amount_of_what_is_in_the_hand():
    session = session_with(line=40, product=NAILS.id)
    done = decide(session, scanned("]C13102000250"), slice_of())
    assert done.deed.quantity == Decimal("2.5")


def test_pieces_with_a_weight_are_pieces():
    label = "]C101040063813339313103001500"
    done = decide(session_with(), scanned(label), slice_of(found=floor.found(DRILL)))
    assert done.deed.quantity == 1


def test_a_count_by_itself_is_the_amount_too():
    done = decide(session_with(line=10, product=DRILL.id), scanned("]C1308"), slice_of())
    assert done.deed.quantity == 8


def test_a_serial_by_itself_answers_for_its_piece():
    asked = decide(session_with(), scanned(SAW.barcode), slice_of(found=floor.found(SAW)))
    assert decide(asked.session, scanned("]C121SN-5"), slice_of()).deed.lot == "SN-5"


# ------------------------------------------------------------------ several serials at once


def saws(given: str, **more):
    session = session_with(line=30, product=SAW.id, question=Question.SERIAL)
    return decide(session, scanned(given), slice_of(**more))


@pytest.mark.parametrize(
    "given", ["SN-1;SN-2", "SN-1\nSN-2", "SN-1, SN-2", "SN-1..SN-2", "SN-1..2"]
)
def test_a_list_or_a_row_of_serials_counts_all_of_them(given):
    done = saws(given)
    assert isinstance(done, Do)
    assert [one.lot for one in (done.deed, *done.also)] == ["SN-1", "SN-2"]
    assert {one.quantity for one in (done.deed, *done.also)} == {1}
    assert done.notice.sound is Sound.LINE_DONE
    assert done.session.hand.question is None


def test_one_that_is_here_already_keeps_all_of_them_out():
    refused = saws("SN-1..SN-4", serials=frozenset({(SAW.id, "SN-3")}))
    assert isinstance(refused, Refuse)
    assert say(refused.text).startswith("Serial SN-3 is here already.")
    assert refused.session.hand.question is Question.SERIAL


def test_one_that_is_named_twice_does_too():
    assert say(saws("SN-1,SN-2,SN-1").text).startswith("Serial SN-1 is here already.")


def test_more_than_anybody_ordered_are_scanned_one_by_one():
    assert say(saws("SN-1..SN-9").text).startswith("Not all of these can be counted at once.")


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ("SN 0001", ("SN 0001",)),
        ("SN-9..SN-1", ("SN-9..SN-1",)),
        ("A1..B9", ("A1..B9",)),
        ("1..999", ("1..999",)),
        ("001..999", ("001..999",)),
        ("", ("",)),
        ("098..101", ("098", "099", "100", "101")),
    ],
)
def test_what_is_a_row_and_what_is_a_name(given, names):
    assert serials_of(given) == names
