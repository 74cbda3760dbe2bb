"""stock.putaway.rule: where what arrives in a place is to be stored."""

from sync.core.page import Table
from sync.core.storage import Fills, PutawayRule, ids_text
from sync.erp.odoo.api import Domain, Row
from sync.erp.odoo.translate.flat import Flat, Join, Range, Reading
from sync.erp.odoo.translate.values import must_ref, ref, text

_CATEGORY = "product.category"
_FILLS = {"last_used": Fills.LAST_USED, "closest_location": Fills.CLOSEST}


def _range(range_: Range) -> Domain:
    return [["active", "=", True], ["company_id", "in", list(range_.companies)]]


def read_putaway_rule(row: Row, reading: Reading) -> PutawayRule:
    """Read one rule; a category means all that are below it, too."""
    category = ref(row["category_id"])
    paths = reading.joined[_CATEGORY]
    below = tuple(
        id
        for id, one in paths.items()
        if category is not None and str(category) in text(one["parent_path"]).split("/")
    )
    return PutawayRule(
        id=row["id"],
        company=ref(row["company_id"]),
        sequence=int(row["sequence"] or 0),
        arrives=must_ref(row["location_in_id"]),
        area=must_ref(row["location_out_id"]),
        product=ref(row["product_id"]),
        category=category,
        categories=ids_text(below),
        pack_types=ids_text(tuple(row["package_type_ids"])),
        fills=_FILLS.get(text(row["sublocation"]), Fills.AREA),
        storage=ref(row["storage_category_id"]),
    )


PUTAWAY_RULE = Flat(
    Table.PUTAWAY_RULES,
    "stock.putaway.rule",
    (
        *("company_id", "sequence", "location_in_id", "location_out_id", "product_id"),
        *("category_id", "package_type_ids", "sublocation", "storage_category_id"),
    ),
    _range,
    read_putaway_rule,
    needs=frozenset({Table.LOCATIONS, Table.STORAGE_CATEGORIES}),
    joins=(Join(_CATEGORY, ("parent_path",), ""),),
    whole=True,
)
