"""Which printer a hold's label will come out of is seen before the check begins."""

from dataclasses import replace

from app.check.view.check import view
from app.ui.looks import Badge, Mark
from tests.flows.test_check import AT, rule, slice_


def test_the_printer_is_seen_before_the_check_begins():
    seen, badge = slice_(rule("looks")), Badge(Mark.DONE)
    assert view(seen, replace(AT, printer="DOCK2"), badge).card.printer == "Printer DOCK2"
    assert view(seen, AT, badge).card.printer == "", "where there is none, nothing is said"
