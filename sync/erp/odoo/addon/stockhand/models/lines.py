"""Amounts and days of move lines, as exact as they were counted, and what makes them add up."""

from datetime import UTC, datetime, time, timezone
from decimal import Decimal
from typing import NamedTuple

AMOUNT_STEP = Decimal("0.000001")
"""Odoo keeps amounts as binary fractions; what is finer than this is their noise."""
NOON = time(12)


class Key(NamedTuple):
    """One line of the document, one lot (or else one day), the bins and the pack."""

    move: int
    lot: str
    day: object
    bin: int
    package: str
    source: int = 0


def key_of_goods(goods):
    """Key of what a deed adds to; the lot alone tells lots apart."""
    day = None if goods.lot else goods.expiry
    return Key(goods.line, goods.lot, day, goods.bin, goods.package, goods.source)


def key_of_line(line, zone):
    """Key of a move line that is there."""
    lot = line.lot_id.name or line.lot_name or ""
    if line.picking_id.picking_type_id.code != "incoming":
        # What is in stock is told by its lot, and by the bin it is taken from.
        source, bin_ = line.location_id.id, line.location_dest_id.id
        # A pack that only goes along is none that goods were put into.
        into = line.result_package_id
        package = into.name if into and into != line.package_id else ""
        return Key(line.move_id.id, lot, None, bin_, package, source)
    day = None if lot else day_of(line, zone)
    package = line.result_package_id.name or ""
    return Key(line.move_id.id, lot, day, line.location_dest_id.id, package)


def day_of(line, zone):
    """The day a line's goods expire on, if anybody keeps such days."""
    moment = line.expiration_date if "expiration_date" in line._fields else None
    return moment.replace(tzinfo=UTC).astimezone(zone).date() if moment else None


def noon_of(day, zone):
    """The moment in the middle of a day, which nobody's clock moves off it."""
    noon = datetime.combine(day, NOON, zone).astimezone(UTC)
    return noon.replace(tzinfo=None)


def amount(value):
    """Read one of Odoo's amounts without the noise of binary fractions."""
    return Decimal(str(value)).quantize(AMOUNT_STEP)


def new_line(move, key, change, expires):
    """Write the command that makes a line; `expires` is the moment its new lot expires."""
    line = {
        "picking_id": move.picking_id.id,
        "move_id": move.id,
        "product_id": move.product_id.id,
        "product_uom_id": move.product_uom.id,
        "quantity": float(change),
        "picked": True,
        "location_dest_id": key.bin,
    }
    if key.package:
        line["result_package_id"] = find_pack(move.env, key.package).id
    if key.source:
        line["location_id"] = key.source
        # What is in stock has its lot already; the rules have seen that there is one.
        return (0, 0, line | {"lot_id": lot_of(move.product_id, key.lot).id})
    if key.lot:
        line["lot_name"] = key.lot
    return (0, 0, line | ({"expiration_date": expires} if expires else {}))


def find_pack(env, name):
    """Find a pack by its name, or make it; of two with one name the older counts."""
    packs = env["stock.package"]
    return packs.search([("name", "=", name)], order="id", limit=1) or packs.create({"name": name})


def lot_of(product, name):
    """Find a lot by its name: the company's own, or everybody's."""
    lots = product.env["stock.lot"]
    if not name:
        return lots
    companies = [*product.env.companies.ids, False]
    domain = [("product_id", "=", product.id), ("name", "=", name)]
    return lots.search([*domain, ("company_id", "in", companies)], limit=1)
