"""Work is found by scanning what is there: the paper, or the goods themselves."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from app.base.decision import Ask, Do, Go, Refuse
from app.base.messages import Action, Scanned, Tapped
from app.base.notice import Sound
from app.base.receiving import Receiving, Rule
from app.base.session import Home, Lookup, Question, Receipts, Receive, Session
from app.base.wording import say
from app.decide import decide
from sync.core.records import Entry
from sync.core.slices import Found, HomeSlice, Offer, ReceiptsSlice
from tests.flows import floor
from tests.flows.floor import DRILL, MILK, RECEIPT, SAW, TODAY, line, session_with, slice_of

OLDER = replace(RECEIPT, id=90, name="WH/IN/00003", due=TODAY - timedelta(days=2))
BLIND = Receiving((Rule(blind=True),))


def some(amount: str, lot: str | None = None) -> Entry:
    return Entry(lot, None, 8, Decimal(amount))


def scanned(text: str) -> Scanned:
    return Scanned(floor.scan(text))


def offered(product=DRILL, *documents) -> Found:
    offers = tuple(Offer(one, line(product), product, floor.PIECES) for one in documents)
    return replace(floor.found(product), offers=offers)


def at(place, found: Found):
    session = Session(place, floor.SCOPE, "Ana")
    if isinstance(place, Home):
        return session, HomeSlice(None, None, (), found)
    return session, ReceiptsSlice((), 0, found, TODAY)


@pytest.mark.parametrize("place", [Home(), Receipts()])
def test_an_article_that_one_receipt_waits_for_opens_it_and_counts(place):
    session, slice_ = at(place, offered(DRILL, RECEIPT))
    assert decide(session, scanned(DRILL.barcode), slice_) == Go(Receive(RECEIPT.id), repeat=True)


@pytest.mark.parametrize("place", [Home(), Receipts()])
def test_an_article_that_several_wait_for_shows_them_oldest_first(place):
    session, slice_ = at(place, offered(DRILL, OLDER, RECEIPT))
    decision = decide(session, scanned(DRILL.barcode), slice_)
    assert decision.place == Receipts(DRILL.id)
    assert decision.notice.sound is Sound.QUESTION
    assert say(decision.notice.text) == (
        "2 receipts wait for Drill 18 V. Scan it again for the oldest, or tap one."
    )


def test_the_same_article_again_takes_the_oldest():
    session, slice_ = at(Receipts(DRILL.id), offered(DRILL, OLDER, RECEIPT))
    assert decide(session, scanned(DRILL.barcode), slice_) == Go(Receive(OLDER.id), repeat=True)


def test_another_article_asks_anew():
    session, slice_ = at(Receipts(DRILL.id), offered(MILK, OLDER, RECEIPT))
    assert decide(session, scanned(MILK.barcode), slice_).place == Receipts(MILK.id)


def test_an_article_that_nobody_waits_for_is_looked_up_from_home():
    session, slice_ = at(Home(), floor.found(DRILL))
    assert decide(session, scanned(DRILL.barcode), slice_) == Go(Lookup(), repeat=True)


def test_an_article_that_nobody_waits_for_is_said_so():
    session, slice_ = at(Receipts(), floor.found(DRILL))
    decision = decide(session, scanned(DRILL.barcode), slice_)
    assert isinstance(decision, Refuse)
    assert say(decision.text).startswith("No receipt waits for Drill 18 V.")


def test_back_leads_from_one_article_to_all_receipts():
    session, slice_ = at(Receipts(DRILL.id), Found())
    assert decide(session, Tapped(Action.BACK), slice_) == Go(Receipts())


# ------------------------------------------------------------------ several of one supplier


def test_what_the_suppliers_other_receipt_waits_for_is_counted_there():
    stranger = slice_of(found=offered(floor.STRANGER, OLDER))
    decision = decide(session_with(bin=9), scanned(floor.STRANGER.barcode), stranger)
    assert isinstance(decision, Go)
    assert (decision.place, decision.repeat) == (Receive(OLDER.id), True)
    assert decision.hand.bin == 9
    assert "WH/IN/00003" in say(decision.notice.text)


def test_a_full_line_leads_on_instead_of_over():
    full = slice_of(line(DRILL, some("10")), found=offered(DRILL, OLDER))
    assert decide(session_with(), scanned(DRILL.barcode), full).place == Receive(OLDER.id)


def test_an_open_line_here_comes_first():
    begun = slice_of(line(DRILL, some("9")), found=offered(DRILL, OLDER))
    assert isinstance(decide(session_with(), scanned(DRILL.barcode), begun), Do)


def test_who_is_led_on_hears_of_the_piece_that_was_not_counted():
    session = session_with(line=20, product=MILK.id, question=Question.LOT, raw=MILK.barcode)
    slice_ = slice_of(found=offered(floor.STRANGER, OLDER))
    decision = decide(session, scanned(floor.STRANGER.barcode), slice_)
    assert say(decision.notice.text).startswith("Milk powder was not counted")


# ------------------------------------------------------------------ blind


def blind(**hand):
    return replace(session_with(**hand), rules=BLIND)


def test_who_counts_blind_does_not_hear_what_was_ordered():
    slice_ = slice_of(line(DRILL, some("9")), found=floor.found(DRILL))
    full = decide(blind(), scanned(DRILL.barcode), slice_)
    assert (full.notice.sound, full.notice.text) == (Sound.COUNTED, None)
    more = slice_of(line(DRILL, some("10")), found=floor.found(DRILL))
    assert decide(blind(), scanned(DRILL.barcode), more).notice.sound is Sound.COUNTED


def test_blind_serials_are_asked_for_as_long_as_they_come():
    slice_ = slice_of(line(SAW, some("1", "SN-1")))
    decision = decide(
        blind(line=30, product=SAW.id, question=Question.SERIAL), scanned("SN-2"), slice_
    )
    assert decision.session.hand.question is Question.SERIAL


def test_blind_finishing_always_asks_and_tells_nothing():
    asked = decide(blind(), Tapped(Action.FINISH), slice_of(line(DRILL, some("3"))))
    assert isinstance(asked, Ask)
    assert say(asked.text) == "Is that all that came?"
    done = decide(asked.session, Tapped(Action.CONFIRM), slice_of(line(DRILL, some("3"))))
    assert say(done.notice.text) == "WH/IN/00007 done."


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ((), False),
        ((Rule(blind=True),), True),
        ((Rule(company=1, blind=True),), True),
        ((Rule(company=2, blind=True),), False),
        ((Rule(company=1, blind=True), Rule(warehouse=1, company=1, blind=False)), False),
        ((Rule(warehouse=1, company=1, blind=False), Rule(company=1, blind=True)), False),
        ((Rule(blind=True), Rule(blind=False)), False),
    ],
)
def test_who_names_more_knows_better_and_of_two_the_later(rules, expected):
    assert Receiving(rules).is_blind(floor.SCOPE) is expected


def test_a_rule_for_an_article_of_a_supplier():
    rules = (
        Rule(over_percent=Decimal(5)),
        Rule(supplier="Azure Interior", over_percent=Decimal(10)),
        Rule(article="DRILL", over_percent=Decimal(0)),
    )
    assert Receiving(rules).over_percent(RECEIPT, DRILL) == 0
    assert Receiving(rules).over_percent(RECEIPT, MILK) == 10
    assert Receiving(rules).over_percent(replace(RECEIPT, party="Mill"), MILK) == 5
