"""Worlds that once broke a promise, kept for good: one a line, with why."""

import json
from dataclasses import dataclass
from pathlib import Path

from tests.sim.profile import Profile, set_apart

FILE = Path(__file__).with_name("seeds.jsonl")


@dataclass(frozen=True)
class Kept:
    """A world, and what it once found."""

    why: str
    profile: Profile


def kept() -> list[Kept]:
    """All of them, oldest first."""
    lines = (json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines() if line)
    return [Kept(line.pop("why"), Profile(**line)) for line in lines]


def as_line(profile: Profile, why: str) -> str:
    """How one is written down."""
    return json.dumps({"why": why} | set_apart(profile))
