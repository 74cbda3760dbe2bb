"""The tables are total: every problem has its policy, every outcome its step."""

from itertools import product

import pytest

from sync.core.lifecycle import LIFE, OVERLAYS, STEP_OF, Life, Outcome, Step, after
from sync.core.operations import Kind
from sync.core.policies import POLICIES, Now, policy
from sync.core.problems import Problem


@pytest.mark.parametrize(("kind", "problem"), list(product(Kind, Problem)), ids=str)
def test_every_problem_of_every_deed_has_a_policy(kind: Kind, problem: Problem):
    found = policy(kind, problem)
    assert found.because.strip()
    # What is written is a fact: it ends somewhere, and never in nothing.
    assert found.later not in {Outcome.RETRY, Outcome.REJECTED}


def test_there_is_no_policy_for_anything_else():
    assert set(POLICIES) == set(product(Kind, Problem))


def test_only_what_arrived_over_is_told_and_taken():
    told = {problem for (_, problem), one in POLICIES.items() if one.now is Now.TELL}
    assert told == {Problem.QUANTITY_OVER}


def test_every_outcome_makes_a_step():
    assert set(STEP_OF) == set(Outcome)
    assert {step for step in STEP_OF.values() if step} | {Step.ABSORBED} == set(Step)


@pytest.mark.parametrize("outcome", Outcome)
def test_an_answer_ends_waiting_here_or_is_a_retry(outcome: Outcome):
    assert (after(Life.HERE, outcome) is Life.HERE) == (outcome is Outcome.RETRY)


@pytest.mark.parametrize(("life", "outcome"), list(product(Life, Outcome)), ids=str)
def test_a_repeated_answer_changes_nothing(life: Life, outcome: Outcome):
    once = after(life, outcome)
    assert after(once, outcome) is once


@pytest.mark.parametrize("outcome", Outcome)
def test_what_is_settled_stays_so(outcome: Outcome):
    assert after(Life.SETTLED, outcome) is Life.SETTLED


def test_every_life_leads_to_settled():
    leads = {Life.SETTLED}
    for _ in Life:
        leads |= {life for (life, _), then in LIFE.items() if then in leads}
    assert leads == set(Life)


def test_all_but_the_settled_are_seen():
    assert set(Life) - OVERLAYS == {Life.SETTLED}
