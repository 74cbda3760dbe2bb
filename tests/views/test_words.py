"""Every problem, failure and question has its words, and none uses a word we do not say."""

import re

import pytest

from app.base import heard
from app.base.labels import LABELS, label
from app.base.parked_words import PARKED_WORDS
from app.base.scanner_words import SCANNER_LABELS
from app.base.scanners import ScannerLine
from app.base.session import Question, Session, Setup
from app.base.setup import Erp, Form
from app.base.stories import SCENARIO_WORDS, ask_words, choice_words
from app.base.texts import TEXTS
from app.base.wording import problem_text, say, text
from app.setup.view import view as setup_view
from app.ui.looks import Badge, Mark, Tone
from scanners.codes.parse import parse
from scanners.codes.scan import CodeProblem, Frame
from scanners.devices.broadcasts import HANDHELD
from scanners.devices.camera import CAMERA
from scanners.devices.link import Link
from scanners.registry import Way
from sync.core.lifecycle import Life
from sync.core.policies import POLICIES
from sync.core.problems import Problem
from sync.core.scenarios import Scenario
from sync.store.rescue import RescueTroubleKind
from sync.store.trouble import CommitTroubleKind
from sync.wire.failures import FailureKind

UNSAID = re.compile(r"\b(error|invalid|sync|synchroni\w*|exception|null|record)\b", re.IGNORECASE)
LONGEST = 110
TITLE_LONGEST = 60
BUTTON_LONGEST = 24
"""Two lines of half a handheld."""
DETAIL_LONGEST = 60


@pytest.mark.parametrize("problem", Problem)
def test_every_problem_has_words(problem):
    assert say(problem_text(problem))


@pytest.mark.parametrize("kind", FailureKind)
def test_every_failure_has_words(kind):
    assert say(text(f"failure.{kind}", url="https://o.example", database="wh"))


@pytest.mark.parametrize("kind", RescueTroubleKind)
def test_every_trouble_with_carried_work_has_words(kind):
    assert say(text(f"carrying.{kind}", path="/p", found=""))


@pytest.mark.parametrize("kind", CommitTroubleKind)
def test_every_trouble_with_writing_has_words(kind):
    assert say(text(f"writing.{kind}"))


@pytest.mark.parametrize("question", Question)
def test_every_question_has_words(question):
    assert say(text(f"ask_{question}"))


@pytest.mark.parametrize("life", Life)
def test_every_life_has_words(life):
    assert label(f"life_{life}")


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_texts_are_short_and_in_the_words_of_the_floor(key):
    words = TEXTS[key]
    assert len(words) <= LONGEST, words
    # Inside braces are the names of values, which nobody reads.
    assert not UNSAID.search(re.sub(r"{\w+}", "", words)), words


def test_labels_are_in_the_words_of_the_floor():
    assert [words for words in LABELS.values() if UNSAID.search(words)] == []


@pytest.mark.parametrize("problem", Problem)
def test_every_problem_has_words_at_the_desk(problem):
    words = PARKED_WORDS[problem]
    assert len(words) <= TITLE_LONGEST, words
    assert not UNSAID.search(re.sub(r"{\w+}", "", words)), words


@pytest.mark.parametrize("scenario", Scenario)
def test_every_scenario_has_words_that_fit_their_buttons(scenario):
    words = SCENARIO_WORDS[scenario]
    choices = (words.file, words.let_go, words.office)
    assert all(len(one.label) <= BUTTON_LONGEST for one in choices)
    assert all(len(one.detail) <= DETAIL_LONGEST for one in choices)
    every = [words.changed, words.ask, *(f"{one.label} {one.detail}" for one in choices)]
    assert [text for text in every if UNSAID.search(text)] == []


def test_every_choice_of_every_reason_has_words():
    for (kind, problem), cell in POLICIES.items():
        assert ask_words(kind, cell.scenario)
        labels = [
            choice_words(kind, problem, cell.scenario, cell.amend, choice).label
            for choice in cell.choices
        ]
        assert len(set(labels)) == len(labels), (kind, problem)
        assert all(len(one) <= BUTTON_LONGEST for one in labels)


def test_a_value_nobody_knew_is_a_dash():
    assert say(problem_text(Problem.BIN_CLOSED)) == "– is closed. Scan another bin."


def test_scanners_have_words_for_every_way_link_and_problem():
    ways = {*Way, heard.WEDGE, CAMERA, HANDHELD}
    said = {
        *(f"way_{way}" for way in ways),
        *(f"link_{link}" for link in Link),
        *(f"code_{problem}" for problem in CodeProblem),
    }
    of_tables = ("way_", "link_", "code_")
    assert {key for key in SCANNER_LABELS if key.startswith(of_tables)} == said
    for words in SCANNER_LABELS.values():
        assert not UNSAID.search(words), words


def test_what_a_scanner_sent_is_shown_with_what_it_meant_and_why():
    scan = parse(Frame("]C1010401234567890110ABC17270630\x00", device="serial:/dev/ttyACM0"))
    line = ScannerLine("serial:/dev/ttyACM0", Link.GONE, "Input/output error", 3, scan)
    form = Form(erp=Erp.TRAINING, user="Ana", scanners=(line,))
    badge = Badge(Mark.DONE, "", "", "", Tone.GOOD)
    [look] = setup_view(form, Session(Setup(), None, "Ana"), badge).scanners
    assert (look.title, look.good) == ("Serial scanner /dev/ttyACM0", False)
    assert "␀" in look.raw
    assert "Scans: 3" in look.state
    assert "Input/output error" in look.state
    assert look.why
    assert len(heard.raw("x" * 65_536)) < 120
