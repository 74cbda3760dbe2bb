"""Every label stands in the manual's table of what was tried; a sender is never a blank."""

import re
from pathlib import Path

import pytest

from scanners.labels import data, fill
from scanners.labels.fill import Lettered
from scanners.labels.words import LANGUAGES, say
from tests.labels import kit

MANUAL = Path(__file__).parents[2] / "docs" / "PRINTERS.md"
_CELL = re.compile(r"^\| ([a-z][a-z, ]*)(?:: each[^|]*)? \|", re.MULTILINE)


def test_the_table_of_what_was_tried_names_every_label():
    tried = MANUAL.read_text(encoding="utf-8").partition("## What was tried, in figures")[2]
    rows = _CELL.findall(tried.partition("`make prints`")[0])
    named = [name for row in rows for name in row.split(", ") if name != "label"]
    assert sorted(named) == sorted(kit.TEMPLATES), "each once, and nothing that there is not"


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nobody_knows_the_sender_the_label_says_so(language: str):
    sscc = kit.TEMPLATES["sscc"]
    given = {**kit.example(sscc), "sender": None}
    filled = fill.fill(sscc.layouts[0], data.check(sscc.fields, given).values, language)
    texts = [one.text for one in filled.placed if isinstance(one, Lettered)]
    assert texts[:2] == [say("from", language), say("not_stated", language)]
    known = data.check(sscc.fields, kit.example(sscc)).values
    filled = fill.fill(sscc.layouts[0], known, language)
    texts = [one.text for one in filled.placed if isinstance(one, Lettered)]
    assert say("not_stated", language) not in texts
