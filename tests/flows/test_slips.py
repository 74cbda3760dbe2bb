"""Slips of a whole document: what is to be fetched, and what was sent in which pack."""

from dataclasses import replace

from app.base.decision import AtPrinter, Do
from app.base.messages import Action, Tapped
from app.base.printing import Occasion
from app.base.session import Pick
from app.base.slips import LINES_MAX, delivery_slip
from app.pack.flow import decide as decide_pack
from app.pick.flow import decide
from scanners.codes.house import Command
from sync.core.pack_slices import PackedRow, PackSlice
from tests.flows import test_pack as packing
from tests.flows.floor import DRILL, MILK, PIECES
from tests.flows.test_pick import DRILLS, MILKS, ORDER, SECOND, D, command, session_with, slice_of


def test_the_slip_of_a_walk_is_of_the_order_that_is_next():
    other = replace(DRILLS, document=SECOND, line=replace(DRILLS.line, id=11, document=SECOND.id))
    slice_ = slice_of(other, DRILLS, MILKS, documents=(ORDER, SECOND))
    session = replace(session_with(), place=Pick((ORDER.id, SECOND.id)))
    for message in (command(Command.LABEL), Tapped(Action.PRINT_LABEL)):
        printed = decide(session, message, slice_)
        assert isinstance(printed, AtPrinter)
        data = dict(printed.deed.data)
        assert (printed.deed.label, data["document"]) == ("pick", SECOND.name)
        assert [one["bin"] for one in data["lines"]] == ["A-01-02"]
    chosen = decide(session, Tapped(Action.TAKE_LINE, DRILLS.key), slice_).session
    lines = dict(decide(chosen, command(Command.LABEL), slice_).deed.data)["lines"]
    assert [one["amount"] for one in lines] == ["10 pcs", "6 pcs"]


def test_the_slip_of_a_delivery_says_what_is_in_which_pack():
    rows = (
        PackedRow(10, DRILL, PIECES, None, D(4), "PACK-1"),
        PackedRow(11, MILK, PIECES, "NEAR", D(2), None),
    )
    slice_ = PackSlice(slice_of(), rows)
    slip = delivery_slip(slice_, Occasion.SLIP)
    assert slip is not None
    data = dict(slip.data)
    assert (slip.label, slip.occasion, data["document"]) == ("slip", Occasion.SLIP, ORDER.name)
    assert [(one["package"], one["amount"]) for one in data["lines"]] == [
        ("PACK-1", "4 pcs"),
        ("–", "2 pcs"),
    ]
    many = replace(slice_, packed=rows * LINES_MAX)
    cut = delivery_slip(many, Occasion.SLIP)
    assert cut is not None
    assert len(dict(cut.data)["lines"]) == LINES_MAX
    assert delivery_slip(replace(slice_, packed=()), Occasion.SLIP) is None


def test_it_goes_along_with_the_finish():
    slice_ = packing.slice_of(packed=(packing.inside("BOX-1", 10),))
    loaded = packing.at(loaded=("BOX-1",))
    done = decide_pack(loaded, Tapped(Action.FINISH), slice_)
    assert isinstance(done, Do), done
    assert [one.occasion for one in done.labels] == [Occasion.SLIP]
