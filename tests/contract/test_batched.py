"""Orders that the ERP wants picked together: a device is told which; each is finished alone."""

from decimal import Decimal

from sync.core.lifecycle import Outcome
from sync.core.operations import Rest
from sync.core.records import DocumentState
from tests.contract.device import Device
from tests.contract.erps import Erp


def test_two_orders_of_a_batch_are_told_as_one_and_finished_one_by_one(erp: Erp, device: Device):
    code, bin_, office = erp.goods.boxed, erp.scope.bin, erp.office
    office.put(code, bin_, "12")
    one, other, alone = (office.make_delivery([(code, "4")]) for _ in range(3))
    device.pull()
    assert device.work(one).document.batch == ""
    batch = office.batch(one, other)
    device.pull()
    assert [device.work(name).document.batch for name in (one, other, alone)] == [batch, batch, ""]
    where = device.mirror["locations"][device.work(one).document.destination].name
    picked = [
        device.move_line(one, code, "4", (bin_, where)),
        device.move_line(other, code, "3", (bin_, where)),
    ]
    results = device.push(*picked, device.finish(one))
    assert {result.outcome for result in results} == {Outcome.APPLIED}
    device.pull()
    assert office.state(one) is DocumentState.DONE
    assert office.state(other) is not DocumentState.DONE, "nobody finished the rest of the batch"
    assert (device.line(other, code).done, device.work(other).document.batch) == (3, batch)
    assert device.push(device.finish(other, Rest.STAYS_OPEN))[0].outcome is Outcome.APPLIED
    [rest] = office.backorders(other)
    device.pull()
    assert device.work(rest).document.batch == "", "what is short is planned anew"
    assert device.line(rest, code).demand == Decimal(1)


def test_a_batch_that_is_taken_apart_is_told(erp: Erp, device: Device):
    code, bin_, office = erp.goods.boxed, erp.scope.bin, erp.office
    office.put(code, bin_, "8")
    one, other = (office.make_delivery([(code, "4")]) for _ in range(2))
    batch = office.batch(one, other)
    device.pull()
    assert device.work(other).document.batch == batch
    office.cancel(one)
    device.pull()
    assert device.work(other).document.batch == batch
    assert device.pull(sums=True)[-1].drift == ()
    assert not device.drift, "both sides make the same number of a document in a batch"
