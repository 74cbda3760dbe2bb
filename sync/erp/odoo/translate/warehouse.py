"""stock.warehouse."""

from sync.core.page import Table
from sync.core.records import Warehouse
from sync.erp.odoo.api import Domain, Row
from sync.erp.odoo.translate.flat import Flat, Range, Reading
from sync.erp.odoo.translate.values import must_ref, text

WAREHOUSE_FIELDS = ("name", "code", "company_id", "lot_stock_id")


def _range(range_: Range) -> Domain:
    return [["company_id", "in", list(range_.companies)], ["active", "=", True]]


def read_warehouse(row: Row, _: Reading) -> Warehouse:
    """Read one building."""
    return Warehouse(
        id=row["id"],
        company=must_ref(row["company_id"]),
        code=text(row["code"]),
        name=text(row["name"]),
        stock=must_ref(row["lot_stock_id"]),
    )


WAREHOUSE = Flat(
    Table.WAREHOUSES,
    "stock.warehouse",
    WAREHOUSE_FIELDS,
    _range,
    read_warehouse,
    needs=frozenset({Table.COMPANIES}),
)
