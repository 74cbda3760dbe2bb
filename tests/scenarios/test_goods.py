"""What the office does to bins, articles and people while goods are counted offline."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from sync.core.operations import Choice, Rest, Settle
from sync.core.policies import Amend
from sync.core.problems import Problem
from sync.core.records import DocumentState
from sync.core.scenarios import Scenario
from sync.core.slices import Scope
from sync.erp.choose import open_remote
from sync.erp.odoo import cursor
from tests.contract.odoo_erp import QUIET
from tests.rigs import seed
from tests.scenarios.conftest import Scene
from tests.scenarios.handheld import BIN, OTHER_BIN, Handheld
from tests.scenarios.test_receipts import PLACE, at_work, filed, handheld

pytestmark = pytest.mark.odoo

LADDER, CAMERA, GHOST = seed.LADDER.code, seed.CAMERA.code, seed.GHOST.code
OTHER_PLACE = "WH/Stock/B/B-02/B-02-04"


def refiled(device: Handheld, scene: Scene, document: str) -> None:
    """Finish the receipt, and nobody is asked."""
    device.did(device.finish(document))
    device.come_home()
    device.nothing_to_settle()
    assert scene.office.state(document) is DocumentState.DONE


def test_4_the_barcode_changed(scene: Scene, home: Scope, tmp_path: Path):
    name = scene.office.make_receipt([(LADDER, "3")])
    with at_work(scene, home, tmp_path / "one") as device:
        device.did(device.receive(name, LADDER, "3"))
        scene.write("product.product", scene.person.product(LADDER), barcode="9999999999994")
        scene.write("product.product", scene.person.product(GHOST), barcode=seed.LADDER.gtin)
        device.come_home()
        device.nothing_to_settle()
        filed(device, scene, name, LADDER, 3)
        assert scene.stock(GHOST) == {}


def test_5_the_bin_was_closed(scene: Scene, home: Scope, tmp_path: Path):
    name = scene.office.make_receipt([(LADDER, "3")])
    with at_work(scene, home, tmp_path / "one") as device:
        goods = device.receive(name, LADDER, "3")
        device.did(goods)
        scene.write("stock.location", scene.id("stock.location", barcode=BIN), active=False)
        before = scene.stock(LADDER)
        device.come_home()
        row = device.told(Scenario.BIN_ARCHIVED, Problem.BIN_CLOSED)
        assert row.amend is Amend.BIN
        assert (row.did.bin.label, row.did.bin.active) == (BIN, False)
        assert row.result.changed_by == scene.name
        elsewhere = replace(goods, bin=device.place(OTHER_BIN))
        device.choose(row, Choice.FILE, elsewhere)
        refiled(device, scene, name)
        assert scene.stock(LADDER) == {**before, OTHER_PLACE: 3}


def test_9_the_bin_takes_no_goods_any_more(scene: Scene, home: Scope, tmp_path: Path):
    name = scene.office.make_receipt([(LADDER, "3")])
    with at_work(scene, home, tmp_path / "one") as device:
        goods = device.receive(name, LADDER, "3")
        device.did(goods)
        scene.write("stock.location", scene.id("stock.location", barcode=BIN), usage="view")
        before = scene.stock(LADDER)
        device.come_home()
        row = device.told(Scenario.BIN_BLOCKED, Problem.BIN_ELSEWHERE)
        device.choose(row, Choice.FILE, replace(goods, bin=device.place(OTHER_BIN)))
        refiled(device, scene, name)
        assert scene.stock(LADDER) == {**before, OTHER_PLACE: 3}


def test_10_rights_were_lost(scene: Scene, tmp_path: Path):
    """The clerk of two companies may not see one of them any more; then may again."""
    north = scene.id("res.company", name=seed.NORTH_COMPANY)
    warehouse = scene.id("stock.warehouse", code=seed.NORTH_WAREHOUSE, company_id=north)
    clerk = scene.id("res.users", login=seed.CLERK_BOTH)
    remote, scope = open_remote(scene.way_in(seed.CLERK_BOTH)), Scope(north, warehouse)
    domain = [["origin", "=", seed.NORTH_ORDERS[0].name]]
    [receipt] = scene.person.find("stock.picking", domain, ["name"])
    with handheld(tmp_path / "one", remote, (scope,), scene.erp.today) as device:
        line = device.line(receipt["name"], seed.DRILL.code).line
        dock = device.destination(receipt["name"])
        goods = device.receive(receipt["name"], seed.DRILL.code, "2", bin=dock.id)
        device.did(goods)
        device.did(replace(goods, quantity=Decimal(1)))
        before = scene.stock(seed.DRILL.code)
        scene.write("res.users", clerk, company_ids=[[3, north, 0]])
        device.push()
        row, other = device.desk()
        device.did(Settle(other.envelope.op_id, goods.document, Choice.OFFICE, None))
        device.push()
        assert device.told(Scenario.RIGHTS_LOST, Problem.NO_RIGHTS) == row
        assert scene.stock(seed.DRILL.code) == before
        scene.write("res.users", clerk, company_ids=[[4, north, 0]])
        device.choose(row, Choice.FILE, goods)
        assert device.line(receipt["name"], seed.DRILL.code).line.done == line.done + 2
        refiled(device, scene, receipt["name"])
        assert sum(scene.stock(seed.DRILL.code).values()) == sum(before.values()) + 2


def test_11_the_clock_of_the_device_is_wrong(scene: Scene, home: Scope, tmp_path: Path):
    """On the device it is last year; what was in date there is filed, and keeps its date."""
    name = scene.office.make_receipt([(seed.YOGHURT.code, "12")])
    past = scene.erp.today - timedelta(30)
    with at_work(scene, home, tmp_path / "one") as device:
        goods = device.receive(name, seed.YOGHURT.code, "5", lot="OLD-1", expiry=past)
        assert device.do(goods) is Problem.EXPIRY_PAST
        device.did(goods, today=past - timedelta(300))
        device.come_home()
        device.nothing_to_settle()
        refiled(device, scene, name)
        assert scene.stock(seed.YOGHURT.code, "OLD-1") == {PLACE: 5}
        assert scene.office.lots(seed.YOGHURT.code)["OLD-1"] == past


def test_12_the_serial_came_in_meanwhile(scene: Scene, home: Scope, tmp_path: Path):
    name = scene.office.make_receipt([(CAMERA, "2")])
    with at_work(scene, home, tmp_path / "one") as device:
        goods = device.receive(name, CAMERA, "1", lot="CAM-1")
        device.did(goods)
        receive_at_a_desk(scene, CAMERA, "CAM-1")
        before = scene.stock(CAMERA, "CAM-1")
        assert sum(before.values()) == 1
        device.come_home()
        row = device.told(Scenario.DUPLICATE_SERIAL, Problem.SERIAL_TWICE)
        assert row.amend is Amend.LOT
        device.choose(row, Choice.FILE, replace(goods, lot="CAM-2"))
        refiled(device, scene, name)
        assert scene.stock(CAMERA, "CAM-1") == before
        assert scene.stock(CAMERA, "CAM-2") == {PLACE: 1}


def receive_at_a_desk(scene: Scene, code: str, serial: str) -> None:
    """Somebody receives one piece in Odoo itself."""
    name = scene.office.make_receipt([(code, "1")])
    picking, product = scene.picking(name), scene.person.product(code)
    move = scene.id("stock.move", picking_id=picking, product_id=product)
    line = {"move_id": move, "picking_id": picking, "product_id": product, "lot_name": serial}
    picked = {**line, "quantity": 1, "picked": True}
    scene.write("stock.picking", picking, move_line_ids=[[0, 0, picked]])
    scene.person.call("stock.picking", "button_validate", ids=[picking], context=QUIET)
    assert scene.office.state(name) is DocumentState.DONE


def test_13_it_belongs_to_another_company(scene: Scene, home: Scope, tmp_path: Path):
    """Odoo lets no bin change company, so it is at the scan that the two can meet."""
    north = scene.id("res.company", name=seed.NORTH_COMPANY)
    hall = Scope(north, scene.id("stock.warehouse", code=seed.NORTH_WAREHOUSE, company_id=north))
    domain = [["origin", "=", seed.NORTH_ORDERS[0].name]]
    [foreign] = scene.person.find("stock.picking", domain, ["name"])
    remote = open_remote(scene.way_in(seed.CLERK_BOTH))
    with handheld(tmp_path / "one", remote, (home, hall), scene.erp.today) as device:
        before = scene.stock(seed.DRILL.code)
        device.scope = hall
        dock = device.destination(foreign["name"])
        goods = device.receive(foreign["name"], seed.DRILL.code, "2", bin=dock.id)
        device.scope = home
        assert device.do(goods) is Problem.COMPANY_MISMATCH
        assert device.unsent() == ()
        device.scope = hall
        device.did(goods)
        device.come_home()
        refiled(device, scene, foreign["name"])
        assert scene.stock(seed.DRILL.code) == {**before, dock.name: 2}


def test_14_the_unit_changed(scene: Scene, home: Scope, tmp_path: Path):
    name = scene.office.make_receipt([(LADDER, "24")])
    dozens = scene.person.find("uom.uom", [["name", "=", "Dozens"]], ["id"])[0]["id"]
    with at_work(scene, home, tmp_path / "one") as device:
        goods = device.receive(name, LADDER, "24")
        device.did(goods)
        move = scene.id("stock.move", picking_id=scene.picking(name), product_id=goods.product)
        scene.write("stock.move", move, product_uom=dozens, product_uom_qty=2)
        before = scene.stock(LADDER)
        device.come_home()
        row = device.told(Scenario.UNIT_CHANGED, Problem.UNIT_MISMATCH)
        assert (row.amend, row.line.unit) == (Amend.AMOUNT, dozens)
        assert row.did.unit.id == goods.unit, "told in the unit it was counted in"
        device.choose(row, Choice.FILE, replace(goods, quantity=Decimal(2), unit=dozens))
        refiled(device, scene, name)
        assert scene.stock(LADDER) == {**before, PLACE: 24}


def test_20_lots_are_kept_since_it_was_counted(
    scene: Scene, home: Scope, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # Articles are looked at once a minute; the person takes one to read what happened.
    monkeypatch.setattr(cursor, "SLOW_EVERY", timedelta(0))
    name = scene.office.make_receipt([(GHOST, "3")])
    with at_work(scene, home, tmp_path / "one") as device:
        goods = device.receive(name, GHOST, "3")
        device.did(goods)
        scene.write("product.product", goods.product, tracking="lot")
        device.come_home()
        row = device.told(Scenario.TRACKING_CHANGED, Problem.LOT_MISSING)
        assert (row.amend, row.result.changed_by) == (Amend.LOT, scene.name)
        assert scene.stock(GHOST) == {}
        device.choose(row, Choice.FILE, replace(goods, lot="L-1"))
        device.did(device.finish(name, Rest.DROPPED))
        device.come_home()
        device.nothing_to_settle()
        assert scene.stock(GHOST, "L-1") == {PLACE: 3}
