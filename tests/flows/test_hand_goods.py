"""Goods in the hand, decided: what is weighed is never counted, and a pack goes as a whole."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.arrive.flow import decide as arriving
from app.base.decision import Ask, Do, Refuse, Stay
from app.base.handling import check_of, row_id
from app.base.messages import Action, Answered, Scanned, Tapped
from app.base.session import Arrive, Hand, Move, Putaway, Question, Session
from app.base.wording import say
from app.move.flow import decide as moving
from app.putaway.flow import decide as putting
from app.putaway.view import view
from app.ui.looks import Badge
from sync.core.moved_slices import (
    Carried,
    LyingRow,
    MoveSlice,
    PutawaySlice,
    StandingRow,
    Target,
    Why,
)
from sync.core.records import LocationKind
from sync.core.slices import Found
from tests.flows.floor import (
    BIN,
    DOCK,
    DRILL,
    KILOS,
    NAILS,
    PAINT,
    PIECES,
    SAW,
    SCOPE,
    TODAY,
    found,
    scan,
)

D = Decimal
OUTSIDE = replace(BIN, id=4, label="Suppliers", kind=LocationKind.SUPPLIER, warehouse=None)
SHELF = replace(BIN, id=12, label="A-01-03", barcode="A-01-03")
NAIL_ROW = StandingRow(NAILS, KILOS, None, DOCK, D("12.5"), Target(BIN, Why.RULE))
WHITE = StandingRow(PAINT, PIECES, "L-1", DOCK, D(4), Target(BIN, Why.RULE))
DRILLS = StandingRow(DRILL, PIECES, None, DOCK, D(10))
PACK = "340123450000000017"
PIECE = replace(SAW, needs_check=False)
NAIL_LABEL = "01{0:0>14}3103{1:06d}"


def said(text: str, device: str = "wedge") -> Scanned:
    return Scanned(scan(text), by_hand=device == "keyboard")


def weighing(grams: int) -> Scanned:
    return said(NAIL_LABEL.format(NAILS.barcode, grams))


def dock(*rows: StandingRow, **over) -> PutawaySlice:
    return replace(PutawaySlice(rows, len(rows), Found(), None, (), (), None, TODAY), **over)


def coming(product=None, **over) -> MoveSlice:
    first = MoveSlice(
        source=None, bin=None, product=product, unit=PIECES if product else None, in_bin=(),
        places=(), known=(), found=Found(), undoable=None, today=TODAY, outside=OUTSIDE,
        units={PIECES.id: PIECES, KILOS.id: KILOS},
    )  # fmt: skip
    return replace(first, **over)


# ---------------------------------------------------------------------- what is weighed


def test_putting_away_a_second_scan_of_weighed_goods_counts_no_kilogram():
    slice_, start = dock(NAIL_ROW, found=found(NAILS)), Session(Putaway(), SCOPE, "Ana")
    first = putting(start, said(NAILS.barcode), slice_)
    assert first.session.hand.amount == D("12.5"), "all of it, as a pallet goes"
    again = putting(first.session, said(NAILS.barcode), slice_)
    assert again.session.hand.amount == D("12.5")
    labelled = putting(again.session, weighing(1250), slice_)
    both = putting(labelled.session, weighing(3000), slice_)
    assert both.session.hand.amount == D("4.25"), "labels are added up"
    assert both.session.hand.packaging is None
    too_much = putting(both.session, weighing(9000), slice_)
    assert isinstance(too_much, Refuse)


def test_moving_weighed_goods_takes_what_labels_say_and_asks_where_nobody_knows():
    start = Session(Move(), SCOPE, "Ana", Hand(source=BIN.id))
    lying = LyingRow(NAILS, KILOS, None, BIN, D(20), D(20))
    slice_ = coming(found=found(NAILS), in_bin=(lying,))
    first = moving(start, weighing(1250), slice_)
    second = moving(first.session, weighing(1250), slice_)
    assert second.session.hand.amount == D("2.5")
    plain = moving(second.session, said(NAILS.barcode), slice_)
    assert plain.session.hand.amount == D("2.5"), "a scan alone says nothing of a weight"
    nowhere = moving(start, said(NAILS.barcode), coming(found=found(NAILS)))
    assert isinstance(nowhere, Ask)
    assert nowhere.session.hand.question is Question.QUANTITY


# ---------------------------------------------------------------------- what nobody ordered

EMPTY = Session(Arrive("NOTE-7"), SCOPE, "Ana")


def serial(name: str) -> Scanned:
    return said(f"01{SAW.barcode:0>14}21{name}")


def test_a_second_serial_before_the_bin_does_not_replace_the_first():
    first = arriving(EMPTY, serial("S-1"), coming(found=found(PIECE)))
    second = arriving(first.session, serial("S-2"), coming(PIECE, found=found(PIECE)))
    assert isinstance(second, Stay)
    assert (second.session.hand.amount, second.session.hand.pieces) == (2, ("S-1",))
    done = arriving(second.session, said(BIN.barcode), coming(PIECE, found=Found(bins=(BIN,))))
    assert isinstance(done, Do)
    written = [(one.lot, one.quantity, one.paper) for one in (done.deed, *done.also)]
    assert written == [("S-1", 1, "NOTE-7"), ("S-2", 1, "NOTE-7")]
    assert done.session.hand == Hand(bin=BIN.id)


def test_a_serial_twice_or_here_already_is_refused_before_it_is_written():
    first = arriving(EMPTY, serial("S-1"), coming(found=found(PIECE)))
    twice = arriving(first.session, serial("S-1"), coming(PIECE, found=found(PIECE)))
    assert isinstance(twice, Refuse)
    assert twice.session.hand == first.session.hand
    here = coming(found=found(PIECE), serials=frozenset({(SAW.id, "S-9")}))
    assert isinstance(arriving(EMPTY, serial("S-9"), here), Refuse)


def test_serials_are_asked_for_one_by_one_or_named_as_a_row():
    slice_ = coming(PIECE, found=found(PIECE))
    asked = arriving(EMPTY, said(SAW.barcode), coming(found=found(PIECE)))
    assert isinstance(asked, Ask)
    row = arriving(asked.session, Answered("S-1..S-3"), coming(PIECE))
    assert row.session.hand.amount == 3
    more = arriving(row.session, said(SAW.barcode), slice_)
    assert isinstance(more, Ask), "the next piece has a number of its own"
    done = arriving(more.session, said(BIN.barcode), coming(PIECE, found=Found(bins=(BIN,))))
    assert [one.lot for one in (done.deed, *done.also)] == ["S-1", "S-2", "S-3"]


@pytest.mark.parametrize(
    "next_scan",
    [said(DRILL.barcode), said(f"01{PAINT.barcode:0>14}10L-2")],
    ids=["another article", "another lot"],
)
def test_what_is_in_the_hand_is_not_lost_by_the_next_scan(next_scan: Scanned):
    held = replace(EMPTY, hand=Hand(product=PAINT.id, lot="L-1", row="held", scanned=D(3)))
    product = DRILL if next_scan.scan.message is None else PAINT
    refused = arriving(held, next_scan, coming(PAINT, found=found(product)))
    assert isinstance(refused, Refuse)
    assert refused.session.hand == held.hand
    down = arriving(refused.session, Tapped(Action.UNDO), coming(PAINT))
    assert down.session.hand == Hand()


def test_goods_that_a_rule_is_about_do_not_come_in_without_an_order():
    slice_ = coming(found=found(DRILL), to_check=frozenset({DRILL.id}))
    assert isinstance(arriving(EMPTY, said(DRILL.barcode), slice_), Refuse)


# ---------------------------------------------------------------------- a pack as a whole


def test_a_pack_on_the_dock_goes_as_a_whole_to_the_bin_that_is_proposed():
    slice_ = dock(WHITE, DRILLS, carried=Carried(PACK, (WHITE, replace(DRILLS, quantity=D(6)))))
    taken = putting(Session(Putaway(), SCOPE, "Ana"), said(PACK), slice_)
    assert isinstance(taken, Stay)
    assert (taken.session.hand.package, taken.session.hand.whole) == (PACK, True)
    card = view(slice_, taken.session, Badge("", "")).card
    assert (card.name, card.place) == (PACK, BIN.label)
    checked = putting(taken.session, said(check_of(BIN), "keyboard"), slice_)
    assert isinstance(checked, Do), "its check character says that somebody stands there"
    assert checked.deed.bin == BIN.id
    into = replace(slice_, found=Found(bins=(SHELF,)))
    asked = putting(taken.session, said(SHELF.barcode), into)
    assert isinstance(asked, Ask), "another bin counts with a second scan"
    done = putting(asked.session, said(SHELF.barcode), into)
    assert isinstance(done, Do)
    assert [(one.product, one.quantity, one.bin) for one in (done.deed, *done.also)] == [
        (PAINT.id, 4, SHELF.id), (DRILL.id, 6, SHELF.id)
    ]  # fmt: skip
    assert PACK in say(done.notice.text)


def test_a_pack_of_which_nothing_stands_here_is_refused_by_its_name():
    held = Session(Putaway(), SCOPE, "Ana", Hand(row=row_id(WHITE), product=PAINT.id))
    refused = putting(held, said(PACK), dock(WHITE, carried=Carried(PACK, ())))
    assert isinstance(refused, Refuse)
    assert PACK in say(refused.text)
    assert refused.session.hand == held.hand


def test_a_new_lot_whose_receipt_is_open_goes_nowhere_before_it_is_finished():
    late = replace(WHITE, unfinished="WH/IN/00007")
    start = Session(Putaway(), SCOPE, "Ana")
    found_lot = dock(late, DRILLS, found=found(PAINT))
    taken = putting(start, said(PAINT.barcode), found_lot)
    tapped = putting(start, Tapped(Action.TAKE_LINE, row_id(late)), found_lot)
    packed = putting(start, said(PACK), dock(late, carried=Carried(PACK, (late,))))
    for refused in (taken, tapped, packed):
        assert isinstance(refused, Refuse)
        assert "WH/IN/00007" in say(refused.text)
        assert refused.session.hand == Hand()
    everything = replace(start, hand=Hand(whole=True))
    into = dock(late, DRILLS, found=Found(bins=(BIN,)))
    rest = putting(everything, said(BIN.barcode), into)
    assert isinstance(rest, Do)
    assert (rest.deed.product, rest.also) == (DRILL.id, ())
    nothing = putting(everything, said(BIN.barcode), dock(late, found=Found(bins=(BIN,))))
    assert isinstance(nothing, Refuse)
