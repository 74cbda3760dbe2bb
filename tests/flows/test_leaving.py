"""Goods that leave a bin for good, decided: which way, why, and by which receipt they came."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.base.decision import Ask, Do, Refuse, Stay
from app.base.leaving import GOES_ON
from app.base.messages import Action, Scanned, Tapped
from app.base.places import Leaving
from app.base.session import Hand, Move, Session
from app.move.flow import decide
from app.move.view import view
from app.ui.looks import Badge
from sync.core import operations
from sync.core.moved_slices import LyingRow, MoveSlice, Sent
from sync.core.records import DocumentState, LocationKind, Lot
from sync.core.returning import Reason
from sync.core.slices import Found
from tests.flows.floor import BIN, DRILL, PIECES, RECEIPT, SCOPE, TODAY, found, scan

D = Decimal
SUPPLIERS = replace(BIN, id=4, label="Suppliers", kind=LocationKind.SUPPLIER, warehouse=None)
LOSSES = replace(BIN, id=6, label="Losses", kind=LocationKind.LOSS, warehouse=None)
HOLD = replace(BIN, id=7, label="Hold", kind=LocationKind.HOLD)
LYING = LyingRow(DRILL, PIECES, None, BIN, D(5), D(5))
HELD = Session(Move(), SCOPE, "Ana", Hand(product=DRILL.id, source=BIN.id, row="held", amount=D(2)))


def slice_of(**over) -> MoveSlice:
    first = MoveSlice(
        source=BIN, bin=None, product=DRILL, unit=PIECES, in_bin=(LYING,), places=(), known=(),
        found=Found(), undoable=None, today=TODAY, outside=SUPPLIERS, losses=LOSSES,
    )  # fmt: skip
    return replace(first, **over)


def tapped(session: Session, action: Action, value: str = "", **over):
    return decide(session, Tapped(action, value), slice_of(**over))


def on_the_way(leaving: Leaving, **over) -> Session:
    return replace(HELD, place=Move(leaving, **over))


@pytest.mark.parametrize(
    ("way", "bin"), [(Leaving.SCRAP, LOSSES), (Leaving.SUPPLIER, SUPPLIERS)], ids=str
)
def test_three_taps_send_goods_out_of_the_house(way: Leaving, bin):
    asked = tapped(HELD, Action.OUT)
    assert isinstance(asked, Ask)
    why = tapped(asked.session, Action.CHOOSE, way)
    assert isinstance(why, Ask)
    done = tapped(why.session, Action.CHOOSE, Reason.BROKEN)
    assert isinstance(done, Do)
    assert done.deed == operations.Move(
        DRILL.id, D(2), D(1), None, None, BIN.id, bin.id, 1, reason=Reason.BROKEN
    )
    assert ("there", "5") in done.names
    assert done.session.place == Move()
    assert done.session.hand == Hand(source=BIN.id)


def test_what_goes_back_names_the_receipt_that_it_came_by():
    done_receipt = replace(RECEIPT, state=DocumentState.DONE)
    empty = replace(HELD, hand=Hand())
    named = decide(empty, Scanned(scan("P00012")), slice_of(found=Found(documents=(done_receipt,))))
    assert isinstance(named, Stay)
    assert named.session.place == Move(receipt=RECEIPT.id, paper=RECEIPT.name)
    came = (Sent(10, DRILL, PIECES, D(1), (), D(0)), Sent(11, DRILL, PIECES, D(4), (), D(0)))
    place = {"receipt": RECEIPT.id, "paper": RECEIPT.name}
    back = on_the_way(Leaving.SUPPLIER, **place)
    done = tapped(back, Action.CHOOSE, Reason.WRONG, sent=came)
    assert isinstance(done, Do)
    assert (done.deed.paper, done.deed.returned) == (RECEIPT.name, 11)
    away = tapped(on_the_way(Leaving.SCRAP, **place), Action.CHOOSE, Reason.WET, sent=came)
    assert (away.deed.paper, away.deed.returned) == ("", None), "what is thrown away came by none"


def test_nothing_leaves_without_goods_or_a_place_for_it():
    assert tapped(replace(HELD, hand=Hand(source=BIN.id)), Action.OUT).__class__ is Stay
    none = tapped(on_the_way(Leaving.SCRAP), Action.CHOOSE, Reason.WET, losses=None)
    assert isinstance(none, Refuse)
    nothing = replace(on_the_way(Leaving.SCRAP), hand=replace(HELD.hand, amount=D(0)))
    assert isinstance(tapped(nothing, Action.CHOOSE, Reason.WET), Refuse)


@pytest.mark.parametrize("given", ["", "way", "broken", "nonsense"])
def test_an_answer_that_is_none_changes_nothing(given: str):
    asked = on_the_way(Leaving.WAY)
    assert tapped(asked, Action.CHOOSE, given) == Stay(asked)


def test_who_scans_a_bin_after_all_moves_the_goods():
    far = replace(BIN, id=19, label="B-1")
    done = decide(
        on_the_way(Leaving.SCRAP), Scanned(scan("B-1")), slice_of(found=Found(bins=(far,)))
    )
    assert isinstance(done, Do)
    assert (done.deed.bin, done.deed.reason) == (far.id, None)


def test_what_lies_on_hold_is_taken_from_there_but_goes_into_no_hold():
    empty = replace(HELD, hand=Hand())
    at_hold = Scanned(scan("Hold"))
    taken = decide(empty, at_hold, slice_of(source=None, found=Found(bins=(HOLD,))))
    assert isinstance(taken, Stay)
    assert taken.session.hand.source == HOLD.id
    assert isinstance(decide(HELD, at_hold, slice_of(found=Found(bins=(HOLD,)))), Refuse)


@pytest.mark.parametrize("leaving", Leaving)
def test_every_question_has_its_answers(leaving: Leaving):
    badge = Badge.__new__(Badge)
    look = view(slice_of(), on_the_way(leaving), badge)
    if leaving in GOES_ON:
        assert look.question is None
        return
    assert look.question is not None
    assert 2 <= len(look.question.choices) <= 6


BETWEEN = replace(BIN, id=8, label="Way", kind=LocationKind.TRANSIT, company=None, warehouse=None)
OWN_WAY = replace(BETWEEN, id=9, company=1)


@pytest.mark.parametrize(
    ("way", "bin"), [(Leaving.HOUSE, OWN_WAY), (Leaving.COMPANY, BETWEEN)], ids=str
)
def test_to_another_house_is_two_taps_and_no_reason(way: Leaving, bin):
    asked = tapped(HELD, Action.OUT, between=(OWN_WAY, BETWEEN))
    done = tapped(asked.session, Action.CHOOSE, way, between=(OWN_WAY, BETWEEN))
    assert isinstance(done, Do)
    assert (done.deed.bin, done.deed.reason) == (bin.id, None)
    assert done.session.place == Move()


KEPT_HERE, ANYBODYS = Lot(5, 1, DRILL.id, "L-7", None), Lot(6, None, DRILL.id, "L-7", None)
OF_THE_LOT = replace(HELD, hand=replace(HELD.hand, lot="L-7"), place=Move(Leaving.WAY))


@pytest.mark.parametrize(
    ("session", "over"),
    [
        (on_the_way(Leaving.WAY), {"product": replace(DRILL, company=1)}),
        (OF_THE_LOT, {"known": (KEPT_HERE,)}),
    ],
    ids=["an article", "a lot"],
)
def test_what_one_company_keeps_is_not_sent_to_another(session: Session, over):
    ways = {"between": (OWN_WAY, BETWEEN), **over}
    refused = tapped(session, Action.CHOOSE, Leaving.COMPANY, **ways)
    assert isinstance(refused, Refuse)
    assert refused.text.key == "left_bound"
    assert refused.session.hand == session.hand, "the goods are in the hand still"
    to_a_house = tapped(session, Action.CHOOSE, Leaving.HOUSE, **ways)
    assert isinstance(to_a_house, Do), "the company's own houses have it, of course"


def test_a_lot_that_is_anybodys_goes_to_another_company():
    ways = {"between": (OWN_WAY, BETWEEN), "known": (ANYBODYS, replace(KEPT_HERE, name="L-8"))}
    assert isinstance(tapped(OF_THE_LOT, Action.CHOOSE, Leaving.COMPANY, **ways), Do)


def test_there_is_no_way_where_there_is_no_place_between():
    asked = on_the_way(Leaving.WAY)
    assert tapped(asked, Action.CHOOSE, Leaving.HOUSE) == Stay(asked)
    assert tapped(asked, Action.CHOOSE, Leaving.HOUSE, between=(BETWEEN,)) == Stay(asked)


def test_what_is_on_its_way_is_taken_in_by_a_tap_or_a_scan_and_its_bin():
    coming = LyingRow(DRILL, PIECES, None, BETWEEN, D(4), D(4))
    empty, none = replace(HELD, hand=Hand()), {"source": None, "in_bin": (), "on_way": (coming,)}
    taken = tapped(empty, Action.TAKE_LINE, "0", **none)
    scanned = decide(empty, Scanned(scan(DRILL.barcode)), slice_of(found=found(DRILL), **none))
    for one in (taken, scanned):
        assert isinstance(one, Stay)
        assert (one.session.hand.source, one.session.hand.amount) == (BETWEEN.id, 4)
        there = slice_of(source=BETWEEN, found=Found(bins=(BIN,)))
        done = decide(one.session, Scanned(scan(BIN.label)), there)
        assert isinstance(done, Do)
        assert (done.deed.source, done.deed.bin, done.deed.quantity) == (BETWEEN.id, BIN.id, 4)
