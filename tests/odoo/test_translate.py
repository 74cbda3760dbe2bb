"""Odoo's rows to the words of the floor: recorded rows of Odoo 19, as its JSON reads."""

from datetime import UTC, date
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from sync.core.page import Table
from sync.core.quantity import Unit
from sync.core.records import (
    DocumentKind,
    DocumentState,
    Entry,
    Location,
    LocationKind,
    Lot,
    Packaging,
    Product,
    Stock,
    Tracking,
)
from sync.erp.odoo.translate.document import read_work
from sync.erp.odoo.translate.flat import Range, Reading
from sync.erp.odoo.translate.location import pick_order, read_location, zone_and_aisle
from sync.erp.odoo.translate.lot import read_lot
from sync.erp.odoo.translate.order import FLATS, ORDER, WITH_CHECKS
from sync.erp.odoo.translate.packaging import PACKAGING, read_packaging
from sync.erp.odoo.translate.product import read_product
from sync.erp.odoo.translate.stock import read_stock
from sync.erp.odoo.translate.unit import read_unit
from sync.erp.odoo.translate.values import amount, day, noon, number

D = Decimal
PLAIN = Reading({}, UTC)
BERLIN, AUCKLAND = ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Auckland")


def test_what_is_referred_to_comes_first():
    assert set(WITH_CHECKS) == set(Table)
    for table, flat in FLATS.items():
        assert all(WITH_CHECKS.index(need) < WITH_CHECKS.index(table) for need in flat.needs)
    assert ORDER[-1] is WITH_CHECKS[-1] is Table.DOCUMENTS


@pytest.mark.parametrize(
    ("usage", "kind"),
    [
        ("internal", LocationKind.BIN),
        ("view", LocationKind.AREA),
        ("supplier", LocationKind.SUPPLIER),
        ("customer", LocationKind.CUSTOMER),
        ("transit", LocationKind.TRANSIT),
        ("inventory", LocationKind.LOSS),
        ("production", LocationKind.LOSS),
    ],
)
def test_location(usage: str, kind: LocationKind):
    row = {
        "id": 47,
        "name": "A-01-03",
        "complete_name": "WH/Stock/A/A-01/A-01-03",
        "barcode": "A-01-03",
        "usage": usage,
        "active": False,
        "company_id": 1,
        "warehouse_id": False,
        "location_id": 44,
        "storage_category_id": 5,
    }
    assert read_location(row, PLAIN) == Location(
        id=47,
        company=1,
        warehouse=None,
        name="WH/Stock/A/A-01/A-01-03",
        label="A-01-03",
        barcode="A-01-03",
        kind=kind,
        parent=44,
        zone="A",
        aisle="A-01",
        pick_order=pick_order("A-01-03"),
        active=False,
        storage=5,
    )


@pytest.mark.parametrize(
    ("path", "zone", "aisle"),
    [
        ("WH/Stock/A/A-01/A-01-03", "A", "A-01"),
        ("WH/Stock/A/A-01", "A", ""),
        ("WH/Stock/A-01-03", "A", "01"),
        ("WH/Stock", "", ""),
        ("Vendors", "", ""),
    ],
)
def test_zone_and_aisle(path: str, zone: str, aisle: str):
    assert zone_and_aisle(path) == (zone, aisle)


def test_bins_are_walked_in_the_order_of_their_labels():
    labels = ["A", "A-01", "A-01-01", "A-01-02", "A-01-10", "A-02-01", "B-01-01", "Z" * 40]
    orders = [pick_order(label) for label in labels]
    assert orders == sorted(orders)
    assert orders[-1] < 2**63


@pytest.mark.parametrize(
    ("row", "unit"),
    [
        (
            {"id": 29, "name": "Dozens", "factor": D("12.0"), "parent_path": "1/29/"},
            Unit(29, "Dozens", 1, D(12), D("0.01")),
        ),
        (
            {
                "id": 6,
                "name": "Minutes",
                "factor": D("0.016666666666666666"),
                "parent_path": "4/6/",
            },
            Unit(6, "Minutes", 4, D("0.016666666667"), D("0.01")),
        ),
    ],
)
def test_unit(row, unit):
    assert read_unit({**row, "rounding": D("0.01")}, PLAIN) == unit


