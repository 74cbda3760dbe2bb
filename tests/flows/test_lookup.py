"""Looking up, decided: what a code leads to, what is begun from there, and the way back."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.base.decision import AtPrinter, Go, Refuse, Stay
from app.base.messages import Action, Scanned, Tapped
from app.base.session import Count, Hand, Home, Lookup, Move, Session
from app.lookup.flow import BEFORE_MAX, about_of, decide
from app.lookup.view.look import value_of
from sync.core.lookup_slices import About, KeptRow, LookupSlice, Subject
from sync.core.moved_slices import LyingRow
from sync.core.records import LocationKind
from sync.core.slices import Found
from tests.flows.floor import BIN, DRILL, PAINT, PIECES, RECEIPT, SCOPE, TODAY, scan

D = Decimal
ARTICLE, THERE = About(Subject.ARTICLE, DRILL.id), About(Subject.BIN, BIN.id)
LOT = About(Subject.LOT, PAINT.id, "L|1")
EMPTY = LookupSlice(None, Found(), (), (), is_reading=False, today=TODAY)
SHELF = replace(BIN, id=12, label="A-01-03", kind=LocationKind.BIN)


def at(about: About | None = None, **over: object) -> Session:
    return Session(Lookup(about, **over), SCOPE, "Ana")


def scanned(text: str = "x", *, by_hand: bool = False) -> Scanned:
    return Scanned(scan(text), by_hand=by_hand)


def row(product=DRILL, lot=None, place=BIN) -> KeptRow:
    return KeptRow(LyingRow(product, PIECES, lot, place, D(5), D(5)), held=False, unsent=False)


def test_one_meaning_is_looked_at_several_are_shown():
    one = decide(at(), scanned(), replace(EMPTY, leads=(THERE,)))
    assert one == Go(Lookup(THERE))
    several = decide(at(), scanned("L1"), replace(EMPTY, leads=(LOT, replace(LOT, id=9))))
    assert several.place.words == "L1"


def test_an_unknown_code_is_refused_and_typed_words_are_searched():
    assert isinstance(decide(at(), scanned(), EMPTY), Refuse)
    typed = decide(at(ARTICLE), scanned("claw", by_hand=True), EMPTY)
    assert (typed.place.words, typed.place.before) == ("claw", Lookup(ARTICLE))


def test_a_label_with_a_lot_leads_to_that_lot():
    label = Scanned(scan("(01)04012345678901(10)W-7"))
    led = decide(at(), label, replace(EMPTY, leads=(About(Subject.ARTICLE, PAINT.id),)))
    assert led.place.about == About(Subject.LOT, PAINT.id, label.scan.message.lot)


def test_an_order_opens_its_work():
    led = decide(at(), scanned(), replace(EMPTY, found=Found(documents=(RECEIPT,))))
    assert led.place.document == RECEIPT.id


def test_each_letter_takes_the_place_of_the_one_before():
    first = decide(at(), Tapped(Action.SEARCH, "c"), EMPTY)
    second = decide(first.session, Tapped(Action.SEARCH, "cl"), EMPTY)
    assert second.session.place == Lookup(words="cl")
    late = decide(at(ARTICLE), Tapped(Action.SEARCH, "cla"), EMPTY)
    assert late == Stay(at(ARTICLE)), "a letter that comes late changes nothing"


def test_the_way_back_is_the_way_there_and_has_an_end():
    session = at(words="claw")
    for about in (ARTICLE, THERE):
        led = decide(session, Tapped(Action.LOOK_AT, value_of(about)), EMPTY)
        session = replace(session, place=led.place)
    back = decide(session, Tapped(Action.BACK), EMPTY)
    assert back.place.about == ARTICLE
    assert decide(replace(session, place=back.place), Tapped(Action.BACK), EMPTY).place == Lookup(
        words="claw"
    )
    assert decide(at(), Tapped(Action.BACK), EMPTY).place == Home()
    for _ in range(BEFORE_MAX + 5):
        for about in (ARTICLE, THERE):
            session = replace(session, place=decide(session, tap_of(about), EMPTY).place)
    depth, place = 0, session.place
    while place.before:
        depth, place = depth + 1, place.before
    assert depth <= BEFORE_MAX


def tap_of(about: About) -> Tapped:
    return Tapped(Action.LOOK_AT, value_of(about))


@pytest.mark.parametrize("about", [ARTICLE, THERE, LOT, About(Subject.PACK, name="P|7")])
def test_a_row_says_what_it_is_about(about):
    assert about_of(value_of(about)) == about


@pytest.mark.parametrize("value", ["", "article", "article|x|", "cow|1|"])
def test_what_no_row_says_is_about_nothing(value):
    assert about_of(value) is None


def test_a_move_begins_with_what_is_looked_at():
    move = Tapped(Action.OPEN_MOVE)
    of_bin = decide(at(THERE), move, replace(EMPTY, about=THERE, bin=BIN))
    assert of_bin == Go(Move(), hand=Hand(source=BIN.id))
    here = replace(EMPTY, about=ARTICLE, product=DRILL)
    one = decide(at(ARTICLE), move, replace(here, rows=(row(),))).hand
    assert (one.product, one.source, one.amount, one.row) == (DRILL.id, BIN.id, 5, "held")
    two = decide(at(ARTICLE), move, replace(here, rows=(row(), row(place=SHELF)))).hand
    assert (two.product, two.source) == (DRILL.id, None)
    lots = replace(EMPTY, about=About(Subject.ARTICLE, PAINT.id), product=PAINT)
    any_lot = decide(at(), move, replace(lots, rows=(row(PAINT, "L-1"),))).hand
    assert any_lot == Hand(source=BIN.id), "which lot is said at the bin"
    lot = decide(at(LOT), move, replace(lots, about=LOT, rows=(row(PAINT, LOT.name),))).hand
    assert (lot.lot, lot.source) == (LOT.name, BIN.id)


def test_a_count_begins_at_the_bin_that_is_meant():
    tap = Tapped(Action.OPEN_COUNT)
    at_bin = decide(at(THERE), tap, replace(EMPTY, about=THERE, bin=BIN))
    assert at_bin == Go(Count(), hand=Hand(bin=BIN.id))
    here = replace(EMPTY, about=ARTICLE, product=DRILL)
    assert decide(at(), tap, replace(here, rows=(row(),))).hand.bin == BIN.id
    assert decide(at(), tap, replace(here, rows=(row(), row(place=SHELF)))).hand.bin is None


def test_labels_of_what_is_looked_at():
    tap = Tapped(Action.PRINT_LABEL)
    of_bin = decide(at(THERE), tap, replace(EMPTY, about=THERE, bin=BIN))
    assert isinstance(of_bin, AtPrinter)
    assert (of_bin.deed.label, of_bin.deed.about) == ("location", BIN.label)
    article = replace(EMPTY, about=About(Subject.ARTICLE, PAINT.id), product=PAINT)
    assert isinstance(decide(at(), tap, article), Refuse), "which lot?"
    assert isinstance(decide(at(LOT), tap, replace(article, about=LOT)), AtPrinter)
    assert isinstance(decide(at(), tap, EMPTY), Refuse)
