"""Goods that customers send back, decided: what is asked of them, and what is written."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.base.decision import Ask, Do, Go, Refuse, Stay
from app.base.messages import Action, Answered, Scanned, Tapped
from app.base.places import BackAsk
from app.base.session import Hand, Home, Question, Receive, Returns, Session
from app.returns.flow import decide
from sync.core.moved_slices import MoveSlice, Sent
from sync.core.operations import Move
from sync.core.records import DocumentKind, DocumentState, LocationKind
from sync.core.returning import Fate, Grade
from sync.core.slices import Found
from tests.flows.floor import (
    BIN,
    DRILL,
    MILK,
    PAINT,
    PIECES,
    RECEIPT,
    SAW,
    SCOPE,
    SHUT_BIN,
    TODAY,
    found,
    scan,
)

D = Decimal
CUSTOMERS = replace(BIN, id=5, label="Customers", kind=LocationKind.CUSTOMER, warehouse=None)
LOSSES = replace(BIN, id=6, label="Losses", kind=LocationKind.LOSS, warehouse=None)
DELIVERY = replace(
    RECEIPT, id=300, kind=DocumentKind.DELIVERY, name="WH/OUT/7", state=DocumentState.DONE
)
NOWHERE = Returns()
EMPTY = Session(NOWHERE, SCOPE, "Ana")


def slice_of(product=None, **over) -> MoveSlice:
    first = MoveSlice(
        source=None, bin=None, product=product, unit=PIECES if product else None, in_bin=(),
        places=(), known=(), found=Found(), undoable=None, today=TODAY,
        customers=CUSTOMERS, losses=LOSSES,
    )  # fmt: skip
    return replace(first, **over)


def said(text: str, *, by_hand: bool = False) -> Scanned:
    return Scanned(scan(text), by_hand=by_hand)


def holding(product, place: Returns = NOWHERE, **over) -> Session:
    hand = Hand(product=product.id, row="held", amount=D(1), scanned=D(1))
    return replace(EMPTY, place=place, hand=replace(hand, **over))


def into(session: Session, slice_: MoveSlice, bin=BIN):
    return decide(
        session, said(bin.barcode or bin.label), replace(slice_, found=Found(bins=(bin,)))
    )


def tapped(session: Session, action: Action, value: str = "", slice_: MoveSlice | None = None):
    return decide(session, Tapped(action, value), slice_ or slice_of(DRILL))


SENT = Sent(3001, DRILL, PIECES, D(3), (), D(1))
BY_DELIVERY = Returns("WH/OUT/7", 300)


def test_three_touches_bring_goods_back_to_their_bin():
    taken = decide(EMPTY, said(DRILL.barcode), slice_of(found=found(DRILL)))
    assert isinstance(taken, Ask)
    assert taken.session.place.asks is BackAsk.GRADE
    graded = tapped(taken.session, Action.CHOOSE, Grade.AS_NEW)
    assert isinstance(graded, Stay)
    done = into(graded.session, slice_of(DRILL))
    assert isinstance(done, Do)
    assert done.deed == Move(
        DRILL.id, D(1), D(1), None, None, CUSTOMERS.id, BIN.id, 1,
        grade=Grade.AS_NEW, fate=Fate.RESTOCK,
    )  # fmt: skip
    assert done.session.place == Returns()
    assert done.session.hand == Hand(bin=BIN.id)


def test_what_is_damaged_is_thrown_away_by_one_more_tap_and_lies_in_no_bin():
    asked = holding(DRILL, Returns(asks=BackAsk.GRADE))
    bad = tapped(asked, Action.CHOOSE, Grade.DAMAGED)
    assert isinstance(bad, Ask)
    assert bad.session.place.asks is BackAsk.FATE
    done = tapped(bad.session, Action.CHOOSE, Fate.SCRAP)
    assert isinstance(done, Do)
    assert (done.deed.bin, done.deed.fate) == (LOSSES.id, Fate.SCRAP)
    assert into(bad.session, slice_of(DRILL)).__class__ is Ask, "a bin is no answer to it"


def test_where_there_is_no_place_for_losses_nothing_is_thrown_away():
    asked = holding(DRILL, Returns(grade=Grade.DAMAGED, asks=BackAsk.FATE))
    none = tapped(asked, Action.CHOOSE, Fate.SCRAP, slice_of(DRILL, losses=None))
    assert isinstance(none, Refuse)


def test_a_person_may_say_otherwise_what_becomes_of_it():
    held = holding(DRILL, Returns(grade=Grade.USED, fate=Fate.REFURBISH))
    asked = tapped(held, Action.FATE)
    assert isinstance(asked, Ask)
    other = tapped(asked.session, Action.CHOOSE, Fate.SUPPLIER)
    done = into(other.session, slice_of(DRILL))
    assert isinstance(done, Do)
    assert (done.deed.grade, done.deed.fate) == (Grade.USED, Fate.SUPPLIER)


def test_by_its_delivery_goods_are_known_with_the_line_that_sent_them():
    named = Found(documents=(DELIVERY,))
    by = decide(EMPTY, said("WH/OUT/7"), slice_of(found=named))
    assert isinstance(by, Stay)
    assert by.session.place == BY_DELIVERY
    taken = tapped(by.session, Action.TAKE_LINE, "3001", slice_of(sent=(SENT,)))
    assert isinstance(taken, Ask)
    graded = tapped(taken.session, Action.CHOOSE, Grade.AS_NEW, slice_of(DRILL, sent=(SENT,)))
    done = into(graded.session, slice_of(DRILL, sent=(SENT,)))
    assert isinstance(done, Do)
    assert (done.deed.returned, done.deed.paper) == (3001, "WH/OUT/7")
    assert done.session.place == BY_DELIVERY, "the next of it comes by the same"


def test_what_was_not_sent_by_it_does_not_come_back_by_it():
    at = replace(EMPTY, place=BY_DELIVERY)
    other = decide(at, said(PAINT.barcode), slice_of(found=found(PAINT), sent=(SENT,)))
    assert isinstance(other, Refuse)
    many = decide(
        holding(DRILL, BY_DELIVERY, amount=D(2), scanned=D(2)),
        said(DRILL.barcode),
        slice_of(DRILL, found=found(DRILL), sent=(SENT,)),
    )
    assert isinstance(many, Refuse)
    paint = Sent(3002, PAINT, PIECES, D(3), ("L-1",), D(0))
    asked = holding(PAINT, BY_DELIVERY, question=Question.LOT)
    lot = decide(asked, Answered("L-2"), slice_of(PAINT, sent=(paint,)))
    assert isinstance(lot, Refuse)
    right = decide(asked, Answered("L-1"), slice_of(PAINT, sent=(paint,)))
    assert isinstance(right, Ask)


def test_a_paper_that_is_none_of_ours_is_written_down():
    noted = decide(EMPTY, said("RMA-1138"), slice_of())
    assert isinstance(noted, Stay)
    assert noted.session.place == Returns("RMA-1138")
    long = decide(EMPTY, said("x" * 65), slice_of())
    assert isinstance(long, Refuse)


def test_what_the_office_has_announced_is_received():
    announced = Found(documents=(replace(RECEIPT, id=8),))
    assert decide(EMPTY, said("WH/IN/8"), slice_of(found=announced)) == Go(Receive(8))


def test_what_is_not_sent_yet_does_not_come_back():
    open_ = Found(documents=(replace(DELIVERY, state=DocumentState.READY),))
    assert isinstance(decide(EMPTY, said("WH/OUT/7"), slice_of(found=open_)), Refuse)


def test_lot_and_day_are_asked_before_how_it_is():
    first = decide(EMPTY, said(MILK.barcode), slice_of(found=found(MILK)))
    assert isinstance(first, Ask)
    assert first.session.hand.question is Question.LOT
    second = decide(first.session, Answered("M-1"), slice_of(MILK))
    assert second.session.hand.question is Question.EXPIRY
    third = decide(second.session, Answered("010120"), slice_of(MILK))
    assert isinstance(third, Ask), "what is out of date comes back all the same"
    assert third.session.place.asks is BackAsk.GRADE


def test_goods_that_want_a_check_are_not_sold_again_without():
    held = holding(SAW, Returns(grade=Grade.AS_NEW, fate=Fate.RESTOCK), lot="SN-1")
    assert isinstance(into(held, slice_of(SAW)), Refuse)
    made_good = replace(held, place=Returns(grade=Grade.AS_NEW, fate=Fate.REFURBISH))
    assert isinstance(into(made_good, slice_of(SAW)), Do)


def test_other_goods_wait_until_those_in_the_hand_are_put_down():
    held = holding(DRILL, Returns(grade=Grade.AS_NEW, fate=Fate.RESTOCK))
    other = decide(held, said(PAINT.barcode), slice_of(DRILL, found=found(PAINT)))
    assert isinstance(other, Refuse)
    assert other.session.hand == held.hand


@pytest.mark.parametrize("bin", [SHUT_BIN, CUSTOMERS, LOSSES], ids=lambda one: one.label)
def test_a_place_that_is_no_bin_takes_nothing(bin):
    held = holding(DRILL, Returns(grade=Grade.AS_NEW, fate=Fate.RESTOCK))
    assert isinstance(into(held, slice_of(DRILL), bin), Refuse)


@pytest.mark.parametrize("given", ["", "nonsense", "999"])
def test_an_answer_that_is_none_changes_nothing(given: str):
    asked = holding(DRILL, Returns(asks=BackAsk.GRADE))
    assert tapped(asked, Action.CHOOSE, given) == Stay(asked)


def test_back_is_one_step_at_a_time():
    held = holding(DRILL, BY_DELIVERY)
    down = tapped(held, Action.BACK)
    assert down.session.place == BY_DELIVERY
    assert not down.session.hand.row
    off = tapped(down.session, Action.BACK, slice_=slice_of())
    assert off.session.place == Returns()
    assert tapped(off.session, Action.BACK, slice_=slice_of()) == Go(Home())


def test_a_cancelled_question_leaves_the_goods_in_the_hand():
    asked = holding(DRILL, Returns(grade=Grade.USED, fate=Fate.REFURBISH, asks=BackAsk.FATE))
    kept = tapped(asked, Action.CANCEL)
    assert kept.session.place.asks is None
    assert kept.session.hand.row
