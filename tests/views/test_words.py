"""Every problem, failure and question has its words, and none uses a word we do not say."""

import re

import pytest

from app.base.labels import LABELS, label
from app.base.session import Question
from app.base.texts import TEXTS
from app.base.wording import problem_text, say, text
from sync.core.lifecycle import Life
from sync.core.problems import Problem
from sync.wire.failures import FailureKind

UNSAID = re.compile(r"\b(error|invalid|sync|synchroni\w*|exception|null|record)\b", re.IGNORECASE)
LONGEST = 110


@pytest.mark.parametrize("problem", Problem)
def test_every_problem_has_words(problem):
    assert say(problem_text(problem))


@pytest.mark.parametrize("kind", FailureKind)
def test_every_failure_has_words(kind):
    assert say(text(f"failure.{kind}", url="https://o.example", database="wh"))


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


def test_a_value_nobody_knew_is_a_dash():
    assert say(problem_text(Problem.BIN_CLOSED)) == "– is closed. Scan another bin."
