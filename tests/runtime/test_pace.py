"""How long something long still takes, as it is told on the way."""

from dataclasses import replace

import pytest

from app.home.view import view
from app.runtime.badge import badge_of
from app.runtime.pace import LEFT_S_MAX, SEEN_MS_MIN, Pace
from sync.engine.state import Loading
from tests.views.test_news import AT_HOME, CLEAN, ROOM


def test_it_is_told_by_what_was_seen_and_not_before():
    pace = Pace()
    assert pace.left_s(100, 1_000, 50_000) is None
    assert pace.left_s(200, 1_000, 50_000 + SEEN_MS_MIN - 1) is None
    assert pace.left_s(400, 1_000, 60_000) == 20


def test_what_begins_anew_is_measured_anew():
    pace = Pace()
    pace.left_s(0, 1_000, 0)
    assert pace.left_s(500, 1_000, 10_000) == 10
    assert pace.left_s(10, 1_000, 20_000) is None
    assert pace.left_s(110, 1_000, 30_000) == 89
    assert pace.left_s(None, None, 31_000) is None
    assert pace.left_s(500, 1_000, 90_000) is None


@pytest.mark.parametrize("done", [1_000, 1_200])
def test_what_is_there_takes_no_longer(done: int):
    pace = Pace()
    pace.left_s(0, 1_000, 0)
    assert pace.left_s(done, 1_000, 10_000) is None


def test_what_stands_still_or_has_no_end_promises_nothing():
    pace = Pace()
    pace.left_s(5, None, 0)
    assert pace.left_s(50, None, 60_000) is None
    still = Pace()
    still.left_s(-30, 0, 0)
    assert still.left_s(-30, 0, 600_000) is None
    assert still.left_s(-29, 0, 10**15) == LEFT_S_MAX


def test_what_is_sent_is_told_as_it_grows_less():
    pace = Pace()
    pace.left_s(-100, 0, 0)
    assert pace.left_s(-50, 0, 10_000) == 10
    # Somebody goes on scanning.
    assert pace.left_s(-51, 0, 11_000) is None


def test_home_says_what_is_fetched_how_much_and_that_nobody_has_to_wait():
    badge = badge_of(replace(CLEAN, loading=Loading(12_000, 90_000)))
    banner = view(ROOM, AT_HOME, badge).banner
    assert banner
    assert "12,000 of 90,000" in banner.text
    assert banner.percent == 13
    assert "go on" in banner.detail
    assert banner.action is None
    assert view(ROOM, AT_HOME, badge_of(replace(CLEAN, loading=Loading(5, None)))).banner
