"""What was moved and set aside: so many stay, or another lot, or it is booked once counted."""

from decimal import Decimal

from app.base.decision import Ask
from app.base.messages import Action, Answered
from app.base.session import Question
from app.settle.flow import decide
from sync.core.operations import Choice, Move, MoveLine
from tests.flows.desk import P, deeds, tapped
from tests.flows.floor import BIN, DRILL, PAINT, PIECES, RECEIPT
from tests.flows.parked import at_desk, desk, row

D = Decimal
PICKED = MoveLine(RECEIPT.id, 10, DRILL.id, D(6), D(6), None, None, BIN.id, 99, PIECES.id)
MOVED = Move(PAINT.id, D(2), D(2), None, "L-X", BIN.id, 12, PIECES.id)


def test_of_too_many_some_stay_and_the_others_go_back():
    slice_ = desk(row("a", PICKED, P.QUANTITY_OVER))
    asked = decide(at_desk(), tapped(Action.FILE), slice_)
    assert isinstance(asked, Ask)
    assert asked.session.hand.question is Question.QUANTITY
    [settle] = deeds(decide(asked.session, Answered("4"), slice_))
    assert (settle.choice, settle.deed.quantity, settle.deed.scanned) == (Choice.FILE, 4, 4)
    assert settle.deed.source == BIN.id


def test_another_lot_of_what_was_moved_is_filed():
    slice_ = desk(row("a", MOVED, P.LOT_UNKNOWN))
    asked = decide(at_desk(), tapped(Action.FILE), slice_)
    [settle] = deeds(decide(asked.session, Answered("L-1"), slice_))
    assert (settle.deed.lot, settle.deed.quantity) == ("L-1", 2)


def test_what_the_books_lacked_is_booked_as_it_was_taken_once_it_is_counted():
    slice_ = desk(row("a", PICKED, P.SOURCE_SHORT))
    [settle] = deeds(decide(at_desk(), tapped(Action.FILE), slice_))
    assert settle.deed == PICKED
