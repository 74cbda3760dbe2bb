"""The chapter on conflicts says what the tables say."""

import importlib.util
from pathlib import Path
from typing import get_args

from app.base.session import Place

ROOT = Path(__file__).resolve().parents[2]


def recipe(name: str):
    spec = importlib.util.spec_from_file_location(name, ROOT / "build" / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_chapter_on_conflicts_is_up_to_date():
    stands = (ROOT / "CONFLICTS.md").read_text(encoding="utf-8")
    assert stands == recipe("manual").manual(), "the tables changed: make manual"


def test_the_page_of_what_works_without_a_network_names_every_place():
    page = recipe("offline")
    assert set(page.PLACES) == set(get_args(Place)), "say in build/offline.py what works there"
    stands = (ROOT / "docs" / "OFFLINE.md").read_text(encoding="utf-8")
    assert stands == page.offline(), "the table changed: make manual"
