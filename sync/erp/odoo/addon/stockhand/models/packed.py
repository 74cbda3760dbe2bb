"""Which packs goods are taken out of: Odoo counts what is in a pack apart from what lies loose.

Loose goods go first. A pack of which all is taken goes along whole; of another one goods are taken
out, and lie loose where they are brought to.
"""

from collections import defaultdict
from decimal import Decimal

from .lines import amount


def lines_by_pack(env, line, quantity):
    """Write a new move line once for each pack that it takes from, in the stock's unit."""
    quants = _lying(env, (line["product_id"], line.get("lot_id"), line["location_id"]))
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


class Rest:
    """What is loose and in packs, used up while a document's lines are written that take from it.

    What lines took already, whoever picked them and on which document, is not there any more.
    """

    def __init__(self, picking):
        self._env, self._used = picking.env, defaultdict(Decimal)
        self._picking, self._asked = picking, set()
        for line in picking.move_line_ids.filtered("picked"):
            self._use(line, amount(line.quantity_product_uom))

    def take(self, move, spot, wanted):
        """Say how much comes out of which pack; what nothing is known of is loose."""
        none, held, found = self._env["stock.package"], defaultdict(Decimal), defaultdict(Decimal)
        # In packs it is counted in the stock's unit, which most lines are in as well.
        is_known = all(spot[::2]) and move.product_uom == move.product_id.uom_id
        if is_known and spot not in self._asked:
            self._asked.add(spot)
            self._use_elsewhere(spot)
        for quant in _lying(self._env, spot) if is_known else ():
            held[quant.package_id] += amount(quant.quantity)
        for package in sorted(held, key=lambda one: (bool(one), one.id)):
            share = min(held[package] - self._used[(*spot, package.id)], wanted)
            if share > 0:
                found[package] += share
                wanted -= share
        if wanted > 0:
            # More than the books have: it was in somebody's hand, and nobody knows of a pack.
            found[none] += wanted
        for package, share in found.items():
            self._used[(*spot, package.id)] += share
        return found

    def lowered(self, lines, change):
        """Write commands that take back from lines of one key."""
        commands = []
        # Loose goods were taken first, so what came out of packs goes back first.
        for line in sorted(lines, key=lambda one: not one.package_id):
            before = amount(line.quantity)
            after = max(before + change, Decimal())
            change -= after - before
            if line.product_uom_id == line.product_id.uom_id:
                self._use(line, after - before)
            # A line with nothing on it would be filled again by Odoo.
            commands.append(kept(line, after) if after else (2, line.id, 0))
            if not change:
                break
        return commands

    def _use_elsewhere(self, spot):
        """What other open documents took there, and nobody has booked yet."""
        product, lot, place = spot
        open_lines = [("picked", "=", True), ("state", "not in", ("done", "cancel"))]
        here = [("product_id", "=", product), ("location_id", "=", place)]
        others = [("lot_id", "=", lot or False), ("picking_id", "!=", self._picking.id)]
        for line in self._env["stock.move.line"].search([*open_lines, *here, *others]):
            self._use(line, amount(line.quantity_product_uom))

    def _use(self, line, quantity):
        spot = (line.product_id.id, line.lot_id.id, line.location_id.id)
        self._used[(*spot, line.package_id.id)] += quantity


def kept(line, quantity):
    """Write the command that brings a line to an amount, its pack whole or not."""
    values, pack = {"quantity": float(quantity), "picked": True}, line.package_id
    # What somebody put into another pack stays there.
    if pack and line.result_package_id in (pack, pack.browse()):
        is_stocked_so = line.product_uom_id == line.product_id.uom_id
        into = pack if is_stocked_so and is_all(pack, quantity) else pack.browse()
        values |= {"result_package_id": into.id} if into != line.result_package_id else {}
    return (1, line.id, values)


def is_all(pack, quantity):
    """Say whether that is all there is in a pack, so that it goes along whole."""
    return len(pack.quant_ids) == 1 and amount(pack.quant_ids.quantity) == quantity


def _lying(env, spot):
    product, lot, place = spot
    domain = [("product_id", "=", product), ("location_id", "=", place)]
    domain += [("lot_id", "=", lot or False), ("quantity", ">", 0)]
    return env["stock.quant"].search(domain, order="package_id, id")
