"""What happens to a device's files and mirror is said calmly, and asks for one tap at most."""

from dataclasses import replace

import pytest

from app.base.decision import Agree, Go
from app.base.messages import Action, Tapped
from app.base.notice import Notice, Sound
from app.base.session import Home, Outbox, Session
from app.base.wording import say, text
from app.home.view import view as home
from app.outbox.flow import decide
from app.outbox.view import view as outbox
from app.receive.view import view as receive
from app.runtime.badge import badge_of
from app.runtime.news import news_of
from app.runtime.printers import with_news
from app.ui.looks import Badge, Mark, Tone
from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from sync.core.page import Table
from sync.core.slices import HomeSlice, OutboxSlice, Unsent
from sync.engine.status import Mark as Far
from sync.engine.status import Status
from sync.store.told import OpenNote, OpenNoteKind, TooManyGone
from tests.flows import floor
from tests.flows.desk import scanned
from tests.flows.floor import session_with, slice_of

CLEAN = Status(Far.IN_ERP, 0, None, 0, None, None, None)
AT_HOME = replace(session_with(), place=Home())
AT_OUTBOX = replace(session_with(), place=Outbox())
NOTHING = OutboxSlice((), Unsent(0, None, 0), 0)
ROOM = HomeSlice(None, None, (), floor.NOTHING)


@pytest.mark.parametrize("table", Table)
def test_a_refused_deletion_is_said_in_the_words_of_the_floor(table):
    badge = badge_of(replace(CLEAN, guarded=TooManyGone(table, 1412, 1900)))
    assert badge.guard.startswith("The office would take away 1,412 of 1,900 ")
    assert badge.tone is Tone.ASK
    assert str(table) in badge.guard or table in {
        Table.LOCATIONS, Table.PRODUCTS, Table.PACKAGINGS, Table.STOCK, Table.DOCUMENTS,
        Table.CHECK_RULES, Table.STORAGE_CATEGORIES, Table.PUTAWAY_RULES,
        Table.SUPPLIER_CODES, Table.PACK_TYPES,
    }  # fmt: skip


def test_a_person_agrees_with_one_tap_where_they_read_what_it_is():
    badge = badge_of(replace(CLEAN, guarded=TooManyGone(Table.PRODUCTS, 412, 900)))
    banner = home(ROOM, AT_HOME, badge).banner
    assert (banner.text, banner.action) == (badge.guard, Action.OPEN_OUTBOX)
    look = outbox(NOTHING, AT_OUTBOX, badge)
    assert look.headline == "The office would take away 412 of 900 articles"
    (agree,) = look.bar.actions
    assert (agree.action, agree.primary, agree.key) == (Action.AGREE, True, "F9")
    assert isinstance(decide(AT_OUTBOX, Tapped(agree.action), NOTHING), Agree)


def test_a_person_agrees_by_label():
    yes = scanned(write(HouseKind.COMMAND, Command.YES))
    assert isinstance(decide(AT_OUTBOX, yes, NOTHING), Agree)
    assert isinstance(decide(AT_OUTBOX, scanned("P1"), NOTHING), Go)


def test_where_nothing_is_asked_nothing_is_offered():
    assert outbox(NOTHING, AT_OUTBOX, badge_of(CLEAN)).bar.actions == ()
    assert home(ROOM, AT_HOME, badge_of(CLEAN)).banner is None


def test_a_disk_that_is_nearly_full_stops_new_work_only():
    banner = home(replace(ROOM, has_room=False), AT_HOME, Badge(Mark.DONE)).banner
    assert (banner.text, banner.action) == ("The disk is nearly full", None)
    look = receive(replace(slice_of(), has_room=False), session_with(), Badge(Mark.DONE))
    assert look.banner.text == "The disk is nearly full"


@pytest.mark.parametrize(
    ("note", "sound", "words"),
    [
        (OpenNote(OpenNoteKind.MIRROR_REBUILT), None, ""),
        (
            OpenNote(OpenNoteKind.JOURNAL_RESTORED, "j.db", kept=12),
            Sound.QUESTION,
            "This device was restored. 12 operations are sent again, and booked once.",
        ),
        (
            OpenNote(OpenNoteKind.JOURNAL_SET_ASIDE, "j.db", kept=12),
            Sound.QUESTION,
            "The journal was damaged and mended; nothing is lost. The old one is kept as j.db.",
        ),
        (
            OpenNote(OpenNoteKind.JOURNAL_SET_ASIDE, "j.db", lost=2),
            Sound.STOP,
            "2 counts in the damaged journal could not be read. Give j.db to support.",
        ),
    ],
    ids=lambda value: getattr(value, "kind", None),
)
def test_what_happened_to_the_journal_is_said(note, sound, words):
    news = news_of((note,))
    assert (news.sound if news else None) is sound
    assert news is None or (news.stays and say(news.text) == words)


def test_the_gravest_is_said():
    restored = OpenNote(OpenNoteKind.JOURNAL_RESTORED, kept=1)
    lost = OpenNote(OpenNoteKind.JOURNAL_SET_ASIDE, lost=1)
    assert news_of((lost, restored)).sound is Sound.STOP
    assert news_of((restored,)).sound is Sound.QUESTION
    assert news_of(()) is None


def test_a_label_that_came_out_does_not_take_the_word_of_what_is_to_be_done():
    bad = Notice(Sound.QUESTION, text("check_failed_here"), stays=True)
    printed, jammed = Notice(Sound.BUSY, text("picture_kept")), Notice(Sound.STOP, stays=True)
    at = Session(Home(), None, "Clerk", notice=bad)
    assert with_news(at, printed).notice == bad
    assert with_news(at, jammed).notice == jammed
    assert with_news(replace(at, notice=None), printed).notice == printed
