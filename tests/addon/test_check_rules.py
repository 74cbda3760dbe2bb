"""Rules for checks, as a supervisor writes them in Odoo: a device is told, and evaluates them."""

from decimal import Decimal

import pytest

from sync.core.check_rules import read_rule
from sync.core.checking import due_of, pieces_of
from sync.core.page import Table
from sync.core.quality import AskKind, CheckRule, Disposition, Per
from tests.contract.device import Device
from tests.contract.erps import Erp
from tests.contract.odoo_erp import OdooOffice
from tests.contract.test_received import all_applied, announced

pytestmark = pytest.mark.odoo


def test_a_rule_reaches_a_device_whole_and_its_change_too(erp: Erp, device: Device):
    assert isinstance(erp.office, OdooOffice)
    person, code = erp.office.person, erp.goods.lot
    product = person.product(code)
    template = person.find("product.product", [["id", "=", product]], ["product_tmpl_id"])
    [category] = person.call("product.category", "create", vals_list=[{"name": "Paint"}])
    values = {"stockhand_check": True, "list_price": 640.5, "categ_id": category}
    person.call("product.template", "write", ids=[template[0]["product_tmpl_id"][0]], vals=values)
    [id] = person.call(
        "stockhand.check.rule",
        "create",
        vals_list=[
            {
                "name": "Dear paint",
                "instructions": "Shake it.",
                "categ_ids": [[6, 0, [category]]],
                "value_min": 600,
                "marked": True,
                "per": "sample",
                "sample_ids": [[0, 0, {"size": 8, "count": 2}], [0, 0, {"size": 50, "count": 5}]],
                "ask_ids": [
                    [0, 0, {"name": "Sealed?", "kind": "yes_no"}],
                    [
                        *(0, 0),
                        {
                            "name": "Warm?",
                            "kind": "number",
                            "unit": "°C",
                            "bounded": True,
                            "low": 0,
                            "high": 7.5,
                        },
                    ],
                    [0, 0, {"name": "Looks?", "kind": "choice", "options": "New\nTorn!"}],
                    [0, 0, {"name": "Lot?", "kind": "scan", "expect": "lot"}],
                ],
                "second": True,
                "can_scrap": True,
            }
        ],
    )
    device.pull()
    record = device.mirror[Table.CHECK_RULES][id]
    assert isinstance(record, CheckRule)
    rule = read_rule(record)
    assert (rule.name, rule.instructions, rule.per) == ("Dear paint", "Shake it.", Per.SAMPLE)
    assert [one.kind for one in rule.asks] == [
        *(AskKind.YES_NO, AskKind.NUMBER, AskKind.CHOICE, AskKind.SCAN),
    ]
    assert (rule.asks[1].low, rule.asks[1].high) == (Decimal(0), Decimal("7.5"))
    assert [(one.text, one.good) for one in rule.asks[2].options] == [
        ("New", True),
        ("Torn", False),
    ]
    assert rule.asks[3].expect == "lot"
    assert (pieces_of(rule, Decimal(8)), pieces_of(rule, Decimal(9))) == (2, 5)
    assert Disposition.SCRAP in rule.dispositions
    assert Disposition.REWORK not in rule.dispositions
    known = device.product(code)
    assert (known.needs_check, known.category, known.value) == (True, category, Decimal("640.5"))

    name = announced(device, (code, "5"))
    all_applied(device, device.receive(name, code, "5", "R-1"))
    device.pull()
    work, line = device.work(name), device.line(name, code)
    [due] = due_of(work.document, line, known, [rule], is_first=False)
    assert (due.lot, due.quantity, due.rules) == ("R-1", Decimal(5), (rule,))

    ask = person.find("stockhand.check.ask", [["rule_id", "=", id]], ["id"])[0]["id"]
    person.call("stockhand.check.ask", "write", ids=[ask], vals={"name": "Sealed well?"})
    device.pull()
    assert "Sealed well?" in device.mirror[Table.CHECK_RULES][id].definition
    person.call("stockhand.check.rule", "write", ids=[id], vals={"active": False})
    device.pull()
    assert id not in device.mirror[Table.CHECK_RULES]
    # Nothing of all this looks like drift.
    device.drift = ()
    device.pull(sums=True)
    assert device.drift == ()


def test_a_blocked_lot_is_not_delivered_by_hand_either(erp: Erp, device: Device):
    assert isinstance(erp.office, OdooOffice)
    person, code = erp.office.person, erp.goods.lot
    name = announced(device, (code, "5"))
    all_applied(device, device.receive(name, code, "5", "R-2"), device.finish(name))
    [lot] = person.find(
        "stock.lot", [["name", "=", "R-2"], ["product_id", "=", person.product(code)]], ["id"]
    )
    person.call("stock.lot", "write", ids=[lot["id"]], vals={"stockhand_blocked": True})
    kind = person.find(
        "stock.picking.type",
        [["code", "=", "outgoing"], ["warehouse_id", "=", erp.scope.warehouse]],
        ["default_location_dest_id"],
    )[0]
    bin = person.find("stock.location", [["complete_name", "=", erp.scope.bin]], ["id"])[0]["id"]
    customers = person.find("stock.location", [["usage", "=", "customer"]], ["id"])[0]["id"]
    places = {"location_id": bin, "location_dest_id": customers}
    line = {"product_id": person.product(code), "quantity": 1, "picked": True, "lot_id": lot["id"]}
    [out] = person.call(
        "stock.picking",
        "create",
        vals_list=[
            {**places, "picking_type_id": kind["id"], "move_line_ids": [[0, 0, {**line, **places}]]}
        ],
    )
    answer = person.ask("stock.picking", "button_validate", ids=[out])
    assert answer.status_code == 422
    assert "R-2" in answer.json()["message"]
