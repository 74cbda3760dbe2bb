"""THE ORDER in which kinds of record are fetched: what a record refers to comes before it."""

from graphlib import TopologicalSorter

from sync.core.page import Table
from sync.erp.odoo.translate import document
from sync.erp.odoo.translate.check_rule import CHECK_RULE
from sync.erp.odoo.translate.company import COMPANY
from sync.erp.odoo.translate.flat import Flat
from sync.erp.odoo.translate.location import LOCATION
from sync.erp.odoo.translate.lot import LOT
from sync.erp.odoo.translate.pack_type import PACK_TYPE
from sync.erp.odoo.translate.packaging import PACKAGING
from sync.erp.odoo.translate.product import PRODUCT
from sync.erp.odoo.translate.putaway_rule import PUTAWAY_RULE
from sync.erp.odoo.translate.stock import STOCK
from sync.erp.odoo.translate.storage_category import STORAGE_CATEGORY
from sync.erp.odoo.translate.supplier_code import SUPPLIER_CODE
from sync.erp.odoo.translate.unit import UNIT
from sync.erp.odoo.translate.warehouse import WAREHOUSE

FLATS: dict[Table, Flat] = {
    flat.table: flat
    for flat in (
        *(COMPANY, WAREHOUSE, LOCATION, UNIT, PRODUCT, PACKAGING, LOT, STOCK, CHECK_RULE),
        *(STORAGE_CATEGORY, PUTAWAY_RULE, SUPPLIER_CODE, PACK_TYPE),
    )
}


def _order() -> tuple[Table, ...]:
    graph = {table: flat.needs for table, flat in FLATS.items()}
    sorter = TopologicalSorter(graph | {Table.DOCUMENTS: document.NEEDS})
    sorter.prepare()
    order: list[Table] = []
    while sorter.is_active():
        # Within one height the order of the enumeration, so that it is the same everywhere.
        ready = sorted(sorter.get_ready(), key=list(Table).index)
        order.extend(ready)
        sorter.done(*ready)
    return tuple(order)


WITH_CHECKS: tuple[Table, ...] = _order()
ORDER = tuple(table for table in WITH_CHECKS if table is not Table.CHECK_RULES)
"""What there is in every Odoo; our add-on has all of `WITH_CHECKS`."""


def order_of(*, has_checks: bool, has_pack_types: bool = True) -> tuple[Table, ...]:
    """Name the tables that an Odoo has, in the order they are fetched."""
    without = {Table.PACK_TYPES} if not has_pack_types else set[Table]()
    return tuple(one for one in (WITH_CHECKS if has_checks else ORDER) if one not in without)
