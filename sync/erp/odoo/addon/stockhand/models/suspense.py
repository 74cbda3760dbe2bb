"""Books goods into a warehouse's exceptions location and out again, by transfers.

Nothing is booked that is not certain: where the article, the amount or the lot is not known, or the
piece is somewhere else already, there is only the operation.
"""

from zoneinfo import ZoneInfo

from .lines import amount, noon_of
from .rules import OPEN_STATES, check_amount, check_lot
from .transfers import booked

ORIGIN = "Stockhand: exceptions"
NOT_CERTAIN = {
    # Goods do not enter another company's books by being set aside.
    "company_mismatch",
    # One of the two is a wrong label, and nobody knows yet which.
    "serial_twice",
    # What it says is not understood.
    "kind_unknown",
}


def set_aside(env, parked):
    """Book what came with parked operations into the exceptions location, in one transfer each
    building; give each operation's line, where that could be.

    `parked` are operations of one company, each with its problem.
    """
    by_building = {}
    for op, problem in parked:
        goods = _certain_goods(env, op, problem)
        if goods:
            by_building.setdefault(op.warehouse, {})[op.op_id] = goods
    lines = {}
    for building, goods in by_building.items():
        kind = env["stock.warehouse"].browse(building).in_type_id
        booked = _booked_in(kind, goods)
        # One of them cannot be: the others shall not lie nowhere for it.
        alone = goods.items() if not booked and len(goods) > 1 else ()
        for op_id, one in alone:
            booked |= _booked_in(kind, {op_id: one})
        lines |= booked
    return lines


def take_back(line):
    """Book goods that were set aside out again, to where they came from; an empty transfer where
    that cannot be.
    """
    goods = {
        "product_id": line.product_id.id,
        "product_uom_id": line.product_uom_id.id,
        "lot_id": line.lot_id.id,
        "quantity": line.quantity,
    }
    kind = line.picking_id.picking_type_id.warehouse_id.int_type_id
    return booked(kind, (line.location_dest_id, line.location_id), [goods], ORIGIN)


def _certain_goods(env, op, problem):
    # What was moved is in the books already, where it was.
    if not op.goods or op.goods.moved or op.target or problem in NOT_CERTAIN:
        return None
    building = env["stock.warehouse"].browse(op.warehouse).exists()
    product = env["product.product"].browse(op.goods.product).exists()
    if not building.stockhand_exceptions_id or building.company_id.id != op.company or not product:
        return None
    unit = _unit(op.goods, product)
    if check_amount(op.goods.quantity, amount(unit.rounding)) or not _is_certain(op.goods, product):
        return None
    goods = {
        "product_id": product.id,
        "product_uom_id": unit.id,
        "quantity": float(op.goods.quantity),
        "lot_name": op.goods.lot,
    }
    if op.goods.expiry:
        goods["expiration_date"] = noon_of(op.goods.expiry, ZoneInfo(env.user.tz or "UTC"))
    return goods


def _booked_in(kind, goods):
    place = kind.warehouse_id.stockhand_exceptions_id
    picking = booked(kind, (kind.default_location_src_id, place), list(goods.values()), ORIGIN)
    return dict(zip(goods, picking.move_line_ids.sorted("id"), strict=False))


def _unit(goods, product):
    # The first app did not say the unit; the line has it, if it is of this article still.
    line = product.env["stock.move"].browse(goods.line).exists()
    said = product.env["uom.uom"].browse(goods.unit).exists()
    return said or (line.product_uom if line.product_id == product else product.uom_id)


def _is_certain(goods, product):
    if product.tracking == "none":
        return not goods.lot
    # A lot keeps the date it is first given, so none is made without.
    dated = "use_expiration_date" in product._fields and product.use_expiration_date
    if check_lot(goods.lot) or (dated and not goods.expiry):
        return False
    return product.tracking == "lot" or (goods.quantity == 1 and not is_here(goods, product))


def is_here(goods, product, besides=()):
    """Say whether a piece is in stock, or was counted on a document that is open.

    `besides` are places of which it does not matter whether it lies there.
    """
    piece = [("product_id", "=", product.id), ("company_id", "=", product.env.company.id)]
    stock = [("location_id.usage", "in", ("internal", "transit")), ("quantity", ">", 0)]
    stock.append(("location_id", "not in", list(besides)))
    if product.env["stock.quant"].search_count([*piece, ("lot_id.name", "=", goods.lot), *stock]):
        return True
    named = ["|", ("lot_id.name", "=", goods.lot), ("lot_name", "=", goods.lot)]
    counted = [("picked", "=", True), ("picking_id.state", "in", OPEN_STATES)]
    return bool(product.env["stock.move.line"].search_count([*piece, *named, *counted]))
