"""stock.storage.category with its stock.storage.category.capacity: what bins of a kind take."""

from sync.core.page import Table
from sync.core.storage import Mixing, StorageCategory, rooms_text
from sync.erp.odoo.api import Domain, Row
from sync.erp.odoo.translate.flat import Flat, Join, Range, Reading
from sync.erp.odoo.translate.values import amount, ref, text

_CAPACITY = "stock.storage.category.capacity"


def _range(range_: Range) -> Domain:
    return range_.ours_or_shared


def read_storage_category(row: Row, reading: Reading) -> StorageCategory:
    """Read one storage category, with the room it gives to articles and to types of pack."""
    known = reading.joined[_CAPACITY]
    rooms = [known[id] for id in row["capacity_ids"] if id in known]
    products = {one["product_id"]: amount(one["quantity"]) for one in rooms if one["product_id"]}
    packs = {
        one["package_type_id"]: amount(one["quantity"]) for one in rooms if one["package_type_id"]
    }
    return StorageCategory(
        id=row["id"],
        company=ref(row["company_id"]),
        name=text(row["name"]),
        mixing=Mixing(row["allow_new_product"]),
        weight_max=amount(row["max_weight"] or 0),
        rooms=rooms_text(products, packs),
    )


STORAGE_CATEGORY = Flat(
    Table.STORAGE_CATEGORIES,
    "stock.storage.category",
    ("name", "company_id", "allow_new_product", "max_weight", "capacity_ids"),
    _range,
    read_storage_category,
    needs=frozenset({Table.COMPANIES, Table.PRODUCTS}),
    joins=(Join(_CAPACITY, ("product_id", "package_type_id", "quantity"), "capacity_ids"),),
    whole=True,
)