def test_product_is_joined_and_variants_are_told_apart():
    row = {
        "id": 15,
        "default_code": "DESK0005",
        "barcode": False,
        "active": True,
        "product_tmpl_id": 9,
        "product_template_variant_value_ids": [4, 3],
        "weight": D("1.25"),
    }
    template = {
        "id": 9,
        "name": "Desk",
        "tracking": "lot",
        "uom_id": 1,
        "company_id": False,
        "use_expiration_date": True,
    }
    values = {3: {"id": 3, "name": "Steel"}, 4: {"id": 4, "name": "White"}}
    joined = {"product.template": {9: template}, "product.template.attribute.value": values}
    wanted = Product(
        id=15,
        company=None,
        code="DESK0005",
        name="Desk (White, Steel)",
        barcode=None,
        tracking=Tracking.LOT,
        has_expiry=True,
        needs_check=False,
        unit=1,
        active=True,
        weight=D("1.25"),
    )
    assert read_product(row, Reading(joined, UTC)) == wanted
    del template["use_expiration_date"]
    assert not read_product(row, Reading(joined, UTC)).has_expiry, "an Odoo without expiry dates"


def test_packaging_counts_in_the_products_unit():
    units = {29: {"id": 29, "name": "Dozens", "factor": D("12.0")}}
    units[30] = {"id": 30, "name": "Pallet", "factor": D("576.0")}
    joined = {"product.product": {5: {"id": 5, "uom_id": 29}}, "uom.uom": units}
    row = {"id": 3, "product_id": 5, "uom_id": 30, "barcode": "14012345000068"}
    wanted = Packaging(3, 5, "Pallet", "14012345000068", D(48))
    assert read_packaging(row, Reading(joined, UTC)) == wanted


def test_a_box_of_an_article_we_may_not_see_is_not_asked_for():
    """Odoo shows the box to everybody, and not the article: the pull would end there each time."""
    assert ["product_id.company_id", "in", [1, False]] in PACKAGING.range(Range((1,), (1,)))


def test_lot_and_stock():
    row = {"id": 9, "name": "L1", "product_id": 5, "company_id": False}
    assert read_lot(row, PLAIN) == Lot(9, None, 5, "L1", None)
    dated = {**row, "expiration_date": "2027-06-29 22:00:00"}
    assert read_lot(dated, Reading({}, BERLIN)).expiry == date(2027, 6, 30)
    quant = {
        "id": 1,
        "company_id": 1,
        "product_id": 5,
        "location_id": 8,
        "lot_id": False,
        "quantity": D("0.30000000000000004"),
        "reserved_quantity": D("0.0"),
        "inventory_date": False,
    }
    assert read_stock(quant, PLAIN) == Stock(1, 1, 5, 8, None, D("0.3"), D(0))
    due = read_stock(quant | {"inventory_date": "2027-06-30"}, PLAIN)
    assert due.count_on == date(2027, 6, 30)


@pytest.mark.parametrize("zone", [UTC, BERLIN, AUCKLAND])
def test_a_day_is_the_same_day_when_it_comes_back(zone):
    for one in (date(2027, 1, 31), date(2027, 6, 30), date(2028, 2, 29)):
        assert day(noon(one, zone), zone) == one


def test_amounts_lose_their_noise_and_nothing_else():
    assert amount(D("1000000000.0")) == D(1000000000)
    assert str(amount(D("12.500"))) == "12.5"
    assert (number(D("0.1")), number(D(3))) == (0.1, 3)


