"""Verdicts of inspectors: every one is kept, and the last one on a lot of a line stands."""

import json

from odoo import fields, models

from .lines import amount


class StockhandCheck(models.Model):
    _name = "stockhand.check"
    _description = "Verdict on received goods"
    _order = "id desc"
    _rec_name = "op_id"

    op_id = fields.Char("Operation", required=True, readonly=True)
    move_id = fields.Many2one(
        "stock.move", "Line", required=True, readonly=True, index=True, ondelete="cascade"
    )
    picking_id = fields.Many2one(related="move_id.picking_id", string="Receipt", store=True)
    company_id = fields.Many2one(related="move_id.company_id", store=True)
    product_id = fields.Many2one(related="move_id.product_id", store=True)
    lot_name = fields.Char("Lot", readonly=True)
    quantity = fields.Float(readonly=True, digits=(16, 6))
    verdict = fields.Selection(
        [
            ("passed", "Good"),
            ("failed", "Bad"),
            ("unsure", "Unsure"),
            ("withdrawn", "Taken back"),
            ("paused", "Begun"),
        ],
        required=True,
        readonly=True,
    )
    disposition = fields.Selection(
        [
            ("quarantine", "Keep on hold"),
            ("return", "Back to the supplier"),
            ("rework", "Rework"),
            ("scrap", "Scrap"),
            ("accept", "Use all the same"),
        ],
        readonly=True,
    )
    inspector = fields.Char(readonly=True)
    second = fields.Char("Second Person", readonly=True)
    note = fields.Char(readonly=True)
    answers = fields.Text(readonly=True)
    standing = fields.Boolean("Last Word", readonly=True, index=True)
    picture_ids = fields.One2many(
        "ir.attachment",
        "res_id",
        "Pictures",
        domain=[("res_model", "=", "stockhand.check")],
        readonly=True,
    )

    def init(self):
        self.env["stockhand.change"]._watch(self._table)

    @property
    def counted(self):
        """The amount, without the noise of binary fractions."""
        return amount(self.quantity)

    def _stand(self, move, op):
        """Write a verdict down; the one before it on the same lot of the line stands no more."""
        check = op.check
        same = [("move_id", "=", move.id), ("lot_name", "=", check.lot or False)]
        self.search([*same, ("standing", "=", True)]).standing = False
        return self.create(
            {
                "op_id": op.op_id,
                "move_id": move.id,
                "lot_name": check.lot or False,
                "quantity": float(check.quantity),
                "verdict": check.verdict,
                "disposition": check.disposition or False,
                "inspector": check.inspector,
                "second": check.second,
                "note": check.note,
                "answers": json.dumps(check.answers, ensure_ascii=False),
                "standing": True,
            }
        )
