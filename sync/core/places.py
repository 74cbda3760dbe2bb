"""May goods be taken from this place, and brought to that one? Asked for every move."""

from dataclasses import dataclass
from decimal import Decimal

from sync.core.problems import Problem
from sync.core.records import Location, LocationKind, Tracking


@dataclass(frozen=True, slots=True)
class There:
    """What lies in the bin that goods are taken from: so much, of which so much is free.

    Both in the product's own unit, of the one lot; `knows_lot` where there ever was such a lot, and
    `blocked` where that failed a check.
    """

    quantity: Decimal
    free: Decimal
    knows_lot: bool = True
    blocked: bool = False


def check_source(source: Location | None, company: int) -> Problem | None:
    """Say why goods may not be taken from a place; a bin that was closed is emptied like others."""
    if source is None:
        return Problem.SOURCE_MISSING
    if source.company not in {None, company}:
        return Problem.COMPANY_MISMATCH
    return None if source.kind is LocationKind.BIN else Problem.SOURCE_ELSEWHERE


def check_between(bin: Location, source: Location, company: int) -> Problem | None:
    """Say why goods may not go from one place to another without a paper that says so."""
    if bin.company not in {None, company}:
        return Problem.COMPANY_MISMATCH
    # From building to building goes by way of a document: somebody has to send, and to receive.
    if bin.kind is not LocationKind.BIN or bin.warehouse != source.warehouse:
        return Problem.BIN_ELSEWHERE
    return None if bin.active else Problem.BIN_CLOSED


def check_there(
    there: There, wanted: Decimal, tracking: Tracking, *, is_unasked: bool
) -> Problem | None:
    """Say what the books have against taking so much; of goods in the hand they may be wrong."""
    if not there.knows_lot:
        return Problem.LOT_UNKNOWN
    if there.blocked:
        return Problem.LOT_BLOCKED
    if there.quantity < wanted:
        is_serial = tracking is Tracking.SERIAL
        return Problem.SERIAL_ELSEWHERE if is_serial else Problem.SOURCE_SHORT
    return Problem.RESERVED_ELSEWHERE if is_unasked and there.free < wanted else None