MOVE = {
    "id": 87,
    "product_id": 56,
    "product_uom": {"id": 1, "factor": D("1.0")},
    "product_uom_qty": D("24.0"),
    "state": "assigned",
    "sequence": 5,
}
LINE = {
    "id": 82,
    "move_id": 87,
    "product_id": 56,
    "quantity": D("10.0"),
    "picked": True,
    "product_uom_id": {"id": 1, "factor": D("1.0")},
    "lot_id": False,
    "lot_name": "L1",
    "location_dest_id": 45,
    "result_package_id": False,
    "create_uid": 7,
    "expiration_date": "2027-06-30 10:00:00",
}
PICKING = {
    "id": 54,
    "name": "WH/IN/00007",
    "origin": "P00101",
    "state": "assigned",
    "write_date": "2026-11-23 03:49:03",
    "scheduled_date": "2026-11-23 23:30:00",
    "company_id": 1,
    "location_id": 1,
    "location_dest_id": 5,
    "backorder_id": False,
    "partner_id": {"id": 46, "display_name": "Rig Tools Supply"},
    "picking_type_id": {"id": 1, "name": "Receipts", "code": "incoming", "warehouse_id": 1},
    "move_ids": [MOVE],
    "move_line_ids": [],
}


def entries(*lines: dict) -> tuple[Entry, ...]:
    work = read_work({**PICKING, "move_line_ids": list(lines)}, Reading({}, BERLIN))
    return work.lines[0].entries


def test_document():
    work = read_work({**PICKING, "partner_id": False}, Reading({}, BERLIN))
    assert work.document.kind is DocumentKind.RECEIPT
    assert work.document.state is DocumentState.READY
    assert work.document.due == date(2026, 11, 24), "the day at the warehouse"
    assert (work.document.party, work.document.backorder_of) == ("", None)
    assert (work.lines[0].demand, work.lines[0].done) == (24, 0)


def test_only_picked_lines_are_done():
    assert entries({**LINE, "picked": False}) == ()
    assert entries(LINE) == (Entry("L1", date(2027, 6, 30), 45, D(10)),)


def test_lines_of_several_people_add_up():
    other = {**LINE, "id": 83, "create_uid": 8, "quantity": D("2.5")}
    elsewhere = {**LINE, "id": 84, "location_dest_id": 46}
    made = {**LINE, "id": 85, "lot_id": {"id": 3, "display_name": "L1"}, "lot_name": False}
    found = entries(LINE, other, elsewhere, made)
    assert [(one.bin, one.quantity) for one in found] == [(45, D("22.5")), (46, D(10))]


def test_what_is_in_another_pack_is_another_entry():
    packed = {**LINE, "id": 83, "result_package_id": {"id": 5, "name": "PACK-1"}}
    again = {**packed, "id": 84, "quantity": D("2.0")}
    found = entries(LINE, packed, again)
    assert [(one.package, one.quantity) for one in found] == [(None, D(10)), ("PACK-1", D(12))]


def test_a_line_in_another_unit_counts_in_the_lines_own():
    dozens = {**LINE, "quantity": D("2.0"), "product_uom_id": {"id": 29, "factor": D("12.0")}}
    assert entries(dozens)[0].quantity == 24


def test_a_line_taken_off_an_order_is_no_line():
    gone = {**MOVE, "state": "cancel"}
    open_ = read_work({**PICKING, "move_ids": [gone]}, PLAIN)
    assert open_.lines == ()
    cancelled = read_work({**PICKING, "state": "cancel", "move_ids": [gone]}, PLAIN)
    assert len(cancelled.lines) == 1


def test_the_version_changes_with_a_line_alone():
    one = read_work({**PICKING, "move_line_ids": [LINE]}, PLAIN)
    same = read_work({**PICKING, "move_line_ids": [LINE]}, PLAIN)
    more = read_work({**PICKING, "move_line_ids": [{**LINE, "quantity": D("11.0")}]}, PLAIN)
    assert one.document.version == same.document.version != more.document.version
    assert one.document.version.startswith("2026-11-23 03:49:03 ")
