"""Every promise, in worlds of chance: none may break one, and each is the same when run again."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.rings import COUNTED
from tests.sim.fleet import sail_all
from tests.sim.kept import Kept, kept
from tests.sim.kinds import missing
from tests.sim.profile import draw
from tests.sim.world import run_seed

ENOUGH = 1_000
"""In so many worlds every kind of thing happens."""
SEEDS = int(os.environ.get("SEEDS", "2000"))


@pytest.mark.sim
@pytest.mark.timeout(1_800)
def test_no_seed_breaks_a_promise(record_property: Callable[[str, object], None]) -> None:
    done = sail_all(SEEDS)
    record_property(COUNTED, str(done))
    told = [f"seed {ran.seed}: {ran.broken}" for ran in done.failed]
    assert told == [], "SEED=… make sim tells one again"
    # A swarm that meets nothing proves nothing.
    assert done.counts["scan"] > SEEDS
    assert done.counts["crash"] > SEEDS // 4
    if SEEDS >= ENOUGH:
        assert missing(done.counts) == []


@pytest.mark.sim
@pytest.mark.parametrize("world", kept(), ids=lambda world: world.why)
def test_what_once_broke_holds(world: Kept, tmp_path: Path) -> None:
    assert run_seed(world.profile, tmp_path).broken == ""


@pytest.mark.sim
def test_the_same_seed_is_the_same_run(tmp_path: Path) -> None:
    runs = [run_seed(draw(seed), tmp_path) for seed in (1, 1, 2)]
    assert runs[0].digest == runs[1].digest != runs[2].digest


@pytest.mark.sim
def test_a_broken_promise_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The checks themselves: a device that shows a line more than once is caught."""
    profile = replace(draw(0), acts=20, devices=1)
    monkeypatch.setattr("tests.sim.checks.effects", lambda _deed: [])
    assert "I5" in run_seed(profile, tmp_path).broken
