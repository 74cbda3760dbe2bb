"""One document on the desk: what is on it, what is about to be, and the one write that does it."""

import logging
from collections import defaultdict
from decimal import Decimal
from zoneinfo import ZoneInfo

from odoo import fields
from odoo.exceptions import UserError
from psycopg2 import IntegrityError

from .checks import check_verdict
from .lines import amount, find_pack, key_of_goods, key_of_line, lot_of, new_line, noon_of
from .packed import Rest, is_all, kept
from .planned import Planned
from .remarks import remark
from .rules import check, check_lot, later
from .stocked import stock_problem

_logger = logging.getLogger(__name__)


class Desk:
    """The document as it becomes while operations are taken, before anything is written.

    `past` knows what became of operations that an undo may name.
    """

    def __init__(self, picking, ops, past):
        env = picking.env
        self.picking, self.past = picking, past
        self.aside = picking.picking_type_id.warehouse_id.stockhand_exceptions_id
        self.zone = ZoneInfo(env.user.tz or "UTC")
        self.today = fields.Date.context_today(env.user)
        self.moves = {move.id: move for move in picking.move_ids if move.state != "cancel"}
        wanted = {place for op in ops if op.goods for place in (op.goods.bin, op.goods.source)} | {
            op.check.place for op in ops if op.check
        }
        places = env["stock.location"].browse(one for one in wanted if one)
        self.bins = {place.id: place for place in places.exists()}
        self.taken, self.net, self.expiries, self.steps = [], defaultdict(Decimal), {}, {}
        self.lines, self.done = defaultdict(list), Decimal()
        self._read_lines()
        self.planned = Planned(picking, self.moves)
        self.serials = self._serials_in_stock({op.goods.lot for op in ops if op.goods})

    def problem(self, op):
        """Name what keeps an operation from being filed; what is only told does not."""
        found = check(op, self)
        return found if found and later(op.judged_as, found) != "applied" else ""

    def take(self, op):
        """Count an operation that may be filed."""
        key = key_of_goods(op.goods)
        change = -op.goods.quantity if op.target else op.goods.quantity
        self.net[key] += change
        self.done += change
        planned = key._replace(package="")
        if op.goods.moved and op.target:
            short = amount(self.moves[key.move].product_uom_qty) - self.counted(key.move)
            self.planned.more(planned, op.goods.quantity, short)
        elif op.goods.moved:
            self.planned.less(planned, op.goods.quantity)
        self.expiries.setdefault(key, op.goods.expiry)
        self.taken.append(op)

    def write(self):
        """File all that was taken, in one write of the document."""
        # What is planned no more is let go of first, so that it can be taken.
        commands = self.planned.commands()
        rest = Rest(self.picking)
        # What is put back can be taken again.
        for key, change in sorted(self.net.items(), key=lambda one: one[1] > 0):
            if change > 0:
                commands += self._raised(key, change, rest)
            elif change:
                commands += rest.lowered(self.ours(key), change)
        if commands:
            self.picking.write({"move_line_ids": commands})
        for op in self.taken:
            self._say_type(op)
            self._stand_on_pallet(op)
            self._link_code(op)
            words = remark(op, self)
            if words:
                self.picking.message_post(body=words)

    def ours(self, key):
        """Lines of a key; what was left loose may have been packed since, and counts still."""
        own = self.lines.get(key, ())
        if key.package or not key.source:
            return own
        packed = [key._replace(package=one.package) for one in self.lines if one.package]
        also = {one for one in packed if one._replace(package="") == key}
        return [*own, *(line for one in sorted(also, key=str) for line in self.lines.get(one, ()))]

    def _raised(self, key, change, rest):
        """Take no more out of a pack than it holds: a line is of one pack, or of what is loose."""
        move, day = self.moves[key.move], self.expiries[key]
        expires = day and noon_of(day, self.zone)
        lot = lot_of(move.product_id, key.lot if key.source else "")
        spot = (move.product_id.id, lot.id, key.source)
        for package, share in rest.take(move, spot, change).items():
            lines = [one for one in self.lines.get(key, ()) if one.package_id == package]
            if lines:
                yield kept(lines[0], amount(lines[0].quantity) + share)
                continue
            command = new_line(move, key, share, expires)
            packs = {"package_id": package.id} if package else {}
            if package and not key.package and is_all(package, share):
                packs["result_package_id"] = package.id
            yield (0, 0, command[2] | packs)

    def _say_type(self, op):
        goods, env = op.goods, self.picking.env
        if op.target or not (goods.pack_type and goods.package):
            return
        box, types = find_pack(env, goods.package), env["stock.package.type"]
        # The first who says what a pack is is right; a type that is gone says nothing.
        if not box.package_type_id:
            box.package_type_id = types.browse(goods.pack_type).exists()

    def _stand_on_pallet(self, op):
        goods = op.goods
        if goods.pallet and not op.target:
            env = self.picking.env
            box, pallet = find_pack(env, goods.package), find_pack(env, goods.pallet)
            try:
                with env.cr.savepoint():
                    box.package_dest_id = pallet
            except UserError:
                # Where a pack stands is less than what is in it: the goods are filed all the same.
                _logger.warning("Stockhand: %s does not go onto %s", box.name, pallet.name)

    def _link_code(self, op):
        goods = op.goods
        if not goods.code or op.target or check_lot(goods.code):
            return
        product = self.moves[goods.line].product_id
        try:
            with self.picking.env.cr.savepoint():
                self.picking.env["product.uom"].create(
                    {"product_id": product.id, "uom_id": product.uom_id.id, "barcode": goods.code}
                )
        except (UserError, IntegrityError):
            # A code that is taken stays whose it is; the goods are filed all the same.
            _logger.warning("Stockhand: %s is taken, not one of %s", goods.code, product.name)

    def received(self):
        """How much was received on the whole document, whatever it is counted in."""
        return self.done

    def step(self, move):
        """The smallest step that a line's unit is counted in."""
        unit = move.product_uom
        if unit.id not in self.steps:
            self.steps[unit.id] = amount(unit.rounding)
        return self.steps[unit.id]

    def has_serial(self, product, op):
        """Say whether a piece is here already: in stock, or on the document."""
        places = self.serials.get((product.id, op.goods.lot), set())
        # Who settles takes the piece from where it was set aside.
        if places - {self.aside.id} if op.settles else places:
            return True
        return self.has_on_document(product, op.goods.lot)

    def target_problem(self, op):
        """Say why what an undo names cannot be taken back."""
        if self.past.is_undone(op.target) or op.target in {one.target for one in self.taken}:
            return "already_undone"
        taken = {one.op_id: one.effect for one in self.taken}
        deed = taken.get(op.target) or self.past.deed(op.target)
        key = key_of_goods(op.goods)
        lines = sum((amount(line.quantity) for line in self.ours(key)), Decimal())
        enough = lines + self.net.get(key, Decimal()) >= op.goods.quantity
        return "" if deed == op.effect["taken_back"] and enough else "undo_target_missing"

    def settle_problem(self, op):
        """Say why what a person settles is not theirs to settle."""
        if op.settles and op.settles in {one.settles for one in self.taken}:
            return "already_settled"
        return self.past.settle_problem(op)

    def has_on_document(self, product, lot):
        """Say whether a piece was handled on this document already."""
        if product.tracking != "serial":
            return False
        return any(
            key.lot == lot and self.moves[key.move].product_id == product and self._there(key)
            for key in {*self.lines, *self.net}
        )

    def is_over(self, move, goods):
        """Say whether more would be handled than is asked for."""
        over = self.counted(move.id) + goods.quantity > amount(move.product_uom_qty)
        return over and not goods.approved_by

    def counted(self, move):
        """How much of a line was handled."""
        keys = {key for key in {*self.lines, *self.net} if key.move == move}
        return sum((self._there(key) for key in keys), Decimal())

    def stock_problem(self, goods, product):
        """Say what the books have against taking goods from a bin."""
        unit = self.moves[goods.line].product_uom
        wanted = amount(unit._compute_quantity(float(goods.quantity), product.uom_id))
        return stock_problem(goods, product, wanted - self._taken_here(goods, product))

    def _taken_here(self, goods, product):
        """How much more of it is in its bin by what was taken on this desk, and not written yet."""
        here = Decimal()
        for key, change in self.net.items():
            move = self.moves[key.move]
            if move.product_id != product or key.lot != goods.lot:
                continue
            own = amount(move.product_uom._compute_quantity(float(change), product.uom_id))
            here += own * ((key.bin == goods.source) - (key.source == goods.source))
        return here

    def there(self, move, lot):
        """How much of a lot was received on a line."""
        keys = {key for key in {*self.lines, *self.net} if (key.move, key.lot) == (move, lot)}
        return sum((self._there(key) for key in keys), Decimal())

    def standing(self, move, lot):
        """The verdict that stands on a lot of a line, if there is one."""
        return move.stockhand_check_ids.filtered(lambda one: (one.lot_name or "") == lot)

    def verdict_problem(self, check):
        """Say what speaks against a verdict on goods of this document."""
        return check_verdict(check, self)

    def wants_two(self, rules):
        """Say whether one of the rules, as they are now, takes two people."""
        known = self.picking.env["stockhand.check.rule"].browse(one for one in rules if one)
        return any(known.exists().mapped("second"))

    def _there(self, key):
        lines = self.lines.get(key, ())
        return sum((amount(line.quantity) for line in lines), self.net.get(key, Decimal()))

    def _read_lines(self):
        for line in self.picking.move_line_ids.sorted("id"):
            move = self.moves.get(line.move_id.id)
            if not line.picked or not move:
                continue
            self.done += amount(line.quantity)
            # What somebody wrote down in another unit stays as they wrote it.
            if line.product_uom_id == move.product_uom:
                self.lines[key_of_line(line, self.zone)].append(line)

    def _serials_in_stock(self, names):
        products = {move.product_id for move in self.moves.values()}
        products = [one.id for one in products if one.tracking == "serial"]
        names = sorted(name for name in names if name and name.isprintable())
        if not products or not names:
            return {}
        domain = [
            ("product_id", "in", products),
            ("lot_id.name", "in", names),
            ("location_id.usage", "in", ("internal", "transit")),
            ("company_id", "=", self.picking.company_id.id),
            ("quantity", ">", 0),
        ]
        quants = self.picking.env["stock.quant"].search(domain)
        found = defaultdict(set)
        for quant in quants:
            found[quant.product_id.id, quant.lot_id.name].add(quant.location_id.id)
        return found
