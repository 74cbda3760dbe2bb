"""Roles decide what may be done: the tables are total, and what is hidden is refused, too."""

from typing import get_args

import pytest

from app.base.decision import Agree, Do, Go, Refuse
from app.base.leads import LEADS, LISTS
from app.base.messages import Action, Tapped
from app.base.notice import Notice, Sound
from app.base.people import Role
from app.base.roles import ADMINISTRATORS, DEEDS, PLACES, allowed, may_go, may_tap
from app.base.session import Home, People, Place, Session, Setup
from app.decide import decide
from app.home.view import view
from app.ui.looks import Badge, Mark
from sync.core.operations import Kind, Move
from sync.core.records import DocumentKind
from sync.core.slices import Found, HomeSlice, Tile
from tests.flows.floor import SCOPE


def as_(role: Role) -> Session:
    return Session(Home(), SCOPE, "Ana", role=role)


def home() -> HomeSlice:
    kinds = (DocumentKind.RECEIPT, DocumentKind.DELIVERY)
    tiles = tuple(Tile(kind, kind.value, 3, 0, 0) for kind in kinds)
    return HomeSlice(None, None, tiles, Found())


def test_every_place_and_every_deed_is_somebodys():
    assert set(PLACES) == set(get_args(Place))
    assert set(DEEDS) == set(Kind)
    assert all(roles for roles in (*PLACES.values(), *DEEDS.values()))


def test_an_administrator_may_do_all():
    assert all(Role.ADMINISTRATOR in roles for roles in (*PLACES.values(), *DEEDS.values()))


@pytest.mark.parametrize("role", Role)
def test_what_home_does_not_offer_is_refused(role: Role):
    taps = [(Action.OPEN_TILE, kind) for kind in LISTS] + [(action, "") for action in LEADS]
    for action, value in taps:
        decision = decide(as_(role), Tapped(action, value), home())
        place = LISTS[value] if action is Action.OPEN_TILE else LEADS[action]
        if may_go(role, type(place)):
            assert decision == Go(place)
        else:
            assert isinstance(decision, Refuse)
            assert decision.text.key == "not_your_work"
        assert may_tap(role, action, value) is may_go(role, type(place))


@pytest.mark.parametrize("role", Role)
def test_home_shows_what_is_ones_own(role: Role):
    look = view(home(), as_(role), Badge(Mark.DONE))
    assert all(may_tap(role, tile.action, tile.value) for tile in look.tiles)
    assert all(may_tap(role, one.action) for one in look.bar.actions)
    receives = may_go(role, type(LISTS["receipt"]))
    assert ("receipt" in {tile.kind for tile in look.tiles}) is receives


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", Kind)
def test_a_deed_of_another_role_is_not_written(
    role: Role, kind: Kind, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("app.base.roles.kind_of", lambda _deed: kind)
    deed = Do(Move.__new__(Move), as_(role), Notice(Sound.COUNTED))
    refused = isinstance(allowed(as_(role), deed), Refuse)
    assert refused is (role not in DEEDS[kind])


def test_a_place_that_nobody_named_is_the_clerks():
    class Elsewhere:
        """A place of tomorrow."""

    assert not may_go(Role.PICKER, Elsewhere)  # type: ignore[arg-type]
    assert may_go(Role.CLERK, Elsewhere)  # type: ignore[arg-type]


def test_the_office_is_let_take_away_by_a_supervisor_only():
    agree = Agree(as_(Role.PICKER), Notice(Sound.LINE_DONE))
    assert isinstance(allowed(as_(Role.PICKER), agree), Refuse)
    assert allowed(as_(Role.SUPERVISOR), agree) == agree


def test_who_may_work_here_is_an_administrators_to_say():
    assert PLACES[People] == PLACES[Setup] == ADMINISTRATORS
