"""Patterns of strangers: what is taken means what `re` means, and costs a bounded steps."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanners.codes.pattern import compiled
from scanners.codes.regex import STEPS_MAX, Budget, match

PIECES = [
    *"ab()|*+?.^$-", "(?:", "{1,2}", "{2}", "{0,3}", "[ab]", "[^a]", r"\d", "*?", "+?",
    "{0,2}?", r"\."
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=10), st.text("ab1.-\n", max_size=8))
def test_it_matches_as_re_does(pieces: list[str], text: str) -> None:
    pattern = "".join(pieces)
    program = compiled(pattern)
    if program is None:
        return
    expected = re.match(pattern, text)
    found = match(program, text, Budget())
    assert (found is None) == (expected is None)
    if found and expected:
        groups = tuple(group or "" for group in expected.groups())
        assert (found.end, found.groups) == (expected.end(), groups)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(10)([!\"%-/0-9:;<=>?A-Z_a-z]{0,20})", r"(310[0-5])(\d{6})",
        "21.....", r"^(?:LOT|SN)\d+$",
        r"(?:(01)(\d{14}))(?:(Alt029|#|\x1D))?", "[^]]+", r"\[x\]",
    ],
)  # fmt: skip
def test_what_companies_write_is_taken(pattern: str) -> None:
    assert compiled(pattern)


@pytest.mark.parametrize(
    "pattern",
    ["(?=a)", "(?<!a)b", r"(a)\1", r"\b", "(?P<x>a)", "(", "a**", "a++", "x" * 251, "(a?)*",
     "((a{0,90}){0,90})", "(" * 40 + ")" * 40, "[", "a{5,2}", "(?i)a"],
)  # fmt: skip
def test_what_cannot_be_bounded_is_not_taken(pattern: str) -> None:
    assert compiled(pattern) is None


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "(.*)(.*)(.*)(.*)x", "(a|a|a|a)+b"])
def test_a_hostile_pattern_costs_a_bounded_number_of_steps(pattern: str) -> None:
    program = compiled(pattern)
    assert program
    budget = Budget()
    match(program, "a" * 5_000, budget)
    assert -len(program.steps) <= budget.steps < STEPS_MAX
