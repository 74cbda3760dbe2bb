"""What a received receipt does in the ERP: stock, lots, dates, backorders, each once."""

from datetime import timedelta
from decimal import Decimal

import pytest

from sync.core.lifecycle import Outcome
from sync.core.operations import Rest
from sync.core.page import Table
from sync.core.records import DocumentState
from tests.contract.device import Device
from tests.contract.erps import Erp


def announced(device: Device, *lines: tuple[str, str]) -> str:
    name = device.erp.office.make_receipt(lines)
    device.pull()
    return name


def all_applied(device: Device, *deeds) -> None:
    outcomes = [(result.outcome, result.problem) for result in device.push(*deeds)]
    assert outcomes == [(Outcome.APPLIED, None)] * len(deeds)


@pytest.mark.parametrize("rest", Rest)
def test_in_full(erp: Erp, device: Device, rest: Rest):
    plain, bin = erp.goods.plain, erp.scope.bin
    before = erp.office.stock(plain, bin)
    name = announced(device, (plain, "10"))
    all_applied(device, device.receive(name, plain, "4"), device.receive(name, plain, "6"))
    assert erp.office.stock(plain, bin) == before, "goods are in stock when the receipt is done"
    all_applied(device, device.finish(name, rest))
    assert erp.office.stock(plain, bin) == before + 10
    assert erp.office.state(name) is DocumentState.DONE
    assert erp.office.backorders(name) == []


def test_over(erp: Erp, device: Device):
    plain, bin = erp.goods.plain, erp.scope.bin
    before = erp.office.stock(plain, bin)
    name = announced(device, (plain, "10"))
    all_applied(device, device.receive(name, plain, "12"), device.finish(name))
    assert erp.office.stock(plain, bin) == before + 12
    assert erp.office.backorders(name) == []


def test_short_and_the_rest_stays_open(erp: Erp, device: Device):
    plain, other, bin = erp.goods.plain, erp.goods.other, erp.scope.bin
    before = erp.office.stock(plain, bin)
    name = announced(device, (plain, "10"), (other, "5"))
    all_applied(device, device.receive(name, plain, "7"), device.finish(name))
    assert erp.office.stock(plain, bin) == before + 7
    assert erp.office.state(name) is DocumentState.DONE
    [backorder] = erp.office.backorders(name)
    assert backorder != name
    assert erp.office.demands(backorder) == {plain: Decimal(3), other: Decimal(5)}
    assert erp.office.state(backorder) is DocumentState.READY


def test_the_backorder_can_be_received_too(erp: Erp, device: Device):
    plain, other, bin = erp.goods.plain, erp.goods.other, erp.scope.bin
    before = erp.office.stock(plain, bin), erp.office.stock(other, bin)
    name = announced(device, (plain, "10"), (other, "5"))
    all_applied(device, device.receive(name, plain, "7"), device.finish(name))
    device.pull()
    [backorder] = erp.office.backorders(name)
    work = device.work(backorder)
    assert work.document.backorder_of == device.work(name).document.id
    assert {line.demand for line in work.lines} == {Decimal(3), Decimal(5)}
    assert {line.done for line in work.lines} == {Decimal(0)}
    all_applied(
        device,
        device.receive(backorder, plain, "3"),
        device.receive(backorder, other, "5"),
        device.finish(backorder),
    )
    after = erp.office.stock(plain, bin), erp.office.stock(other, bin)
    assert after == (before[0] + 10, before[1] + 5)
    assert erp.office.backorders(backorder) == []


def test_short_and_the_rest_is_dropped(erp: Erp, device: Device):
    plain, other, bin = erp.goods.plain, erp.goods.other, erp.scope.bin
    before = erp.office.stock(plain, bin), erp.office.stock(other, bin)
    name = announced(device, (plain, "10"), (other, "5"))
    all_applied(device, device.receive(name, plain, "7"), device.finish(name, Rest.DROPPED))
    assert (erp.office.stock(plain, bin), erp.office.stock(other, bin)) == (
        before[0] + 7,
        before[1],
    )
    assert erp.office.state(name) is DocumentState.DONE
    assert erp.office.backorders(name) == []


def test_two_lots_are_made(erp: Erp, device: Device):
    lot, bin = erp.goods.lot, erp.scope.bin
    name = announced(device, (lot, "20"))
    all_applied(
        device,
        device.receive(name, lot, "12", "LOT-A"),
        device.receive(name, lot, "5", "LOT-B"),
        device.receive(name, lot, "3", "LOT-A"),
        device.finish(name),
    )
    assert {"LOT-A", "LOT-B"} <= set(erp.office.lots(lot))
    assert erp.office.stock(lot, bin, "LOT-A") == 15
    assert erp.office.stock(lot, bin, "LOT-B") == 5


