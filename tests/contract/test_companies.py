"""On a real Odoo: goods between two companies, and what an order hears of a return."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from sync.core.lifecycle import Outcome
from sync.core.operations import Move
from sync.core.page import Table
from sync.core.problems import Problem
from sync.core.records import LocationKind, Stock, Work
from sync.core.returning import Fate, Grade
from sync.erp.choose import Odoo, open_remote
from tests.contract.answers import FILED, said
from tests.contract.conftest import RIG
from tests.contract.device import Device
from tests.contract.edge import out
from tests.contract.erps import Erp, Scope
from tests.contract.odoo_erp import OdooOffice, odoo_erp
from tests.contract.test_arrived import arrived
from tests.contract.test_crossing import between, sent
from tests.contract.test_returned import back
from tests.rigs import seed
from tests.rigs.running import RunningOdoo

D = Decimal
KINDS = (
    pytest.param("odoo", marks=RIG, id="odoo"),
    pytest.param("odoo_addon", marks=RIG, id="addon"),
)


@pytest.fixture(params=KINDS)
def rig(request: pytest.FixtureRequest) -> RunningOdoo:
    odoo: RunningOdoo = request.getfixturevalue(request.param)
    return odoo


@pytest.fixture
def south(rig: RunningOdoo) -> Iterator[Device]:
    """A device of the first company."""
    with odoo_erp(rig) as erp, asyncio.Runner() as runner:
        yield _at(erp, runner)
        runner.run(erp.remote.close())


@pytest.fixture
def north(rig: RunningOdoo) -> Iterator[Device]:
    """A device of the other company, whose user has no right in the first."""
    with odoo_erp(rig) as erp, asyncio.Runner() as runner:
        own = replace(_north(rig, erp), remote=open_remote(_door(rig, seed.CLERK_NORTH)))
        yield replace(_at(own, runner), name="NORTH1")
        runner.run(own.remote.close())


def _at(erp: Erp, runner: asyncio.Runner) -> Device:
    device = Device(erp, runner)
    device.pull()
    return device


def _door(rig: RunningOdoo, login: str) -> Odoo:
    return Odoo(rig.url, rig.database, rig.keys[login])


def _north(rig: RunningOdoo, erp: Erp) -> Erp:
    [house] = rig.person.find(
        "stock.warehouse",
        [["code", "=", seed.NORTH_WAREHOUSE]],
        ["company_id", "in_type_id", "int_type_id", "out_type_id", "lot_stock_id"],
    )
    place = house["lot_stock_id"][1]
    scope = Scope(house["company_id"][0], house["id"], place, place, ())
    return replace(erp, office=OdooOffice(rig.person, house), scope=scope)


def taken_in(device: Device, code: str, amount: str, lot: str | None = None) -> Move:
    product, bin = device.product(code), device.place(device.erp.scope.bin)
    goods = (product.id, D(amount), D(amount), None, lot)
    return Move(*goods, between(device).id, bin.id, product.unit, paper="T-17")


def _papers(rig: RunningOdoo, op_id: str) -> list[tuple[int, str]]:
    rows = rig.person.find("stock.picking", [["origin", "ilike", op_id]], ["company_id", "state"])
    return [(row["company_id"][0], row["state"]) for row in rows]


def test_both_companies_have_their_papers_and_each_sees_its_own(
    rig: RunningOdoo, south: Device, north: Device
):
    code, office = seed.PAINT.code, south.erp.office
    # A lot that came in belongs to no company, as its article does.
    assert said(south.push(arrived(south, code, "7", "IC-1"))) == [FILED]
    assert said(south.push(sent(south, code, "5", "IC-1"))) == [FILED]
    assert office.stock(code, south.erp.scope.bin, "IC-1") == 2
    north.pull()
    assert north.amount(code, between(north).name, "IC-1") == 5
    assert said(north.push(taken_in(north, code, "5", "IC-1"))) == [FILED]
    assert office.stock(code, north.erp.scope.bin, "IC-1") == 5
    companies = [south.erp.scope.company, north.erp.scope.company]
    assert _papers(rig, south.filed[1].op_id) == [(companies[0], "done")]
    assert _papers(rig, north.filed[0].op_id) == [(companies[1], "done")]
    for device, own in zip((south, north), companies, strict=True):
        device.pull()
        works: list[Work] = list(device.mirror[Table.DOCUMENTS].values())
        rows: list[Stock] = list(device.mirror[Table.STOCK].values())
        assert {work.document.company for work in works} <= {own}
        assert {row.company for row in rows} <= {own, None}
        assert device.amount(code, between(device).name, "IC-1") == 0


def test_the_other_company_may_be_the_sooner_to_tell(south: Device, north: Device):
    code, office = seed.LADDER.code, south.erp.office
    office.put(code, south.erp.scope.bin, "3")
    south.pull()
    north.pull()
    was = north.amount(code, between(north).name)
    there = office.stock(code, north.erp.scope.bin)
    assert said(north.push(taken_in(north, code, str(was + 3)))) == [FILED]
    assert said(south.push(sent(south, code, "3"))) == [FILED]
    assert office.stock(code, north.erp.scope.bin) == there + was + 3
    south.pull()
    assert south.amount(code, between(south).name) == 0
    assert said(north.push(north.undo(1))) == [FILED]
    assert said(south.push(south.undo(1))) == [FILED]
    assert office.stock(code, north.erp.scope.bin) == there


def test_a_lot_that_a_count_found_crosses_too_and_is_not_in_two_companies(
    south: Device, north: Device
):
    code, office = seed.PAINT.code, south.erp.office
    found = south.count(code, "3", "0", "FOUND-IC")
    assert said(south.push(found, sent(south, code, "3", "FOUND-IC"))) == [FILED] * 2
    north.pull()
    assert said(north.push(taken_in(north, code, "3", "FOUND-IC"))) == [FILED]
    assert office.stock(code, north.erp.scope.bin, "FOUND-IC") == 3
    # The other company has it; who it was may not be seen from here.
    [late] = south.push(south.undo(2))
    assert (late.outcome, late.problem) == (Outcome.EXCEPTION, Problem.TAKEN_IN)
    assert late.changed_by in {"", north.filed[-1].who.user}
    assert office.stock(code, south.erp.scope.bin, "FOUND-IC") == 0
    south.pull()
    assert south.amount(code, between(south).name, "FOUND-IC") == 0


def test_an_order_hears_of_what_comes_back_and_of_taking_that_back(rig: RunningOdoo, south: Device):
    person, office, bin = rig.person, south.erp.office, south.erp.scope.bin
    code = seed.LADDER.code
    office.put(code, bin, "4")
    [customer] = person.find("res.partner", [["name", "=", seed.CUSTOMER]], ["id"])
    line = {"product_id": person.product(code), "product_uom_qty": 4}
    vals = {
        "partner_id": customer["id"],
        "warehouse_id": south.erp.scope.warehouse,
        "order_line": [[0, 0, line]],
    }
    [order] = person.call("sale.order", "create", vals_list=[vals])
    person.call("sale.order", "action_confirm", ids=[order])
    [delivery] = person.find("stock.picking", [["sale_id", "=", order]], ["name"])
    name = delivery["name"]
    south.pull()
    where = south.mirror[Table.LOCATIONS][south.work(name).document.destination].name
    assert said(south.push(south.move_line(name, code, "4", (bin, where)))) == [FILED]
    assert said(south.push(south.finish(name))) == [FILED]
    assert _delivered(rig, order) == 4
    south.pull()
    deed = back(
        south, code, "3", paper=name, grade=Grade.AS_NEW, fate=Fate.RESTOCK,
        returned=south.line(name, code).id,
    )  # fmt: skip
    assert south.mirror[Table.LOCATIONS][deed.source].kind is LocationKind.CUSTOMER
    assert said(south.push(deed)) == [FILED]
    assert _delivered(rig, order) == 1
    assert office.returned(name) == {code: D(3)}
    assert said(south.push(south.undo(len(south.filed)))) == [FILED]
    assert _delivered(rig, order) == 4


def _delivered(rig: RunningOdoo, order: int) -> float:
    [row] = rig.person.find("sale.order.line", [["order_id", "=", order]], ["qty_delivered"])
    amount: float = row["qty_delivered"]
    return amount


def test_what_is_thrown_away_stands_among_odoos_scraps_with_its_reason(
    rig: RunningOdoo, south: Device
):
    code, office = seed.PAINT.code, south.erp.office
    office.put(code, south.erp.scope.bin, "2", "WET-1")
    south.pull()
    assert said(south.push(out(south, code, "2", "WET-1"))) == [FILED]
    lot = ["lot_id.name", "=", "WET-1"]
    fields = ["scrap_qty", "state", "scrap_reason_tag_ids", "move_ids"]
    rows = rig.person.find("stock.scrap", [lot], fields)
    modules = rig.person.find("ir.module.module", [["name", "=", seed.ADDON]], ["state"])
    if not modules or modules[0]["state"] != "installed":
        assert rows == [], "a plain Odoo keeps the reason in the transfer's origin"
        return
    [row] = rows
    assert (row["scrap_qty"], row["state"], len(row["move_ids"])) == (2, "done", 1)
    tags = rig.person.find(
        "stock.scrap.reason.tag", [["id", "in", row["scrap_reason_tag_ids"]]], ["name"]
    )
    assert [tag["name"] for tag in tags] == ["Broken"]


def test_a_lot_kept_in_one_company_is_told_so_and_no_other_company_takes_it_in(
    rig: RunningOdoo, south: Device, north: Device
):
    code, own = seed.PAINT.code, south.erp.scope.company
    south.erp.office.put(code, south.erp.scope.bin, "2", "KEPT-IC")
    [lot] = rig.person.find("stock.lot", [["name", "=", "KEPT-IC"]], ["id"])
    rig.person.call("stock.lot", "write", ids=[lot["id"]], vals={"company_id": own})
    for device in (south, north):
        device.pull()
    # What an app refuses by, before the goods leave.
    assert _company_of(south, "KEPT-IC") == [own]
    assert _company_of(north, "KEPT-IC") == []
    # And why: from between, nobody there could take it in.
    [late] = north.push(taken_in(north, code, "2", "KEPT-IC"))
    assert late.outcome is Outcome.EXCEPTION
    assert south.erp.office.stock(code, north.erp.scope.bin, "KEPT-IC") == 0


def _company_of(device: Device, lot: str) -> list[int | None]:
    return [one.company for one in device.mirror[Table.LOTS].values() if one.name == lot]
