"""Every planted bug still fits the sources as they are, and is a bug that can run."""

import ast

import pytest

from tests.mutants.planting import ROOT, fate_of, planted
from tests.mutants.table import MUTANTS, Mutant

SAMPLE = ("no replay", "no dedupe")


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda one: one.name)
def test_it_still_fits(mutant: Mutant) -> None:
    for edit in mutant.edits:
        text = (ROOT / edit.file).read_text(encoding="utf-8")
        assert edit.new != edit.old
        ast.parse(planted(text, edit))


def test_there_are_enough_and_each_has_its_name() -> None:
    assert len(MUTANTS) >= 25
    assert len({one.name for one in MUTANTS}) == len(MUTANTS)


@pytest.mark.sim
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", SAMPLE)
def test_a_sample_is_caught(name: str) -> None:
    [mutant] = [one for one in MUTANTS if one.name == name]
    fate = fate_of(mutant)
    assert fate.caught, fate.said
