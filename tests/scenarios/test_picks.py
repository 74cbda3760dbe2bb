"""What happens to an order in Odoo while it is picked offline, by one person or by two."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from sync.core.operations import Choice, MoveLine, Rest, Settle
from sync.core.pick_slices import PickTask
from sync.core.policies import Amend
from sync.core.problems import Problem
from sync.core.records import DocumentKind, DocumentState
from sync.core.scenarios import Scenario
from sync.core.slices import Scope
from tests.rigs import seed
from tests.scenarios.conftest import Scene
from tests.scenarios.handheld import Handheld
from tests.scenarios.test_receipts import at_work

pytestmark = pytest.mark.odoo

D = Decimal
PAINT, GLOVES = seed.PAINT.code, seed.GLOVES.code
BIN, OTHER_BIN = "WH/Stock/A/A-01/A-01-01", "WH/Stock/B/B-02/B-02-04"


def taken(task: PickTask, amount: Decimal | None = None, **over: object) -> MoveLine:
    """What the screen asks for, taken."""
    assert task.place is not None
    many = task.quantity if amount is None else amount
    goods = (task.product.id, many, many, None, task.lot, task.place.id, task.bin, task.unit.id)
    return replace(MoveLine(task.document.id, task.line.id, *goods), **over)


def pick_all(device: Handheld, *names: str) -> None:
    for task in device.walk(*names).tasks:
        device.did(taken(task))


def test_1_cancelled_while_it_was_picked(scene: Scene, home: Scope, tmp_path: Path):
    scene.office.put(GLOVES, BIN, "9")
    name = scene.office.make_delivery([(GLOVES, "3")])
    with at_work(scene, home, tmp_path / "one") as device:
        before = scene.stock(GLOVES)
        pick_all(device, name)
        scene.office.cancel(name)
        device.come_home()
        row = device.desk()[0]
        device.reads(row, Scenario.CANCELLED, Problem.DOCUMENT_CANCELLED)
        assert row.choices == (Choice.OFFICE, Choice.LET_GO)
        assert row.result.changed_by == scene.name
        for one in device.desk():
            device.did(Settle(one.envelope.op_id, one.envelope.deed.document, Choice.LET_GO, None))
        device.come_home()
        device.nothing_to_settle()
        assert scene.stock(GLOVES) == before, "they go back to where they were taken from"


def test_2_two_pickers_on_one_line(scene: Scene, home: Scope, tmp_path: Path):
    """Both took six of ten: the first has them; of the second four stay, and two go back."""
    scene.office.put(PAINT, BIN, "20", "TWO")
    name = scene.office.make_delivery([(PAINT, "10")])
    with (
        at_work(scene, home, tmp_path / "one") as one,
        at_work(scene, home, tmp_path / "two") as two,
    ):
        task = one.walk(name).tasks[0]
        goods = taken(task, D(6))
        for device in (one, two):
            device.did(goods)
        one.come_home()
        one.nothing_to_settle()
        two.come_home()
        row = two.told(Scenario.TWO_ON_ONE_LINE, Problem.QUANTITY_OVER)
        assert row.amend is Amend.AMOUNT
        two.choose(row, Choice.FILE, replace(goods, quantity=D(4), scanned=D(4)))
        two.did(two.finish(name))
        two.come_home()
        two.nothing_to_settle()
        assert scene.office.state(name) is DocumentState.DONE
        assert sum(scene.stock(PAINT, task.lot).values()) == 20 - 10 if task.lot == "TWO" else True


def test_3_the_lot_is_exhausted(scene: Scene, home: Scope, tmp_path: Path):
    """Somebody took of the lot in Odoo; what is there is filed, the rest waits for a count."""
    scene.office.put(PAINT, BIN, "3", "LOT-7")
    name = scene.office.make_delivery([(PAINT, "3")])
    with at_work(scene, home, tmp_path / "one") as device:
        bin_ = device.place("A-01-01")
        plan = device.walk(name).tasks[0]
        one = replace(taken(plan, D(1)), lot="LOT-7", source=bin_)
        device.did(one)
        device.did(replace(one, quantity=D(2), scanned=D(2)))
        scene.office.put(PAINT, BIN, "-2", "LOT-7")
        before = scene.stock(PAINT, "LOT-7")
        assert before == {BIN: 1}
        device.come_home()
        row = device.told(Scenario.LOT_EXHAUSTED, Problem.SOURCE_SHORT)
        assert (row.amend, row.did.goods.quantity) == (Amend.NOTHING, 2)
        assert scene.office.demands(name) == {PAINT: 3}
        assert device.walk(name).progress.done == 3, "the screen shows what was taken"
        assert scene.stock(PAINT, "LOT-7") == before, "nothing is below zero"
        # The bin is counted: there were three after all. Then it can be booked.
        scene.office.put(PAINT, BIN, "2", "LOT-7")
        device.pull()
        device.choose(row, Choice.FILE, row.did.goods)
        device.did(device.finish(name))
        device.come_home()
        device.nothing_to_settle()
        assert scene.stock(PAINT, "LOT-7").get(BIN, 0) == 0
        assert scene.office.state(name) is DocumentState.DONE


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_deliveries_in_steps_are_picked_and_sent(
    scene: Scene, home: Scope, tmp_path: Path, steps: int
):
    scene.office.put(GLOVES, BIN, "40")
    scene.office.put(PAINT, OTHER_BIN, "40", "STEP")
    name, way = sent_by(scene, steps, [(GLOVES, "4"), (PAINT, "2")])
    before = sum(scene.stock(GLOVES).values())
    with at_work(scene, home, tmp_path / "one") as device:
        for number in range(1, steps + 1):
            slice_ = device.walk(name)
            [document] = slice_.documents
            assert document.kind is way[number - 1]
            pick_all(device, name)
            assert device.walk(name).tasks == ()
            device.did(device.finish(name, Rest.STAYS_OPEN))
            device.come_home()
            device.nothing_to_settle()
            assert scene.office.state(name) is DocumentState.DONE
            onward = scene.office.after(name)
            assert len(onward) == (number < steps)
            if onward:
                [name] = onward
                device.pull()
    assert sum(scene.stock(GLOVES).values()) == before - 4


CUSTOMER = {"name": "Corner shop"}
WAYS = {
    1: (DocumentKind.DELIVERY,),
    2: (DocumentKind.PICK, DocumentKind.DELIVERY),
    3: (DocumentKind.PICK, DocumentKind.PACK, DocumentKind.DELIVERY),
}


def sent_by(
    scene: Scene, steps: int, lines: list[tuple[str, str]]
) -> tuple[str, tuple[DocumentKind, ...]]:
    """Have the building send in so many steps, and sell goods; the first document of the way."""
    words = {1: "ship_only", 2: "pick_ship", 3: "pick_pack_ship"}
    scene.write("stock.warehouse", scene.erp.scope.warehouse, delivery_steps=words[steps])
    order = {
        "partner_id": scene.person.call("res.partner", "create", vals_list=[CUSTOMER])[0],
        "warehouse_id": scene.erp.scope.warehouse,
        "order_line": [
            [0, 0, {"product_id": scene.person.product(code), "product_uom_qty": float(amount)}]
            for code, amount in lines
        ],
    }
    [sold] = scene.person.call("sale.order", "create", vals_list=[order])
    scene.person.call("sale.order", "action_confirm", ids=[sold])
    domain = [["sale_id", "=", sold], ["move_ids.move_orig_ids", "=", False]]
    [first] = scene.person.find("stock.picking", domain, ["name"])
    return first["name"], WAYS[steps]
