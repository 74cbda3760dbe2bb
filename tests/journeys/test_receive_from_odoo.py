"""The main job: a clerk receives a purchase order of a real Odoo while everything breaks."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from tests.journeys.app_process import AppProcess
from tests.journeys.hands import SHOTS, Hands, hands
from tests.rigs import seed
from tests.rigs.running import RunningOdoo

pytestmark = [pytest.mark.journey, pytest.mark.timeout(1800)]

CLEAN_WITHIN_MS = 60_000
BIN = "A-01-02"
LOT = "L-2291"
GONE_DAYS = 200


def expiry() -> datetime:
    return datetime.now(UTC) + timedelta(days=GONE_DAYS)


def connect(clerk: Hands, odoo: RunningOdoo) -> None:
    """Set the app up for this Odoo, as a person does: three fields and two taps."""
    clerk.tap("action-open_setup")
    clerk.tap("choice-choose-erp:odoo")
    clerk.fill("url", odoo.url)
    clerk.fill("database", odoo.database)
    clerk.fill("key", odoo.api_key)
    clerk.press("Enter")
    clerk.see("outcome", "Odoo 19")
    clerk.tap("action-save")
    clerk.see("tile-receipt")


def count(clerk: Hands, amount: str) -> None:
    """Add an amount on the pad, by touch."""
    clerk.tap("action-ask_quantity")
    clerk.see("question")
    for digit in amount:
        clerk.tap(f"pad-{digit.replace('.', 'decimal')}")
    clerk.tap("action-confirm")


def receive_online(clerk: Hands) -> None:
    """One article over, one with lot and expiry by one GS1 label and short."""
    clerk.scan(seed.JOURNEY.name)
    clerk.see("title", "WH/IN/")
    clerk.photo(SHOTS / "2-opened.png")
    clerk.scan(BIN)
    clerk.scan(seed.DRILL.gtin)
    clerk.see("card-amount", "1")
    count(clerk, "11")
    clerk.see("card-amount", "2 over")
    clerk.photo(SHOTS / "3-over.png")
    label = f"01{seed.YOGHURT.gtin.zfill(14)}17{expiry():%y%m%d}10{LOT}"
    clerk.scan(label)
    clerk.see("card-article", "Yoghurt")
    count(clerk, "29")
    clerk.see("card-amount", "30")


def receive_offline(clerk: Hands) -> None:
    """Boxes and serials, with Odoo gone."""
    for _ in range(3):
        clerk.scan(seed.SCREWS.box.gtin)
    clerk.see("card-amount", "300")
    for _ in range(2):
        clerk.scan(seed.GLOVES.box.gtin)
    clerk.see("card-amount", "24")
    clerk.scan(seed.CAMERA.gtin)
    clerk.see("question", "serial")
    clerk.scan("SN-1001")
    clerk.scan("SN-1002")
    clerk.press("Escape")
    clerk.see("card-amount", "2")


def test_a_purchase_order_is_received_while_odoo_and_the_app_die(
    odoo: RunningOdoo, app: AppProcess
) -> None:
    before = {code: odoo.person.stock(code) for code in (seed.DRILL.code, seed.SCREWS.code)}
    with hands() as clerk:
        clerk.open(app.url)
        clerk.see("tile-receipt")
        connect(clerk, odoo)
        clerk.photo(SHOTS / "1-home.png")
        receive_online(clerk)
        clerk.clean(CLEAN_WITHIN_MS)
        odoo.stop()
        receive_offline(clerk)
        clerk.see("badge", "not in the office yet")
        clerk.photo(SHOTS / "4-offline.png")
        app.kill()
        app.start()
        clerk.open(app.url)
        clerk.see("tile-receipt")
        clerk.scan(seed.JOURNEY.name)
        clerk.see("title", "WH/IN/")
        clerk.scan(seed.CEMENT.gtin)
        count(clerk, "11.5")
        clerk.see("card-amount", "12.5")
        clerk.tap("action-finish")
        clerk.see("question", "short")
        clerk.tap("choice-rest_stays_open")
        clerk.see("notice", "done")
        clerk.photo(SHOTS / "5-finished.png")
        odoo.start()
        clerk.clean(CLEAN_WITHIN_MS)
        clerk.photo(SHOTS / "6-clean.png")
        assert clerk.crashes == 0
        assert clerk.foreign == []
    check_odoo(odoo, before)


def check_odoo(odoo: RunningOdoo, before: dict[str, dict[tuple[str, str], float]]) -> None:
    """Read from Odoo, by a client that shares no code with ours, that all is there once."""
    person, place = odoo.person, f"WH/Stock/A/A-01/{BIN}"
    first, backorder = person.receipts(seed.JOURNEY.name)
    assert first["state"] == "done"
    assert backorder["backorder_id"][0] == first["id"]
    got = Counter[tuple[str, str]]()
    for line in person.lines(first["id"]):
        lot = line["lot_id"][1] if line["lot_id"] else ""
        got[line["product_id"][1].split("]")[0].strip("["), lot] += line["quantity"]
    assert got == {
        (seed.DRILL.code, ""): 12,
        (seed.YOGHURT.code, LOT): 30,
        (seed.SCREWS.code, ""): 300,
        (seed.GLOVES.code, ""): 24,
        (seed.CAMERA.code, "SN-1001"): 1,
        (seed.CAMERA.code, "SN-1002"): 1,
        (seed.CEMENT.code, ""): 12.5,
    }
    drills = person.stock(seed.DRILL.code)
    assert drills[place, ""] == 12
    assert sum(drills.values()) - sum(before[seed.DRILL.code].values()) == 12
    assert person.stock(seed.YOGHURT.code) == {(place, LOT): 30}
    assert (person.lots(seed.YOGHURT.code)[LOT] or "").startswith(f"{expiry():%Y-%m-%d}")
    rest = {
        move["product_id"][1].split("]")[0].strip("["): move["product_uom_qty"]
        for move in person.find(
            "stock.move", [["picking_id", "=", backorder["id"]]], ["product_id", "product_uom_qty"]
        )
    }
    assert rest == {seed.YOGHURT.code: 10, seed.PAINT.code: 20, seed.CAMERA.code: 1}
