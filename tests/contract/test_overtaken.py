"""What is put away before the ERP made the transfer for it: it asks for what is left, no more."""

from decimal import Decimal

import pytest

from sync.core.lifecycle import Outcome
from sync.core.operations import Choice, Deed, Settle
from sync.core.page import Table
from sync.core.problems import Problem
from sync.core.records import OPEN_STATES, DocumentKind, DocumentState, Line, Work
from tests.contract.device import Device
from tests.contract.erps import Erp
from tests.contract.test_moved import all_applied, said

D = Decimal
FILED = (Outcome.APPLIED, None)


@pytest.fixture
def places(erp: Erp, device: Device) -> tuple[str, str]:
    """The dock of a building that takes goods in by two steps, and a bin behind it."""
    dock = erp.office.take_in_by(2)[0]
    device.pull()
    return dock, erp.scope.bin


def open_lines(device: Device, dock: str) -> list[tuple[str, Decimal, Decimal]]:
    """What open transfers ask for from the dock: article, demand, and planned."""
    device.pull()
    works: list[Work] = list(device.mirror[Table.DOCUMENTS].values())
    here = device.place(dock).id
    lines: list[Line] = [
        line
        for work in works
        if work.document.kind is DocumentKind.TRANSFER and work.document.source == here
        if work.document.state in OPEN_STATES
        for line in work.lines
    ]
    products = device.mirror[Table.PRODUCTS]
    return sorted(
        (products[line.product].code, line.demand, sum((one.quantity for one in line.planned), D()))
        for line in lines
    )


def twice(device: Device, deed: Deed) -> None:
    """Sent again, as where an answer was lost."""
    one = device.write(deed)
    assert said(device.send([one])) == said(device.send([one])) == [FILED]
    device.answered_seq = one.seq


def came(device: Device, dock: str, *goods: tuple[str, str, str | None]) -> str:
    """Received and finished: the ERP makes the transfer for it, and the device knows of none."""
    name = device.erp.office.make_receipt([(code, amount) for code, amount, _ in goods])
    device.pull()
    received = [device.receive(name, code, much, lot, bin=dock) for code, much, lot in goods]
    all_applied(device, *received, device.finish(name))
    return name


def test_the_transfer_of_what_is_put_away_already_is_cancelled(
    erp: Erp, device: Device, places: tuple[str, str]
):
    code, office, (dock, bin) = erp.goods.boxed, erp.office, places
    before = office.stock(code, bin)
    name = came(device, dock, (code, "10", None))
    [planned] = office.after(name)
    twice(device, device.move(code, "10", places))
    assert (office.stock(code, dock), office.stock(code, bin)) == (0, before + 10)
    assert office.state(planned) is DocumentState.CANCELLED
    assert open_lines(device, dock) == []


def test_of_a_part_the_rest_is_asked_for_and_put_away_by_it(
    erp: Erp, device: Device, places: tuple[str, str]
):
    code, office, (dock, _) = erp.goods.boxed, erp.office, places
    name = came(device, dock, (code, "10", None))
    [planned] = office.after(name)
    twice(device, device.move(code, "4", places))
    assert open_lines(device, dock) == [(code, 6, 6)]
    all_applied(device, device.move_line(planned, code, "6", places), device.finish(planned))
    assert (office.stock(code, dock), office.state(planned)) == (0, DocumentState.DONE)
    assert open_lines(device, dock) == []


def test_two_devices_at_one_pile(erp: Erp, device: Device, places: tuple[str, str]):
    code, office, (dock, _) = erp.goods.boxed, erp.office, places
    [planned] = office.after(came(device, dock, (code, "10", None)))
    other = device.another()
    other.pull()
    all_applied(device, device.move(code, "4", places))
    all_applied(other, other.move(code, "5", places))
    assert open_lines(device, dock) == [(code, 1, 1)]
    all_applied(device, device.move(code, "1", places))
    assert office.state(planned) is DocumentState.CANCELLED


def test_what_is_taken_back_is_work_again_once(erp: Erp, device: Device, places: tuple[str, str]):
    code, office, (dock, _) = erp.goods.boxed, erp.office, places
    came(device, dock, (code, "10", None))
    all_applied(device, device.move(code, "10", places))
    number = len(device.filed)
    all_applied(device, device.undo(number))
    assert said(device.push(device.undo(number))) == [(Outcome.DUPLICATE, Problem.ALREADY_UNDONE)]
    assert office.stock(code, dock) == 10
    assert open_lines(device, dock) == [(code, 10, 10)]
    all_applied(device, device.move(code, "10", places))
    assert open_lines(device, dock) == []


def test_of_two_lots_the_other_is_still_asked_for(
    erp: Erp, device: Device, places: tuple[str, str]
):
    lot, plain, (dock, _) = erp.goods.lot, erp.goods.boxed, places
    came(device, dock, (lot, "4", "OVT-1"), (lot, "3", "OVT-2"), (plain, "2", None))
    all_applied(device, device.move(lot, "4", places, "OVT-1"))
    assert open_lines(device, dock) == sorted([(lot, 3, 3), (plain, 2, 2)])
    all_applied(device, device.move(lot, "3", places, "OVT-2"), device.move(plain, "2", places))
    assert open_lines(device, dock) == []


def test_what_was_to_go_by_another_place_stays_open_for_the_office(erp: Erp, device: Device):
    code, (dock, _, _) = erp.goods.boxed, erp.office.take_in_by(3)
    device.pull()
    came(device, dock, (code, "10", None))
    all_applied(device, device.move(code, "4", (dock, erp.scope.bin)))
    assert [line[:2] for line in open_lines(device, dock)] == [(code, 10)]


def test_what_a_person_files_after_all_counts_as_well(
    erp: Erp, device: Device, places: tuple[str, str]
):
    lot, (dock, _) = erp.goods.lot, places
    came(device, dock, (lot, "4", "OVT-3"))
    wrong = device.move(lot, "4", places, "OVT-9")
    assert said(device.push(wrong)) == [(Outcome.EXCEPTION, Problem.LOT_UNKNOWN)]
    assert open_lines(device, dock) == [(lot, 4, 4)]
    target = device.filed[-1].op_id
    right = device.move(lot, "4", places, "OVT-3")
    all_applied(device, Settle(target, 0, Choice.FILE, right))
    assert open_lines(device, dock) == []
