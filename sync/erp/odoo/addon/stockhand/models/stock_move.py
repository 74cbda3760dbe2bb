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
        done._stockhand_mark_what_came()
        return done

    def _get_available_move_lines_in(self):
        """What was received into the hold place is not brought on: a verdict does that, or none."""
        found = super()._get_available_move_lines_in()
        holds = {key[0].warehouse_id.stockhand_hold_id for key in found}
        return {key: amount for key, amount in found.items() if key[0] not in holds}

    def _stockhand_mark_what_came(self):
        """Block what failed, on whatever receipt that was: its lot may have been made just now."""
        names = self.move_line_ids.lot_id.mapped("name")
        domain = [("product_id", "in", self.product_id.ids), ("lot_name", "in", names)]
        checks = self.env["stockhand.check"].sudo().search([*domain, ("standing", "=", True)])
        judged = {(one.product_id, one.company_id, one.lot_name) for one in checks}
        for move in self:
            for name in set(move.move_line_ids.lot_id.mapped("name")):
                if (move.product_id, move.company_id, name) in judged:
                    move._stockhand_mark_lots(name, frees=False)

    def _stockhand_lot(self, name):
        domain = [("product_id", "=", self.product_id.id), ("name", "=", name)]
        company = [("company_id", "in", [self.company_id.id, False])]
        return self.env["stock.lot"].search([*domain, *company], limit=1) if name else None

    def _stockhand_mark_lots(self, name, *, frees=True):
        """Block a lot that failed on any line, or let it go; not one that a person blocked.

        What failed on a paper that is gone since stays blocked until somebody finds the lot good.
        """
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
        if lot.stockhand_blocked != blocked and (blocked or (frees and lot.stockhand_by_check)):
            lot.write({"stockhand_blocked": blocked, "stockhand_by_check": blocked})


class StockLot(models.Model):
    _inherit = "stock.lot"

    stockhand_blocked = fields.Boolean(
        "Blocked", copy=False, tracking=True, help="It failed a check: nobody takes it."
    )
    stockhand_by_check = fields.Boolean("Blocked by a check", copy=False, readonly=True)

    def write(self, vals):
        if "stockhand_blocked" in vals:
            # Who says so by hand has the last word, until a check fails.
            vals = {"stockhand_by_check": False, **vals}
        return super().write(vals)


class ProductTemplate(models.Model):
    _inherit = "product.template"

    stockhand_check = fields.Boolean(
        "Check on receipt", help="Stays blocked until an inspector let it pass."
    )
