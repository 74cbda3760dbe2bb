"""A catalogue holds all that is said and nothing else, in words that fill in the same values."""

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest

from app.base.ages import age
from app.base.labels import label
from app.base.language import ENGLISH, NAMES, Language, Plural, is_right_to_left, speak
from app.base.wording import say, text
from app.settings.words import FOLDER, words_of

ROOT = Path(__file__).resolve().parents[2]
OTHERS = [language for language in Language if language is not Language.ENGLISH]
LONGER_MAX, LONGER_SHORT = 1.7, 16
"""How much longer than in English a text may be; a short one by so many letters."""


@pytest.fixture(autouse=True)
def _in_english_again():
    yield
    speak(ENGLISH)


def said() -> list[tuple[str, str]]:
    """All that the app says, as the recipe collects it."""
    spec = importlib.util.spec_from_file_location("words", ROOT / "build" / "words.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return list(module.vocabulary())


def entries(language: Language) -> polib.POFile:
    return polib.pofile(str(FOLDER / f"{language}.po"))


def forms(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def values(words: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", words))


def test_every_language_has_a_name():
    assert set(NAMES) == set(Language)


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_holds_all_that_is_said_and_nothing_else(language: Language):
    held = {(one.msgctxt, one.msgid_plural or one.msgid) for one in entries(language)}
    assert held == set(said()), "the texts changed: make words, and put them into words"


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_has_words(language: Language):
    bare = [one.msgctxt for one in entries(language) if not all(forms(one))]
    assert not bare


@pytest.mark.parametrize("language", OTHERS)
def test_the_same_values_are_filled_in(language: Language):
    wrong = [
        (one.msgctxt, words)
        for one in entries(language)
        for words in forms(one)
        # "One article" need not say how many.
        if values(words) | ({"count"} & values(one.msgid_plural)) != values(one.msgid)
    ]
    assert not wrong


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_is_too_long_for_its_place(language: Language):
    long = [
        (one.msgctxt, words)
        for one in entries(language)
        for words in forms(one)
        if len(words) > max(len(one.msgid) * LONGER_MAX, len(one.msgid) + LONGER_SHORT)
    ]
    assert not long


def test_a_text_about_many_has_its_plurals():
    assert [key for key, english in said() if isinstance(english, Plural)]
    assert label("badge_parked", count=1) == "1 waits for a person."
    assert label("badge_parked", count=2) == "2 wait for a person."


def test_polish_counts_in_three_ways():
    speak(words_of(Language.POLISH))
    assert len({label("counts_of", count=n).replace(str(n), "") for n in (1, 2, 5)}) == 3


@pytest.mark.parametrize("language", OTHERS)
def test_who_speaks_a_language_is_spoken_to_in_it(language: Language):
    english = (label("receipts"), say(text("ask_lot")), age(90_000_000))
    speak(words_of(language))
    assert label("receipts") != english[0]
    assert say(text("ask_lot")) != english[1]
    assert is_right_to_left() == (language is Language.ARABIC)


def test_nothing_is_put_into_words_before_somebody_speaks():
    """What a module says while it is loaded stays in English for good."""
    early = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in (ROOT / "app").rglob("*.py")
        for call in _run_at_once(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call.func, ast.Name) and call.func.id in {"label", "say", "worded"}
    ]
    assert not early


def _run_at_once(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.Call):
            yield node
        yield from _run_at_once(node)
