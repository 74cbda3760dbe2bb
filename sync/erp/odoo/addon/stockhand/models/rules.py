"""What speaks against a deed, and what is done about it: the same answers as on the device."""

AMOUNT_MAX = 999_999
LOT_LENGTH_MAX = 64

OPEN_STATES = ("waiting", "confirmed", "assigned")
KINDS_OF_TRANSFER = ("incoming", "outgoing", "internal")

FILED_ALL_THE_SAME = {
    "quantity_over", "expiry_past", "check_unanswered", "source_short", "reserved_elsewhere",
}  # fmt: skip
SET_ASIDE = {
    ("move_line", "quantity_over"),
    ("move", "quantity_over"),
    # What is sent must be in the books first: nothing falls below zero.
    ("move_line", "source_short"),
}
ALREADY_SO = {
    "already_undone", "already_settled", "settle_target_missing", "check_twice", "counted_since",
}  # fmt: skip


def later(kind, problem):
    """Say what becomes of a written operation that something speaks against."""
    if problem in FILED_ALL_THE_SAME and (kind, problem) not in SET_ASIDE:
        return "applied"
    finished = (kind, problem) == ("finish_receipt", "document_done")
    return "duplicate" if finished or problem in ALREADY_SO else "exception"


def check(op, desk):
    """Name the first thing that speaks against an operation, or nothing."""
    problem = op.problem or desk.settle_problem(op)
    if problem or not op.effect:
        return problem
    if op.check:
        return _check_judged(op, desk)
    problem = _check_document(op, desk)
    if problem:
        return problem
    if op.target:
        return desk.target_problem(op) or _check_line(op.goods, desk)
    if op.goods:
        return _check_move_line(op, desk) if op.goods.moved else _check_receive(op, desk)
    return "" if desk.received() > 0 else "nothing_received"


def check_lot(name):
    """Say what is wrong with the name of a lot or serial number."""
    if not name.strip():
        return "lot_missing"
    if len(name) > LOT_LENGTH_MAX:
        return "lot_too_long"
    return "" if name.isprintable() else "lot_unprintable"


def _check_document(op, desk):
    picking = desk.picking
    if not picking or picking.picking_type_id.code not in KINDS_OF_TRANSFER:
        return "document_missing"
    if picking.company_id.id != op.company:
        return "company_mismatch"
    if picking.state == "cancel":
        return "document_cancelled"
    return "" if picking.state in OPEN_STATES else "document_done"


def _check_judged(op, desk):
    # Unlike all else it may come when the receipt is closed: most goods are looked at after that.
    problem = _check_document(op, desk)
    if problem not in {"", "document_done"}:
        return problem
    check = op.check
    if check.line not in desk.moves:
        return "line_missing"
    move = desk.moves[check.line]
    if move.product_id.id != check.product:
        return "product_not_on_document"
    if move.product_uom.id != check.unit:
        return "unit_mismatch"
    return check_amount(check.quantity, desk.step(move)) or desk.verdict_problem(check)


def _check_line(goods, desk):
    return "" if goods.line in desk.moves else "line_missing"


def _check_goods(goods, desk):
    problem = _check_line(goods, desk)
    if problem:
        return problem
    move = desk.moves[goods.line]
    if move.product_id.id != goods.product:
        return "product_not_on_document"
    return "unit_mismatch" if goods.unit and goods.unit != move.product_uom.id else ""


def _check_move_line(op, desk):
    goods, picking = op.goods, desk.picking
    if picking.picking_type_id.code == "incoming":
        return "other_work"
    problem = _check_goods(goods, desk)
    if problem:
        return problem
    move = desk.moves[goods.line]
    # Where a document sends goods to, they may go, though it is no bin: a customer's.
    meant = goods.bin == picking.location_dest_id.id
    return (
        check_moved(goods, move.product_id, (desk.step(move), desk.bins.get(goods.source), op))
        or ("serial_twice" if desk.has_on_document(move.product_id, goods.lot) else "")
        or ("quantity_over" if desk.is_over(move, goods) else "")
        or _check_packs(goods)
        or ("" if meant else _check_bin(desk.bins.get(goods.bin), picking))
        or desk.stock_problem(goods, move.product_id)
    )


