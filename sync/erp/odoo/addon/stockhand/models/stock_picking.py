"""What a device may read of a document that it has no right to look up by itself."""

from odoo import fields, models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    stockhand_batch = fields.Char(
        "Batch for Devices",
        compute="_compute_stockhand_batch",
        compute_sudo=True,
        help="The batch or wave that it is picked in; devices pick all of it in one walk.",
    )

    def _compute_stockhand_batch(self):
        # Batches are a module of their own, which need not be here.
        batched = has_batches(self.env)
        for picking in self:
            picking.stockhand_batch = picking.batch_id.name or "" if batched else ""


def has_batches(env):
    """Say whether documents can be put together here."""
    return "batch_id" in env["stock.picking"]._fields
