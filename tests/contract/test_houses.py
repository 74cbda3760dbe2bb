"""On a real Odoo: a transfer that the office plans from house to house, with both its sides."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from sync.core.operations import ReceiveLine
from sync.core.page import Table
from sync.core.records import DocumentKind, DocumentState, LocationKind
from tests.contract.answers import FILED, said
from tests.contract.conftest import RIG
from tests.contract.device import Device
from tests.contract.erps import Scope
from tests.contract.odoo_erp import OdooOffice, odoo_erp
from tests.rigs import seed
from tests.rigs.running import RunningOdoo

D = Decimal
KINDS = (
    pytest.param("odoo", marks=RIG, id="odoo"),
    pytest.param("odoo_addon", marks=RIG, id="addon"),
)
LOT = "HOUSE-1"


@pytest.fixture(params=KINDS)
def rig(request: pytest.FixtureRequest) -> RunningOdoo:
    odoo: RunningOdoo = request.getfixturevalue(request.param)
    return odoo


@pytest.fixture
def sender(rig: RunningOdoo) -> Iterator[Device]:
    with odoo_erp(rig) as erp, asyncio.Runner() as runner:
        device = Device(erp, runner)
        device.pull()
        yield device
        runner.run(erp.remote.close())


def _other_house(rig: RunningOdoo, sender: Device) -> Device:
    """A device in another warehouse of the same company."""
    person, company = rig.person, sender.erp.scope.company
    vals = {"name": "East", "code": "EAST", "company_id": company}
    [house] = person.call("stock.warehouse", "create", vals_list=[vals])
    fields = ["company_id", "in_type_id", "int_type_id", "out_type_id", "lot_stock_id"]
    [row] = person.find("stock.warehouse", [["id", "=", house]], fields)
    place = row["lot_stock_id"][1]
    scope = Scope(company, house, place, place, ())
    erp = replace(sender.erp, office=OdooOffice(person, row), scope=scope)
    return replace(sender.another(), erp=erp, name="EAST1")


def _planned(rig: RunningOdoo, sender: Device, receiver: Device) -> tuple[str, str]:
    """What Odoo's own resupply makes of it: out by way of the transit, and in from there."""
    person, company = rig.person, sender.erp.scope.company
    found = person.find("res.company", [["id", "=", company]], ["internal_transit_location_id"])
    transit = found[0]["internal_transit_location_id"][0]
    person.call("stock.location", "write", ids=[transit], vals={"active": True})
    office, other = sender.erp.office, receiver.erp.office
    assert isinstance(office, OdooOffice)
    assert isinstance(other, OdooOffice)
    names, before = [], []
    for kind, source, target in (
        (office.warehouse["out_type_id"][0], office.warehouse["lot_stock_id"][0], transit),
        (other.warehouse["in_type_id"][0], transit, other.warehouse["lot_stock_id"][0]),
    ):
        places = {"location_id": source, "location_dest_id": target}
        move = office._move(seed.PAINT.code, "4") | places | {"move_orig_ids": [[6, 0, before]]}
        head = {"picking_type_id": kind, "origin": "T-0001", "move_ids": [[0, 0, move]], **places}
        made = person.call("stock.picking", "create", vals_list=[head])
        person.call("stock.picking", "action_confirm", ids=made)
        [row] = person.find("stock.picking", [["id", "in", made]], ["name", "move_ids"])
        names.append(row["name"])
        before = row["move_ids"]
    person.call("stock.picking", "action_assign", ids=[office._id(names[0])])
    return names[0], names[1]


def test_who_sends_sees_it_leave_and_the_other_receives_it_from_between(
    rig: RunningOdoo, sender: Device
):
    office, bin = sender.erp.office, sender.erp.scope.bin
    office.put(seed.PAINT.code, bin, "4", LOT)
    receiver = _other_house(rig, sender)
    out, into = _planned(rig, sender, receiver)
    sender.pull()
    receiver.pull()
    coming = receiver.work(into).document
    assert (coming.kind, coming.state) == (DocumentKind.RECEIPT, DocumentState.WAITING)
    between = receiver.mirror[Table.LOCATIONS][coming.source]
    assert between.kind is LocationKind.TRANSIT
    assert sender.work(out).document.kind is DocumentKind.DELIVERY
    assert sender.find_work(into) is None, "each house has its own papers"
    goods = sender.move_line(out, seed.PAINT.code, "4", (bin, between.name), LOT)
    assert said(sender.push(goods, sender.finish(out))) == [FILED] * 2
    receiver.pull()
    assert receiver.work(into).document.state is DocumentState.READY
    assert receiver.amount(seed.PAINT.code, between.name, LOT) == 4
    line = receiver.line(into, seed.PAINT.code)
    place = receiver.place(receiver.erp.scope.bin).id
    came = ReceiveLine(
        *(line.document, line.id, line.product, D(4), D(4), None, LOT, None, place), unit=line.unit
    )
    assert said(receiver.push(came, receiver.finish(into))) == [FILED] * 2
    receiver.pull()
    assert receiver.erp.office.stock(seed.PAINT.code, receiver.erp.scope.bin, LOT) == 4
    assert receiver.amount(seed.PAINT.code, between.name, LOT) == 0
