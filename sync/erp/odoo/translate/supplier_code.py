"""product.supplierinfo: the numbers that suppliers call our articles by."""

from sync.core.page import Table
from sync.core.records import SupplierCode
from sync.erp.odoo.api import Domain, Row
from sync.erp.odoo.translate.flat import Flat, Join, Range, Reading
from sync.erp.odoo.translate.values import ref, text

_TEMPLATE = "product.template"


def _range(range_: Range) -> Domain:
    return [["product_code", "!=", False], *range_.ours_or_shared]


def read_supplier_code(row: Row, reading: Reading) -> SupplierCode:
    """Read one number; of an article in several kinds that names none of them it says nothing."""
    template = reading.joined[_TEMPLATE].get(ref(row["product_tmpl_id"]) or 0)
    kinds = template["product_variant_ids"] if template else []
    only = int(kinds[0]) if len(kinds) == 1 else 0
    return SupplierCode(
        id=row["id"],
        company=ref(row["company_id"]),
        product=ref(row["product_id"]) or only,
        code=text(row["product_code"]).strip(),
    )


SUPPLIER_CODE = Flat(
    Table.SUPPLIER_CODES,
    "product.supplierinfo",
    ("company_id", "product_id", "product_tmpl_id", "product_code"),
    _range,
    read_supplier_code,
    needs=frozenset({Table.PRODUCTS}),
    joins=(Join(_TEMPLATE, ("product_variant_ids",), "product_tmpl_id"),),
)
