"""What an ERP answered, in short: what became of each operation, and what is wrong with it."""

from sync.core.lifecycle import Outcome, Result
from sync.core.problems import Problem

FILED: tuple[Outcome, Problem | None] = (Outcome.APPLIED, None)


def said(results: tuple[Result, ...]) -> list[tuple[Outcome, Problem | None]]:
    """The outcome and the problem of each, in their order."""
    return [(result.outcome, result.problem) for result in results]