def test_a_lot_that_is_known_is_used_again(erp: Erp, device: Device):
    lot, bin = erp.goods.lot, erp.scope.bin
    for amount in ("2", "3"):
        name = announced(device, (lot, amount))
        all_applied(device, device.receive(name, lot, amount, "LOT-A"), device.finish(name))
    assert list(erp.office.lots(lot)).count("LOT-A") == 1
    assert erp.office.stock(lot, bin, "LOT-A") == 5
    device.pull()
    assert device.amount(lot, bin, "LOT-A") == 5


def test_the_expiry_is_kept_on_the_lot(erp: Erp, device: Device):
    fresh, bin = erp.goods.fresh, erp.scope.bin
    soon, later = erp.today + timedelta(45), erp.today + timedelta(200)
    name = announced(device, (fresh, "40"))
    all_applied(
        device,
        device.receive(name, fresh, "30", "FRESH-A", soon),
        device.receive(name, fresh, "10", "FRESH-B", later),
        device.finish(name),
    )
    lots = erp.office.lots(fresh)
    assert (lots["FRESH-A"], lots["FRESH-B"]) == (soon, later)
    assert erp.office.stock(fresh, bin, "FRESH-A") == 30
    device.pull()
    seen = {lot.name: lot.expiry for lot in device.mirror[Table.LOTS].values()}
    assert (seen["FRESH-A"], seen["FRESH-B"]) == (soon, later)


def test_a_known_lot_keeps_its_date(erp: Erp, device: Device):
    fresh = erp.goods.fresh
    first, second = erp.today + timedelta(45), erp.today + timedelta(200)
    for expiry in (first, second):
        name = announced(device, (fresh, "1"))
        all_applied(
            device, device.receive(name, fresh, "1", "FRESH-A", expiry), device.finish(name)
        )
    assert erp.office.lots(fresh)["FRESH-A"] == first


def test_serials_are_one_piece_each(erp: Erp, device: Device):
    serial, bin = erp.goods.serial, erp.scope.bin
    name = announced(device, (serial, "3"))
    all_applied(
        device,
        device.receive(name, serial, "1", "TEST-SN-1"),
        device.receive(name, serial, "1", "TEST-SN-2"),
        device.finish(name),
    )
    for number in ("TEST-SN-1", "TEST-SN-2"):
        assert erp.office.stock(serial, bin, number) == 1
    [backorder] = erp.office.backorders(name)
    assert erp.office.demands(backorder) == {serial: Decimal(1)}


def test_into_two_bins(erp: Erp, device: Device):
    plain, bin, other = erp.goods.plain, erp.scope.bin, erp.scope.other_bin
    before = erp.office.stock(plain, bin), erp.office.stock(plain, other)
    name = announced(device, (plain, "10"))
    all_applied(
        device,
        device.receive(name, plain, "4"),
        device.receive(name, plain, "6", bin=other),
        device.finish(name),
    )
    after = erp.office.stock(plain, bin), erp.office.stock(plain, other)
    assert after == (before[0] + 4, before[1] + 6)


def test_decimals_are_exact(erp: Erp, device: Device):
    weighed, bin = erp.goods.weighed, erp.scope.bin
    before = erp.office.stock(weighed, bin)
    name = announced(device, (weighed, "1"))
    deeds = [device.receive(name, weighed, amount) for amount in ("0.1", "0.2", "0.35")]
    all_applied(device, *deeds, device.finish(name))
    assert erp.office.stock(weighed, bin) == before + Decimal("0.65")
    [backorder] = erp.office.backorders(name)
    assert erp.office.demands(backorder) == {weighed: Decimal("0.35")}


def test_what_is_taken_back_is_not_received(erp: Erp, device: Device):
    lot, bin = erp.goods.lot, erp.scope.bin
    name = announced(device, (lot, "20"))
    all_applied(
        device,
        device.receive(name, lot, "5", "LOT-A"),
        device.receive(name, lot, "8", "LOT-B"),
    )
    all_applied(device, device.undo(1))
    all_applied(device, device.finish(name))
    assert erp.office.stock(lot, bin, "LOT-A") == 0
    assert erp.office.stock(lot, bin, "LOT-B") == 8
    [backorder] = erp.office.backorders(name)
    assert erp.office.demands(backorder) == {lot: Decimal(12)}
