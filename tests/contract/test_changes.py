"""What comes back: own effects with their watermark, other people's changes, deletions."""

from datetime import timedelta
from decimal import Decimal

from sync.core.records import DocumentState, Entry
from tests.contract.device import Device
from tests.contract.erps import Erp


def test_a_new_receipt_arrives(erp: Erp, device: Device):
    name = erp.office.make_receipt([(erp.goods.plain, "10")])
    assert device.find_work(name) is None
    device.pull()
    assert device.line(name, erp.goods.plain).demand == 10


def test_own_work_comes_back_with_its_number(erp: Erp, device: Device):
    fresh, bin, other = erp.goods.fresh, erp.scope.bin, erp.scope.other_bin
    expiry = erp.today + timedelta(90)
    name = erp.office.make_receipt([(fresh, "40")])
    device.pull()
    assert device.applied_seq == 0
    before = device.work(name).document.version
    device.push(
        device.receive(name, fresh, "12", "FRESH-A", expiry),
        device.receive(name, fresh, "5", "FRESH-A", expiry),
        device.receive(name, fresh, "3", "FRESH-A", expiry, bin=other),
    )
    device.pull()
    assert device.applied_seq == 3
    line = device.line(name, fresh)
    assert line.done == 20
    assert line.demand == 40
    assert sorted(line.entries, key=lambda entry: -entry.quantity) == [
        Entry("FRESH-A", expiry, device.place(bin).id, Decimal(17)),
        Entry("FRESH-A", expiry, device.place(other).id, Decimal(3)),
    ]
    assert device.work(name).document.version != before


def test_what_was_taken_back_comes_back_so(erp: Erp, device: Device):
    plain = erp.goods.plain
    name = erp.office.make_receipt([(plain, "10")])
    device.pull()
    device.push(device.receive(name, plain, "4"))
    device.push(device.undo(1))
    device.pull()
    assert (device.line(name, plain).done, device.line(name, plain).entries) == (0, ())
    assert device.applied_seq == 2


def test_a_finished_receipt_comes_back_with_stock_and_lots(erp: Erp, device: Device):
    lot, bin = erp.goods.lot, erp.scope.bin
    name = erp.office.make_receipt([(lot, "20")])
    device.pull()
    device.push(device.receive(name, lot, "15", "LOT-A"), device.finish(name))
    device.pull()
    assert device.work(name).document.state is DocumentState.DONE
    assert device.line(name, lot).done == 15
    assert device.amount(lot, bin, "LOT-A") == 15
    [backorder] = erp.office.backorders(name)
    assert device.line(backorder, lot).demand == 5
    assert device.applied_seq == 2


def test_a_cancelled_receipt_is_told(erp: Erp, device: Device):
    name = erp.office.make_receipt([(erp.goods.plain, "10")])
    device.pull()
    erp.office.cancel(name)
    device.pull()
    assert device.work(name).document.state is DocumentState.CANCELLED


def test_a_deleted_receipt_goes(erp: Erp, device: Device):
    name = erp.office.make_receipt([(erp.goods.plain, "10")])
    device.pull()
    erp.office.cancel(name)
    erp.office.remove(name)
    # An ERP without a log of what went finds it by the sums.
    device.pull(sums=True)
    assert device.find_work(name) is None


def test_other_devices_numbers_are_theirs(erp: Erp, device: Device):
    plain = erp.goods.plain
    name = erp.office.make_receipt([(plain, "10")])
    device.pull()
    device.push(device.receive(name, plain, "4"))
    other = device.another()
    other.pull()
    assert other.applied_seq == 0
    assert other.line(name, plain).done == 4


def test_changes_lead_where_a_first_pull_leads(erp: Erp, device: Device):
    plain, lot, goods = erp.goods.plain, erp.goods.lot, erp.goods
    names = [erp.office.make_receipt([(plain, "10"), (lot, "6")]) for _ in range(3)]
    device.pull()
    device.push(
        device.receive(names[0], plain, "7"),
        device.receive(names[0], lot, "6", "LOT-A"),
        device.finish(names[0]),
        device.receive(names[1], lot, "1", "LOT-A"),
    )
    erp.office.cancel(names[2])
    erp.office.make_receipt([(goods.weighed, "0.5")])
    device.pull()
    new = device.another()
    new.pull()
    assert device.open_mirror() == new.open_mirror()
