"""stock.quant: what lies where. Read only: stock is made by documents, never written."""

from datetime import date

from sync.core.page import Table
from sync.core.records import Stock
from sync.erp.odoo.api import Domain, Row
from sync.erp.odoo.translate.flat import Flat, Range, Reading
from sync.erp.odoo.translate.values import Value, amount, must_ref, ref


def _range(range_: Range) -> Domain:
    # What is on its way lies in no house, and between companies it is no one's.
    return [
        ["company_id", "in", [*range_.companies, False]],
        ["location_id.usage", "in", ["internal", "transit"]],
        "|",
        ["location_id.warehouse_id", "in", list(range_.warehouses)],
        ["location_id.usage", "=", "transit"],
    ]


def _day(value: Value) -> date | None:
    return date.fromisoformat(str(value)) if value else None


def read_stock(row: Row, _: Reading) -> Stock:
    """Read one amount in one place."""
    return Stock(
        id=row["id"],
        company=ref(row["company_id"]),
        product=must_ref(row["product_id"]),
        location=must_ref(row["location_id"]),
        lot=ref(row["lot_id"]),
        quantity=amount(row["quantity"]),
        reserved=amount(row["reserved_quantity"]),
        count_on=_day(row["inventory_date"]),
    )


STOCK = Flat(
    Table.STOCK,
    "stock.quant",
    (
        *("product_id", "location_id", "lot_id", "company_id", "quantity", "reserved_quantity"),
        "inventory_date",
    ),
    _range,
    read_stock,
    needs=frozenset({Table.PRODUCTS, Table.LOCATIONS, Table.LOTS}),
)
