"""What lies in the bin that goods are taken from, and what that has against taking them."""

from decimal import Decimal

from .lines import amount, lot_of


def stock_problem(goods, product, wanted):
    """Say what the books have against taking so much (in the product's own unit) from a bin."""
    lot = lot_of(product, goods.lot)
    if goods.lot and not lot:
        return "lot_unknown"
    if lot.stockhand_blocked:
        return "lot_blocked"
    domain = [
        ("product_id", "=", product.id),
        ("location_id", "=", goods.source),
        ("lot_id", "=", lot.id),
    ]
    quants = product.env["stock.quant"].search(domain)
    quantity = sum((amount(one.quantity) for one in quants), Decimal())
    reserved = sum((amount(one.reserved_quantity) for one in quants), Decimal())
    if quantity < wanted:
        return "serial_elsewhere" if product.tracking == "serial" else "source_short"
    # Who takes it for a document has it reserved, or takes what is anybody's.
    unasked = not goods.document
    return "reserved_elsewhere" if unasked and quantity - reserved < wanted else ""
