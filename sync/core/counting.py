"""May this count stand? Asked on the device, and wherever it is booked."""

from decimal import Decimal

from sync.core.facts import Facts
from sync.core.lots import check_tracked
from sync.core.operations import Count, Deed, Occasion, Stage, effect_of, goods_of
from sync.core.problems import Problem
from sync.core.quantity import Unit, check_amount
from sync.core.records import Location, LocationKind, Tracking


def check_counted(deed: Count, facts: Facts) -> Problem | None:
    """Name the first thing that speaks against a count."""
    product, unit = facts.product, facts.unit
    if product is None or unit is None:
        return Problem.LINE_MISSING
    if product.company not in {None, facts.company}:
        return Problem.COMPANY_MISMATCH
    if deed.unit != product.unit:
        return Problem.UNIT_MISMATCH
    is_serial = product.tracking is Tracking.SERIAL
    # Which lot fills a bin that runs low is not asked.
    is_low = deed.stage is Stage.LOW
    return (
        check_so_many(deed.counted, unit)
        # Of goods that the books have without their lot, or with one too many, there are none.
        or (check_tracked(deed.lot, deed.counted, product) if deed.counted and not is_low else None)
        or check_counted_in(facts.bin, facts.company)
        or (_check_whole(deed, facts, is_serial=is_serial) if deed.stage is Stage.COUNTED else None)
    )


def is_note(deed: Deed) -> bool:
    """Say whether a deed only notes what was counted so far, or asks for a count; or undoes it."""
    goods = goods_of(deed)
    return isinstance(goods, Count) and goods.stage is not Stage.COUNTED


def asked_of(deed: Deed) -> Count | None:
    """What a deed asks to be counted, if it asks for that."""
    is_asked = isinstance(deed, Count) and deed.stage is Stage.ASKED
    return deed if is_asked and isinstance(deed, Count) else None


def refill_of(deed: Deed) -> Count | None:
    """What a deed asks to be filled, if it asks for that."""
    asked = effect_of(deed)
    return asked if isinstance(asked, Count) and asked.stage is Stage.LOW else None


def filling(spot: tuple[int, int], unit: int, amounts: tuple[Decimal, Decimal]) -> Count:
    """Ask that a bin be filled with an article: so much lies there, and so much is to.

    In the product's own `unit`. Of which lot, and from where, is for whoever reserves.
    """
    product, bin = spot
    there, wanted = amounts
    about = (product, there, wanted, None, None, bin, unit)
    return Count(*about, Stage.LOW, Occasion.OWN)


def asking(spot: tuple[int, str | None, int], unit: int, expected: Decimal) -> Count:
    """Ask that an article (and lot) be counted in a bin, where the books are most likely wrong.

    `unit` is the product's own, `expected` what the books have there.
    """
    product, lot, bin = spot
    nothing = Decimal(0)
    about = (product, nothing, expected, None, lot, bin, unit)
    return Count(*about, Stage.ASKED, Occasion.ASKED)


def check_so_many(counted: Decimal, unit: Unit) -> Problem | None:
    """Say what is wrong with an amount that is there, in `unit`; there may be none."""
    return check_amount(counted, unit) if counted else None


def check_counted_in(bin: Location | None, company: int) -> Problem | None:
    """Say why nobody counts in a place; what lies in a bin that was closed is counted as well."""
    if bin is None:
        return Problem.BIN_MISSING
    if bin.company not in {None, company}:
        return Problem.COMPANY_MISMATCH
    return None if bin.kind is LocationKind.BIN else Problem.BIN_ELSEWHERE


def is_found_elsewhere(deed: Count, serials: frozenset[str]) -> bool:
    """Say whether a piece that was counted as missing lies in another place by now."""
    return deed.quantity < 0 and deed.lot in serials


def _check_whole(deed: Count, facts: Facts, *, is_serial: bool) -> Problem | None:
    if facts.there is not None and facts.there.quantity != deed.expected:
        return Problem.MOVED_MEANWHILE
    if is_serial and deed.quantity > 0 and deed.lot in facts.serials:
        return Problem.SERIAL_TWICE
    # What is only told, or waits for somebody's yes, stands behind all that is refused.
    return Problem.VARIANCE_LARGE if deed.needs and not deed.approved_by else None
