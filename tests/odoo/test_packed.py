"""Goods in packs are moved out of them, or with them: nothing is left over, and nothing is less."""

import asyncio
from collections.abc import Iterator
from decimal import Decimal

import pytest

from sync.core.lifecycle import Outcome
from tests.contract.conftest import RIG
from tests.contract.device import Device
from tests.contract.odoo_erp import OdooOffice, odoo_erp
from tests.rigs.odoo_person import Person
from tests.rigs.running import OdooSite, RunningOdoo

PACKED = ["location_id", "package_id", "quantity"]
COUNTING = {"inventory_mode": True}
FIXTURE_OF = {"odoo": "plain", "odoo_addon": "addon"}
THIRD_BIN = "WH/Stock/B/B-02/B-02-03"
ERPS = [pytest.param(name, marks=RIG) for name in FIXTURE_OF]


# One database each for all the cases, side by side: each case begins with goods counted anew.
@pytest.fixture(scope="module")
def plain(odoo_site: OdooSite) -> Iterator[Device]:
    with odoo_site.database("test") as running:
        yield from working_on(running)


@pytest.fixture(scope="module")
def addon(odoo_site: OdooSite) -> Iterator[Device]:
    with odoo_site.database("test_addon", odoo_site.with_addon) as running:
        yield from working_on(running)


@pytest.fixture(params=ERPS)
def device(request: pytest.FixtureRequest) -> Device:
    found: Device = request.getfixturevalue(FIXTURE_OF[request.param])
    return found


def working_on(running: RunningOdoo) -> Iterator[Device]:
    with odoo_erp(running) as erp, asyncio.Runner() as runner:
        yield Device(erp, runner)
        runner.run(erp.remote.close())


def office(device: Device) -> Person:
    assert isinstance(device.erp.office, OdooOffice)
    return device.erp.office.person


def lying(device: Device, code: str) -> set[tuple[str, str, float]]:
    domain = [["product_id.default_code", "=", code], ["location_id.usage", "=", "internal"]]
    rows = office(device).find("stock.quant", domain, PACKED)
    return {
        (row["location_id"][1][-7:], row["package_id"][1] if row["package_id"] else "", amount)
        for row in rows
        if (amount := row["quantity"])
    }


def packed(device: Device, loose: int, *packs: int) -> str:
    """So much of an article loose in the bin, so much in each pack there, and none elsewhere."""
    person, code, bin = office(device), device.erp.goods.boxed, device.erp.scope.bin
    there = [["product_id.default_code", "=", code], ["location_id.usage", "=", "internal"]]
    old = [row["id"] for row in person.find("stock.quant", there, ["id"])]
    if old:
        # That nothing is there is what a quant says before anybody counts: it must change to it.
        for count in (1, 0):
            vals = {"inventory_quantity": count}
            person.call("stock.quant", "write", ids=old, vals=vals, context=COUNTING)
        person.call("stock.quant", "action_apply_inventory", ids=old, context=COUNTING)
    [place] = person.find("stock.location", [["complete_name", "=", bin]], ["id"])
    named = [{"name": f"PALLET-{number}"} for number in range(7, 7 + len(packs))]
    made = person.call("stock.package", "create", vals_list=named) if named else []
    goods = {"product_id": person.product(code), "location_id": place["id"]}
    vals_list = [
        {**goods, "package_id": pack, "inventory_quantity": amount}
        for pack, amount in zip([False, *made], [loose, *packs], strict=True)
        if amount
    ]
    new = person.call("stock.quant", "create", vals_list=vals_list, context=COUNTING)
    person.call("stock.quant", "action_apply_inventory", ids=new, context=COUNTING)
    return code


def transfer(device: Device, code: str, amount: str) -> str:
    name = device.erp.office.make_transfer([(code, amount)], device.erp.scope.other_bin)
    device.pull()
    return name


def brought(device: Device, name: str, *deeds: tuple[str, str]) -> None:
    """Bring so much into each bin, all in one request."""
    code, bin = device.erp.goods.boxed, device.erp.scope.bin
    applied(device, *(device.move_line(name, code, amount, (bin, to)) for amount, to in deeds))


def applied(device: Device, *deeds) -> None:
    results = device.push(*deeds)
    assert [one.outcome for one in results] == [Outcome.APPLIED] * len(deeds), results


