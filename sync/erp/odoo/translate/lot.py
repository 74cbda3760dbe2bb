"""stock.lot: lots and serial numbers."""

from sync.core.page import Table
from sync.core.records import Lot
from sync.erp.odoo.api import Domain, Row
from sync.erp.odoo.translate.flat import Flat, Range, Reading
from sync.erp.odoo.translate.values import day, must_ref, ref, text


def _range(range_: Range) -> Domain:
    return range_.ours_or_shared


def read_lot(row: Row, reading: Reading) -> Lot:
    """Read one lot."""
    return Lot(
        id=row["id"],
        company=ref(row["company_id"]),
        product=must_ref(row["product_id"]),
        name=text(row["name"]),
        expiry=day(row.get("expiration_date"), reading.zone),
        blocked=bool(row.get("stockhand_blocked")),
    )


LOT = Flat(
    Table.LOTS,
    "stock.lot",
    ("name", "product_id", "company_id"),
    _range,
    read_lot,
    needs=frozenset({Table.PRODUCTS}),
    expiry_fields=("expiration_date",),
    check_fields=("stockhand_blocked",),
)
