"""What the office should read beside the amounts: what came damaged, and who let what pass."""

WHY = {
    "empty": "the bin is empty",
    "damaged": "damaged",
    "blocked_way": "the bin cannot be reached",
}


def short_remark(env, op):
    """Say why less was taken than was asked for; "" where nobody said."""
    names = {
        one.id: one.display_name
        for one in env["product.product"]
        .browse(product for _, product, _ in op.short if product)
        .exists()
    }
    told = [
        f"{names[product]} ({WHY.get(why, 'no reason told')})"
        for _, product, why in op.short
        if product in names
    ]
    return f"Stockhand: {op.user} took less than was asked for: {', '.join(told)}." if told else ""


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
