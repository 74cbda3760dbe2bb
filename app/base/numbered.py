"""Serial numbers in the hand while goods come in: each scan is one more, until there is a bin."""

from dataclasses import replace
from decimal import Decimal

from app.base.coming import HELD
from app.base.decision import Refuse
from app.base.session import Hand, Session
from app.base.wording import problem_text
from sync.core.moved_slices import MoveSlice
from sync.core.operations import Move
from sync.core.problems import Problem
from sync.core.quantity import ONE, ZERO
from sync.core.records import Product


def named(hand: Hand) -> tuple[str, ...]:
    """The serial numbers that are in the hand."""
    return (*hand.pieces, *((hand.lot,) if hand.lot else ()))


def with_pieces(
    session: Session, product: Product, names: tuple[str, ...], slice_: MoveSlice
) -> Hand | Refuse:
    """Take one serial number more into the hand, or several; without any the next is asked for."""
    hand = session.hand
    held = hand if hand.row else Hand(product=product.id, bin=hand.bin, scanned=ZERO, row=HELD)
    here = {name for id, name in slice_.serials if id == product.id}
    here |= {row.lot for row in slice_.places if row.product.id == product.id and row.lot}
    for at, name in enumerate(names):
        if name in {*named(held), *names[:at], *here}:
            return Refuse(session, problem_text(Problem.SERIAL_TWICE, lot=name))
    every = (*named(held), *names)
    amount = Decimal(len(every) or 1)
    held = replace(held, amount=amount, scanned=amount, packaging=None)
    # Scanned by its article alone, the next piece is still to be named.
    return replace(held, pieces=every[:-1] if names else every, lot=every[-1] if names else None)


def each(deed: Move, hand: Hand) -> tuple[Move, ...]:
    """One deed for each serial number in the hand; of all else there is one."""
    if not hand.pieces:
        return (deed,)
    return tuple(replace(deed, quantity=ONE, scanned=ONE, lot=name) for name in named(hand))
