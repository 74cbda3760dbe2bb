"""May goods come back, or go back, by this paper? They do by the one they went or came by."""

from collections.abc import Mapping
from decimal import Decimal

from sync.core.operations import Move
from sync.core.problems import Problem
from sync.core.quantity import ZERO

Left = Mapping[str | None, Decimal]
"""How much of each lot went by a line, less what came back of it; in the article's own unit."""


def check_by_paper(deed: Move, left: Left | None) -> Problem | None:
    """Say why so much does not come back by that paper; one that nobody knows says nothing."""
    if left is None or deed.returned is None:
        return None
    if deed.lot not in left and any(lot is not None for lot in left):
        return Problem.LOT_NOT_ON_PAPER
    # An article may have got lots since it was sent: then only their sum is known.
    whole = left[deed.lot] if deed.lot in left else sum(left.values(), ZERO)
    return Problem.MORE_THAN_PAPER if deed.quantity > whole else None


def less(left: dict[str | None, Decimal], lot: str | None, amount: Decimal) -> None:
    """Take off what came back; where lots came or went since, off what the paper had."""
    known = lot if lot in left else next(iter(left), None)
    left[known] = left.get(known, ZERO) - amount
