"""What the documents say is so: commands, places and rings they name are there."""

import re
import subprocess
import sys
from pathlib import Path

from scanners.codes import house
from scanners.codes.scan import House
from tests.rings import RINGS

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
PAGES = (README, *sorted((ROOT / "docs").glob("*.md")))
#: What users read: README and the pages it links.
TOLD = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def commands() -> set[str]:
    """The commands as a person is told them: by the recipe itself."""
    told = [sys.executable, "build/go.py", "help"]
    said = subprocess.run(told, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return {line.split()[0] for line in said.splitlines()}


def test_pages_help_and_makefile_know_the_same_commands():
    (targets,) = re.findall(r"^COMMANDS := (.*)$", MAKEFILE, re.MULTILINE)
    assert set(targets.split()) == commands()
    assert set(re.findall(r"make ([a-z]+)\b`", TOLD)) == commands()


def test_windows_is_told_the_same_recipe():
    named = set(re.findall(r"py build\\go\.py (\w+)", TOLD))
    assert {"run", "test"} <= named <= commands()


def test_every_page_is_linked_from_the_readme_and_every_link_leads_somewhere():
    linked = set()
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        targets = re.findall(r'(?:\]\(|src=")((?!https?:)[\w./-]+)', text)
        lost = [one for one in targets if not (page.parent / one).exists()]
        assert lost == [], page
        linked |= {(page.parent / one).resolve() for one in targets if page == README}
    assert set(PAGES) - {README} <= linked


def test_every_place_the_documents_name_is_there():
    named = re.findall(r"`((?:app|build|scanners|sync|tests)/[\w/.]+)`", TOLD + ARCHITECTURE)
    missing = {
        place
        for place in named
        if not ((ROOT / place).exists() or (ROOT / place).with_suffix(".py").exists())
    }
    assert not missing


def test_every_ring_is_explained():
    table = ARCHITECTURE.partition("## The tests")[2]
    assert set(re.findall(r"^\| (\w+) \|", table, re.MULTILINE)) == {"ring", *RINGS}


def test_every_command_label_that_is_told_is_one():
    labels = re.findall(r"`(SHC\.\w+)`", TOLD)
    assert labels
    assert [one for one in labels if not isinstance(house.read(one), House)] == []
