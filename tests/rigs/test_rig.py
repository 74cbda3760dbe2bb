"""The rig itself: what tests may count on in it, and that it dies and comes back as told."""

import httpx
import pytest

from tests.rigs import seed
from tests.rigs.odoo_person import OdooRefused, Person
from tests.rigs.running import OdooSite, RunningOdoo
from tests.rigs.serve import fresh_key

pytestmark = pytest.mark.odoo


def test_the_clerk_sees_every_seeded_order_and_the_states_it_promises(odoo: RunningOdoo) -> None:
    clerk = odoo.as_person(seed.CLERK)
    states = {order.name: clerk.receipts(order.name)[0]["state"] for order in seed.ORDERS}
    expected = dict.fromkeys(states, "assigned")
    expected |= {seed.DONE.name: "done", seed.CANCELLED.name: "cancel"}
    assert states == expected


def test_the_orders_hold_what_the_seed_says(odoo: RunningOdoo) -> None:
    for order in (*seed.ORDERS, *seed.NORTH_ORDERS):
        lines = odoo.person.find(
            "purchase.order.line",
            [["order_id.name", "=", order.name]],
            ["product_id", "product_qty"],
        )
        got = [(line["product_id"][1].split("]")[0][1:], line["product_qty"]) for line in lines]
        assert got == [(code, float(amount)) for code, amount in order.lines]


def test_articles_boxes_and_bins_carry_their_codes(odoo: RunningOdoo) -> None:
    clerk = odoo.as_person(seed.CLERK)
    for article in seed.ARTICLES:
        [found] = clerk.find(
            "product.product",
            [["barcode", "=", article.gtin]],
            ["default_code", "tracking", "use_expiration_date"],
        )
        assert found["default_code"] == article.code
        assert found["tracking"] == article.tracking
        assert found["use_expiration_date"] == (article.expires_in_days > 0)
    boxes = {article.box.gtin for article in seed.ARTICLES if article.box}
    assert {b["barcode"] for b in clerk.find("product.uom", [], ["barcode"])} >= boxes
    bins = clerk.find("stock.location", [["barcode", "in", seed.bin_names()]], ["complete_name"])
    assert bins[0]["complete_name"] == "WH/Stock/A/A-01/A-01-01"
    assert len(bins) == len(seed.bin_names())


def test_what_is_on_the_shelves_and_waiting_to_go(odoo: RunningOdoo) -> None:
    for code, amount, place in seed.STOCK:
        assert odoo.person.stock(code) == {(place, ""): float(amount)}
    names = [seed.DELIVERY, seed.TRANSFER]
    waiting = odoo.person.find("stock.picking", [["name", "in", names]], ["name", "state"])
    assert {row["name"]: row["state"] for row in waiting} == dict.fromkeys(names, "assigned")


def test_a_clerk_of_one_company_sees_nothing_of_the_other(odoo: RunningOdoo) -> None:
    [order, *_] = seed.NORTH_ORDERS
    assert odoo.as_person(seed.CLERK).receipts(order.name) == []
    assert odoo.as_person(seed.CLERK_NORTH).receipts(order.name)
    assert odoo.as_person(seed.CLERK_BOTH).receipts(order.name)


def test_a_killed_odoo_comes_back_on_the_same_port_with_its_data(odoo: RunningOdoo) -> None:
    url = odoo.url
    [receipt] = odoo.person.receipts(seed.PLAIN.name)
    odoo.person.call("stock.picking", "write", ids=[receipt["id"]], vals={"note": "before"})
    odoo.stop()
    with pytest.raises(httpx.ConnectError):
        odoo.person.receipts(seed.PLAIN.name)
    odoo.start()
    assert odoo.url == url
    [after] = odoo.person.find("stock.picking", [["id", "=", receipt["id"]]], ["note"])
    assert "before" in after["note"]


def test_odoo_outlives_a_restart_of_its_database_server(odoo: RunningOdoo) -> None:
    assert odoo.person.receipts(seed.PLAIN.name)
    odoo.restart_postgres()
    assert odoo.person.receipts(seed.PLAIN.name)


def test_each_database_is_its_own(odoo_site: OdooSite, odoo: RunningOdoo) -> None:
    code = seed.LADDER.code
    [receipt] = odoo.person.receipts(seed.PLAIN.name)
    odoo.person.call("stock.picking", "action_cancel", ids=[receipt["id"]])
    with odoo_site.database("another") as other:
        assert other.person.receipts(seed.PLAIN.name)[0]["state"] == "assigned"
        assert other.person.stock(code) == odoo.person.stock(code)


def test_a_bare_odoo_has_no_stock(odoo_bare: RunningOdoo) -> None:
    with pytest.raises(OdooRefused) as refused:
        odoo_bare.person.receipts(seed.PLAIN.name)
    assert refused.value.status == httpx.codes.NOT_FOUND


def test_a_person_at_make_odoo_gets_a_key_of_their_own(odoo: RunningOdoo) -> None:
    key = fresh_key(odoo.as_person(seed.CLERK), seed.PASSWORD)
    assert key not in odoo.keys.values()
    assert Person(odoo.url, odoo.database, key).receipts(seed.JOURNEY.name)
