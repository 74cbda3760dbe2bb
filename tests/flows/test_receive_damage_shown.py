"""Pictures of what came damaged: taken before it is counted, and named by that count alone."""

from dataclasses import replace

import pytest

from app.base.decision import Do, Refuse, Stay
from app.base.messages import Action, Tapped
from app.receive.flow import decide
from app.receive.view import view
from app.runtime.badge import badge_of
from sync.core.evidence import PICTURES_MAX, Media, evidence, evidence_of, names_text
from sync.core.operations import Damage
from tests.flows import floor
from tests.flows.floor import DRILL, session_with, slice_of
from tests.flows.test_receive_apart import scanned
from tests.views.test_news import CLEAN

ONE, TWO = (evidence(data, Media.JPEG) for data in (b"torn", b"wet"))
HERE = slice_of(found=floor.found(DRILL), damaged=floor.BIN, hold=floor.BIN)


def shown(session, *names: str):
    for name in names:
        session = decide(session, Tapped(Action.ANSWER, name), HERE).session
    return session


def test_the_count_names_them_and_the_next_one_does_not():
    session = shown(session_with(damage=Damage.WET), ONE.name, TWO.name, ONE.name)
    done = decide(session, scanned(DRILL.barcode), HERE)
    assert isinstance(done, Do)
    assert evidence_of(done.deed) == (ONE, TWO)
    good = decide(done.session, scanned(DRILL.barcode), HERE)
    assert (good.deed.damage, evidence_of(good.deed)) == (None, ())


def test_who_takes_the_damage_back_takes_its_pictures_back():
    session = shown(session_with(damage=Damage.WET), ONE.name)
    back = decide(session, Tapped(Action.DAMAGED), HERE)
    assert (back.session.hand.damage, back.session.hand.pictures) == (None, "")


@pytest.mark.parametrize("given", ["", "yes", "picture:12.jpg", ONE.name + ".exe"])
def test_what_is_no_picture_is_none(given: str):
    decision = decide(session_with(damage=Damage.WET), Tapped(Action.ANSWER, given), HERE)
    assert isinstance(decision, Stay)
    assert decision.session.hand.pictures == ""


def test_of_what_is_not_damaged_none_is_kept():
    decision = decide(session_with(), Tapped(Action.ANSWER, ONE.name), HERE)
    assert decision.session.hand.pictures == ""


def test_there_is_an_end():
    many = [evidence(bytes([n]), Media.JPEG) for n in range(PICTURES_MAX)]
    full = session_with(damage=Damage.WET, pictures=names_text(many))
    assert isinstance(decide(full, Tapped(Action.ANSWER, ONE.name), HERE), Refuse)


def test_they_are_offered_where_somebody_keeps_them():
    session, badge = session_with(damage=Damage.WET), badge_of(CLEAN)
    named = {fact.name: fact for fact in view(HERE, session, badge).card.facts}
    assert (named["pictures"].action, named["pictures"].value) == (Action.TAKE_PICTURE, "–")
    nobody = view(replace(HERE, hold=None), session, badge).card.facts
    assert "pictures" not in {fact.name for fact in nobody}
    whole = view(HERE, session_with(), badge).card.facts
    assert "pictures" not in {fact.name for fact in whole}
