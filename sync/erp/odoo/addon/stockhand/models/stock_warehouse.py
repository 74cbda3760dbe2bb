"""Every warehouse has a place for goods that are here while somebody decides about them."""

from odoo import api, fields, models


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    stockhand_exceptions_id = fields.Many2one(
        "stock.location",
        "Exceptions Location",
        check_company=True,
        copy=False,
        readonly=True,
        help="Received goods wait here while a person decides where they belong.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        warehouses = super().create(vals_list)
        warehouses._make_exceptions_place()
        return warehouses

    def _make_exceptions_place(self):
        # Under the building but beside its stock, so that no delivery is promised these goods.
        for warehouse in self.sudo().filtered(lambda one: not one.stockhand_exceptions_id):
            warehouse.stockhand_exceptions_id = (
                self.env["stock.location"]
                .sudo()
                .create(
                    {
                        "name": "Exceptions",
                        "usage": "internal",
                        "location_id": warehouse.view_location_id.id,
                        "company_id": warehouse.company_id.id,
                    }
                )
            )
