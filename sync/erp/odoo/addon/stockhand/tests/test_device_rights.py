"""A device's user can do on its own what a device shows, and nothing that makes stock."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .floor import Floor


@tagged("post_install", "-at_install")
class TestDeviceRights(Floor):
    def setUp(self):
        super().setUp()
        self.picking = self.receipt((self.product, 10))
        self.mine = self.env(user=self.clerk)

    def test_it_reads_what_a_device_shows(self):
        for model in (
            "res.company",
            "stock.warehouse",
            "stock.location",
            "uom.uom",
            "product.product",
            "product.uom",
            "stock.lot",
            "stock.quant",
            "stock.picking",
            "stock.move",
            "stock.move.line",
            "stock.picking.type",
        ):
            self.mine[model].search([], limit=1).read(["display_name"])

    def test_it_makes_no_stock(self):
        self.picking.move_ids.quantity = 10
        self.picking.button_validate()
        mine = [("product_id", "=", self.product.id), ("location_id.usage", "=", "internal")]
        quant = self.env["stock.quant"].search(mine)
        line = self.picking.move_line_ids
        by_hand = {
            "a quant": lambda: quant.with_user(self.clerk).write({"quantity": 99}),
            "a count": lambda: (
                quant.with_user(self.clerk)
                .with_context(inventory_mode=True)
                .write({"inventory_quantity": 99})
            ),
            "a new quant": lambda: self.mine["stock.quant"].create(
                {"product_id": self.product.id, "location_id": self.bin.id, "quantity": 5}
            ),
            "a move's state": lambda: self.picking.move_ids.with_user(self.clerk).write(
                {"state": "done"}
            ),
            "a done line": lambda: line.with_user(self.clerk).write({"quantity": 40}),
            "a new line": lambda: self.mine["stock.move.line"].create(
                {"picking_id": self.picking.id, "product_id": self.product.id, "quantity": 3}
            ),
            "a line away": lambda: line.with_user(self.clerk).unlink(),
            "a document": lambda: self.picking.with_user(self.clerk).write({"origin": "X"}),
            "a lot": lambda: self.mine["stock.lot"].create(
                {"name": "L", "product_id": self.paint.id}
            ),
            "the ledger": lambda: self.mine["stockhand.op"].create({"op_id": "x"}),
            "a device": lambda: self.mine["stockhand.device"].search([]).write({"applied_seq": 9}),
        }
        for what, attempt in by_hand.items():
            with self.subTest(what), self.assertRaises(AccessError):
                attempt()
        self.assertEqual(sum(quant.mapped("quantity")), 10)

    def test_an_inventory_user_writes_lines_as_before(self):
        self.clerk.group_ids += self.env.ref("stock.group_stock_user")
        self.picking.move_line_ids[:1].with_user(self.clerk).write({"picked": True})
