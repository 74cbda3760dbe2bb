"""What a person reads at the settle desk of each thing that went otherwise: the very words."""

import re
from dataclasses import dataclass
from datetime import date

from app.base.session import Session, Settle
from app.base.story import DeskSlice, Story, open_story, stories
from app.settle.view import view
from app.ui.looks import Badge, Mark, StoryLook
from sync.core.operations import Kind
from sync.core.problems import Problem
from sync.core.slices import Found, SettleRow, SettleSlice


@dataclass(frozen=True)
class Reads:
    """The headline (what stands in braces is named), the question, and the buttons in order."""

    headline: str
    ask: str
    buttons: tuple[str, ...]


P, K = Problem, Kind
OFFICE = "Let the office decide"
ORDER = "Book on another order"
GOODS = "What about the goods?"
BOOKS = "The goods were moved. What about the books?"
COUNT = "What about this count?"
CANCELLED = "{document} was cancelled."

TEXTS: dict[tuple[Problem, Kind], Reads] = {
    (P.DOCUMENT_CANCELLED, K.RECEIVE_LINE): Reads(CANCELLED, GOODS, ("Put it back", ORDER, OFFICE)),
    (P.DOCUMENT_CANCELLED, K.MOVE_LINE): Reads(CANCELLED, BOOKS, (OFFICE, "They go back")),
    (P.QUANTITY_OVER, K.MOVE_LINE): Reads(
        "More {article} than {document} asks for.",
        BOOKS,
        ("They go back", "Some of it stays", OFFICE),
    ),
    (P.SOURCE_SHORT, K.MOVE_LINE): Reads(
        "The books had less of {article} there.",
        BOOKS,
        ("Counted: book it now", "They go back", OFFICE),
    ),
    (P.BIN_CLOSED, K.RECEIVE_LINE): Reads(
        "{bin} was closed.",
        "Where are the goods?",
        ("Book into another bin", "Put it back", OFFICE),
    ),
    (P.LOT_BLOCKED, K.MOVE): Reads(
        "Lot {lot} failed a check and is blocked.",
        BOOKS,
        ("Book it as blocked", "They go back", OFFICE),
    ),
    (P.CHECK_FAILED_BEFORE, K.RECORD_CHECK): Reads(
        "Somebody else found {article} bad.",
        "What about this check?",
        ("Leave it", OFFICE),
    ),
    (P.DOCUMENT_DONE, K.RECEIVE_LINE): Reads(
        "{document} was finished before this arrived.",
        GOODS,
        (ORDER, "It was counted already", OFFICE),
    ),
    (P.BIN_ELSEWHERE, K.RECEIVE_LINE): Reads(
        "{bin} is not a bin of this warehouse.",
        "Where are the goods?",
        ("Book into another bin", "Put it back", OFFICE),
    ),
    (P.NO_RIGHTS, K.RECEIVE_LINE): Reads(
        "{who} may not do this any more.",
        GOODS,
        ("Ask the supervisor", "Try again", "Put it back"),
    ),
    (P.SERIAL_TWICE, K.RECEIVE_LINE): Reads(
        "Serial {lot} is here already.",
        "Which piece is it?",
        ("Scan its serial again", "It was counted already", OFFICE),
    ),
    (P.UNIT_MISMATCH, K.RECEIVE_LINE): Reads(
        "The unit of {article} changed.", COUNT, ("Enter the amount", "Count it again", OFFICE)
    ),
    (P.MOVED_MEANWHILE, K.COUNT): Reads(
        "Goods moved while {article} was counted.", COUNT, ("Count it again", OFFICE)
    ),
    (P.UNDO_TARGET_MISSING, K.UNDO): Reads(
        "What was taken back is not there.",
        "What about taking it back?",
        ("Leave it counted", "Try again", OFFICE),
    ),
    (P.NUMBER_REUSED, K.RECEIVE_LINE): Reads(
        "This device was restored or copied.",
        COUNT,
        ("It is right", "It was counted already", OFFICE),
    ),
    (P.LINE_MISSING, K.RECEIVE_LINE): Reads(
        "{article} was taken off {document}.", GOODS, (ORDER, "Put it back", OFFICE)
    ),
    (P.LOT_MISSING, K.RECEIVE_LINE): Reads(
        "{article} has lots now.", "What is on the pack?", ("Give its lot", "Put it back", OFFICE)
    ),
    (P.ERP_UNKNOWN, K.RECEIVE_LINE): Reads(
        "The office did not take it.", COUNT, (OFFICE, "Try again", "Put it back")
    ),
}


def reads(slice_: SettleSlice, row: SettleRow) -> None:
    """Lay the desk out as the app does, open the story of a row, and compare every word."""
    story = open_story(stories(slice_.rows), row.envelope.op_id)
    assert story
    assert row in story.rows
    session = Session(Settle(story=story.id), None, "Leo")
    desk = DeskSlice(slice_, Found(), date(2026, 11, 23))
    look = view(desk, session, Badge(Mark.HERE)).story
    assert isinstance(look, StoryLook)
    wanted = TEXTS[row.problem, story.kind]
    _named(look.title, wanted.headline)
    assert look.ask == wanted.ask
    assert [one.label for one in look.choices] == _buttons(story, wanted)
    who = row.envelope.who.user
    assert look.steps[0].text.startswith(who), "whose work it was"
    assert row.result.changed_by in " ".join(step.text for step in look.steps), "who changed it"


def _named(title: str, template: str) -> None:
    parts = re.split(r"\{\w+\}", template)
    assert re.fullmatch(".+".join(map(re.escape, parts)), title), title
    assert "{" not in title


def _buttons(story: Story, wanted: Reads) -> list[str]:
    if len(story.places) != 1:
        return list(wanted.buttons)
    # There is only one: it is named.
    there = f"Book on {story.places[0].document.name}"
    return [there if text == ORDER else text for text in wanted.buttons]
