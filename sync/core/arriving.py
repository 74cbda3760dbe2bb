"""May goods come in that nobody ordered? They move from the suppliers' place into a bin."""

from sync.core.facts import Facts
from sync.core.lots import check_dated, check_tracked
from sync.core.operations import Move
from sync.core.problems import Problem
from sync.core.quantity import check_amount
from sync.core.records import Location, LocationKind, Tracking

PAPER_LENGTH_MAX = 64
"""Longest number of a delivery note."""


def comes_in(source: Location | None) -> bool:
    """Say whether what is taken from a place comes from outside, and was nowhere before."""
    return source is not None and source.kind is LocationKind.SUPPLIER


def check_arrived(deed: Move, facts: Facts) -> Problem | None:
    """Name the first thing that speaks against goods that came without an order."""
    product, unit, bin = facts.product, facts.unit, facts.bin
    assert product is not None
    assert unit is not None
    twice = product.tracking is Tracking.SERIAL and deed.lot in facts.serials
    return (
        check_amount(deed.quantity, unit)
        or check_tracked(deed.lot, deed.quantity, product)
        or (Problem.SERIAL_TWICE if twice else None)
        or _check_into(bin, facts.company)
        # Behind all that is refused: what expired on its way to the ERP is filed all the same.
        or check_dated(deed.expiry, product, facts.today)
    )


def _check_into(bin: Location | None, company: int) -> Problem | None:
    if bin is None:
        return Problem.BIN_MISSING
    if bin.company not in {None, company}:
        return Problem.COMPANY_MISMATCH
    if bin.kind is not LocationKind.BIN or bin.warehouse is None:
        return Problem.BIN_ELSEWHERE
    return None if bin.active else Problem.BIN_CLOSED
