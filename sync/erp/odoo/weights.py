"""What packs were weighed at, written on Odoo's packs before their document is closed."""

import logging

from sync.core.operations import FinishReceipt
from sync.core.records import Work
from sync.erp.odoo.answers import Refusal
from sync.erp.odoo.fetch import Source
from sync.erp.odoo.packs import MODEL, by_name, is_older
from sync.erp.odoo.translate.values import number
from sync.wire.failures import Failure

_log = logging.getLogger(__name__)


async def write_weights(source: Source, work: Work, deed: FinishReceipt) -> Failure | None:
    """Write the weights of packs that are on the document; twice does no harm.

    An older Odoo has a place for them only where a module for carriers is: there it is left out.
    """
    mine = {entry.package for line in work.lines for entry in line.entries}
    told = {one.package: one.weight for one in deed.packs if one.package in mine}
    if not told or is_older(source):
        return None
    found = await by_name(source, told)
    if isinstance(found, Failure):
        return found
    for package, row in found.items():
        named = {"ids": [row["id"]], "vals": {"shipping_weight": number(told[package])}}
        said = await source.api.call(MODEL, "write", {**named, "context": source.context})
        if isinstance(said, Failure):
            return said
        if isinstance(said, Refusal):
            # What it weighs is less than that it goes: the document is closed all the same.
            _log.warning("%s is not weighed: %s", package, said.message)
    return None
