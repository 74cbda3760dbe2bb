"""May goods come in by no document? Nobody ordered them, or a customer sends them back."""

from sync.core.facts import Facts
from sync.core.leaving import check_outside
from sync.core.lots import check_dated, check_tracked
from sync.core.operations import Move
from sync.core.papers import check_by_paper
from sync.core.problems import Problem
from sync.core.quantity import check_amount
from sync.core.records import Location, LocationKind, Tracking
from sync.core.returning import Fate

PAPER_LENGTH_MAX = 64
"""Longest number of a delivery note."""
BEYOND = frozenset({LocationKind.SUPPLIER, LocationKind.CUSTOMER})
"""Places that goods come from and that nobody of us counts in."""


def comes_in(source: Location | None) -> bool:
    """Say whether what is taken from a place comes from outside, and was nowhere before."""
    return source is not None and source.kind in BEYOND


def comes_back(source: Location | None) -> bool:
    """Say whether what is taken from a place is what a customer sends back."""
    return source is not None and source.kind is LocationKind.CUSTOMER


def check_arrived(deed: Move, facts: Facts) -> Problem | None:
    """Name the first thing that speaks against goods that came without an order."""
    product, unit = facts.product, facts.unit
    assert product is not None
    assert unit is not None
    twice = product.tracking is Tracking.SERIAL and deed.lot in facts.serials
    is_back = comes_back(facts.source)
    return (
        check_amount(deed.quantity, unit)
        or check_tracked(deed.lot, deed.quantity, product)
        or (Problem.SERIAL_TWICE if twice else None)
        or (Problem.REASON_MISSING if is_back and deed.fate is None else None)
        or _check_into(deed, facts)
        or check_by_paper(deed, facts.by_paper)
        # Behind all that is refused: what expired on its way to the ERP is filed all the same.
        or _check_day(deed, facts, is_back=is_back)
    )


def _check_into(deed: Move, facts: Facts) -> Problem | None:
    bin, company = facts.bin, facts.company
    if bin is None:
        return Problem.BIN_MISSING
    if bin.company not in {None, company}:
        return Problem.COMPANY_MISMATCH
    if deed.fate is Fate.SCRAP and comes_back(facts.source):
        # Thrown away where they are looked at: they never lie in a bin.
        is_loss = bin.kind is LocationKind.LOSS
        return check_outside(bin, company) if is_loss else Problem.BIN_ELSEWHERE
    if bin.kind is not LocationKind.BIN or bin.warehouse is None:
        return Problem.BIN_ELSEWHERE
    return None if bin.active else Problem.BIN_CLOSED


def _check_day(deed: Move, facts: Facts, *, is_back: bool) -> Problem | None:
    assert facts.product is not None
    problem = check_dated(deed.expiry, facts.product, facts.today)
    # What a customer had for too long comes back all the same, but not to be sold again.
    is_told = problem is Problem.EXPIRY_PAST and is_back and deed.fate is not Fate.RESTOCK
    return None if is_told else problem