def test_loose_goods_go_first_and_a_whole_pack_goes_along(device: Device):
    code, places = (
        packed(device, 10, 10),
        (device.erp.scope.bin, device.erp.scope.other_bin),
    )
    device.pull()
    applied(device, device.move(code, "12", places))
    assert lying(device, code) == {("A-01-01", "PALLET-7", 8), ("B-02-04", "", 12)}
    applied(device, device.move(code, "8", places))
    assert lying(device, code) == {("B-02-04", "PALLET-7", 8), ("B-02-04", "", 12)}
    applied(device, device.undo(len(device.filed)))
    assert sum(amount for _, _, amount in lying(device, code)) == 20
    assert all(amount > 0 for _, _, amount in lying(device, code))


def test_a_transfer_takes_them_too(device: Device):
    code, scope = packed(device, 10, 10), device.erp.scope
    name = transfer(device, code, "20")
    assert device.line(name, code).planned, "reserved, loose and packed"
    line = device.move_line(name, code, "20", (scope.bin, scope.other_bin))
    applied(device, line, device.finish(name))
    assert lying(device, code) == {("B-02-04", "PALLET-7", 10), ("B-02-04", "", 10)}
    assert device.line(name, code).demand == Decimal(20)


def test_a_second_scan_takes_no_more_loose_goods_than_there_are(device: Device):
    code, other = packed(device, 3, 10), device.erp.scope.other_bin
    name = transfer(device, code, "13")
    brought(device, name, ("3", other))
    brought(device, name, ("5", other))
    applied(device, device.finish(name))
    assert lying(device, code) == {("A-01-01", "PALLET-7", 5), ("B-02-04", "", 8)}


def test_two_bins_in_one_write_do_not_share_the_same_goods(device: Device):
    code, other = packed(device, 3, 10), device.erp.scope.other_bin
    name = transfer(device, code, "13")
    brought(device, name, ("3", other), ("3", THIRD_BIN))
    applied(device, device.finish(name))
    assert lying(device, code) == {
        ("A-01-01", "PALLET-7", 7),
        ("B-02-04", "", 3),
        ("B-02-03", "", 3),
    }


def test_what_comes_after_a_whole_pack_is_of_the_next_one(device: Device):
    code, other = packed(device, 0, 10, 6), device.erp.scope.other_bin
    name = transfer(device, code, "16")
    brought(device, name, ("10", other))
    brought(device, name, ("2", other))
    applied(device, device.finish(name))
    assert lying(device, code) == {
        ("A-01-01", "PALLET-8", 4),
        ("B-02-04", "PALLET-7", 10),
        ("B-02-04", "", 2),
    }


def test_a_pack_scanned_bit_by_bit_goes_along_until_some_is_taken_back(device: Device):
    other = device.erp.scope.other_bin
    for taken_back, lies in (
        (False, {("B-02-04", "PALLET-7", 10)}),
        (True, {("A-01-01", "PALLET-7", 6), ("B-02-04", "", 4)}),
    ):
        code = packed(device, 0, 10)
        name = transfer(device, code, "10")
        brought(device, name, ("4", other))
        brought(device, name, ("6", other))
        if taken_back:
            applied(device, device.undo(len(device.filed)))
        applied(device, device.finish(name))
        assert lying(device, code) == lies


@pytest.mark.parametrize("apart", [True, False], ids=["in two requests", "in one"])
def test_what_another_open_transfer_took_is_not_taken_again(device: Device, apart: bool):
    """Nobody has booked it: by its pack it is there still."""
    code, scope = packed(device, 3, 10), device.erp.scope
    first, second = (transfer(device, code, amount) for amount in ("6", "7"))
    places = (scope.bin, scope.other_bin)
    deeds = [
        device.move_line(name, code, amount, places)
        for name, amount in ((first, "6"), (second, "7"))
    ]
    for part in [deeds[:1], deeds[1:]] if apart else [deeds]:
        applied(device, *part)
    domain = [["picking_id.name", "=", second], ["picked", "=", True]]
    rows = office(device).find("stock.move.line", domain, ["package_id", "quantity"])
    taken = {(row["package_id"] and row["package_id"][1], row["quantity"]) for row in rows}
    assert taken == {("PALLET-7", 7)}
    applied(device, device.finish(first), device.finish(second))
    assert lying(device, code) == {("B-02-04", "", 13)}
