"""What lies in the bin that goods are taken from, and what that has against taking them."""

from decimal import Decimal

from .lines import amount, lot_of


def stock_problem(goods, product, wanted, *, may_be_bad=False):
    """Say what the books have against taking so much (in the product's own unit) from a bin."""
    lot = lot_of(product, goods.lot)
    if goods.lot and not lot:
        return "lot_unknown"
    if lot.stockhand_blocked and not may_be_bad:
        return "lot_blocked"
    domain = [
        ("product_id", "=", product.id),
        ("location_id", "=", goods.source),
        ("lot_id", "=", lot.id),
    ]
    quants = product.env["stock.quant"].search(domain)
    quantity = sum((amount(one.quantity) for one in quants), Decimal())
    reserved = sum((amount(one.reserved_quantity) for one in quants), Decimal())
    if goods.document:
        quantity += _handled(goods, product, lot)
    if quantity < wanted:
        return "serial_elsewhere" if product.tracking == "serial" else "source_short"
    # Who takes it for a document has it reserved, or takes what is anybody's.
    unasked = not goods.document
    return "reserved_elsewhere" if unasked and quantity - reserved < wanted else ""


def _handled(goods, product, lot):
    """What open documents have put into the bin or taken from it, and nobody has booked yet."""
    domain = [
        ("picked", "=", True),
        ("state", "not in", ("done", "cancel")),
        ("product_id", "=", product.id),
        "|",
        ("location_id", "=", goods.source),
        ("location_dest_id", "=", goods.source),
    ]
    handled = Decimal()
    for line in product.env["stock.move.line"].search(domain):
        if (line.lot_id.name or line.lot_name or "") == (lot.name or ""):
            into = (line.location_dest_id.id == goods.source) - (
                line.location_id.id == goods.source
            )
            handled += into * amount(line.quantity_product_uom)
    return handled
