"""Signing on and off: by badge, by name and PIN, at the right warehouse, with nothing left open."""

from dataclasses import replace

import pytest

from app.base.decision import Go, OfPeople, Refuse, Stay, TryPin
from app.base.messages import Action, Answered, Scanned, Tapped
from app.base.people import Role, SignOnSlice, Worker
from app.base.session import Hand, Home, Session, Setup, SignOn
from app.base.signing import signed_off, signed_on
from app.decide import decide
from scanners.codes.house import write
from scanners.codes.parse import parse
from scanners.codes.scan import HouseKind
from scanners.frame import Frame
from tests.flows.floor import SCOPE

ANA = Worker("Ana", Role.PICKER, badge="ANA7")
BEN = Worker("Ben", Role.CLERK, has_pin=True)
CAT = Worker("Cat", Role.SUPERVISOR, badge="CARD-900", has_pin=True, warehouses=(99,))
SLICE = SignOnSlice((ANA, BEN, CAT))
BADGE = write(HouseKind.BADGE, "ANA7")


def nobody(name: str = "") -> Session:
    return replace(signed_off(Session(Home(), SCOPE, "")), place=SignOn(name))


def scanned(text: str, *, by_hand: bool = False) -> Scanned:
    return Scanned(parse(Frame(text), 2026), by_hand=by_hand)


def says(decision: object) -> str:
    assert isinstance(decision, Refuse), decision
    return decision.text.key


@pytest.mark.parametrize("badge", [BADGE, BADGE.lower(), "ana7"])
def test_a_badge_says_who_it_is(badge: str):
    decision = decide(nobody(), scanned(badge), SLICE)
    assert isinstance(decision, Stay)
    session = decision.session
    assert (session.user, session.role, session.place) == ("Ana", Role.PICKER, Home())


def test_a_badge_is_never_typed():
    assert says(decide(nobody(), scanned(BADGE, by_hand=True), SLICE)) == "badge_typed"


def test_a_strangers_badge_leads_nowhere():
    assert says(decide(nobody(), scanned("SHB.EVE"), SLICE)) == "badge_of_nobody"


def test_who_works_elsewhere_is_told_so():
    assert says(decide(nobody(), scanned("card-900"), SLICE)) == "not_of_this_place"


def test_a_name_asks_for_its_pin_and_digits_by_any_way_are_tried():
    asked = decide(nobody(), Tapped(Action.OPEN_PERSON, "Ben"), SLICE)
    assert isinstance(asked, Stay)
    assert asked.session.place == SignOn("Ben")
    at_pin = asked.session
    for key in ("1", "2", "back", "7", "x"):
        typed = decide(at_pin, Tapped(Action.PAD, key), SLICE)
        assert isinstance(typed, Stay)
        at_pin = typed.session
    tried = OfPeople(replace(at_pin, hand=Hand()), TryPin("Ben", "17"))
    assert decide(at_pin, Tapped(Action.CONFIRM), SLICE) == tried
    for message in (Answered("17"), scanned("17"), scanned("17", by_hand=True)):
        assert decide(at_pin, message, SLICE) == tried
    assert "17" not in repr(tried.deed)


def test_a_badge_signs_on_while_a_pin_is_asked():
    decision = decide(nobody("Ben"), scanned(BADGE), SLICE)
    assert isinstance(decision, Stay)
    assert decision.session.user == "Ana"


def test_who_has_no_pin_is_sent_to_the_badge():
    assert says(decide(nobody(), Tapped(Action.OPEN_PERSON, "Ana"), SLICE)) == "sign_on_by_badge"


def test_no_label_and_no_key_leads_past_the_question():
    for action in Action:
        decision = decide(nobody(), Tapped(action, "1"), SLICE)
        assert isinstance(decision, Stay | Refuse), action
        assert decision.session.user == "", action
        assert isinstance(decision.session.place, SignOn), action


def test_who_leaves_is_told_what_is_only_here():
    at_work = Session(SignOn(), SCOPE, "Ana", role=Role.PICKER)
    clean = decide(at_work, Tapped(Action.SIGN_OFF), SLICE)
    assert clean == Stay(signed_off(at_work))
    unsent = replace(SLICE, unsent=3)
    asked = decide(at_work, Tapped(Action.SIGN_OFF), unsent)
    assert isinstance(asked, Stay)
    assert asked.session.place == SignOn(leaving=True)
    assert asked.session.user == "Ana"
    assert decide(asked.session, Tapped(Action.CANCEL), unsent) == Go(Home())
    gone = decide(asked.session, Tapped(Action.CONFIRM), unsent)
    assert isinstance(gone, Stay)
    assert (gone.session.user, gone.session.place) == ("", SignOn())


def test_nothing_stays_in_the_hand_of_the_one_before():
    at_work = Session(Home(), SCOPE, "Ben", hand=Hand(line=10, typed="7"), role=Role.CLERK)
    assert signed_off(at_work).hand == Hand()
    decision = signed_on(at_work, ANA)
    assert isinstance(decision, Stay)
    assert decision.session.hand == Hand()


def test_only_an_administrator_sets_up_a_device_that_is_not():
    bare = replace(nobody(), scope=None)
    assert says(signed_on(bare, ANA)) == "not_set_up_yet"
    decision = signed_on(bare, Worker("Dea", Role.ADMINISTRATOR))
    assert isinstance(decision, Stay)
    assert decision.session.place == Setup()
