"""Pictures go behind what was done: the badge and the outbox say that some are only here."""

from dataclasses import replace

from app.outbox.view import view
from app.runtime.badge import badge_of
from app.ui.looks import Mark
from tests.views.test_news import AT_OUTBOX, CLEAN, NOTHING


def test_what_is_left_to_send_is_on_the_badge():
    badge = badge_of(replace(CLEAN, pictures=3))
    assert (badge.mark, badge.count) == (Mark.HERE, "3")
    assert badge.words == "3 pictures not in the office yet."
    both = badge_of(replace(CLEAN, waiting=2, oldest_s=0, pictures=1))
    assert both.count == "3"
    assert both.words.endswith("1 picture not in the office yet.")


def test_the_outbox_does_not_say_that_all_is_in_the_office():
    look = view(NOTHING, AT_OUTBOX, badge_of(replace(CLEAN, pictures=2)))
    assert look.empty is None
    assert [(row.title, row.mark) for row in look.rows] == [("2 pictures", Mark.HERE)]
    assert view(NOTHING, AT_OUTBOX, badge_of(CLEAN)).empty
