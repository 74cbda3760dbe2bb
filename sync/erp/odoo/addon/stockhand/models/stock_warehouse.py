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

    stockhand_hold_id = fields.Many2one(
        "stock.location",
        "Hold Location",
        check_company=True,
        copy=False,
        readonly=True,
        help="Goods that wait for a check, or failed one, lie here: no delivery is promised them.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        warehouses = super().create(vals_list)
        warehouses._make_own_places()
        return warehouses

    @api.model
    def _make_places(self):
        """Give every warehouse that is here already its places."""
        self.with_context(active_test=False).search([])._make_own_places()

    def _make_own_places(self):
        # Under the building but beside its stock, so that no delivery is promised these goods.
        places = self.env["stock.location"].sudo()
        for field, name in (
            ("stockhand_exceptions_id", "Exceptions"),
            ("stockhand_hold_id", "Hold"),
        ):
            for warehouse in self.sudo().filtered(lambda one, field=field: not one[field]):
                warehouse[field] = places.create(
                    {
                        "name": name,
                        "usage": "internal",
                        "location_id": warehouse.view_location_id.id,
                        "company_id": warehouse.company_id.id,
                    }
                )
