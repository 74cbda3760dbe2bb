"""Files operations of one company: one write a document, one operation at a time if it fails."""

from .desk import Desk
from .judging import judge
from .parts import parts
from .remarks import short_remark
from .rules import later
from .unasked import file_unasked
from .whole import QUIET, Refused, validate, whole


class Filing:
    """One push on its way: its operations, and what became of each."""

    def __init__(self, env, past):
        self.env, self.past = env, past

    def file(self, ops):
        """File operations of one company. The caller has checked that the user may work there."""
        for part in parts(ops):
            if part[0].unasked:
                for op in part:
                    file_unasked(self.env, self.past, op)
            else:
                self._file_documents(part)

    def _file_documents(self, ops):
        by_document = {}
        for op in ops:
            by_document.setdefault(op.document, []).append(op)
        pickings = self.env["stock.picking"].browse(one for one in by_document if one).exists()
        there = {picking.id: picking for picking in pickings}
        # Two devices on one document take turns; whoever waited is run again on what it became.
        self._lock(pickings)
        for document, group in by_document.items():
            self._file_on(there.get(document, pickings.browse()), group)

    def _lock(self, pickings):
        if pickings:
            sql = "SELECT id FROM stock_picking WHERE id IN %s ORDER BY id FOR NO KEY UPDATE"
            self.env.cr.execute(sql, (tuple(pickings.ids),))

    def _file_on(self, picking, ops):
        waiting = list(ops)
        while waiting:
            desk, finish = Desk(picking, waiting, self.past), None
            while waiting and not finish:
                op = waiting.pop(0)
                problem = desk.problem(op)
                if problem:
                    self.past.answer(op, later(op.judged_as, problem), problem, picking)
                elif not op.effect:
                    self._done(op, picking)
                elif op.goods:
                    desk.take(op)
                elif op.check:
                    finish = op
                else:
                    finish = op
            self._write(desk)
            if finish and finish.check:
                self._judge(picking, finish)
            elif finish:
                self._finish(picking, finish)

    def _write(self, desk):
        if not desk.taken:
            return
        try:
            whole(self.env, desk.write)
        except Refused as why:
            if len(desk.taken) > 1:
                # One of them is guilty; the others shall not wait for it.
                for op in desk.taken:
                    self._file_on(desk.picking, [op])
            else:
                self.past.answer(desk.taken[0], "exception", why.problem, desk.picking, why.detail)
            return
        for op in desk.taken:
            self._done(op, desk.picking)

    def _finish(self, picking, op):
        context = dict(QUIET)
        if op.rest == "dropped":
            context["picking_ids_not_to_backorder"] = picking.ids
        short = any(_is_short(move) for move in picking.move_ids)
        try:
            whole(self.env, lambda: _close(picking.with_context(**context), op))
        except Refused as why:
            self.past.answer(op, "exception", why.problem, picking, why.detail)
            return
        words = short_remark(self.env, op)
        if words:
            picking.message_post(body=words)
        rest = picking.backorder_ids.sorted("id")[-1:]
        as_meant = bool(rest) == (short and op.rest != "dropped")
        self._done(op, rest or picking, "applied" if as_meant else "applied_changed")

    def _judge(self, picking, op):
        try:
            as_meant = whole(self.env, lambda: judge(picking, op))
        except Refused as why:
            self.past.answer(op, "exception", why.problem, picking, why.detail)
            return
        # Where somebody took goods out meanwhile, the verdict stands, and what is there was moved.
        self._done(op, picking, "applied" if as_meant else "applied_changed")

    def _done(self, op, picking, outcome="applied"):
        self.past.answer(op, outcome, "", picking)
        if op.settles:
            self.env["stockhand.exception"]._settle(op)


def _close(picking, op):
    """Write what packs of the document were weighed at, and validate it."""
    packs = {one.name: one for one in picking.move_line_ids.result_package_id}
    for name, weight in op.packs:
        if name in packs:
            packs[name].shipping_weight = float(weight)
    validate(picking)


def _is_short(move):
    lines = move.move_line_ids.filtered("picked")
    units = move.product_uom
    came = sum(line.product_uom_id._compute_quantity(line.quantity, units) for line in lines)
    return move.state != "cancel" and units.compare(came, move.product_uom_qty) < 0
