"""The chapter on conflicts says what the tables say."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def written_anew() -> str:
    spec = importlib.util.spec_from_file_location("manual", ROOT / "build" / "manual.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.manual()


def test_the_chapter_on_conflicts_is_up_to_date():
    stands = (ROOT / "CONFLICTS.md").read_text(encoding="utf-8")
    assert stands == written_anew(), "the tables changed: make manual"
