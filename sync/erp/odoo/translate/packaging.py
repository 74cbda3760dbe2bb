"""product.uom: a product's unit with a barcode of its own, which is what a carton is."""

from sync.core.page import Table
from sync.core.records import Packaging
from sync.erp.odoo.api import Domain, Row
from sync.erp.odoo.translate.flat import Flat, Join, Range, Reading
from sync.erp.odoo.translate.unit import factor
from sync.erp.odoo.translate.values import amount, code, text


def _range(range_: Range) -> Domain:
    # Odoo shows everybody's boxes, but not everybody's articles, and a box is read with its own.
    ours = [*range_.companies, False]
    return [*range_.ours_or_shared, ["product_id.company_id", "in", ours]]


def read_packaging(row: Row, reading: Reading) -> Packaging:
    """Read one packaging; its amount comes from what its unit and the product's hold.

    Before Odoo 19 it had a name and an amount of its own, and no unit.
    """
    if "uom_id" not in row:
        return Packaging(
            *(row["id"], row["product_id"], text(row["name"])),
            *(code(row["barcode"]), amount(row["qty"])),
        )
    product = reading.joined["product.product"][row["product_id"]]
    units = reading.joined["uom.uom"]
    unit, base = units[row["uom_id"]], units[product["uom_id"]]
    return Packaging(
        id=row["id"],
        product=row["product_id"],
        name=text(unit["name"]),
        barcode=code(row["barcode"]),
        quantity=amount(factor(unit["factor"]) / factor(base["factor"])),
    )


PACKAGING = Flat(
    Table.PACKAGINGS,
    "product.uom",
    ("product_id", "uom_id", "barcode"),
    _range,
    read_packaging,
    needs=frozenset({Table.PRODUCTS, Table.UNITS}),
    joins=(
        Join("product.product", ("uom_id",), "product_id"),
        Join("uom.uom", ("name", "factor"), ""),
    ),
)
