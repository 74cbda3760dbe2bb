"""Numbers in advance by an Odoo that was put back: what goods are called is not given again."""

from odoo.tests import tagged

from .floor import Floor


@tagged("post_install", "-at_install")
class TestNumbers(Floor):
    def given(self, asked):
        numbers = self.env["stockhand.numbers"].with_user(self.clerk)
        who = {"device": "DEV", "epoch": 1, "was": "", "now": asked, "holds": []}
        where = {"company": self.env.company.id, "warehouse": self.warehouse.id}
        what = {"asked": asked, "kind": "lot", "product": self.paint.id}
        return numbers.give({**who, **where, **what})["names"]

    def test_names_on_open_receipts_and_of_lots_are_passed_over(self):
        sequence = self.paint.lot_sequence_id
        began = sequence.number_next_actual
        first = self.given("a")
        picking = self.receipt((self.paint, 10))
        line = {"move_id": picking.move_ids.id, "product_id": self.paint.id, "quantity": 1}
        picking.move_line_ids = [(0, 0, {**line, "lot_name": first[0], "picked": True})]
        self.env["stock.lot"].create({"name": first[2], "product_id": self.paint.id})
        # Put back to an older day, it has forgotten whom it gave them, and counts from there.
        self.env["stockhand.numbers"].search([]).unlink()
        sequence.number_next_actual = began
        again = self.given("b")
        self.assertEqual(len(again), len(first))
        self.assertEqual(again[:2], [first[1], first[3]])
        self.assertFalse({first[0], first[2]} & set(again))
