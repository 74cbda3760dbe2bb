"""May goods go from house to house? One sends them on their way, the other takes them off it.

Each side is written where it was done, whoever was sooner at the ERP: what is on its way is stock
of a place between the houses, the company's own one or that of all companies.
"""

from sync.core.facts import Facts
from sync.core.lots import check_tracked
from sync.core.operations import Move
from sync.core.places import There, check_source, check_there
from sync.core.problems import Problem
from sync.core.quantity import check_amount
from sync.core.records import Location, LocationKind, Tracking


def is_between(place: Location | None) -> bool:
    """Say whether what lies there is on its way from one house to another."""
    return place is not None and place.kind is LocationKind.TRANSIT


def check_crossing(deed: Move, facts: Facts) -> Problem | None:
    """Name the first thing that speaks against goods that leave a house, or come into one."""
    product, unit = facts.product, facts.unit
    assert product is not None
    assert unit is not None
    sent = is_between(facts.bin)
    is_here = product.tracking is Tracking.SERIAL and deed.lot in facts.serials
    return (
        check_amount(deed.quantity, unit)
        or check_tracked(deed.lot, deed.quantity, product)
        or (Problem.SAME_PLACE if sent and is_between(facts.source) else None)
        or (Problem.SERIAL_TWICE if is_here and not sent else None)
        or (_check_sent(facts) if sent else _check_taken_in(facts))
        or (_check_there(deed, facts.there, product.tracking, sent=sent) if facts.there else None)
    )


def is_taken_in(deed: Move, facts: Facts) -> bool:
    """Say whether another house took in what would be taken back; they cannot be in both."""
    return facts.on_way is not None and facts.on_way < deed.quantity


def _check_sent(facts: Facts) -> Problem | None:
    bin = facts.bin
    assert bin is not None
    return check_source(facts.source, facts.company) or _check_place(bin, facts.company)


def _check_taken_in(facts: Facts) -> Problem | None:
    source, bin = facts.source, facts.bin
    assert source is not None
    if source.company not in {None, facts.company}:
        return Problem.COMPANY_MISMATCH
    if bin is None:
        return Problem.BIN_MISSING
    if bin.kind is not LocationKind.BIN or bin.warehouse is None:
        return Problem.BIN_ELSEWHERE
    return _check_place(bin, facts.company)


def _check_place(place: Location, company: int) -> Problem | None:
    if place.company not in {None, company}:
        return Problem.COMPANY_MISMATCH
    return None if place.active else Problem.BIN_CLOSED


def _check_there(deed: Move, there: There, tracking: Tracking, *, sent: bool) -> Problem | None:
    problem = check_there(there, deed.quantity, tracking, is_unasked=True)
    # What leaves must be in the books; what comes in was in somebody's hand, and who sent it
    # may not have told anybody yet.
    is_short = problem is Problem.SOURCE_SHORT and sent
    return Problem.MORE_THAN_THERE if is_short else problem
