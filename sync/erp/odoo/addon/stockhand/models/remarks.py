"""What the office should read beside the amounts: what came damaged, and who let what pass."""


def remark(op, desk):
    """Say in words what of an operation is worth a note; "" where nothing is."""
    goods = op.goods
    if op.target or not (goods.damage or goods.approved_by):
        return ""
    article, place = desk.moves[goods.line].product_id.name, desk.bins[goods.bin].complete_name
    words = f"Stockhand: {op.user} received {goods.quantity:f} × {article}"
    words += f", lot {goods.lot}" if goods.lot else ""
    words += f", damaged ({goods.damage}), into {place}" if goods.damage else f" into {place}"
    return words + (f"; {goods.approved_by} agreed ({goods.needs})." if goods.approved_by else ".")
