"""What a supplier announced is told to devices: packs by their numbers, its own article numbers."""

from dataclasses import replace
from decimal import Decimal

from sync.core.lifecycle import Outcome
from sync.core.page import Table
from tests.contract.device import Device
from tests.contract.erps import Erp

PACK = "376123450000000013"


def test_an_announced_pack_is_told_with_what_is_in_it_and_can_be_received(erp: Erp, device: Device):
    plain, other, bin = erp.goods.plain, erp.goods.other, erp.scope.bin
    before = erp.office.stock(plain, bin)
    name = erp.office.make_receipt([(plain, "10"), (other, "5")])
    erp.office.announce(name, plain, PACK)
    device.pull()
    work = device.work(name)
    told = {
        line.product: [(one.package, one.quantity, one.source) for one in line.planned]
        for line in work.lines
    }
    assert told == {
        device.product(plain).id: [(PACK, Decimal(10), None)], device.product(other).id: []
    }  # fmt: skip
    whole = replace(device.receive(name, plain, "10"), package=PACK)
    assert [one.outcome for one in device.push(whole, device.finish(name))] == [Outcome.APPLIED] * 2
    assert erp.office.stock(plain, bin) == before + 10, "what was announced is not counted twice"
    device.pull()
    done = [entry for line in device.work(name).lines for entry in line.entries]
    assert [(one.package, one.quantity) for one in done] == [(PACK, Decimal(10))]


def test_what_a_supplier_calls_an_article_is_told(erp: Erp, device: Device):
    erp.office.call(erp.goods.plain, "V-4711")
    device.pull()
    told = {
        one.product for one in device.mirror[Table.SUPPLIER_CODES].values() if one.code == "V-4711"
    }
    assert told == {device.product(erp.goods.plain).id}
