"""The parts of a list, decided and laid out: one tap, and one tap back to all."""

from dataclasses import replace

from app.base.decision import Go, Stay
from app.base.messages import Action, Tapped
from app.base.session import Home, Picks, Receipts
from app.pick.flow import decide_picks
from app.pick.view import view_picks
from app.receive.flow import decide_receipts
from app.receive.view import view_receipts
from app.ui.looks import Badge, Mark
from sync.core.only import Only
from sync.core.slices import Found, ReceiptsSlice
from tests.flows.floor import TODAY
from tests.flows.test_pick import ORDER, at_list, listed

DONE = Badge(Mark.DONE)
NONE = ReceiptsSlice((), 0, Found(), TODAY)


def chosen(look):
    return [one.value for one in look.filters if one.chosen]


def test_a_tap_keeps_the_list_of_picks_to_a_part_of_the_same_zone():
    zoned = replace(at_list(), place=Picks(zone="B"))
    said = decide_picks(zoned, Tapped(Action.ONLY, Only.LATE), listed(ORDER))
    assert isinstance(said, Stay)
    assert said.session.place == Picks(zone="B", only=Only.LATE)
    look = view_picks(listed(ORDER), said.session, DONE)
    assert chosen(look) == [Only.LATE]
    assert Only.BLOCKED in {one.value for one in look.filters}


def test_a_part_with_nothing_in_it_says_that_others_may_wait():
    session = replace(at_list(), place=Receipts(only=Only.TODAY))
    look = view_receipts(NONE, session, DONE)
    assert look.empty
    assert "look at all" in look.empty.words
    assert chosen(look) == [Only.TODAY]
    assert view_receipts(NONE, replace(session, place=Receipts()), DONE).filters == ()


def test_back_from_a_part_leads_home_and_back_from_an_article_to_the_list():
    late = replace(at_list(), place=Receipts(only=Only.LATE))
    assert decide_receipts(late, Tapped(Action.BACK), NONE) == Go(Home())
    article = replace(at_list(), place=Receipts(article=7))
    assert decide_receipts(article, Tapped(Action.BACK), NONE) == Go(Receipts())


def test_a_part_that_nobody_knows_changes_nothing():
    session = replace(at_list(), place=Receipts())
    assert decide_receipts(session, Tapped(Action.ONLY, "elsewhere"), NONE) == Stay(session)
