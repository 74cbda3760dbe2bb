"""What the settle desk shows, for every reason there is to be there."""

from dataclasses import replace

import pytest

from app.base.messages import Action
from app.base.notice import Notice, Sound
from app.base.session import Question, Settle
from app.base.wording import problem_text
from app.home.view import view as home
from app.settle.view import view
from app.ui.looks import Badge, Field, Mark
from sync.core.lifecycle import Outcome
from sync.core.operations import Kind
from sync.core.policies import POLICIES
from sync.core.problems import Problem
from sync.core.records import Tracking
from sync.core.slices import HomeSlice
from tests.flows import floor
from tests.flows.floor import DRILL, MILK, SAW
from tests.flows.parked import (
    CANCELLED,
    NOW_MS,
    OTHER,
    THIRD,
    at_desk,
    counted,
    desk,
    finished,
    place,
    row,
    taken_back,
)

BADGE = Badge(Mark.HERE, parked=3)
P = Problem


def look(*rows, session=None):
    return view(desk(*rows), session or at_desk(), BADGE)


CANCELLED_ROWS = (
    row("a", counted(DRILL), P.DOCUMENT_CANCELLED, document=CANCELLED),
    row("b", counted(DRILL, 2), P.DOCUMENT_CANCELLED, document=CANCELLED),
)


def test_a_story_says_what_is_so_then_what_was_done_and_when():
    story = look(*CANCELLED_ROWS).story
    assert story.title == "WH/IN/00007 was cancelled."
    assert (story.amount, story.unit, story.article) == ("5", "pcs", "Drill 18 V")
    assert story.about == "DRILL · A-01-02"
    did, now = story.steps
    assert (did.text, did.about) == ("You received it on WH/IN/00007", "2 h ago · 2 counts")
    waits = "Nothing is lost. It waits for you."
    assert (now.text, now.about) == ("The office set it aside", waits)
    assert story.ask == "What about the goods?"


def test_a_story_names_who_changed_it_where_the_office_knows():
    first = CANCELLED_ROWS[0]
    known = replace(first.result, changed_by="Leo", changed_ms=NOW_MS - 600_000)
    _, changed, now = look(replace(first, result=known)).story.steps
    assert (changed.text, changed.about) == ("Leo cancelled it", "10 min ago")
    assert now.text == "The office set it aside"


def test_the_next_step_stands_out_and_every_choice_has_its_key():
    choices = look(*CANCELLED_ROWS).story.choices
    assert [(one.label, one.primary, one.key) for one in choices] == [
        ("Put it back", True, "Delete"),
        ("Let the office decide", False, "F6"),
    ]
    assert {one.value for one in choices} == {"a"}


def test_the_one_order_that_wants_the_goods_is_named():
    one = row("a", counted(), P.DOCUMENT_CANCELLED, places=(place(OTHER),))
    labels = [choice.label for choice in look(one).story.choices]
    assert labels == ["Put it back", "Book on WH/IN/00009", "Let the office decide"]


def test_somebody_else_is_named():
    mine = row("a", counted(), P.BIN_CLOSED)
    session = replace(at_desk(), user="Leo")
    (did, now) = look(mine, session=session).story.steps
    assert did.text == "Ana received it on WH/IN/00007"
    assert now.about == "0 of 10 pcs are on its line now."


def test_several_articles_are_counted_and_named():
    rows = (*CANCELLED_ROWS, row("c", counted(SAW, 1), P.DOCUMENT_CANCELLED))
    story = look(*rows).story
    assert (story.amount, story.unit, story.article) == ("3", "counts", "Drill 18 V, Chain saw")


def test_one_stands_on_the_card_and_all_stand_in_the_list():
    rows = (*CANCELLED_ROWS, row("z", counted(SAW, 1, lot="SN-1"), P.SERIAL_TWICE))
    shown = look(*rows)
    assert shown.top.progress == "1 of 2"
    assert [(one.title, one.subtitle, one.chosen) for one in shown.rows] == [
        ("WH/IN/00007 was cancelled.", "5 × Drill 18 V", True),
        ("Serial SN-1 is here already.", "1 × Chain saw", False),
    ]
    other = look(*rows, session=replace(at_desk(), place=Settle(story="z")))
    assert other.story.id == "z"
    assert other.top.progress == "2 of 2"


