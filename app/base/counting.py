"""How far a count is from the books, by the rules of the house."""

from decimal import Decimal

from app.base.session import Session
from sync.core.count_slices import CountRow
from sync.core.quantity import ZERO


def expected_of(row: CountRow) -> Decimal:
    """What the books had when it was begun; of what nobody found, what they have now."""
    return row.expected if row.counted is not None else row.now


def is_far(session: Session, row: CountRow) -> bool:
    """Say whether another person has to look before the books follow."""
    amounts = (expected_of(row), row.counted or ZERO)
    return session.rules.is_far(session.scope, row.product, amounts)
