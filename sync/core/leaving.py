"""May goods leave for good: thrown away, or back to their supplier? Refused before they move."""

from sync.core.crossing import is_between
from sync.core.facts import Facts
from sync.core.lots import check_tracked
from sync.core.operations import Move
from sync.core.papers import check_by_paper
from sync.core.places import There
from sync.core.problems import Problem
from sync.core.quantity import check_amount
from sync.core.records import Location, LocationKind, Tracking

OUTSIDE = frozenset({LocationKind.SUPPLIER, LocationKind.LOSS})
"""Places that goods go to without a document that asks for it, and are ours no more."""
TAKEN_FROM = frozenset({LocationKind.BIN, LocationKind.HOLD})
"""Bad goods lie on hold until they go; a lot that is blocked may leave, and nothing else."""


def leaves(bin: Location | None) -> bool:
    """Say whether what is brought to a place is ours no more."""
    return bin is not None and bin.kind in OUTSIDE


def goes_away(bin: Location | None) -> bool:
    """Say whether what is brought to a place lies in no bin then: it left, or is on its way."""
    return leaves(bin) or is_between(bin)


def check_left(deed: Move, facts: Facts) -> Problem | None:
    """Name the first thing that speaks against goods leaving."""
    product, unit, bin = facts.product, facts.unit, facts.bin
    assert product is not None
    assert unit is not None
    assert bin is not None
    return (
        check_amount(deed.quantity, unit)
        or check_tracked(deed.lot, deed.quantity, product)
        or _check_from(facts.source, facts.company)
        or check_outside(bin, facts.company)
        or (Problem.REASON_MISSING if deed.reason is None else None)
        or check_by_paper(deed, facts.by_paper)
        or (_check_there(deed, facts.there, product.tracking) if facts.there else None)
    )


def is_here_again(deed: Move, facts: Facts) -> bool:
    """Say whether a piece that left came in again, so that it cannot be brought back once more."""
    is_piece = facts.product is not None and facts.product.tracking is Tracking.SERIAL
    return is_piece and goes_away(facts.bin) and deed.lot in facts.serials


def check_outside(bin: Location, company: int) -> Problem | None:
    """Say why goods may not go to a place that is none of ours."""
    if bin.company not in {None, company}:
        return Problem.COMPANY_MISMATCH
    return None if bin.active else Problem.BIN_CLOSED


def _check_from(source: Location | None, company: int) -> Problem | None:
    if source is None:
        return Problem.SOURCE_MISSING
    if source.company not in {None, company}:
        return Problem.COMPANY_MISMATCH
    return None if source.kind in TAKEN_FROM else Problem.SOURCE_ELSEWHERE


def _check_there(deed: Move, there: There, tracking: Tracking) -> Problem | None:
    if not there.knows_lot:
        return Problem.LOT_UNKNOWN
    if there.quantity < deed.quantity:
        is_serial = tracking is Tracking.SERIAL
        return Problem.SERIAL_ELSEWHERE if is_serial else Problem.MORE_THAN_THERE
    # Only told: what is broken is broken, whoever counts on it.
    return Problem.RESERVED_ELSEWHERE if there.free < deed.quantity else None
