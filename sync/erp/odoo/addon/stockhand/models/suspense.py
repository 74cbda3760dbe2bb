"""Books goods into a warehouse's exceptions location and out again, by transfers."""

from .filing import QUIET, Refused, validate, whole
from .rules import AMOUNT_MAX, check_lot

GOODS_ARE_KNOWN = {
    "document_missing", "document_done", "document_cancelled", "line_missing",
    "product_not_on_document", "bin_missing", "bin_elsewhere", "bin_closed", "erp_refused",
    "erp_unknown",
}  # fmt: skip
"""Problems that leave no doubt about what came and how much of it."""


def set_aside(env, op, problem):
    """Book received goods into the exceptions location; no transfer where that cannot be."""
    building = env["stock.warehouse"].browse(op.warehouse).exists()
    product = env["product.product"].browse(op.goods.product if op.goods else 0).exists()
    place = building.stockhand_exceptions_id
    known = op.goods and not op.target and problem in GOODS_ARE_KNOWN
    if not (known and place and building.company_id.id == op.company and _fits(op.goods, product)):
        return env["stock.picking"]
    line = env["stock.move"].browse(op.goods.line).exists()
    unit = line.product_uom if line.product_id == product else product.uom_id
    goods = {"product_id": product.id, "product_uom_id": unit.id, "lot_name": op.goods.lot}
    source = building.in_type_id.default_location_src_id
    amount = float(op.goods.quantity)
    return _booked(building.in_type_id, (source, place), {**goods, "quantity": amount}, op.name)


def take_back(booked):
    """Book goods that were set aside out again, to where they came from."""
    line = booked.move_line_ids
    goods = {
        "product_id": line.product_id.id,
        "product_uom_id": line.product_uom_id.id,
        "lot_id": line.lot_id.id,
        "quantity": line.quantity,
    }
    kind = booked.picking_type_id.warehouse_id.int_type_id
    return _booked(kind, (line.location_dest_id, line.location_id), goods, booked.origin)


def _fits(goods, product):
    """Say whether the goods are told apart well enough to lie somewhere."""
    if not product or product.type == "service" or not 0 < goods.quantity <= AMOUNT_MAX:
        return False
    if product.tracking == "none":
        return not goods.lot
    return not check_lot(goods.lot) and (product.tracking == "lot" or goods.quantity == 1)


def _booked(kind, places, goods, origin):
    source, target = places
    where = {"location_id": source.id, "location_dest_id": target.id}
    head = {"picking_type_id": kind.id, "origin": origin, **where}
    pickings = kind.env["stock.picking"].with_context(**QUIET)

    def book():
        line = {**goods, **where, "picked": True}
        picking = pickings.create({**head, "move_line_ids": [(0, 0, line)]})
        validate(picking)
        return picking

    try:
        return whole(kind.env, book)
    except Refused:
        return pickings.browse()
