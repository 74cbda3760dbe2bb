"""No more comes back, or goes back, by a paper than went by it: set aside, and never booked."""

from decimal import Decimal

import pytest

from sync.core.lifecycle import Outcome
from sync.core.operations import Choice, Settle
from sync.core.page import Table
from sync.core.problems import Problem
from sync.core.returning import Fate
from tests.contract.device import Device
from tests.contract.erps import Erp
from tests.contract.test_returned import FILED, back, said, to_supplier

D = Decimal
TOO_MANY = (Outcome.EXCEPTION, Problem.MORE_THAN_PAPER)
OTHER_LOT = (Outcome.EXCEPTION, Problem.LOT_NOT_ON_PAPER)


@pytest.fixture
def clerk(device: Device) -> Device:
    device.pull()
    return device


def delivered(clerk: Device, code: str, amount: str, lot: str | None) -> tuple[str, int]:
    """A delivery that is done: its name, and its line."""
    erp, bin = clerk.erp, clerk.erp.scope.bin
    erp.office.put(code, bin, amount, *([lot] if lot else []))
    name = erp.office.make_delivery([(code, amount)])
    clerk.pull()
    where = clerk.mirror[Table.LOCATIONS][clerk.work(name).document.destination].name
    moved = clerk.move_line(name, code, amount, (bin, where), lot)
    assert said(clerk.push(moved, clerk.finish(name))) == [FILED] * 2
    clerk.pull()
    return name, clerk.line(name, code).id


def test_a_customer_sends_back_no_more_than_was_delivered(erp: Erp, clerk: Device):
    code = erp.goods.lot
    name, line = delivered(clerk, code, "6", "OVER")
    there = erp.office.stock(code, erp.scope.bin, "OVER")
    by = {"paper": name, "fate": Fate.RESTOCK, "returned": line}
    assert said(clerk.push(back(clerk, code, "7", "OVER", **by))) == [TOO_MANY]
    parked = clerk.filed[-1].op_id
    assert said(clerk.push(back(clerk, code, "4", "OVER", **by))) == [FILED]
    first = len(clerk.filed)
    # What one device brought back, another cannot know: the ERP holds the sum.
    other = clerk.another()
    other.pull()
    assert said(other.push(back(other, code, "3", "OVER", **by))) == [TOO_MANY]
    assert said(other.push(back(other, code, "1", "ELSE", **by))) == [OTHER_LOT]
    assert erp.office.stock(code, erp.scope.bin, "OVER") == there + 4
    fewer = Settle(parked, 0, Choice.FILE, back(clerk, code, "2", "OVER", **by))
    assert said(clerk.push(fewer)) == [FILED]
    assert erp.office.stock(code, erp.scope.bin, "OVER") == there + 6
    # What is taken back can come back again.
    assert said(clerk.push(clerk.undo(first))) == [FILED]
    assert said(clerk.push(back(clerk, code, "5", "OVER", **by))) == [TOO_MANY]
    assert said(clerk.push(back(clerk, code, "4", "OVER", **by))) == [FILED]
    assert erp.office.stock(code, erp.scope.bin, "OVER") == there + 6


def test_a_piece_that_was_never_on_it_does_not_come_back_by_it(erp: Erp, clerk: Device):
    code = erp.goods.serial
    name, line = delivered(clerk, code, "1", "PAPER-1")
    by = {"paper": name, "fate": Fate.RESTOCK, "returned": line}
    assert said(clerk.push(back(clerk, code, "1", "PAPER-2", **by))) == [OTHER_LOT]
    assert said(clerk.push(back(clerk, code, "1", "PAPER-1", **by))) == [FILED]
    assert said(clerk.push(back(clerk, code, "1", "PAPER-2"))) == [FILED], "without its paper"


def test_no_more_goes_back_to_a_supplier_than_came_and_it_is_linked(erp: Erp, clerk: Device):
    code, bin = erp.goods.lot, erp.scope.bin
    name = erp.office.make_receipt([(code, "5")])
    clerk.pull()
    came = clerk.receive(name, code, "5", lot="CAME")
    assert said(clerk.push(came, clerk.finish(name))) == [FILED] * 2
    erp.office.put(code, bin, "9", "CAME")
    clerk.pull()
    line = clerk.line(name, code).id
    by = {"paper": name, "returned": line}
    there = erp.office.stock(code, bin, "CAME")
    assert said(clerk.push(to_supplier(clerk, code, "6", "CAME", **by))) == [TOO_MANY]
    assert said(clerk.push(to_supplier(clerk, code, "3", "CAME", **by))) == [FILED]
    assert said(clerk.push(to_supplier(clerk, code, "3", "CAME", **by))) == [TOO_MANY]
    assert erp.office.stock(code, bin, "CAME") == there - 3
    assert erp.office.returned(name) == {code: D(3)}
    assert said(clerk.push(clerk.undo(len(clerk.filed) - 1))) == [FILED]
    assert said(clerk.push(to_supplier(clerk, code, "5", "CAME", **by))) == [FILED]
