"""Plants one bug into a copy of the sources, and runs the proof that must see it."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.mutants.table import Edit, Mutant

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("sync", "scanners", "app", "tests", "build")
FILES = ("pyproject.toml",)
SEEDS = "300"
CUTS = "200"
SECONDS_MAX = 900


@dataclass(frozen=True)
class Fate:
    """What became of a mutant: caught, and by which words; or not. `hung`: without an end."""

    mutant: Mutant
    caught: bool
    said: str
    hung: bool = False


def planted(text: str, edit: Edit) -> str:
    """The text with the bug in it; where it does not fit any more, that is said."""
    found = text.count(edit.old)
    assert found == 1, f"{edit.file} holds {found} times: {edit.old!r}"
    return text.replace(edit.old, edit.new)


def fate_of(mutant: Mutant) -> Fate:
    """Copy, plant, prove."""
    with TemporaryDirectory(prefix="stockhand-mutant-") as place:
        tree = Path(place)
        for name in COPIED:
            shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in FILES:
            shutil.copyfile(ROOT / name, tree / name)
        for edit in mutant.edits:
            path = tree / edit.file
            path.write_text(planted(path.read_text(encoding="utf-8"), edit), encoding="utf-8")
        return _proven(mutant, tree)


def _proven(mutant: Mutant, tree: Path) -> Fate:
    try:
        ran = _run(mutant, tree, {"SEEDS": SEEDS})
    except subprocess.TimeoutExpired:
        # Slow is not caught: only a bug of liveness is seen by what never ends.
        return Fate(mutant, caught=mutant.hangs, said=f"no end within {SECONDS_MAX} s", hung=True)
    lines = [line for line in ran.stdout.splitlines() if line.strip()]
    if not lines:
        # The proof itself did not run: that proves nothing.
        return Fate(mutant, caught=False, said=ran.stderr[-300:])
    said = _words(lines)
    seed = re.match(r"seed (\d+):", said)
    if mutant.proof == "sim" and seed:
        sound = _run(mutant, ROOT, {"FIRST": seed[1], "SEEDS": "1"})
        if sound.returncode:
            return Fate(mutant, caught=False, said=f"without the bug as well: {said}")
    return Fate(mutant, caught=ran.returncode != 0, said=said)


def _run(mutant: Mutant, tree: Path, more: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    tests = ["-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *mutant.proof.split()]
    own = {"sim": ["-m", "tests.sim"], "powercut": ["-m", "tests.powercut"]}
    given = {"STOP": "1", "CUTS": CUTS, "FOCUS": mutant.focus, "PYTHONHASHSEED": "0"}
    return subprocess.run(
        [sys.executable, *own.get(mutant.proof, tests)], cwd=tree,
        env=os.environ | given | more, check=False,
        capture_output=True, text=True, timeout=SECONDS_MAX,
    )  # fmt: skip


def _words(lines: list[str]) -> str:
    telling = [line for line in lines if line.startswith(("seed ", "FAILED", "ERROR"))]
    return (telling or lines)[0][:150]
