"""What the office does to a receipt while its goods are counted offline."""

from pathlib import Path

import pytest

from sync.core.operations import Choice, Rest
from sync.core.problems import Problem
from sync.core.records import DocumentState
from sync.core.scenarios import Scenario
from sync.core.slices import Scope
from sync.erp.choose import open_remote
from tests.contract.odoo_erp import QUIET
from tests.rigs import seed
from tests.scenarios.conftest import Scene
from tests.scenarios.handheld import NOW_MS, OTHER_BIN, Handheld, handheld, undo

pytestmark = pytest.mark.odoo

DRILL, LADDER = seed.DRILL.code, seed.LADDER.code
PLACE = "WH/Stock/A/A-01/A-01-03"


def at_work(scene: Scene, home: Scope, folder: Path):
    """A handheld of the clerk's."""
    return handheld(folder, open_remote(scene.way_in()), (home,), scene.erp.today)


def filed(device: Handheld, scene: Scene, document: str, code: str, amount: float) -> None:
    """Finish the receipt: so much is in the bin then, and nobody is asked."""
    device.did(device.finish(document))
    device.come_home()
    device.nothing_to_settle()
    assert scene.office.state(document) is DocumentState.DONE
    assert scene.stock(code).get(PLACE, 0) == amount


def test_1_cancelled(scene: Scene, home: Scope, tmp_path: Path):
    wanted = scene.office.make_receipt([(LADDER, "3")])
    other = scene.office.make_receipt([(LADDER, "5")])
    with at_work(scene, home, tmp_path / "one") as device:
        goods = device.receive(wanted, LADDER, "3")
        device.did(goods)
        scene.office.cancel(wanted)
        before = scene.stock(LADDER)
        device.come_home()
        row = device.told(Scenario.CANCELLED, Problem.DOCUMENT_CANCELLED)
        assert row.document.state is DocumentState.CANCELLED
        assert (row.result.changed_by, bool(row.result.changed_ms)) == (scene.name, True)
        assert scene.stock(LADDER) == before
        place = next(one for one in row.places if one.document.name == other)
        device.choose(row, Choice.FILE, device.placed(place, goods))
        filed(device, scene, other, LADDER, 3)


def test_1_cancelled_and_put_back(scene: Scene, home: Scope, tmp_path: Path):
    name = scene.office.make_receipt([(LADDER, "3")])
    with at_work(scene, home, tmp_path / "one") as device:
        device.did(device.receive(name, LADDER, "3"))
        scene.office.cancel(name)
        before = scene.stock(LADDER)
        device.come_home()
        row = device.told(Scenario.CANCELLED, Problem.DOCUMENT_CANCELLED)
        device.choose(row, Choice.LET_GO)
        device.nothing_to_settle()
        assert scene.stock(LADDER) == before


def test_2_two_clerks_on_one_line(scene: Scene, home: Scope, tmp_path: Path):
    name = scene.office.make_receipt([(LADDER, "10")])
    with (
        at_work(scene, home, tmp_path / "one") as one,
        at_work(scene, home, tmp_path / "two") as two,
    ):
        for device in (one, two):
            device.did(device.receive(name, LADDER, "6"))
        for device in (one, two):
            device.come_home()
            device.nothing_to_settle()
        assert two.line(name, LADDER).line.done == 12
        filed(two, scene, name, LADDER, 12)


def test_6_more_than_ordered(scene: Scene, home: Scope, tmp_path: Path):
    name = scene.office.make_receipt([(LADDER, "10")])
    with at_work(scene, home, tmp_path / "one") as device:
        device.did(device.receive(name, LADDER, "14"))
        device.come_home()
        device.nothing_to_settle()
        filed(device, scene, name, LADDER, 14)


def test_8_validated_by_someone_else(scene: Scene, home: Scope, tmp_path: Path):
    name = scene.office.make_receipt([(LADDER, "10"), (DRILL, "1")])
    with at_work(scene, home, tmp_path / "one") as device:
        goods = device.receive(name, LADDER, "4")
        device.did(goods)
        device.did(device.finish(name, Rest.STAYS_OPEN))
        close_short(scene, name, LADDER, 2)
        before = scene.stock(LADDER)
        device.come_home()
        row = device.told(Scenario.VALIDATED_BY_OTHER, Problem.DOCUMENT_DONE)
        assert row.document.state is DocumentState.DONE
        assert scene.stock(LADDER) == before, "what is closed is not written to"
        [backorder] = scene.office.backorders(name)
        place = row.places[0]
        assert place.document.name == backorder
        device.choose(row, Choice.FILE, device.placed(place, goods))
        filed(device, scene, backorder, LADDER, 4)


def close_short(scene: Scene, name: str, code: str, amount: float) -> None:
    """Somebody receives a part at a desk, and closes; the rest becomes a backorder."""
    picking, product = scene.picking(name), scene.person.product(code)
    move = scene.id("stock.move", picking_id=picking, product_id=product)
    line = {"move_id": move, "picking_id": picking, "product_id": product}
    picked = {**line, "quantity": amount, "picked": True}
    scene.write("stock.picking", picking, move_line_ids=[[0, 0, picked]])
    scene.person.call("stock.picking", "button_validate", ids=[picking], context=QUIET)
    assert scene.office.state(name) is DocumentState.DONE


