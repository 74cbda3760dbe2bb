"""The rings of the tests, from fast to slow, and the one way a test may say it cannot run."""

import os
from collections.abc import Iterable
from typing import NoReturn

import pytest

#: Ring by ring, in the order they run: a test belongs to the last ring it carries a mark of.
RINGS = ("fast", "sim", "odoo", "journey", "bench")

#: Under this property a test hands its counts to the end of the run.
COUNTED = "counted"


def ring_of(marks: Iterable[str]) -> str:
    return max((mark for mark in marks if mark in RINGS), key=RINGS.index, default="fast")


def chosen(text: str) -> tuple[str, ...]:
    """Read `--ring=fast,odoo` or `--ring=all`."""
    names = RINGS if text == "all" else tuple(text.split(","))
    unknown = set(names) - set(RINGS)
    if unknown:
        there_are = ", ".join(RINGS)
        raise pytest.UsageError(f"no ring {', '.join(sorted(unknown))}; there are: {there_are}")
    return names


def cannot_run(reason: str, how: str) -> NoReturn:
    """Skip for want of a real part, saying how to get it; on a build machine that is a failure."""
    words = f"{reason}. To run this: {how}"
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(f"CI=true skips nothing: {words}", pytrace=False)
    pytest.skip(words)
