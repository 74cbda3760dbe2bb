"""Words in every alphabet: in the right order and shape, with letters there are."""

import random
import unicodedata

import pytest
from bidi.algorithm import get_display

from scanners.labels.letters import arabic, bidi
from scanners.labels.words import LANGUAGES, WORDS
from tests.labels import kit

LETTERS = "abcXY 0123.,-/%()[]:#ابتثجلأنه٠١٢\u064e+ "


@pytest.mark.parametrize("seed", range(3))
def test_the_order_is_that_of_another_implementation(seed: int):
    dice = random.Random(seed)
    for _ in range(700):
        text = "".join(dice.choice(LETTERS) for _ in range(dice.randint(1, 14)))
        for base in (0, 1):
            drawn = bidi.visual(text, base)
            assert drawn == get_display(text, base_dir="LR"[base]), (seed, text, base)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("ببب", "initial medial final"),
        ("ب", "isolated"),
        ("دب", "isolated isolated"),
        ("بد", "initial final"),
        ("بَب", "initial mark final"),
        ("abc", "latin latin latin"),
    ],
)
def test_each_letter_has_the_form_its_neighbours_give_it(text: str, forms: str):
    assert [form_of(letter) for letter in arabic.shape(text)] == forms.split()


def test_a_lam_and_its_alef_are_one():
    assert arabic.shape("لا") == "\ufefb"
    assert arabic.shape("بلا") == "\ufe91\ufefc"


def form_of(letter: str) -> str:
    if unicodedata.category(letter) == "Mn":
        return "mark"
    return (unicodedata.decomposition(letter).split() or ["<latin>"])[0].strip("<>")


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_fonts_have_every_letter_of_our_words(language: str):
    for word, said in WORDS.items():
        text = arabic.shape(said[language])
        assert text, word
        assert not kit.FONTS.plain.missing(text), word
        assert not kit.FONTS.bold.missing(text), word