def test_17_what_is_undone_is_not_there_any_more(scene: Scene, home: Scope, tmp_path: Path):
    name = scene.office.make_receipt([(LADDER, "10")])
    with at_work(scene, home, tmp_path / "one") as device:
        done = device.did(device.receive(name, LADDER, "3"))
        device.come_home()
        device.did(undo(done))
        [ours] = [one for one in scene.person.lines(scene.picking(name)) if one["picked"]]
        scene.person.call("stock.move.line", "unlink", ids=[ours["id"]])
        device.come_home()
        row = device.told(Scenario.PREDECESSOR_MISSING, Problem.UNDO_TARGET_MISSING)
        device.choose(row, Choice.LET_GO)
        device.nothing_to_settle()
        assert device.line(name, LADDER).line.done == 0
        device.did(device.receive(name, LADDER, "2"))
        filed(device, scene, name, LADDER, 2)


def test_19_the_line_was_deleted(scene: Scene, home: Scope, tmp_path: Path):
    name = scene.office.make_receipt([(LADDER, "3"), (DRILL, "1")])
    other = scene.office.make_receipt([(LADDER, "7")])
    with at_work(scene, home, tmp_path / "one") as device:
        goods = device.receive(name, LADDER, "3")
        device.did(goods)
        move = scene.id("stock.move", picking_id=scene.picking(name), product_id=goods.product)
        scene.write("stock.picking", scene.picking(name), move_ids=[[2, move, 0]])
        before = scene.stock(LADDER)
        device.come_home()
        row = device.told(Scenario.LINE_MOVED, Problem.LINE_MISSING)
        assert (row.document.state, row.line) == (DocumentState.READY, None)
        assert scene.stock(LADDER) == before
        place = next(one for one in row.places if one.document.name == other)
        device.choose(row, Choice.FILE, device.placed(place, goods))
        filed(device, scene, other, LADDER, 3)


def test_21_the_same_operation_by_two_ways(scene: Scene, home: Scope, tmp_path: Path):
    name = scene.office.make_receipt([(LADDER, "10")])
    with at_work(scene, home, tmp_path / "one") as device:
        device.did(device.receive(name, LADDER, "3"))
        twin = device.unsent()
        device.send(twin)
        device.send(twin)
        device.come_home()
        device.nothing_to_settle()
        assert device.line(name, LADDER).line.done == 3
        filed(device, scene, name, LADDER, 3)


def test_22_an_odoo_that_fails_without_a_reason(scene: Scene, home: Scope, tmp_path: Path):
    name = scene.office.make_receipt([(LADDER, "10")])
    sql = scene.odoo.site.postgres.sql
    with at_work(scene, home, tmp_path / "one") as device:
        goods = device.receive(name, LADDER, "3")
        device.did(goods)
        device.did(device.receive(name, LADDER, "2", bin=device.place(OTHER_BIN)))
        sql(BROKEN, database=scene.odoo.database)
        device.come_home()
        row = device.told(Scenario.UNKNOWN_TROUBLE, Problem.ERP_UNKNOWN)
        assert row.result.detail, "the ERP's own words are kept"
        assert device.line(name, LADDER).line.done == 5, "shown, and the lane went on"
        sql(MENDED, database=scene.odoo.database)
        device.choose(row, Choice.FILE, goods)
        filed(device, scene, name, LADDER, 3)
        assert scene.stock(LADDER)["WH/Stock/B/B-02/B-02-04"] == 2


BROKEN = """
CREATE FUNCTION broken() RETURNS trigger AS $$ BEGIN
  IF NEW.quantity = 3 THEN RAISE EXCEPTION 'somebody broke it'; END IF; RETURN NEW;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER broken BEFORE INSERT ON stock_move_line FOR EACH ROW EXECUTE FUNCTION broken()"""
MENDED = "DROP TRIGGER broken ON stock_move_line; DROP FUNCTION broken()"


def test_the_office_is_handed_what_nobody_here_can_decide(
    scene: Scene, home: Scope, tmp_path: Path
):
    name = scene.office.make_receipt([(LADDER, "3")])
    with at_work(scene, home, tmp_path / "one") as device:
        device.did(device.receive(name, LADDER, "3"))
        scene.office.cancel(name)
        before = scene.stock(LADDER)
        device.come_home()
        row = device.told(Scenario.CANCELLED, Problem.DOCUMENT_CANCELLED)
        device.choose(row, Choice.OFFICE)
        slice_ = device.runner.run(device.store.settle_desk(home, 5, NOW_MS))
        assert [(one.envelope, one.handed) for one in slice_.rows] == [(row.envelope, True)]
        assert scene.stock(LADDER) == before
        notes = scene.person.find(
            "mail.message",
            [["model", "=", "stock.picking"], ["res_id", "=", scene.picking(name)]],
            ["body"],
        )
        assert ["Ana hands this to the office" in note["body"] for note in notes].count(True) == 1
