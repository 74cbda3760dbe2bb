"""Goods that nobody ordered and that last too short: a badge on the spot, or they stay out."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from app.arrive.flow import decide
from app.arrive.view import view
from app.base.decision import Ask, Do, Refuse
from app.base.messages import Action, Answered, Tapped
from app.base.receiving import Receiving, Rule
from app.base.session import Question
from app.base.wording import say
from app.runtime.badge import badge_of
from scanners.codes.house import write
from scanners.codes.scan import HouseKind
from sync.core.slices import Found
from tests.flows.floor import MILK, TODAY, known_lot
from tests.flows.test_arrive import BIN, holding, into, said, slice_of
from tests.views.test_news import CLEAN

HOUSE = Receiving((Rule(shelf_days=30),), {"B-7": "Ida"})
BADGE, STRANGE = (write(HouseKind.BADGE, one) for one in ("B-7", "B-8"))
SOON, LATE = TODAY + timedelta(days=12), TODAY + timedelta(days=90)


def fresh(day: date = SOON, **over):
    return replace(holding(MILK, lot="L1", expiry=day, **over), rules=HOUSE)


def test_before_they_are_put_down_a_supervisor_agrees_and_is_named():
    asked = into(fresh(), slice_of(MILK))
    assert isinstance(asked, Ask)
    assert asked.session.hand.question is Question.APPROVAL
    assert "12 days" in say(asked.text)
    assert "30" in say(asked.text)
    agreed = decide(asked.session, said(BADGE), slice_of(MILK))
    done = into(agreed.session, slice_of(MILK))
    assert isinstance(done, Do)
    assert (done.deed.approved_by, done.deed.expiry) == ("Ida", SOON)
    assert done.session.hand.approved_by == "", "the next goods are asked for again"


def test_the_answer_with_the_day_asks_at_once():
    session = replace(holding(MILK, lot="L1", question=Question.EXPIRY), rules=HOUSE)
    asked = decide(session, Answered(SOON.strftime("%Y-%m-%d")), slice_of(MILK))
    assert asked.session.hand.question is Question.APPROVAL
    # As long as nobody agreed, neither a bin nor more goods are taken.
    for seen in (Found(bins=(BIN,)), Found()):
        other = decide(asked.session, said(BIN.barcode), slice_of(MILK, found=seen))
        assert isinstance(other, Refuse)
    assert isinstance(decide(asked.session, said(STRANGE), slice_of(MILK)), Refuse)


def test_who_does_not_agree_puts_them_down_again():
    asked = into(fresh(), slice_of(MILK))
    left = decide(asked.session, Tapped(Action.CANCEL), slice_of(MILK))
    assert left.session.hand.question is None
    assert isinstance(into(left.session, slice_of(MILK)), Ask), "it is asked again, not forgotten"
    gone = decide(left.session, Tapped(Action.UNDO), slice_of(MILK))
    assert gone.session.hand.product is None


def test_what_was_agreed_to_is_that_day_alone():
    asked = into(fresh(), slice_of(MILK))
    agreed = decide(asked.session, said(BADGE), slice_of(MILK)).session
    sooner = replace(agreed, hand=replace(agreed.hand, expiry=SOON - timedelta(days=3)))
    assert isinstance(into(sooner, slice_of(MILK)), Ask)


def test_a_lot_that_is_known_is_as_old_as_it_is():
    slice_ = slice_of(MILK, known=(known_lot(MILK, "L1", SOON),))
    assert isinstance(into(fresh(LATE), slice_of(MILK)), Do)
    session = replace(holding(MILK, lot="L1"), rules=HOUSE)
    assert isinstance(into(session, slice_), Ask)


def test_without_a_rule_the_erps_days_count():
    product = replace(MILK, shelf_days=20)
    session = replace(holding(product, lot="L1", expiry=SOON))
    assert isinstance(into(session, slice_of(product)), Ask)
    assert isinstance(into(session, slice_of(MILK)), Do)


def test_the_question_stands_on_the_screen():
    asked = into(fresh(), slice_of(MILK)).session
    look = view(slice_of(MILK), asked, badge_of(CLEAN)).question
    assert look is not None
    assert "12" in look.title
    assert look.cancel
    assert Decimal(1) == asked.hand.amount
