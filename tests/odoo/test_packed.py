"""Goods in packs are moved out of them, or with them: nothing is left over, and nothing is less."""

import asyncio
from collections.abc import Iterator
from decimal import Decimal

import pytest

from sync.core.lifecycle import Outcome
from tests.contract.device import Device
from tests.contract.odoo_erp import odoo_erp
from tests.rigs.running import RunningOdoo

pytestmark = pytest.mark.odoo
PACKED = ["location_id", "package_id", "quantity"]


@pytest.fixture(params=["odoo", "odoo_addon"])
def running(request: pytest.FixtureRequest) -> RunningOdoo:
    found: RunningOdoo = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def device(running: RunningOdoo) -> Iterator[Device]:
    with odoo_erp(running) as erp, asyncio.Runner() as runner:
        yield Device(erp, runner)
        runner.run(erp.remote.close())


def lying(running: RunningOdoo, code: str) -> set[tuple[str, str, float]]:
    domain = [["product_id.default_code", "=", code], ["location_id.usage", "=", "internal"]]
    rows = running.person.find("stock.quant", domain, PACKED)
    return {
        (row["location_id"][1][-7:], row["package_id"][1] if row["package_id"] else "", amount)
        for row in rows
        if (amount := row["quantity"])
    }


def packed(running: RunningOdoo, device: Device, code: str) -> None:
    """Ten loose in the bin, and ten in a pack there."""
    office, bin = device.erp.office, device.erp.scope.bin
    office.put(code, bin, "10")
    [pack] = running.person.call("stock.package", "create", vals_list=[{"name": "PALLET-7"}])
    place = running.person.find("stock.location", [["complete_name", "=", bin]], ["id"])[0]["id"]
    vals = {"product_id": running.person.product(code), "location_id": place, "package_id": pack}
    context = {"inventory_mode": True}
    quants = running.person.call(
        "stock.quant", "create", vals_list=[{**vals, "inventory_quantity": 10}], context=context
    )
    running.person.call("stock.quant", "action_apply_inventory", ids=quants, context=context)


def test_loose_goods_go_first_and_a_whole_pack_goes_along(running: RunningOdoo, device: Device):
    code, places = device.erp.goods.boxed, (device.erp.scope.bin, device.erp.scope.other_bin)
    packed(running, device, code)
    device.pull()
    results = device.push(device.move(code, "12", places))
    assert [one.outcome for one in results] == [Outcome.APPLIED], results
    assert lying(running, code) == {("A-01-01", "PALLET-7", 8), ("B-02-04", "", 12)}
    device.push(device.move(code, "8", places))
    assert lying(running, code) == {("B-02-04", "PALLET-7", 8), ("B-02-04", "", 12)}
    device.push(device.undo(2))
    assert sum(amount for _, _, amount in lying(running, code)) == 20
    assert all(amount > 0 for _, _, amount in lying(running, code))


def test_a_transfer_takes_them_too(running: RunningOdoo, device: Device):
    code, scope = device.erp.goods.boxed, device.erp.scope
    packed(running, device, code)
    name = device.erp.office.make_transfer([(code, "20")], scope.other_bin)
    device.pull()
    assert device.line(name, code).planned, "reserved, loose and packed"
    line = device.move_line(name, code, "20", (scope.bin, scope.other_bin))
    results = device.push(line, device.finish(name))
    assert [one.outcome for one in results] == [Outcome.APPLIED] * 2, results
    assert lying(running, code) == {("B-02-04", "PALLET-7", 10), ("B-02-04", "", 10)}
    assert device.line(name, code).demand == Decimal(20)
