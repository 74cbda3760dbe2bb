"""What counting shows: the bins that wait, what is in one, and what is asked."""

from dataclasses import replace
from decimal import Decimal

from app.base.messages import Action
from app.base.receiving import Rule
from app.base.session import Hand, Question
from app.count.view import view
from app.ui.looks import Badge, Field, Mark, Tone
from sync.core.count_slices import CountTask
from sync.core.operations import Occasion
from tests.flows.test_count import (
    BIN,
    DRILL,
    DRILLS,
    EMPTY,
    FAR,
    HELD,
    PAINT,
    WHITE,
    at,
    counted,
    session_with,
)

D = Decimal
BADGE = Badge(Mark.DONE)
BLIND = Rule(count_blind=True)


def look(slice_, session=None):
    return view(slice_, session or session_with(), BADGE)


def test_without_a_bin_it_lists_those_that_shall_be_counted():
    task = CountTask(BIN, 3, Occasion.ASKED)
    shown = look(replace(EMPTY, tasks=(task,)), session_with(Hand()))
    assert (shown.card.kicker, shown.rows_title) == ("SCAN A BIN", "To be counted")
    [row] = shown.rows
    assert (row.title, row.state, row.subtitle) == (BIN.label, "3 to count", "somebody asks for it")
    assert row.action is Action.OPEN_TASK


def test_a_bin_says_what_is_still_to_be_found():
    shown = look(at(DRILLS, counted(WHITE, 4)))
    assert (shown.top.title, shown.top.progress) == (BIN.label, "1 of 2")
    assert [(row.amount, row.state) for row in shown.rows] == [
        ("–", "not counted yet"),
        ("4", "as in the books"),
    ]


def test_the_article_in_the_hand_is_the_largest_thing():
    shown = look(at(counted(DRILLS, 8), product=DRILL), session_with(HELD))
    assert (shown.card.name, shown.card.done, shown.card.demand) == (DRILL.name, "8", "10")
    assert shown.rows[0].state == "books 10"


def test_blind_nothing_says_what_the_books_have():
    shown = look(at(counted(DRILLS, 8), product=DRILL), session_with(HELD, BLIND))
    assert (shown.card.done, shown.card.demand, shown.rows[0].state) == ("8", "", "")


def test_what_moved_is_told_apart_in_words():
    [row] = look(at(counted(DRILLS, 8, D(12)))).rows
    assert (row.state, row.tone) == ("moved: count again", Tone.ASK)


def test_what_is_missing_is_named_and_looking_again_is_the_first_choice():
    hand = Hand(bin=BIN.id, question=Question.MISSING)
    shown = look(at(counted(DRILLS, 10), WHITE), session_with(hand)).question
    assert PAINT.name in shown.about
    assert [one.action for one in shown.choices] == [Action.CONFIRM, Action.CANCEL]
    assert [one.primary for one in shown.choices] == [False, True]


def test_far_from_the_books_a_badge_is_asked_for():
    hand = Hand(bin=BIN.id, question=Question.APPROVAL)
    shown = look(at(counted(DRILLS, 5)), session_with(hand, FAR)).question
    assert "badge" in shown.hint
    assert [one.action for one in shown.choices] == [Action.CANCEL, Action.SET_ASIDE]


def test_amounts_are_entered_on_the_pad_and_lots_as_text():
    hand = replace(HELD, question=Question.QUANTITY, typed="1")
    pad = look(at(DRILLS, product=DRILL), session_with(hand)).question
    assert (pad.kind, pad.typed) == (Field.PAD, "1")
    asked = Hand(bin=BIN.id, product=PAINT.id, question=Question.LOT)
    lot = look(at(WHITE, product=PAINT), session_with(asked)).question
    assert lot.kind is Field.TEXT
    assert [one.label for one in lot.choices] == ["L-1"]
