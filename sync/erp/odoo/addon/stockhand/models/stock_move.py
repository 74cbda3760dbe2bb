"""Lines of receipts with the verdicts on them; a lot that failed goes to nobody."""

from odoo import fields, models
from odoo.exceptions import UserError

from .checks import blocks

AWAY = ("customer", "production")
"""Kinds of place that blocked goods may not be sent to."""


class StockMove(models.Model):
    _inherit = "stock.move"

    stockhand_check_ids = fields.One2many(
        "stockhand.check", "move_id", "Verdicts", domain=[("standing", "=", True)], readonly=True
    )

    def _action_done(self, cancel_backorder=False):  # noqa: FBT002 -- as in Odoo
        lines = self.move_line_ids.filtered("picked")
        bad = lines.filtered(
            lambda one: one.lot_id.stockhand_blocked and one.location_dest_id.usage in AWAY
        )
        if bad:
            names = ", ".join(bad.lot_id.mapped("name"))
            raise UserError(self.env._("Blocked, because it failed a check: %s", names))
        done = super()._action_done(cancel_backorder=cancel_backorder)
        for move in done.filtered("stockhand_check_ids"):
            for name in move.stockhand_check_ids.mapped("lot_name"):
                move._stockhand_mark_lots(name)
        return done

    def _get_available_move_lines_in(self):
        """What was received into the hold place is not brought on: a verdict does that, or none."""
        found = super()._get_available_move_lines_in()
        holds = {key[0].warehouse_id.stockhand_hold_id for key in found}
        return {key: amount for key, amount in found.items() if key[0] not in holds}

    def _stockhand_lot(self, name):
        domain = [("product_id", "=", self.product_id.id), ("name", "=", name)]
        company = [("company_id", "in", [self.company_id.id, False])]
        return self.env["stock.lot"].search([*domain, *company], limit=1) if name else None

    def _stockhand_mark_lots(self, name):
        """Block a lot that failed on any line, or let it go."""
        lot = self._stockhand_lot(name)
        if not lot:
            return
        domain = [
            ("product_id", "=", self.product_id.id),
            ("lot_name", "=", name),
            ("standing", "=", True),
            ("company_id", "=", self.company_id.id),
        ]
        found = self.env["stockhand.check"].search(domain)
        blocked = any(blocks(one.verdict, one.disposition) for one in found)
        if lot.stockhand_blocked != blocked:
            lot.stockhand_blocked = blocked


class StockLot(models.Model):
    _inherit = "stock.lot"

    stockhand_blocked = fields.Boolean(
        "Blocked", copy=False, tracking=True, help="It failed a check: nobody takes it."
    )


class ProductTemplate(models.Model):
    _inherit = "product.template"

    stockhand_check = fields.Boolean(
        "Check on receipt", help="Stays blocked until an inspector let it pass."
    )
