"""Labels that flows ask for: each holds what its template asks for, whatever the goods are."""

from datetime import date

import pytest

from app.base.decision import AtPrinter, Do, Refuse
from app.base.messages import Action, Tapped
from app.base.printing import LabelWanted, Occasion
from app.base.wanted import goods_label, hold_label, pack_label
from app.putaway.flow import decide
from app.runtime.stationery import APPS_OWN
from scanners.codes.gtin import check_digit
from scanners.labels.fault import Fault
from scanners.labels.wish import To
from scanners.printers.printer import Speaks
from sync.core.slices import Found
from tests.flows.floor import BIN, DRILL, MILK, NAILS, TODAY
from tests.flows.test_putaway import DRILLS, WHITE, holding, said, session_with, slice_of

SSCC = "340123450000000018"
ZEBRA = Speaks(To.ZPL, 203)


@pytest.mark.parametrize(
    ("wanted", "label"),
    [
        (goods_label(MILK, "L-1", date(2027, 6, 30)), "lot"),
        (goods_label(DRILL, None, None), "case"),
        (goods_label(NAILS, None, None), "lot"),
        (pack_label("PALLET-7"), "package"),
        (hold_label(DRILL, None, ("Failed a check", "WH/IN/7"), "Ida", TODAY), "hold"),
    ],
)
def test_a_label_can_be_written(wanted: LabelWanted, label: str):
    written = APPS_OWN.write(wanted, ZEBRA)
    assert not isinstance(written, Fault), written
    assert wanted.label in {label, "case"}


def test_a_pack_with_an_sscc_gets_the_logistic_label_and_keeps_the_number():
    number = SSCC[:17] + check_digit(SSCC[:17])
    wanted = pack_label(number)
    assert (wanted.label, wanted.occasion) == ("sscc", Occasion.PACK)
    assert isinstance(APPS_OWN.write(wanted, ZEBRA), bytes)


def test_goods_put_into_a_bin_let_their_label_go_along():
    done = decide(holding(DRILLS, 10), said("A-01-02"), slice_of(DRILLS, found=Found(bins=(BIN,))))
    assert isinstance(done, Do)
    assert [one.occasion for one in done.labels] == [Occasion.PUTAWAY]


def test_the_label_of_what_is_in_the_hand_is_printed_at_the_dock():
    asked = decide(holding(WHITE, 4), Tapped(Action.PRINT_LABEL), slice_of(WHITE))
    assert isinstance(asked, AtPrinter)
    assert isinstance(asked.deed, LabelWanted)
    assert dict(asked.deed.data)["lot"] == "L-1"
    nothing = decide(session_with(), Tapped(Action.PRINT_LABEL), slice_of(WHITE))
    assert isinstance(nothing, Refuse)
