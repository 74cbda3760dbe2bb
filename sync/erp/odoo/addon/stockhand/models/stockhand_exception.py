"""Exceptions: recorded operations that wait for a person, and the goods that wait with them."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from .suspense import set_aside, take_back
from .words import DEVICE_BACK, DEVICE_LOST, deed_words, lost_words, problem_words


class StockhandException(models.Model):
    _name = "stockhand.exception"
    _description = "Exception"
    _order = "id desc"
    _inherit = ["mail.thread"]
    _rec_name = "story"

    op_id = fields.Many2one("stockhand.op", "Operation", readonly=True)
    device_id = fields.Many2one("stockhand.device", "Lost device", readonly=True)
    device = fields.Char(compute="_compute_device", store=True)
    problem = fields.Char(related="op_id.problem", store=True)
    what_is_wrong = fields.Char(compute="_compute_what_is_wrong")
    counted_by = fields.Many2one(related="op_id.create_uid", string="Counted by")
    counted_at = fields.Datetime(related="op_id.create_date", string="Received by Odoo")
    seq = fields.Integer(related="op_id.seq", string="Number")
    picking_id = fields.Many2one(related="op_id.picking_id", string="Document")
    company_id = fields.Many2one("res.company", readonly=True)
    story = fields.Char(readonly=True)
    state = fields.Selection(
        [("open", "Open"), ("office", "With the office"), ("settled", "Settled")],
        default="open",
        required=True,
        readonly=True,
        tracking=True,
    )
    assignee_id = fields.Many2one("res.users", "Assigned to", tracking=True)
    suspense_line_id = fields.Many2one("stock.move.line", readonly=True, index="btree_not_null")
    suspense_id = fields.Many2one(
        related="suspense_line_id.picking_id", string="Goods set aside by"
    )
    returned_id = fields.Many2one("stock.picking", "Goods taken away by", readonly=True)
    lost_from = fields.Integer("From number", readonly=True)
    lost_to = fields.Integer("To number", readonly=True)
    lost_hash = fields.Char("Hash of the newest", readonly=True)
    last_heard = fields.Datetime("Last heard of", readonly=True)
    document_ids = fields.Many2many("stock.picking", string="It was at", readonly=True)
    bin_ids = fields.Many2many("stock.location", string="Bins to recount", readonly=True)

    _op_uniq = models.Constraint("UNIQUE(op_id)", "An operation has one exception.")

    def _compute_what_is_wrong(self):
        for one in self:
            lost = DEVICE_LOST if one.device_id else ""
            one.what_is_wrong = lost or problem_words(one.problem)

    @api.depends("op_id.device", "device_id.name")
    def _compute_device(self):
        for one in self:
            one.device = one.op_id.device or one.device_id.name

    def action_take(self):
        """The office deals with it."""
        self.write({"state": "office", "assignee_id": self.env.uid})

    def action_goods_away(self):
        """The goods are no longer here, or never were: out of the exceptions location again."""
        for one in self:
            if not one._take_back():
                raise UserError(self.env._("The goods could not be moved: use a transfer."))
        self.state = "settled"

    def action_settled(self):
        """A person has put it right in Odoo itself; what lies in the location is theirs to move."""
        self.state = "settled"

    def _open_for(self, parked, settled):
        """Open one for each parked operation; it may be settled by a later one of the same push."""
        lines = self._set_aside(parked)
        for op, row in parked:
            company = self._company(op)
            before = self.search([("op_id.op_id", "=", op.settles)]) if op.settles else self
            line = before.suspense_line_id or lines.get(op.op_id, before.suspense_line_id)
            story = {"op_id": row.id, "company_id": company.id, "story": _story(op, row)}
            self.create({**story, "suspense_line_id": line.id})
            if row.op_id in settled:
                self._settle(settled[row.op_id])

    def _open_for_lost(self, lane, job):
        """Open one for what a lost device wrote and never sent, and have its bins counted."""
        documents, bins = job
        count = lane.head_seq - lane.applied_seq
        one = self.sudo().create(
            {
                "device_id": lane.id,
                "company_id": (documents.company_id or lane.user_id.company_id)[:1].id,
                "story": lost_words(lane.name, count, len(bins)),
                "lost_from": lane.applied_seq + 1,
                "lost_to": lane.head_seq,
                "lost_hash": lane.head_hash,
                "last_heard": lane.last_seen,
                "document_ids": documents.ids,
                "bin_ids": bins.ids,
            }
        )
        # Odoo's own way to have a bin counted: it is in the list of physical inventory today.
        quants = self.env["stock.quant"].sudo().search([("location_id", "in", bins.ids)])
        quants.with_context(inventory_mode=True).write({"inventory_date": fields.Date.today()})
        return one

    def _told_back(self, lanes):
        waiting = [("device_id", "in", lanes.ids), ("state", "!=", "settled")]
        for one in self.sudo().search(waiting):
            one.message_post(body=DEVICE_BACK)

    def _set_aside(self, parked):
        by_company = {}
        for op, row in parked:
            # A decision about goods that lie there already, if it is one.
            known = op.settles and self.search_count([("op_id.op_id", "=", op.settles)])
            if self._company(op) and not known:
                by_company.setdefault(self._company(op), []).append((op, row.problem))
        lines = {}
        for company, some in by_company.items():
            lines |= set_aside(_at(company), some)
        return lines

    def _company(self, op):
        return self.env.user.company_ids.filtered(lambda one: one.id == op.company)

    def _settle(self, op):
        """Do what a person chose on a device about an operation that waits here."""
        waiting = self.sudo().search([("op_id.op_id", "=", op.settles)])
        if op.choice == "office":
            waiting.state = "office"
        elif waiting:
            # What could not be moved stays in sight of the office.
            waiting.state = "settled" if waiting._take_back() else "office"

    def _take_back(self):
        """Empty the exceptions location of these goods; say whether none are left there."""
        self.ensure_one()
        line = self.suspense_line_id
        if line and not self.returned_id:
            returned = take_back(line.with_env(_at(line.company_id)))
            # One who settled in vain before this shares the goods.
            self.sudo().search([("suspense_line_id", "=", line.id)]).returned_id = returned
            return bool(returned)
        return True


def _at(company):
    return company.with_context(allowed_company_ids=company.ids).sudo().env


def _story(op, row):
    what = f"{op.goods.quantity} × {row._article(op.goods.product)}" if op.goods else ""
    lot = f", {op.goods.lot}," if op.goods and op.goods.lot else ""
    where = row.reference or op.name
    said = f"{what}{lot} {deed_words(op.judged_as)}".strip()
    return f"{said[:1].upper()}{said[1:]} for {where}: {problem_words(row.problem)}"
