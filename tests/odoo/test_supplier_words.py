"""What suppliers call orders, articles and packs, read from rows as Odoo 19 answers them."""

from datetime import UTC
from decimal import Decimal

import pytest

from sync.core.records import SupplierCode
from sync.erp.odoo.translate.document import read_work, specification
from sync.erp.odoo.translate.flat import Reading
from sync.erp.odoo.translate.supplier_code import read_supplier_code

READING = Reading({}, UTC)
UNIT = {"id": 1, "factor": 1.0}
PACK = {"id": 77, "name": "376123450000000013"}


def row(**over: object) -> dict[str, object]:
    line = {
        "id": 9, "move_id": 5, "product_id": 3, "quantity": 6.0, "picked": False,
        "product_uom_id": UNIT, "lot_id": False, "lot_name": "L-9", "location_id": 4,
        "location_dest_id": 8, "package_id": False, "result_package_id": PACK, "create_uid": 2,
        "expiration_date": "2027-06-30 12:00:00",
    }  # fmt: skip
    loose = line | {"id": 10, "result_package_id": False, "quantity": 4.0}
    move = {
        "id": 5, "product_id": 3, "product_uom": UNIT, "product_uom_qty": 10.0, "state": "assigned",
        "sequence": 10,
    }  # fmt: skip
    first = {
        "id": 1, "name": "WH/IN/00001", "origin": "P00001", "state": "assigned",
        "write_date": "2026-11-23 10:00:00", "scheduled_date": "2026-11-23 10:00:00",
        "company_id": 1, "location_id": 4, "location_dest_id": 8, "backorder_id": False,
        "partner_id": {"id": 3, "display_name": "Azure"}, "move_ids": [move],
        "picking_type_id": {
            "id": 1, "name": "Receipts", "code": "incoming", "sequence_code": "IN",
            "warehouse_id": 1,
        },
        "move_line_ids": [line, loose],
    }  # fmt: skip
    return first | over


@pytest.mark.parametrize(
    ("said", "reference"),
    [
        ({}, ""),
        ({"purchase_id": False}, ""),
        ({"purchase_id": {"id": 7, "partner_ref": False}}, ""),
        ({"purchase_id": {"id": 7, "partner_ref": " AB-26001 "}}, "AB-26001"),
        ({"stockhand_reference": "AB-26001"}, "AB-26001"),
        ({"stockhand_reference": False}, ""),
    ],
)
def test_an_order_is_read_with_what_its_supplier_calls_it(said: dict, reference: str):
    assert read_work(row(**said), READING).document.reference == reference


@pytest.mark.parametrize("field", ["", "purchase_id", "stockhand_reference"])
def test_it_is_asked_for_only_where_this_odoo_has_it(field: str):
    asked = set(specification(has_expiry=True, reference=field))
    assert asked & {"purchase_id", "stockhand_reference"} == ({field} if field else set())


def test_of_what_a_receipt_proposes_only_announced_packs_are_read():
    (line,) = read_work(row(), READING).lines
    told = [(one.package, one.lot, str(one.expiry), one.quantity) for one in line.planned]
    assert told == [(PACK["name"], "L-9", "2027-06-30", Decimal(6))]
    assert line.done == 0


@pytest.mark.parametrize(
    ("product", "kinds", "named"), [(31, [31, 32], 31), (False, [31], 31), (False, [31, 32], 0)]
)
def test_a_suppliers_number_is_of_the_one_article_it_names(product, kinds: list[int], named: int):
    joined = {"product.template": {5: {"id": 5, "product_variant_ids": kinds}}}
    given = {
        "id": 1, "company_id": False, "product_id": product, "product_tmpl_id": 5,
        "product_code": " V-77 ",
    }  # fmt: skip
    read = read_supplier_code(given, Reading(joined, UTC))
    assert read == SupplierCode(1, None, named, "V-77")
