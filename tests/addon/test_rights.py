"""A device's key, in whoever's hands: it makes no stock, and no other company's."""

import httpx
import pytest

from tests.rigs import seed
from tests.rigs.odoo_person import OdooRefused, Person
from tests.rigs.running import RunningOdoo

pytestmark = pytest.mark.odoo

ACCESS = (httpx.codes.FORBIDDEN, "odoo.exceptions.AccessError")


def refused(person: Person, model: str, method: str, **named) -> tuple[int, str]:
    with pytest.raises(OdooRefused) as why:
        person.call(model, method, **named)
    return why.value.status, why.value.name


def test_no_stock_is_made_by_hand(odoo_addon: RunningOdoo):
    office, thief = odoo_addon.person, odoo_addon.as_person(seed.CLERK)
    before = office.stock(seed.DRILL.code)
    [quant, *_] = office.find(
        "stock.quant", [["product_id.default_code", "=", seed.DRILL.code]], []
    )
    [done] = office.receipts(seed.DONE.name)
    [ready] = office.receipts(seed.PLAIN.name)
    move, line = done["move_ids"][0], done["move_line_ids"][0]
    tries = [
        ("stock.quant", "write", {"ids": [quant["id"]], "vals": {"quantity": 12345}}),
        ("stock.move", "write", {"ids": [move], "vals": {"state": "done"}}),
        ("stock.move.line", "write", {"ids": [line], "vals": {"quantity": 4000}}),
        ("stock.move.line", "unlink", {"ids": [line]}),
        ("stock.picking", "write", {"ids": [ready["id"]], "vals": {"state": "done"}}),
        ("stock.picking", "button_validate", {"ids": [ready["id"]]}),
        ("stock.picking", "action_cancel", {"ids": [ready["id"]]}),
        ("stockhand.op", "write", {"ids": [1], "vals": {"outcome": "applied"}}),
        ("stockhand.op", "search_read", {"domain": [], "fields": []}),
        ("stockhand.exception", "search_read", {"domain": [], "fields": []}),
    ]
    for model, method, named in tries:
        assert refused(thief, model, method, **named) == ACCESS, (model, method)
    assert office.stock(seed.DRILL.code) == before


def test_what_is_ours_alone_has_no_door(odoo_addon: RunningOdoo):
    thief = odoo_addon.as_person(seed.CLERK)
    for model, method in (
        ("stockhand.exception", "_take_back"),
        ("stockhand.change", "_remove_triggers"),
        ("stockhand.device", "_advance"),
    ):
        status, _ = refused(thief, model, method)
        assert status in {httpx.codes.FORBIDDEN, httpx.codes.NOT_FOUND}
    stranger = odoo_addon.person
    [admin] = stranger.find("res.users", [["login", "=", "admin"]], ["id"])
    groups = stranger.find("res.groups", [["privilege_id.name", "=", "Stockhand"]], ["id"])
    away = [[3, group["id"], 0] for group in groups]
    stranger.call("res.users", "write", ids=[admin["id"]], vals={"group_ids": away})
    for model, method, named in (
        ("stockhand.op", "apply", {"device": "X", "epoch": 1, "ops": []}),
        ("stockhand.op", "hello", {}),
        ("stockhand.change", "feed", {"device": "X", "epoch": 1}),
        ("stockhand.claim", "claim", {"document": 1, "device": "X"}),
    ):
        assert refused(stranger, model, method, **named) == ACCESS


def test_another_companys_document_cannot_be_claimed(odoo_addon: RunningOdoo):
    [north] = odoo_addon.person.receipts(seed.NORTH_ORDERS[0].name)
    clerk = odoo_addon.as_person(seed.CLERK)
    said = refused(clerk, "stockhand.claim", "claim", document=north["id"], device="X")
    assert said == ACCESS
