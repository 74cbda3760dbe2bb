"""A bin runs low: a picker asks for more, and whoever fills it does it once."""

from dataclasses import replace
from decimal import Decimal

from app.base.decision import Ask, Do, Refuse
from app.base.messages import Action, Tapped
from app.base.session import Putaway
from app.pick.flow import decide
from app.pick.view import view
from app.putaway.flow import decide as put_away
from app.ui.looks import Badge, Mark
from sync.core.counting import filling
from sync.core.moved_slices import Refill, StandingRow, Target, Why
from sync.core.operations import Move, Stage, Undo
from sync.core.slices import Found
from tests.flows import test_putaway
from tests.flows.floor import BIN, DRILL, FAR_BIN, PIECES
from tests.flows.test_pick import DRILLS, MILKS, SHELF, at, lying, slice_of
from tests.flows.test_putaway import holding, said

D = Decimal


def asked_at(slice_):
    """Whoever stands at the first bin calls it short, and has it filled."""
    short = decide(at(slice_, BIN), Tapped(Action.SHORT), slice_)
    assert isinstance(short, Ask)
    look = view(slice_, short.session, Badge(Mark.DONE)).question
    assert look is not None
    [refill] = [one for one in look.choices if one.value == "refill"]
    assert len(look.choices) <= 6
    return decide(short.session, Tapped(refill.action, refill.value), slice_)


def test_two_taps_ask_for_what_the_walk_still_wants_and_the_stop_comes_last():
    there = (lying(DRILL, 4), lying(DRILL, 50, SHELF))
    slice_ = slice_of(DRILLS, MILKS, lying=there, here=BIN)
    done = asked_at(slice_)
    assert isinstance(done, Do)
    assert (done.deed.stage, done.deed.bin, done.deed.lot) == (Stage.LOW, BIN.id, None)
    assert (done.deed.counted, done.deed.expected, done.deed.quantity) == (4, 14, 0)
    assert done.session.place.skipped == (DRILLS.key,)
    assert done.session.hand.question is None


def test_what_lies_nowhere_else_is_not_asked_for():
    slice_ = slice_of(DRILLS, MILKS, lying=(lying(DRILL, 4),), here=BIN)
    assert isinstance(asked_at(slice_), Refuse)


def test_who_fills_the_bin_takes_the_wish_back_in_the_same_touch():
    asked = filling((DRILL.id, FAR_BIN.id), 1, (D(0), D(10)))
    row = StandingRow(
        DRILL, PIECES, None, BIN, D(10), Target(FAR_BIN, Why.REFILL), refill=Refill("op-1", asked)
    )
    session = replace(holding(row, 10), place=Putaway(planned=True))
    slice_ = test_putaway.slice_of(row, found=Found(bins=(FAR_BIN,)))
    done = put_away(session, said(FAR_BIN.barcode or FAR_BIN.label), slice_)
    assert isinstance(done, Do)
    assert isinstance(done.deed, Move)
    assert (done.deed.source, done.deed.bin, done.deed.quantity) == (BIN.id, FAR_BIN.id, 10)
    assert done.also == (Undo("op-1", asked),)
