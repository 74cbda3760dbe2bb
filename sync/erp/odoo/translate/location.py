"""stock.location."""

from sync.core.page import Table
from sync.core.records import Location, LocationKind
from sync.erp.odoo.api import Domain, Row
from sync.erp.odoo.translate.flat import Flat, Range, Reading
from sync.erp.odoo.translate.values import code, ref, text

KIND_OF_USAGE = {
    "internal": LocationKind.BIN,
    "view": LocationKind.AREA,
    "supplier": LocationKind.SUPPLIER,
    "customer": LocationKind.CUSTOMER,
    "transit": LocationKind.TRANSIT,
    "inventory": LocationKind.LOSS,
    "production": LocationKind.LOSS,
}

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORDER_LENGTH = 12
"""So many signs of a name still fit a 64-bit number in base 37."""


def _range(range_: Range) -> Domain:
    return range_.ours_or_shared


def read_location(row: Row, reading: Reading) -> Location:
    """Read one place."""
    label, path = text(row["name"]), text(row["complete_name"])
    zone, aisle = zone_and_aisle(path)
    return Location(
        id=row["id"],
        company=ref(row["company_id"]),
        warehouse=ref(row["warehouse_id"]),
        name=path,
        label=label,
        barcode=code(row["barcode"]),
        kind=_kind(row, reading),
        parent=ref(row["location_id"]),
        zone=zone,
        aisle=aisle,
        pick_order=pick_order(label),
        active=bool(row["active"]),
        storage=ref(row["storage_category_id"]),
    )


def _kind(row: Row, reading: Reading) -> LocationKind:
    if row["id"] in reading.suspense:
        return LocationKind.SUSPENSE
    if row["id"] in reading.holds:
        return LocationKind.HOLD
    return KIND_OF_USAGE.get(text(row["usage"]), LocationKind.AREA)


def zone_and_aisle(path: str) -> tuple[str, str]:
    """Read WH/Stock/A/A-01/A-01-03 as zone A, aisle A-01; and WH/Stock/A-01-03 as A, 01."""
    below = path.split("/")[2:]
    if len(below) >= 3:
        return below[0], below[1]
    if len(below) == 2:
        return below[0], ""
    parts = below[0].split("-") if below else []
    return (parts[0], parts[1]) if len(parts) >= 3 else ("", "")


def pick_order(label: str) -> int:
    """Give a number that sorts as the label does: Odoo keeps no walking order of its own."""
    signs = [sign for sign in label.upper() if sign in _DIGITS][:_ORDER_LENGTH]
    order = 0
    for place in range(_ORDER_LENGTH):
        order = order * 37 + (_DIGITS.index(signs[place]) + 1 if place < len(signs) else 0)
    return order


LOCATION = Flat(
    Table.LOCATIONS,
    "stock.location",
    (
        "name",
        "complete_name",
        "barcode",
        "usage",
        "active",
        "company_id",
        "warehouse_id",
        "location_id",
        "storage_category_id",
    ),
    _range,
    read_location,
    needs=frozenset({Table.COMPANIES, Table.WAREHOUSES}),
)
