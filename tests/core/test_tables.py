"""The tables are total: every problem has its policy, every outcome its step."""

from itertools import product

import pytest

from sync.core.lifecycle import LIFE, OVERLAYS, STEP_OF, Life, Outcome, Step, after
from sync.core.operations import Kind
from sync.core.policies import POLICIES, Now, policy
from sync.core.problems import Problem
from sync.core.scenarios import NOT_BY_TODAYS_DEEDS, SCENARIOS, Kept, Scenario


@pytest.mark.parametrize(("kind", "problem"), list(product(Kind, Problem)), ids=str)
def test_every_problem_of_every_deed_has_a_policy(kind: Kind, problem: Problem):
    found = policy(kind, problem)
    assert found.because.strip()
    # What is written is a fact: it ends somewhere, and never in nothing.
    assert found.later not in {Outcome.RETRY, Outcome.REJECTED}


def test_there_is_no_policy_for_anything_else():
    assert set(POLICIES) == set(product(Kind, Problem))


def test_only_what_is_in_the_hand_all_the_same_is_told_and_written():
    told = {problem for (_, problem), one in POLICIES.items() if one.now is Now.TELL}
    assert told == {
        Problem.QUANTITY_OVER,
        Problem.SOURCE_SHORT,
        Problem.RESERVED_ELSEWHERE,
        Problem.OVER_TOLERANCE,
        Problem.SHELF_LIFE_SHORT,
        Problem.VARIANCE_LARGE,
    }


def test_nobody_moves_more_than_was_asked_for():
    for kind in (Kind.MOVE_LINE, Kind.MOVE):
        assert policy(kind, Problem.QUANTITY_OVER).now is Now.REFUSE


def test_every_outcome_makes_a_step():
    assert set(STEP_OF) == set(Outcome)
    assert {step for step in STEP_OF.values() if step} == set(Step)


@pytest.mark.parametrize("outcome", Outcome)
def test_an_answer_ends_waiting_here_or_is_a_retry(outcome: Outcome):
    assert (after(Life.HERE, outcome) is Life.HERE) == (outcome is Outcome.RETRY)


@pytest.mark.parametrize(("life", "outcome"), list(product(Life, Outcome)), ids=str)
def test_a_repeated_answer_changes_nothing(life: Life, outcome: Outcome):
    once = after(life, outcome)
    assert after(once, outcome) is once


@pytest.mark.parametrize("life", [Life.ANSWERED, Life.REFUSED])
@pytest.mark.parametrize("outcome", Outcome)
def test_what_is_over_stays_so(life: Life, outcome: Outcome):
    """But an ERP that was put back to an older day may set aside what it filed once."""
    parked_now = (life, outcome) == (Life.ANSWERED, Outcome.EXCEPTION)
    assert after(life, outcome) is (Life.PARKED if parked_now else life)


def test_every_life_ends_in_the_erp_or_in_nothing():
    leads = {Life.ANSWERED, Life.REFUSED}
    for _ in Life:
        leads |= {life for (life, _), then in LIFE.items() if then in leads}
    assert leads == set(Life)


def test_all_but_the_refused_are_seen():
    assert set(Life) - OVERLAYS == {Life.REFUSED}


# ------------------------------------------------------------------ scenarios


def test_every_scenario_has_its_row_in_order():
    assert [row.number for row in SCENARIOS.values()] == list(range(1, 24))
    assert set(SCENARIOS) == set(Scenario)


def test_every_scenario_is_met_or_waits_for_a_deed_by_name():
    met = {cell.scenario for cell in POLICIES.values()}
    assert met | set(NOT_BY_TODAYS_DEEDS) == set(Scenario)
    assert not met & set(NOT_BY_TODAYS_DEEDS)


@pytest.mark.parametrize("scenario", Scenario)
def test_what_a_person_has_to_decide_can_be_decided(scenario: Scenario):
    row = SCENARIOS[scenario]
    assert bool(row.choices) == (Outcome.EXCEPTION in row.outcomes)
    assert len(set(row.choices)) == len(row.choices)
    assert Kept.OPERATION in row.kept
    assert (Kept.DECISION in row.kept) == bool(row.choices)


@pytest.mark.parametrize(("kind", "problem"), list(product(Kind, Problem)), ids=str)
def test_a_cell_fits_its_scenario(kind: Kind, problem: Problem):
    cell = policy(kind, problem)
    row = SCENARIOS[cell.scenario]
    assert cell.later in row.outcomes
    assert bool(cell.choices) == (cell.later is Outcome.EXCEPTION)
    assert set(cell.choices) <= set(row.choices)
