"""Which packs goods are taken out of: Odoo counts what is in a pack apart from what lies loose.

Loose goods go first. A pack of which all is taken goes along whole; of another one goods are taken
out, and lie loose where they are brought to.
"""

from .lines import amount


def lines_by_pack(env, line, quantity):
    """Write a new move line once for each pack that it takes from, in the stock's unit."""
    known = {"product_id": line["product_id"], "location_id": line["location_id"]}
    domain = [(name, "=", value) for name, value in known.items()]
    domain += [("lot_id", "=", line.get("lot_id") or False), ("quantity", ">", 0)]
    quants = env["stock.quant"].search(domain, order="package_id, id")
    if not quants.package_id:
        return [{**line, "quantity": float(quantity)}]
    lines = []
    for quant in sorted(quants, key=lambda one: (bool(one.package_id), one.package_id.id)):
        held = amount(quant.quantity)
        share = min(held, quantity)
        if share <= 0:
            continue
        quantity -= share
        packs = {"package_id": quant.package_id.id} if quant.package_id else {}
        if quant.package_id and share == held and len(quant.package_id.quant_ids) == 1:
            packs["result_package_id"] = quant.package_id.id
        lines.append({**line, **packs, "quantity": float(share)})
    if quantity > 0:
        # More than the books have: it was in somebody's hand, and nobody knows of a pack.
        lines.append({**line, "quantity": float(quantity)})
    return lines
