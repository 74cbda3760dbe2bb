"""Style and types are part of the tests: what `pytest` passes is clean, and nothing else checks."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

TOOLS = {
    "style": ("ruff", "check", "--quiet", "."),
    "format": ("ruff", "format", "--check", "--quiet", "."),
    "types": ("mypy", "--no-error-summary"),
}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", TOOLS)
def test_the_sources_are_clean(name: str):
    command = [sys.executable, "-m", *TOOLS[name]]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        advice = "`make tidy` mends the format and much of the style."
        pytest.fail(f"{done.stdout}{done.stderr}\n{advice}", pytrace=False)
