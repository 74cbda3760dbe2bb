"""Carries a verdict out: goods go on hold or back, the lot is blocked or free, papers say so."""

from .checks import ACCEPT, FAILED
from .lines import amount
from .pictured import told
from .transfers import booked

WORDS = {
    "passed": "passed the check",
    "failed": "failed the check",
    "unsure": "to be looked at",
    "withdrawn": "to be checked again, the verdict was taken back",
    "paused": "begun to be checked",
}


def judge(picking, op):
    """Do what a verdict asks for; say whether all of the goods were there to be moved."""
    check = op.check
    move = picking.move_ids.filtered(lambda one: one.id == check.line)
    picking.env["stockhand.check"]._stand(move, op)
    picking.env["stockhand.evidence"]._show_named([one["value"] for one in check.answers])
    moved = True
    if check.place and picking.state == "done":
        moved = _transferred(move, op)
    elif check.place:
        _redirect(move, check)
    good = check.verdict in ("passed", "withdrawn") or check.disposition == ACCEPT
    move._stockhand_mark_lots(check.lot, frees=good)
    _tell(picking, move, op)
    return moved


def _redirect(move, check):
    """What is not in stock yet lands where the verdict says."""
    lines = move.move_line_ids.filtered(lambda one: one.picked and _lot_of(one) == check.lot)
    if check.source:
        lines = lines.filtered(lambda one: one.location_dest_id.id == check.source)
    lines.location_dest_id = check.place


def _transferred(move, op):
    check, env = op.check, move.env
    left = move.product_uom._compute_quantity(float(check.quantity), move.product_id.uom_id)
    left = amount(left)
    building = move.picking_id.picking_type_id.warehouse_id
    target = env["stock.location"].browse(check.place)
    for quant in _quants(move, check, building):
        if left <= 0:
            break
        taken = min(left, amount(quant.quantity))
        goods = {
            "product_id": quant.product_id.id,
            "product_uom_id": quant.product_uom_id.id,
            "lot_id": quant.lot_id.id,
            "quantity": float(taken),
        }
        origin = f"Stockhand: check {op.op_id}"
        if booked(building.int_type_id, (quant.location_id, target), [goods], origin):
            left -= taken
    return left <= 0


def _quants(move, check, building):
    """Where the goods may lie: where the receipt put them; bad ones of a lot wherever they went."""
    domain = [
        ("product_id", "=", move.product_id.id),
        ("company_id", "=", move.company_id.id),
        ("quantity", ">", 0),
        ("lot_id.name", "=", check.lot) if check.lot else ("lot_id", "=", False),
    ]
    put = move.move_line_ids.filtered(lambda one: _lot_of(one) == check.lot).location_dest_id
    if check.source:
        domain.append(("location_id", "=", check.source))
    elif check.lot and check.verdict == FAILED and check.disposition != ACCEPT:
        aside = (building.stockhand_hold_id + building.stockhand_exceptions_id).ids
        within = ("location_id", "child_of", building.view_location_id.id)
        domain += [within, ("location_id.usage", "=", "internal"), ("location_id", "not in", aside)]
    else:
        domain.append(("location_id", "in", (put - building.stockhand_hold_id).ids))
    found = move.env["stock.quant"].search(domain, order="id")
    return found.sorted(lambda one: one.location_id not in put)


def _lot_of(line):
    return line.lot_id.name or line.lot_name or ""


def _tell(picking, move, op):
    """Write for people what was found, on the receipt and on the lot."""
    check = op.check
    what = f"{move.product_id.display_name} {check.lot}".strip()
    who = " + ".join(name for name in (check.inspector, check.second) if name)
    lines = [f"{what}: {WORDS[check.verdict]} ({check.disposition or '–'}), {who}"]
    lines += [f"{one['ask']} {one['piece']}: {told(one['value'])}" for one in check.answers]
    if check.note:
        lines.append(check.note)
    text = "\n".join(lines)
    picking.message_post(body=text)
    lot = move._stockhand_lot(check.lot)
    if lot:
        lot.message_post(body=text)