def check_moved(goods, product, about):
    """Say what speaks against taking goods from a bin, whatever asked for it."""
    step, source, op = about
    return (
        check_amount(goods.quantity, step)
        or check_tracked(goods.lot, goods.quantity, product)
        or check_source(source, op.company)
        or ("same_place" if goods.source == goods.bin else "")
    )


def check_source(source, company):
    """Say why goods may not be taken from a place; a bin that was closed is emptied like others."""
    if not source:
        return "source_missing"
    if source.company_id and source.company_id.id != company:
        return "company_mismatch"
    apart = _is_apart(source)
    return "source_elsewhere" if source.usage != "internal" or apart else ""


def check_between(place, source, company):
    """Say why goods may not go from one place to another without a paper that says so."""
    if not place:
        return "bin_missing"
    if place.company_id and place.company_id.id != company:
        return "company_mismatch"
    elsewhere = place.usage != "internal" or place.warehouse_id != source.warehouse_id
    if elsewhere or _is_apart(place):
        return "bin_elsewhere"
    return "" if place.active else "bin_closed"


def _is_apart(place):
    # What is on hold, or set aside, goes where a person who decides about it says.
    building = place.warehouse_id
    return place in (building.stockhand_exceptions_id, building.stockhand_hold_id)


def _check_receive(op, desk):
    goods = op.goods
    problem = _check_goods(goods, desk)
    if problem:
        return problem
    move = desk.moves[goods.line]
    return (
        check_amount(goods.quantity, desk.step(move))
        or _check_tracking(op, move.product_id, desk)
        or _check_bin(desk.bins.get(goods.bin), desk.picking)
        or _check_packs(goods)
        or check_expiry(goods, move.product_id, desk.today)
        or _check_approval(goods)
    )


def _check_packs(goods):
    if goods.pallet and goods.package in ("", goods.pallet):
        return "package_unreadable"
    named = [name for name in (goods.package, goods.pallet) if name]
    return "package_unreadable" if any(map(check_lot, named)) else ""


def _check_approval(goods):
    if not goods.needs or goods.approved_by:
        return ""
    return "shelf_life_short" if goods.needs == "shelf_life" else "over_tolerance"


def check_amount(amount, step):
    """Say what is wrong with an amount that was counted, in steps of its unit."""
    if amount <= 0:
        return "quantity_not_positive"
    if amount > AMOUNT_MAX:
        return "quantity_too_large"
    return "quantity_too_fine" if amount % step else ""


def _check_tracking(op, product, desk):
    problem = check_tracked(op.goods.lot, op.goods.quantity, product)
    if problem or product.tracking != "serial":
        return problem
    return "serial_twice" if desk.has_serial(product, op) else ""


def check_tracked(lot, pieces, product):
    """Say what is wrong with the lot of goods, or with so many of one serial number."""
    if product.tracking == "none":
        return "lot_not_wanted" if lot else ""
    problem = check_lot(lot)
    if problem or product.tracking != "serial":
        return problem
    return "" if pieces == 1 else "serial_not_one"


def check_counted_in(place, company):
    """Say why nobody counts in a place; what lies in a bin that was closed is counted as well."""
    if not place:
        return "bin_missing"
    if place.company_id and place.company_id.id != company:
        return "company_mismatch"
    return "bin_elsewhere" if place.usage != "internal" or _is_apart(place) else ""


def _check_bin(place, picking):
    if not place:
        return "bin_missing"
    if place.company_id and place.company_id != picking.company_id:
        return "company_mismatch"
    building = picking.picking_type_id.warehouse_id
    if place.warehouse_id != building or place.usage != "internal":
        return "bin_elsewhere"
    if place == building.stockhand_exceptions_id:
        return "bin_elsewhere"
    return "" if place.active else "bin_closed"


def check_expiry(goods, product, today):
    """Say what is wrong with the day of goods that come in, or with its missing."""
    # The field is there only where Odoo keeps expiry dates.
    dated = "use_expiration_date" in product._fields and product.use_expiration_date
    if not dated:
        return "expiry_not_wanted" if goods.expiry else ""
    if not goods.expiry:
        return "expiry_missing"
    return "expiry_past" if goods.expiry < today else ""
