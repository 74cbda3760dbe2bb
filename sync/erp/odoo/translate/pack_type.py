"""stock.package.type: the boxes and pallets that goods are packed into."""

from sync.core.pack_types import PackType
from sync.core.page import Table
from sync.erp.odoo.api import Domain, Row
from sync.erp.odoo.translate.flat import Flat, Range, Reading
from sync.erp.odoo.translate.values import amount, ref, text


def _range(range_: Range) -> Domain:
    return range_.ours_or_shared


def read_pack_type(row: Row, _reading: Reading) -> PackType:
    """Read one type of packs; in which unit its weights are is a setting of the whole Odoo."""
    return PackType(
        id=row["id"],
        company=ref(row["company_id"]),
        sequence=row["sequence"],
        name=text(row["name"]),
        barcode=text(row["barcode"]).strip() or None,
        length=amount(row["packaging_length"] or 0),
        width=amount(row["width"] or 0),
        height=amount(row["height"] or 0),
        weight=amount(row["base_weight"] or 0),
        weight_max=amount(row["max_weight"] or 0),
        weight_unit=text(row["weight_uom_name"]),
    )


PACK_TYPE = Flat(
    Table.PACK_TYPES,
    "stock.package.type",
    (
        *("name", "company_id", "sequence", "barcode", "packaging_length", "width", "height"),
        *("base_weight", "max_weight", "weight_uom_name"),
    ),
    _range,
    read_pack_type,
    needs=frozenset({Table.COMPANIES}),
    # The unit of weight leaves no mark on a type when it changes; and there are few.
    whole=True,
)
