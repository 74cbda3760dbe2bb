"""Picking, decided: the scan decides, another bin or lot takes two, too many take a supervisor."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.base.decision import Ask, Do, Go, Refuse, Stay, TakeOver
from app.base.handling import check_of
from app.base.messages import Action, Answered, Scanned, Tapped
from app.base.notice import Sound
from app.base.receiving import Receiving, Rule
from app.base.session import Hand, Pick, Picks, Question, Session, Short
from app.pick.flow import decide, decide_picks
from app.pick.view import view
from app.ui.looks import Badge, Mark
from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from sync.core.moved_slices import LyingRow, Movable
from sync.core.operations import (
    Approval,
    Count,
    FinishReceipt,
    MoveLine,
    Occasion,
    Rest,
    Stage,
    Undo,
)
from sync.core.pick_slices import PickSlice, PicksSlice, PickTask
from sync.core.records import DocumentKind, DocumentState, LocationKind, Lot
from sync.core.short import ShortLine
from sync.core.slices import DocumentRow, Found, FoundProduct, Progress
from tests.flows.floor import (
    BIN,
    CASE,
    DOCK,
    DRILL,
    FAR_BIN,
    KILOS,
    MILK,
    NAILS,
    PIECES,
    RECEIPT,
    SAW,
    SCOPE,
    STRANGER,
    TODAY,
    line,
    scan,
)

D = Decimal
ORDER = replace(
    RECEIPT, id=300, kind=DocumentKind.DELIVERY, name="WH/OUT/3", destination=99, source=8
)
SHELF = replace(BIN, id=12, label="A-01-03", barcode="A-01-03", pick_order=3)
GONE = replace(BIN, id=13, label="HOLD", barcode="HOLD", kind=LocationKind.HOLD)
NEAR = Lot(71, 1, MILK.id, "NEAR", date(2026, 12, 1))
FAR = Lot(72, 1, MILK.id, "FAR", date(2027, 12, 1))
BAD = Lot(73, 1, MILK.id, "BAD", date(2026, 11, 30), blocked=True)


def task(product, quantity, place=BIN, lot=None, unit=PIECES) -> PickTask:
    asked = replace(line(product), document=ORDER.id)
    return PickTask(ORDER, asked, product, unit, unit, lot, place, 99, D(quantity))


def lying(product, quantity, place=BIN, lot=None, unit=PIECES) -> LyingRow:
    return LyingRow(product, unit, lot, place, D(quantity), D(quantity))


DRILLS = task(DRILL, 10)
MILKS = task(MILK, 6, SHELF, "NEAR")
HERE = (lying(DRILL, 20), lying(MILK, 9, SHELF, "NEAR"), lying(MILK, 9, SHELF, "FAR"))


def slice_of(*tasks: PickTask, **over: object) -> PickSlice:
    progress = Progress(2, 0, D(16), D(0))
    plain = PickSlice(
        (ORDER,), tasks, len(tasks), progress, ((ORDER.id, D(16)),), HERE, (NEAR, FAR, BAD),
        Found(), None, TODAY,
    )  # fmt: skip
    return replace(plain, **over)


def session_with(**hand: object) -> Session:
    return Session(Pick((ORDER.id,)), SCOPE, "Ana", replace(Hand(), **hand))


def found(*products, packaging=None) -> Found:
    return Found(products=tuple(FoundProduct(one, packaging) for one in products))


def said(text: str, device: str = "wedge") -> Scanned:
    return Scanned(scan(text), by_hand=device == "keyboard")


def command(one: Command) -> Scanned:
    return said(write(HouseKind.COMMAND, one))


def at(slice_: PickSlice, bin_) -> Session:
    """Whoever has scanned the bin."""
    decision = decide(
        session_with(), said(bin_.barcode), replace(slice_, found=Found(bins=(bin_,)))
    )
    assert isinstance(decision, Stay), decision
    assert decision.sound is Sound.BUSY
    return decision.session


def test_the_bin_then_each_piece_then_the_bin_again_for_the_rest():
    slice_ = slice_of(DRILLS, MILKS)
    session = at(slice_, BIN)
    assert (session.hand.source, session.place.at) == (BIN.id, BIN.id)
    one = decide(session, said(DRILL.barcode), replace(slice_, found=found(DRILL)))
    assert isinstance(one, Do)
    assert one.deed == MoveLine(300, 10, DRILL.id, D(1), D(1), None, None, BIN.id, 99, 1)
    assert one.notice.sound is Sound.COUNTED
    nine = replace(DRILLS, quantity=D(9), line=replace(DRILLS.line, done=D(1)))
    rest = decide(one.session, said("A-01-02"), slice_of(nine, MILKS, found=Found(bins=(BIN,))))
    assert isinstance(rest, Do)
    assert (rest.deed.quantity, rest.notice.sound) == (9, Sound.LINE_DONE)
    assert rest.session.hand == Hand(source=BIN.id)


def test_the_last_of_all_is_heard_and_says_what_to_do():
    last = replace(DRILLS, quantity=D(1), line=replace(DRILLS.line, done=D(9)))
    slice_ = slice_of(last, found=found(DRILL))
    done = decide(at(slice_, BIN), said(DRILL.barcode), slice_)
    assert (done.notice.sound, done.notice.text.key) == (Sound.ORDER_DONE, "pick_order_done")


def test_a_carton_is_that_carton_and_a_typed_amount_is_all_of_it():
    slice_ = slice_of(DRILLS, found=found(DRILL, packaging=CASE))
    case = decide(at(slice_, BIN), said(CASE.barcode), slice_)
    assert (case.deed.quantity, case.deed.packaging) == (6, CASE.id)
    typed = decide(at(slice_, BIN), said("4", "keyboard"), slice_of(DRILLS))
    assert typed.deed.quantity == 4
    asked = decide(at(slice_, BIN), Tapped(Action.ASK_QUANTITY), slice_of(DRILLS))
    assert asked.session.hand.question is Question.QUANTITY
    assert decide(asked.session, Answered("3"), slice_of(DRILLS)).deed.quantity == 3


def test_an_amount_means_nothing_before_the_bin_is_certain():
    slice_ = slice_of(DRILLS)
    assert isinstance(decide(session_with(), said("4", "keyboard"), slice_), Refuse)


def test_who_types_the_check_character_stands_before_the_bin():
    decision = decide(session_with(), said(check_of(BIN), "keyboard"), slice_of(DRILLS))
    assert decision.session.hand.source == BIN.id


def test_an_article_that_lies_in_one_bin_needs_no_other_scan():
    slice_ = slice_of(DRILLS, found=found(DRILL))
    assert decide(session_with(), said(DRILL.barcode), slice_).deed.source == BIN.id
    two = replace(slice_, lying=(*HERE, lying(DRILL, 3, SHELF)))
    refused = decide(session_with(), said(DRILL.barcode), two)
    assert refused.text.key == "pick_bin_first"


def test_the_scan_decides_and_not_the_row_that_is_chosen():
    slice_ = slice_of(DRILLS, MILKS)
    chosen = decide(session_with(), Tapped(Action.TAKE_LINE, MILKS.key), slice_)
    taken = decide(chosen.session, said(DRILL.barcode), replace(slice_, found=found(DRILL)))
    assert taken.deed.line == DRILLS.line.id
    moved = at(slice_, SHELF)
    assert moved.hand.row == MILKS.key


def test_another_bin_takes_a_second_scan():
    slice_ = slice_of(MILKS, found=Found(bins=(BIN,)))
    asked = decide(session_with(), said("A-01-02"), slice_)
    assert isinstance(asked, Ask)
    meant = decide(asked.session, said("A-01-02"), slice_)
    assert (meant.session.hand.source, meant.session.hand.row) == (BIN.id, MILKS.key)


@pytest.mark.parametrize("place", [GONE, FAR_BIN])
def test_nothing_is_taken_where_nothing_may_be(place):
    decision = decide(session_with(), said("X"), slice_of(DRILLS, found=Found(bins=(place,))))
    assert isinstance(decision, Refuse)


def test_a_lot_is_asked_for_and_another_one_takes_a_second_scan():
    slice_ = slice_of(MILKS, found=found(MILK))
    asked = decide(at(slice_of(MILKS), SHELF), said(MILK.barcode), slice_)
    assert asked.session.hand.question is Question.LOT
    right = decide(asked.session, said("NEAR"), slice_of(MILKS))
    assert (right.deed.lot, right.deed.quantity) == ("NEAR", 1)
    later = decide(asked.session, said("FAR"), slice_of(MILKS))
    assert later.text.key == "pick_other_first", "it expires later than what is there"
    assert decide(later.session, said("FAR"), slice_of(MILKS)).deed.lot == "FAR"
    blocked = decide(asked.session, said("BAD"), slice_of(MILKS))
    assert blocked.text.key == "problem.lot_blocked"


def test_where_the_house_says_so_what_expires_first_goes_first():
    rules = Receiving((Rule(first_out=True),))
    slice_ = slice_of(MILKS)
    session = replace(at(slice_, SHELF), rules=rules)
    refused = decide(session, said("FAR"), slice_)
    assert refused.text.key == "pick_first_only"
    assert decide(session, said("NEAR"), slice_).deed.lot == "NEAR"


def test_serials_are_taken_one_by_one():
    saws = task(SAW, 2, BIN, "S-1")
    lots = (Lot(81, 1, SAW.id, "S-1", None), Lot(82, 1, SAW.id, "S-2", None))
    here = (lying(SAW, 1, BIN, "S-1"), lying(SAW, 1, BIN, "S-2"))
    slice_ = slice_of(saws, lots=lots, lying=here)
    asked = decide(at(slice_, BIN), said(SAW.barcode), replace(slice_, found=found(SAW)))
    assert asked.session.hand.question is Question.SERIAL
    one = decide(asked.session, said("S-2"), slice_)
    assert (one.deed.lot, one.deed.quantity) == ("S-2", 1), "which one is not what was promised"
    assert one.session.hand.question is Question.SERIAL
    again = decide(one.session, said("A-01-02"), replace(slice_, found=Found(bins=(BIN,))))
    assert isinstance(again, Refuse)


def test_what_is_weighed_is_asked_for_or_read_from_the_label():
    nails = task(NAILS, 5, BIN, unit=KILOS)
    slice_ = slice_of(nails, lying=(lying(NAILS, 9, BIN, unit=KILOS),), found=found(NAILS))
    asked = decide(at(slice_of(nails), BIN), said(NAILS.barcode), slice_)
    assert asked.session.hand.question is Question.QUANTITY
    assert decide(asked.session, Answered("1.25"), slice_).deed.quantity == D("1.25")
    label = said(f"]C101{NAILS.barcode.zfill(14)}3102000250")
    assert decide(at(slice_of(nails), BIN), label, slice_).deed.quantity == D("2.5")


def test_too_many_take_a_supervisors_badge():
    nine = replace(DRILLS, quantity=D(1), line=replace(DRILLS.line, done=D(9)))
    slice_ = slice_of(nine, found=found(DRILL, packaging=CASE))
    asked = decide(at(slice_, BIN), said(CASE.barcode), slice_)
    assert isinstance(asked, Ask)
    assert asked.session.hand.question is Question.APPROVAL
    badge = said(write(HouseKind.BADGE, "IDA"))
    agreed = decide(asked.session, badge, slice_of(nine))
    assert (agreed.deed.quantity, agreed.deed.approved_by) == (6, "IDA")
    own = said(write(HouseKind.BADGE, "ANA"))
    assert isinstance(decide(asked.session, own, slice_of(nine)), Refuse)
    assert isinstance(decide(asked.session, Answered("IDA"), slice_of(nine)), Refuse)


def test_what_the_books_do_not_have_is_a_deed_of_its_own():
    slice_ = slice_of(DRILLS, lying=(lying(DRILL, 3),))
    decision = decide(at(slice_, BIN), said("10", "keyboard"), slice_)
    assert [one.quantity for one in (decision.deed, *decision.also)] == [3, 7]
    assert decision.notice.text.key == "pick_books_short"
    assert decision.notice.stays


def test_what_is_not_asked_for_is_put_back():
    decision = decide(
        session_with(), said(STRANGER.barcode), slice_of(DRILLS, found=found(STRANGER))
    )
    assert decision.text.key == "pick_not_asked"


def test_skip_and_short_and_looking_again():
    slice_ = slice_of(DRILLS, MILKS)
    later = decide(session_with(), command(Command.SKIP), slice_)
    assert later.session.place.skipped == (DRILLS.key,)
    asked = decide(session_with(), command(Command.SHORT), slice_)
    assert asked.session.hand.question is Question.SHORT
    assert asked.session.hand.product == DRILL.id, "what lies there is looked up meanwhile"
    short = decide(asked.session, Tapped(Action.CHOOSE, Short.DAMAGED), slice_)
    assert short.session.place.short == ((DRILLS.key, Short.DAMAGED),)
    again = decide(short.session, Tapped(Action.TAKE_LINE, DRILLS.key), slice_)
    assert again.session.place.short == ()
    nothing = replace(session_with(), place=Pick((300,), short=((DRILLS.key, Short.OTHER),)))
    for one in (command(Command.SKIP), command(Command.SHORT)):
        assert isinstance(decide(nothing, one, slice_of(DRILLS)), Refuse)


def test_an_empty_bin_is_counted_so_and_a_dear_one_waits_for_another_person():
    slice_ = slice_of(DRILLS, MILKS)
    asked = decide(session_with(), command(Command.SHORT), slice_)
    empty = decide(asked.session, Tapped(Action.CHOOSE, Short.EMPTY), slice_)
    assert isinstance(empty.deed, Count)
    assert (empty.deed.counted, empty.deed.expected, empty.deed.bin) == (0, 20, BIN.id)
    assert (empty.deed.occasion, empty.deed.needs) == (Occasion.ASKED, None)
    rules = Receiving((Rule(count_percent=D(10)),))
    far = decide(replace(asked.session, rules=rules), Tapped(Action.CHOOSE, Short.EMPTY), slice_)
    assert (far.deed.needs, far.deed.approved_by) == (Approval.VARIANCE, "")
    nothing = decide(asked.session, Tapped(Action.CHOOSE, Short.EMPTY), slice_of(DRILLS, lying=()))
    assert nothing.session.place.short == ((DRILLS.key, Short.EMPTY),)


def test_finishing_asks_about_the_rest_only_where_there_is_one():
    some = slice_of(MILKS, progress=Progress(2, 1, D(16), D(10)), begun=frozenset({300}))
    asked = decide(session_with(), command(Command.FINISH), some)
    assert asked.session.hand.question is Question.FINISH
    dropped = decide(asked.session, command(Command.DROP), some)
    assert dropped.deed == FinishReceipt(300, Rest.DROPPED)
    whole = slice_of(progress=Progress(2, 2, D(16), D(16)), begun=frozenset({300}))
    done = decide(session_with(), command(Command.FINISH), whole)
    assert (done.deed.rest, done.session.place) == (Rest.STAYS_OPEN, Picks())
    nothing = decide(session_with(), command(Command.FINISH), slice_of(MILKS))
    assert nothing.text.key == "pick_nothing"


def test_a_closed_order_says_so():
    for state, key in (
        (DocumentState.DONE, "problem.document_done"),
        (DocumentState.CANCELLED, "problem.document_cancelled"),
    ):
        closed = slice_of(DRILLS, documents=(replace(ORDER, state=state),))
        decision = decide(session_with(), command(Command.FINISH), closed)
        assert decision.text.key == key
        assert isinstance(decide(session_with(), said("X"), closed), Refuse)


def test_undo_takes_back_what_was_taken_last():
    deed = MoveLine(300, 10, DRILL.id, D(1), D(1), None, None, BIN.id, 99, 1)
    slice_ = slice_of(DRILLS, undoable=Movable("op-1", deed, DRILL))
    decision = decide(session_with(), command(Command.UNDO), slice_)
    assert decision.deed == Undo("op-1", deed)


def test_another_order_and_whoever_is_at_this_one():
    other = replace(ORDER, id=301, name="WH/OUT/4")
    decision = decide(session_with(), said("WH/OUT/4"), slice_of(found=Found(documents=(other,))))
    assert decision == Go(Pick((301,)))
    assert decide(session_with(), Tapped(Action.TAKE_OVER), slice_of(DRILLS)) == TakeOver(300)
    assert decide(session_with(), Tapped(Action.BACK), slice_of(DRILLS)) == Go(Picks())
    unknown = decide(session_with(), said("WHAT"), slice_of(DRILLS))
    assert unknown.text.key == "code_unknown"
    assert DOCK.kind is LocationKind.BIN


# ------------------------------------------------------------------ several orders on a cart

SECOND = replace(ORDER, id=301, name="WH/OUT/4")
THIRD = replace(ORDER, id=302, name="WH/OUT/5")


def listed(*documents, **over: object) -> PicksSlice:
    rows = tuple(DocumentRow(one, 2, 0, begun=False) for one in documents)
    return replace(PicksSlice(rows, len(rows), Found(), TODAY), **over)


def at_list(**place: object) -> Session:
    return Session(Picks(**place), SCOPE, "Ana")


def test_the_first_of_the_list_is_the_next_best_and_a_cart_is_filled_by_scans():
    slice_ = listed(ORDER, SECOND, THIRD)
    assert decide_picks(at_list(), Tapped(Action.CONFIRM), slice_) == Go(Pick((300,)))
    cart = decide_picks(at_list(), command(Command.CART), slice_).session
    assert cart.place == Picks(cart=True)
    assert isinstance(decide_picks(cart, Tapped(Action.CONFIRM), slice_), Refuse)
    found_ = replace(slice_, found=Found(documents=(SECOND,)))
    one = decide_picks(cart, said("WH/OUT/4"), found_).session
    two = decide_picks(one, Tapped(Action.OPEN_DOCUMENT, "300"), slice_).session
    assert two.place.chosen == (301, 300)
    assert decide_picks(two, Tapped(Action.CONFIRM), slice_) == Go(Pick((301, 300)))
    off = decide_picks(two, Tapped(Action.OPEN_DOCUMENT, "301"), slice_).session
    assert off.place.chosen == (300,)
    full = at_list(cart=True, chosen=tuple(range(1, 9)))
    assert isinstance(decide_picks(full, Tapped(Action.OPEN_DOCUMENT, "300"), slice_), Refuse)


def test_goods_of_several_orders_go_into_their_totes_and_each_is_finished():
    other = replace(DRILLS, document=SECOND, line=replace(DRILLS.line, id=11, document=301))
    both = slice_of(DRILLS, other, documents=(ORDER, SECOND, THIRD), found=found(DRILL))
    session = replace(at(both, BIN), place=Pick((300, 301, 302), at=BIN.id))
    first = decide(session, said(DRILL.barcode), both)
    assert (first.deed.document, dict(first.notice.text.values)["tote"]) == (300, "A")
    chosen = decide(session, Tapped(Action.TAKE_LINE, other.key), both)
    second = decide(chosen.session, said(DRILL.barcode), both)
    assert (second.deed.document, dict(second.notice.text.values)["tote"]) == (301, "B")
    done = replace(both, progress=Progress(2, 2, D(9), D(9)), begun=frozenset({300, 301}))
    finished = decide(session, command(Command.FINISH), done)
    assert [one.document for one in (finished.deed, *finished.also)] == [300, 301]


# ------------------------------------------------------------------ what is left, and why

ZERO_CHECK = Receiving((Rule(zero_check=True),))


def emptied(rules: Receiving):
    """Whoever has just taken the last ten drills that the books had in the bin."""
    slice_ = slice_of(DRILLS, MILKS, lying=(lying(DRILL, 10),), products=(DRILL,), here=BIN)
    session = replace(at(slice_, BIN), rules=rules)
    return decide(session, said("10", "keyboard"), slice_), slice_


def test_a_bin_that_is_empty_by_the_books_is_looked_into():
    taken, slice_ = emptied(ZERO_CHECK)
    assert isinstance(taken, Do)
    assert taken.session.hand.question is Question.ZERO
    look = view(slice_, taken.session, Badge(Mark.DONE)).question
    assert (look.about, look.hint) == (DRILL.name, BIN.label)
    yes = decide(taken.session, command(Command.YES), slice_)
    assert isinstance(yes, Stay)
    assert yes.session.hand == Hand(source=BIN.id)
    no = decide(taken.session, command(Command.NO), slice_)
    assert (no.deed.stage, no.deed.expected, no.deed.bin) == (Stage.ASKED, 0, BIN.id)
    assert no.session.hand.question is None
    on = decide(taken.session, said("A-01-03"), replace(slice_, found=Found(bins=(SHELF,))))
    assert on.session.hand.row == MILKS.key, "nobody is held up who walks on"
    assert emptied(Receiving())[0].session.hand.question is None


def test_what_was_short_and_why_is_told_with_the_finish():
    some = slice_of(DRILLS, MILKS, progress=Progress(2, 1, D(16), D(10)), begun=frozenset({300}))
    short = ((DRILLS.key, Short.DAMAGED), (MILKS.key, Short.OTHER))
    session = replace(session_with(), place=Pick((300,), short=short))
    later = decide(session, Tapped(Action.REST_STAYS_OPEN), some)
    assert later.deed.short == (
        ShortLine(DRILLS.line.id, DRILL.id, Short.DAMAGED),
        ShortLine(MILKS.line.id, MILK.id, Short.OTHER),
    )
    assert decide(session_with(), Tapped(Action.REST_DROPPED), some).deed.short == ()
