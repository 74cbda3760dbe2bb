"""How operations are filed: each once, in order, and a bad one never blocks the others."""

from dataclasses import replace

from sync.core.lifecycle import STEP_OF, Outcome
from sync.core.operations import Rest
from sync.core.problems import Problem
from sync.core.records import DocumentState
from tests.contract.device import Device
from tests.contract.erps import Erp

NO_LINE = 99_999_999


def announced(device: Device, *lines: tuple[str, str]) -> str:
    name = device.erp.office.make_receipt(lines)
    device.pull()
    return name


def said(results) -> list[tuple[Outcome, Problem | None]]:
    return [(result.outcome, result.problem) for result in results]


def parked(problem: Problem) -> tuple[Outcome, Problem]:
    return (Outcome.EXCEPTION, problem)


APPLIED = (Outcome.APPLIED, None)


def test_sent_again_is_done_once(erp: Erp, device: Device):
    lot, bin = erp.goods.lot, erp.scope.bin
    name = announced(device, (lot, "20"))
    first = device.push(device.receive(name, lot, "5", "LOT-A"))
    again = device.send(device.filed)
    assert [STEP_OF[result.outcome] for result in again] == [STEP_OF[first[0].outcome]]
    more = device.push(device.receive(name, lot, "6", "LOT-A"), device.finish(name))
    repeated = device.send(device.filed)
    steps = [STEP_OF[result.outcome] for result in (*first, *more)]
    assert [STEP_OF[result.outcome] for result in repeated] == steps
    assert erp.office.stock(lot, bin, "LOT-A") == 11
    assert len(erp.office.backorders(name)) == 1


def test_an_answer_that_was_lost_half_way_does_not_double(erp: Erp, device: Device):
    plain, bin = erp.goods.plain, erp.scope.bin
    before = erp.office.stock(plain, bin)
    name = announced(device, (plain, "10"))
    one, two = (device.write(device.receive(name, plain, amount)) for amount in ("2", "3"))
    three = device.write(device.finish(name, Rest.DROPPED))
    device.send([one, two])
    assert len(device.send([one, two, three])) == 3
    assert erp.office.stock(plain, bin) == before + 5


def test_two_devices_on_one_receipt(erp: Erp, device: Device):
    plain, bin = erp.goods.plain, erp.scope.bin
    before = erp.office.stock(plain, bin)
    name = announced(device, (plain, "10"))
    other = device.another()
    other.pull()
    assert said(device.push(device.receive(name, plain, "4"))) == [APPLIED]
    assert said(other.push(other.receive(name, plain, "6"))) == [APPLIED]
    device.pull()
    assert device.line(name, plain).done == 10
    assert said(device.push(device.finish(name))) == [APPLIED]
    assert erp.office.stock(plain, bin) == before + 10
    assert erp.office.backorders(name) == []


def test_a_bad_one_does_not_block_the_others(erp: Erp, device: Device):
    plain, bin = erp.goods.plain, erp.scope.bin
    before = erp.office.stock(plain, bin)
    name = announced(device, (plain, "10"))
    bad = replace(device.receive(name, plain, "1"), line=NO_LINE)
    results = device.push(
        device.receive(name, plain, "2"),
        bad,
        device.receive(name, plain, "3"),
        device.finish(name, Rest.DROPPED),
    )
    assert said(results) == [APPLIED, parked(Problem.LINE_MISSING), APPLIED, APPLIED]
    assert erp.office.stock(plain, bin) == before + 5
    device.pull()
    assert device.applied_seq == results[-1].seq


def test_a_receipt_that_was_closed_meanwhile(erp: Erp, device: Device):
    plain = erp.goods.plain
    name = announced(device, (plain, "10"))
    erp.office.validate(name)
    before = erp.office.stock(plain, erp.scope.bin)
    results = device.push(device.receive(name, plain, "3"), device.finish(name))
    assert said(results) == [
        parked(Problem.DOCUMENT_DONE),
        (Outcome.DUPLICATE, Problem.DOCUMENT_DONE),
    ]
    assert erp.office.stock(plain, erp.scope.bin) == before
    assert erp.office.state(name) is DocumentState.DONE


