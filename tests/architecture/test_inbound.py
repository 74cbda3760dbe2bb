"""The page on inbound work names tests and places that are there, and figures that are counted."""

import re
from pathlib import Path

import pytest

from tests.runtime.test_hands_counted import WAYS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "INBOUND.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE)


@pytest.mark.parametrize(("path", "name"), sorted(set(NAMED)))
def test_every_test_it_names_is_there(path: str, name: str):
    text = (ROOT / path).read_text(encoding="utf-8")
    assert not name or re.search(rf"^(async )?def {name}\(", text, re.MULTILINE)


def test_every_place_it_names_is_there():
    named = set(re.findall(r"`((?:app|sync)/[\w/]+)`", PAGE))
    assert named
    assert [one for one in named if not _is_there(ROOT / one)] == []


def _is_there(place: Path) -> bool:
    return place.is_dir() or place.with_suffix(".py").exists()


def test_the_scans_and_taps_it_tells_are_those_that_are_counted():
    told = {
        what: (int(scans), int(taps))
        for what, scans, taps in re.findall(r"^\| ([^|`]+) \| (\d) \| (\d) \|$", PAGE, re.MULTILINE)
    }
    renamed = {"a whole pallet of one article by its own label": "a whole pallet by its own label"}
    known = {what: cost for what, (*_, cost) in WAYS.items()}
    checked = [what for what in told if renamed.get(what, what) in known]
    assert len(checked) >= 8
    assert {what: told[what] for what in checked} == {
        what: known[renamed.get(what, what)] for what in checked
    }
