"""What a device may read of a document that it has no right to look up by itself."""

from odoo import api, fields, models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    stockhand_batch = fields.Char(
        "Batch for Devices",
        compute="_compute_stockhand_batch",
        compute_sudo=True,
        help="The batch or wave that it is picked in; devices pick all of it in one walk.",
    )
    stockhand_reference = fields.Char(
        "Supplier's reference",
        compute="_compute_stockhand_reference",
        compute_sudo=True,
        help="What the supplier calls the order: a device finds the receipt by it.",
    )

    def _compute_stockhand_batch(self):
        # Batches are a module of their own, which need not be here.
        batched = has_batches(self.env)
        for picking in self:
            picking.stockhand_batch = picking.batch_id.name or "" if batched else ""

    @api.depends("origin")
    def _compute_stockhand_reference(self):
        # Purchase need not be installed; where it is, a device has no right to read orders.
        named = "purchase_id" in self._fields
        for picking in self:
            picking.stockhand_reference = named and picking.purchase_id.partner_ref


def has_batches(env):
    """Say whether documents can be put together here."""
    return "batch_id" in env["stock.picking"]._fields
