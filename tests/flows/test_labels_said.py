"""What labels say beside the article: a weight counts, and a lot of goods without lots does not."""

from dataclasses import replace
from decimal import Decimal

from app.arrive.flow import decide as arrive
from app.base.decision import Ask, Do, Stay
from app.base.messages import Action, Scanned, Tapped
from app.base.notice import Sound
from app.base.session import Question, Short
from app.count.flow import decide as count
from app.pack.flow import decide as pack
from app.pick.flow import decide as pick
from scanners.codes.parse import parse
from scanners.frame import Frame
from sync.core.count_slices import CountRow
from sync.core.slices import Found
from tests.flows import test_arrive, test_count, test_pack, test_pick
from tests.flows.floor import BIN, DRILL, KILOS, NAILS, PAINT, UNITS, found

D = Decimal
LOT, LOT_ALONE, WEIGHT = "10L77", "10L77", "3103002350"


def label(elements: str) -> Scanned:
    gtin = "0104006381333931"
    return Scanned(parse(Frame(f"]C1{gtin}{elements}"), 2026))


def test_a_lot_on_goods_without_lots_packs_them_and_checks_them():
    put = pack(
        test_pack.at(package="B"),
        label(LOT),
        test_pack.slice_of(test_pack.task(), found=found(DRILL)),
    )
    assert isinstance(put, Do), put
    assert put.deed.lot is None
    session, slice_ = test_pack.checking(test_pack.inside("BOX-1", 1))
    seen = pack(session, label(LOT), test_pack.found(slice_, found(DRILL)))
    assert seen.session.place.checked == ((DRILL.id, None, D(1)),)


def test_a_lot_on_goods_without_lots_is_picked_as_the_books_have_them():
    slice_ = test_pick.slice_of(test_pick.DRILLS, found=found(DRILL))
    taken = pick(test_pick.at(slice_, BIN), label(LOT), slice_)
    assert isinstance(taken, Do)
    assert (taken.deed.lot, taken.notice.sound) == (None, Sound.COUNTED)


def test_a_lot_on_goods_without_lots_comes_in():
    came = arrive(test_arrive.EMPTY, label(LOT), test_arrive.slice_of(found=found(DRILL)))
    assert came.session.hand.lot is None


def test_what_is_weighed_goes_into_a_pack_by_its_weight_or_is_asked():
    task = replace(test_pack.task(NAILS), unit=KILOS, stock_unit=KILOS)
    slice_ = test_pack.slice_of(task, found=found(NAILS))
    put = pack(test_pack.at(package="B"), label(WEIGHT), slice_)
    assert put.deed.quantity == D("2.35")
    asked = pack(test_pack.at(package="B"), test_pack.scanned(), slice_)
    assert isinstance(asked, Ask)
    assert asked.session.hand.question is Question.QUANTITY


def test_what_is_weighed_is_checked_whole_or_by_its_weight():
    row = replace(test_pack.inside("BOX-1", 1, NAILS), unit=KILOS, quantity=D("2.35"))
    for said in (label(WEIGHT), test_pack.scanned()):
        session, slice_ = test_pack.checking(row)
        seen = pack(session, said, test_pack.found(slice_, found(NAILS)))
        assert seen.session.place.checked == ((NAILS.id, None, D("2.35")),)


def test_what_is_weighed_is_counted_by_its_weight_or_asked():
    row = CountRow(NAILS, KILOS, None, D(5))
    slice_ = test_count.at(row, units=UNITS, found=found(NAILS))
    assert count(test_count.session_with(), label(WEIGHT), slice_).deed.counted == D("2.35")
    asked = count(test_count.session_with(), test_count.said(), slice_)
    assert isinstance(asked, Ask)
    assert asked.session.hand.question is Question.QUANTITY


def test_what_is_weighed_comes_in_by_its_weight_or_is_asked():
    slice_ = test_arrive.slice_of(found=found(NAILS), units=UNITS)
    one = arrive(test_arrive.EMPTY, label(WEIGHT), slice_)
    two = arrive(one.session, label(WEIGHT), slice_)
    assert (one.session.hand.amount, two.session.hand.amount) == (D("2.35"), D("4.7"))
    asked = arrive(test_arrive.EMPTY, test_arrive.said(NAILS.barcode), slice_)
    assert isinstance(asked, Ask)
    assert asked.session.hand.question is Question.QUANTITY
    here = test_arrive.slice_of(NAILS, unit=KILOS, units=UNITS)
    assert isinstance(test_arrive.into(asked.session, here), Ask)


def test_a_label_with_the_lot_alone_names_the_lot_that_is_counted():
    asked = count(test_count.session_with(), test_count.said(), test_count.at(found=found(PAINT)))
    slice_ = test_count.at(product=PAINT)
    alone = Scanned(parse(Frame(f"]C1{LOT_ALONE}"), 2026))
    assert count(asked.session, alone, slice_).deed.lot == "L77"


def test_the_bin_again_takes_nothing_that_was_only_called_short():
    slice_ = test_pick.slice_of(test_pick.DRILLS)
    there = test_pick.at(slice_, BIN)
    asked = pick(there, Tapped(Action.SHORT), slice_)
    assert asked.session.hand.question is Question.SHORT
    left = pick(asked.session, Tapped(Action.CANCEL), slice_)
    by_bin = replace(slice_, found=Found(bins=(BIN,)))
    for session in (asked.session, left.session):
        assert isinstance(pick(session, test_pick.said(BIN.barcode), by_bin), Stay)
    called = pick(asked.session, Tapped(Action.CHOOSE, Short.OTHER), slice_)
    assert called.session.place.short


def test_ok_packs_nothing_that_was_not_asked_about():
    slice_ = test_pack.slice_of(test_pack.task(), found=found(DRILL))
    one = pack(test_pack.at(package="B"), test_pack.scanned(), slice_)
    for question in (None, Question.FINISH):
        hand = replace(one.session.hand, question=question)
        said = pack(replace(one.session, hand=hand), Tapped(Action.CONFIRM), slice_)
        assert not isinstance(said, Do)
