"""A piece on its way that is in a bin again: nobody brings it back, or takes it in, once more."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from sync.core.lifecycle import Outcome
from sync.core.page import Table
from sync.core.problems import Problem
from sync.core.records import Location, LocationKind
from tests.contract.device import Device
from tests.contract.erps import Erp
from tests.contract.test_crossing import FILED, said, sent, taken_in
from tests.contract.test_returned import back, out

TWICE = (Outcome.EXCEPTION, Problem.SERIAL_TWICE)


@pytest.fixture
def clerk(device: Device) -> Device:
    device.pull()
    return device


@pytest.fixture
def ways(erp: Erp, clerk: Device) -> Iterator[list[Location]]:
    """The places between: that of all companies, and the company's own where it has one.

    Odoo has its own one put away until there is a second house.
    """
    places = clerk.mirror[Table.LOCATIONS].values()
    ours = (None, erp.scope.company)
    found = [one for one in places if one.kind is LocationKind.TRANSIT and one.company in ours]
    closed = [one.id for one in found if not one.active]
    _write(erp, closed, active=True)
    yield found
    _write(erp, closed, active=False)


def _write(erp: Erp, places: list[int], *, active: bool) -> None:
    if places:
        person = erp.office.person
        person.call("stock.location", "write", ids=places, vals={"active": active})


def test_what_came_back_is_not_taken_off_its_way_as_well(erp: Erp, clerk: Device):
    code, bin, piece = erp.goods.serial, erp.scope.bin, "WAY-SN"
    erp.office.put(code, bin, "1", piece)
    clerk.pull()
    send = sent(clerk, code, "1", piece)
    assert said(clerk.push(send)) == [FILED]
    at = len(clerk.filed)
    assert said(clerk.push(back(clerk, code, "1", piece))) == [FILED]
    assert said(clerk.push(clerk.undo(at))) == [TWICE]
    receiver = clerk.another()
    receiver.pull()
    assert said(receiver.push(taken_in(receiver, code, "1", piece))) == [TWICE]
    assert erp.office.stock(code, bin, piece) == 1
    assert erp.office.stock(code, erp.scope.other_bin, piece) == 0
    assert said(clerk.push(out(clerk, code, "1", piece))) == [FILED]
    assert said(clerk.push(clerk.undo(at))) == [FILED], "it is in no bin any more"
    assert erp.office.stock(code, bin, piece) == 1


def test_all_in_one_request_is_judged_as_one_by_one(erp: Erp, clerk: Device):
    code, bin, piece = erp.goods.serial, erp.scope.bin, "ONCE-SN"
    erp.office.put(code, bin, "1", piece)
    clerk.pull()
    send, returned = sent(clerk, code, "1", piece), back(clerk, code, "1", piece)
    written = [clerk.write(send), clerk.write(returned), clerk.write(clerk.undo(1))]
    written.append(clerk.write(taken_in(clerk, code, "1", piece)))
    assert said(clerk.send(written)) == [FILED, FILED, TWICE, TWICE]
    clerk.answered_seq = written[-1].seq
    assert said(clerk.push(clerk.undo(2), returned)) == [FILED, FILED]
    assert erp.office.stock(code, bin, piece) == 1


def test_what_the_other_took_in_is_not_brought_back_by_who_sent_it(erp: Erp, clerk: Device):
    code, bin, other, piece = erp.goods.serial, erp.scope.bin, erp.scope.other_bin, "GONE-SN"
    erp.office.put(code, bin, "1", piece)
    clerk.pull()
    assert said(clerk.push(sent(clerk, code, "1", piece))) == [FILED]
    receiver = clerk.another()
    receiver.pull()
    assert said(receiver.push(taken_in(receiver, code, "1", piece))) == [FILED]
    assert said(clerk.push(clerk.undo(1))) == [(Outcome.EXCEPTION, Problem.TAKEN_IN)]
    assert said(receiver.push(receiver.undo(1))) == [FILED]
    assert said(clerk.push(clerk.undo(1))) == [FILED]
    assert erp.office.stock(code, bin, piece) == 1
    assert erp.office.stock(code, other, piece) == 0


def test_a_piece_comes_off_every_way_it_was_sent_on(erp: Erp, clerk: Device, ways: list[Location]):
    code, bin, other, piece = erp.goods.serial, erp.scope.bin, erp.scope.other_bin, "EACH-SN"
    erp.office.put(code, bin, "1", piece)
    clerk.pull()
    assert ways
    for way in ways:
        assert said(clerk.push(sent(clerk, code, "1", piece, bin=way.id))) == [FILED], way.name
        assert said(clerk.push(clerk.undo(len(clerk.filed)))) == [FILED], way.name
        assert said(clerk.push(sent(clerk, code, "1", piece, bin=way.id))) == [FILED], way.name
        into = replace(taken_in(clerk, code, "1", piece), source=way.id)
        assert said(clerk.push(into)) == [FILED], way.name
        assert erp.office.stock(code, other, piece) == 1
        assert said(clerk.push(clerk.undo(len(clerk.filed)))) == [FILED], way.name
        assert said(clerk.push(clerk.undo(len(clerk.filed) - 2))) == [FILED], way.name
        assert erp.office.stock(code, bin, piece) == 1