def test_what_the_office_has_is_shown_without_choices():
    handed = row("a", counted(), P.BIN_CLOSED, handed=True)
    nothing = look(handed)
    assert nothing.story is None
    assert nothing.empty.title == "Nothing to settle"
    assert nothing.rows[0].state == "with the office"
    assert nothing.rows_title == "With the office"
    opened = look(handed, session=replace(at_desk(), place=Settle(story="a")))
    assert opened.story.choices == ()
    assert opened.story.ask == "The office has it. Leave the goods where they are."


def test_a_receipt_finished_for_nothing_has_no_goods():
    story = look(row("a", finished(), P.NOTHING_RECEIVED)).story
    assert (story.article, story.amount) == ("", "")
    assert story.steps[0].text == "You finished WH/IN/00007"
    assert story.ask == "What about finishing?"


def test_what_was_taken_back_can_be_left_counted():
    story = look(row("a", taken_back("x", counted()), P.UNDO_TARGET_MISSING)).story
    assert next(choice.label for choice in story.choices) == "Leave it counted"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        (Question.BIN, Field.BIN),
        (Question.LOT, Field.TEXT),
        (Question.SERIAL, Field.TEXT),
        (Question.EXPIRY, Field.DATE),
        (Question.QUANTITY, Field.PAD),
        (Question.ORDER, Field.BIN),
    ],
)
def test_a_question_takes_the_cards_place(question, kind):
    one = row("a", counted(), P.DOCUMENT_CANCELLED, places=(place(OTHER), place(THIRD)))
    shown = look(one, session=at_desk(question=question)).question
    assert shown.kind is kind
    assert shown.about == "3 × Drill 18 V"
    assert [choice.label for choice in shown.choices] == (
        ["WH/IN/00009", "WH/IN/00010"] if question is Question.ORDER else []
    )


def test_what_is_wrong_stands_with_the_question():
    notice = Notice(Sound.STOP, problem_text(P.BIN_CLOSED, bin="C-01"), stays=True)
    session = replace(at_desk(question=Question.BIN), notice=notice)
    shown = look(row("a", counted(), P.BIN_MISSING), session=session)
    assert shown.question.error == "C-01 is closed. Scan another bin."


DEEDS = {
    Kind.RECEIVE_LINE: counted(MILK, lot="L-1"),
    Kind.UNDO: taken_back("x", counted(MILK, lot="L-1")),
    Kind.FINISH_RECEIPT: finished(),
}
CELLS = [
    (kind, problem)
    for (kind, problem), cell in POLICIES.items()
    if kind in DEEDS and cell.later is Outcome.EXCEPTION
]


@pytest.mark.parametrize(("kind", "problem"), CELLS)
def test_every_reason_makes_a_story_with_a_next_step(kind, problem):
    story = look(row("a", DEEDS[kind], problem)).story
    assert "–" not in story.title
    assert "{" not in story.title
    assert story.ask.endswith("?")
    assert [choice.primary for choice in story.choices].count(True) == 1
    assert len({choice.key for choice in story.choices}) == len(story.choices)


def test_it_is_found_on_the_home_screen_only_where_something_waits():
    nothing = HomeSlice(None, None, (), floor.NOTHING)
    (tile,) = home(nothing, at_desk(), BADGE).tiles
    assert (tile.kind, tile.waiting, tile.action) == ("settle", "3", Action.OPEN_SETTLE)
    assert home(nothing, at_desk(), Badge(Mark.DONE)).tiles == ()


def test_serials_are_settled_one_by_one():
    rows = [row(f"s{n}", counted(SAW, 1, lot=f"SN-{n}"), P.SERIAL_TWICE) for n in range(3)]
    assert SAW.tracking is Tracking.SERIAL
    assert look(*rows).top.progress == "1 of 3"
