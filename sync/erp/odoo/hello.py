"""Who answered, as whom we are known there, and what that person may see."""

from sync.core.records import Company, Warehouse
from sync.erp.odoo.barcodes import barcodes
from sync.erp.odoo.fetch import Source
from sync.erp.odoo.translate.company import read_company
from sync.erp.odoo.translate.flat import Reading
from sync.erp.odoo.translate.warehouse import WAREHOUSE_FIELDS, read_warehouse
from sync.wire.failures import Failure
from sync.wire.messages import Hello, Tier


async def hello(source: Source) -> Hello | Failure:
    """Read the companies and warehouses of the user; `source` covers all the user's companies."""
    asked: dict[str, object] = {"domain": [["id", "in", list(source.range.companies)]]}
    rows = await source.search("res.company", {**asked, "fields": ["name"], "order": "id"})
    if isinstance(rows, Failure):
        return rows
    reading = Reading({}, source.session.zone)
    companies: tuple[Company, ...] = tuple(read_company(row, reading) for row in rows)
    asked = {"domain": [["active", "=", True]], "fields": list(WAREHOUSE_FIELDS)}
    found = await source.search("stock.warehouse", {**asked, "order": "id"})
    if isinstance(found, Failure):
        return found
    warehouses: tuple[Warehouse, ...] = tuple(read_warehouse(row, reading) for row in found)
    return Hello(
        server=f"Odoo {source.session.version}",
        tier=Tier.ADDON if source.session.ledger else Tier.STOCK,
        user=source.session.name,
        companies=companies,
        warehouses=warehouses,
        barcodes=await barcodes(source),
    )
