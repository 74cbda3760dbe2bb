"""The house is tidy: sizes, names, banned calls, no dead modules, nothing of one machine in it."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import tidy
from tests.architecture.tidy import ROOT, Module

SOURCES = sorted(
    path for plane in ("app", "scanners", "sync") for path in (ROOT / plane).rglob("*.py")
)
MODULES = [tidy.read(path) for path in SOURCES]

#: Started by a person or by Odoo, so nothing here imports them.
ENTRIES = re.compile(
    r"app\.main\.__main__|scanners\.__main__|scanners\.commands\..*|sync\.erp\.odoo\.addon\..*"
)


@pytest.mark.parametrize("rule", tidy.RULES, ids=lambda rule: rule.__name__)
def test_every_module_keeps(rule: Callable):
    complaints = [f"{module.name}: {words}" for module in MODULES for words in rule(module)]
    assert not complaints, "\n" + "\n".join(complaints)


def test_no_module_is_dead():
    alive = {name for module in MODULES for name in tidy.imported(module) if name != module.name}
    dead = [
        module.name
        for module, path in zip(MODULES, SOURCES, strict=True)
        if path.name != "__init__.py"
        if module.name not in alive and not ENTRIES.fullmatch(module.name)
    ]
    assert not dead, f"nothing imports {dead}: use them or remove them"


WRONG = [
    (tidy.docstring, "x = 1"),
    (tidy.size, "x = 1\n" * 301),
    (tidy.size, "def long():\n" + "    x = 1\n" * 50),
    (tidy.size, "def wide(a, b, c, *, d, e, f): ..."),
    (tidy.names, "class StockManager: ..."),
    (tidy.banned_calls, "import datetime\ndatetime.datetime.now()"),
    (tidy.banned_calls, "time.time()"),
    (tidy.banned_calls, "uuid.uuid4()"),
    (tidy.banned_calls, "random.choice([1])"),
    (tidy.banned_calls, "secrets.token_hex()"),
    (tidy.banned_calls, "print(1)"),
    (tidy.banned_calls, "float('1')"),
    (tidy.banned_calls, "eval('1')"),
    (tidy.bare_except, "try: x = 1\nexcept: x = 2"),
]


@pytest.mark.parametrize(("rule", "text"), WRONG)
def test_each_rule_catches_what_it_is_for(rule: Callable, text: str):
    assert list(rule(Module("sync.core.wrong", text, tidy.ast.parse(text))))


# ------------------------------------------------------------------ the whole repository


def tracked() -> list[Path]:
    """The files a clone would hold: what git tracks, or is about to."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git clone, so there is no list of files: run this in a clone")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


#: Written so that this file does not hold what it looks for.
NOWHERE = {
    "an unfinished word": r"\bTOD[O]\b|\bFIXM[E]\b|\bXX[X]\b",
    "a path of one machine": r"(?<![\w.])/(?:hom[e]|User[s]|roo[t]|wor[k])/[\w.]+",
    "the host of a registry": r"py[p]i\.org|python[h]osted|\w+\.debi[a]n\.org",
}
BINARY = {".png", ".jpg", ".ttf", ".otf", ".woff2", ".wav", ".mp3", ".db", ".ico", ".gz"}


@pytest.mark.parametrize("what", NOWHERE)
def test_no_file_holds(what: str):
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:90]}"
        for path in tracked()
        if path.suffix not in BINARY and path.name != "LICENSE"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(NOWHERE[what], line)
    ]
    assert not found, f"{what} in\n" + "\n".join(found)


def test_build_holds_recipes_and_is_no_package():
    assert not (ROOT / "build" / "__init__.py").exists()
    ignored = ["git", "check-ignore", "--quiet", "build/a_recipe.py"]
    assert subprocess.run(ignored, cwd=ROOT, check=False).returncode != 0
