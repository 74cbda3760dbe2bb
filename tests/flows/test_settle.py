"""What a tap, a scan or an answer means at the settle desk."""

from dataclasses import replace

import pytest

from app.base.decision import Go, Refuse, Stay
from app.base.messages import Action, Scanned
from app.base.notice import Sound
from app.base.session import Amendment, Home, Outbox, Question, Receive, Settle
from app.base.story import stories
from app.base.wording import say
from app.settle.flow import decide
from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from sync.core.operations import Choice
from sync.core.operations import Settle as Decided
from sync.core.slices import Found
from tests.flows.desk import CANCELLED_ROWS, LOT_STORY, SHELF, P, cancelled, deeds, scanned, tapped
from tests.flows.floor import SAW, found
from tests.flows.parked import (
    OTHER,
    at_desk,
    counted,
    desk,
    finished,
    place,
    row,
    taken_back,
)


def command(which: Command) -> Scanned:
    return scanned(write(HouseKind.COMMAND, which))


WAYS = [
    *(("finger", tapped(action, "a"), choice) for action, choice in (
        (Action.LET_GO, Choice.LET_GO), (Action.OFFICE, Choice.OFFICE),
    )),
    *(("scanner", command(which), choice) for which, choice in (
        (Command.YES, Choice.LET_GO), (Command.LET_GO, Choice.LET_GO),
        (Command.OFFICE, Choice.OFFICE),
    )),
    ("keys", tapped(Action.OFFICE), Choice.OFFICE),
]  # fmt: skip


@pytest.mark.parametrize(("message", "choice"), [way[1:] for way in WAYS], ids=str)
def test_one_tap_settles_all_of_a_story(message, choice):
    decision = decide(at_desk(), message, desk(*CANCELLED_ROWS))
    assert [(d.target, d.choice, d.deed) for d in deeds(decision)] == [
        ("a", choice, None), ("b", choice, None), ("c", choice, None),
    ]  # fmt: skip
    assert decision.notice.sound is Sound.LINE_DONE
    assert say(decision.notice.text) == "All settled. Nothing waits for you."


def test_the_tone_is_a_plain_one_while_others_wait():
    other = row("z", counted(), P.BIN_CLOSED)
    decision = decide(at_desk(), tapped(Action.LET_GO), desk(*CANCELLED_ROWS, other))
    assert (decision.notice.sound, decision.notice.text) == (Sound.COUNTED, None)
    assert decision.session.place == Settle()


def test_a_finger_that_comes_down_twice_settles_one_story():
    left = desk(row("z", counted(), P.BIN_CLOSED))
    assert decide(at_desk(), tapped(Action.LET_GO, "a"), left) == Stay(at_desk())


def test_a_choice_that_is_not_offered_is_refused():
    strange = row("a", counted(), P.COMPANY_MISMATCH)
    decision = decide(at_desk(), tapped(Action.FILE), desk(strange))
    assert isinstance(decision, Refuse)


def test_what_was_counted_and_taken_back_is_nothing_to_file():
    goods = counted()
    rows = (
        cancelled(place(OTHER)),
        cancelled(place(OTHER), op_id="b"),
        row("c", taken_back("a", goods), P.DOCUMENT_CANCELLED, places=(place(OTHER),)),
        row("d", finished(), P.DOCUMENT_CANCELLED),
    )
    choices = [d.choice for d in deeds(decide(at_desk(), tapped(Action.FILE), desk(*rows)))]
    assert choices == [Choice.LET_GO, Choice.FILE, Choice.LET_GO, Choice.LET_GO]
    assert stories(rows)[0].amount == 3


def test_what_takes_back_something_in_the_books_is_a_story_of_its_own():
    rows = (cancelled(), row("c", taken_back("elsewhere", counted()), P.DOCUMENT_CANCELLED))
    assert [len(story.rows) for story in stories(rows)] == [1, 1]


def test_a_decision_that_was_set_aside_is_settled_again():
    inner = counted(quantity=2)
    again = row("s", Decided("a", inner.document, Choice.FILE, inner), P.BIN_CLOSED)
    slice_ = desk(again, found=Found(bins=(SHELF,)))
    (deed,) = deeds(decide(at_desk(), scanned("B-01"), slice_))
    assert (deed.target, deed.deed.quantity, deed.deed.bin) == ("s", 2, SHELF.id)


def test_a_scanned_article_brings_up_its_story():
    slice_ = desk(*CANCELLED_ROWS, row("z", counted(SAW, 1), P.BIN_CLOSED), found=found(SAW))
    decision = decide(at_desk(), scanned(SAW.barcode), slice_)
    assert decision.session.place == Settle(story="z")
    slice_ = desk(*CANCELLED_ROWS, found=found(SAW))
    assert isinstance(decide(at_desk(), scanned(SAW.barcode), slice_), Refuse)


def test_only_the_receipts_own_stories_are_settled_from_its_banner():
    elsewhere = row("z", replace(counted(), document=200), P.DOCUMENT_CANCELLED)
    session = replace(at_desk(), place=Settle(document=200))
    decision = decide(session, tapped(Action.LET_GO), desk(*CANCELLED_ROWS, elsewhere))
    assert [deed.target for deed in deeds(decision)] == ["z"]


def test_what_the_office_has_is_not_settled_here():
    handed = [replace(one, handed=True) for one in CANCELLED_ROWS]
    session = replace(at_desk(), place=Settle(story="a"))
    assert isinstance(decide(session, tapped(Action.LET_GO), desk(*handed)), Refuse)


@pytest.mark.parametrize(
    ("action", "document", "there"),
    [
        (Action.BACK, None, Home()),
        (Action.BACK, 100, Receive(100)),
        (Action.GO_HOME, 100, Home()),
        (Action.OPEN_OUTBOX, None, Outbox()),
    ],
)
def test_the_desk_is_left(action, document, there):
    session = replace(at_desk(), place=Settle(document=document))
    assert decide(session, tapped(action), desk(*CANCELLED_ROWS)) == Go(there)


def test_a_question_is_given_up_with_what_was_put_right():
    session = at_desk(question=Question.EXPIRY, amended=Amendment(lot="L-9"))
    decision = decide(session, tapped(Action.CANCEL), LOT_STORY)
    assert decision.session.hand == at_desk().hand


def test_nothing_to_settle_is_said_to_a_label():
    assert isinstance(decide(at_desk(), command(Command.YES), desk()), Refuse)