def test_a_receipt_that_was_cancelled_meanwhile(erp: Erp, device: Device):
    plain = erp.goods.plain
    name = announced(device, (plain, "10"))
    erp.office.cancel(name)
    results = device.push(device.receive(name, plain, "3"), device.finish(name))
    assert said(results) == [parked(Problem.DOCUMENT_CANCELLED)] * 2
    assert erp.office.state(name) is DocumentState.CANCELLED


def test_a_receipt_that_was_deleted_meanwhile(erp: Erp, device: Device):
    plain = erp.goods.plain
    name = announced(device, (plain, "10"))
    erp.office.cancel(name)
    erp.office.remove(name)
    results = device.push(device.receive(name, plain, "3"), device.finish(name))
    assert said(results) == [parked(Problem.DOCUMENT_MISSING)] * 2


def test_nothing_received_is_not_finished(erp: Erp, device: Device):
    plain, bin = erp.goods.plain, erp.scope.bin
    before = erp.office.stock(plain, bin)
    name = announced(device, (plain, "10"))
    assert said(device.push(device.finish(name))) == [parked(Problem.NOTHING_RECEIVED)]
    assert erp.office.state(name) is DocumentState.READY
    assert erp.office.stock(plain, bin) == before


def test_a_serial_is_in_one_place_only(erp: Erp, device: Device):
    serial, bin, other = erp.goods.serial, erp.scope.bin, erp.scope.other_bin
    name = announced(device, (serial, "1"))
    device.push(device.receive(name, serial, "1", "TEST-SN-1"), device.finish(name))
    second = announced(device, (serial, "1"))
    results = device.push(
        device.receive(second, serial, "1", "TEST-SN-1", bin=other), device.finish(second)
    )
    # Whether the scan or the closing is parked is the ERP's way; that it is said is not.
    assert parked(Problem.SERIAL_TWICE) in said(results)
    assert erp.office.stock(serial, bin, "TEST-SN-1") == 1
    assert erp.office.stock(serial, other, "TEST-SN-1") == 0
    assert erp.office.state(second) is DocumentState.READY


def test_taken_back_twice_is_taken_back_once(erp: Erp, device: Device):
    plain, bin = erp.goods.plain, erp.scope.bin
    before = erp.office.stock(plain, bin)
    name = announced(device, (plain, "10"))
    device.push(device.receive(name, plain, "4"), device.receive(name, plain, "5"))
    results = device.push(device.undo(1), device.undo(1), device.finish(name))
    assert said(results) == [APPLIED, (Outcome.DUPLICATE, Problem.ALREADY_UNDONE), APPLIED]
    assert erp.office.stock(plain, bin) == before + 5


def test_what_is_not_known_cannot_be_taken_back(erp: Erp, device: Device):
    plain = erp.goods.plain
    name = announced(device, (plain, "10"))
    device.push(device.receive(name, plain, "4"))
    unknown = replace(device.undo(1), target="01890000-0000-7000-8000-000000000000")
    assert said(device.push(unknown)) == [parked(Problem.UNDO_TARGET_MISSING)]
    device.pull()
    assert device.line(name, plain).done == 4


def test_after_the_receipt_is_done_nothing_is_taken_back(erp: Erp, device: Device):
    plain, bin = erp.goods.plain, erp.scope.bin
    before = erp.office.stock(plain, bin)
    name = announced(device, (plain, "4"))
    device.push(device.receive(name, plain, "4"), device.finish(name))
    assert said(device.push(device.undo(1))) == [parked(Problem.DOCUMENT_DONE)]
    assert erp.office.stock(plain, bin) == before + 4
