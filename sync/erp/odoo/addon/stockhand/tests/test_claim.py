"""Claims: soft, with a token that only grows, and never in the way of what was counted."""

from odoo import fields
from odoo.tests import tagged

from .floor import Floor


@tagged("post_install", "-at_install")
class TestClaim(Floor):
    def setUp(self):
        super().setUp()
        self.picking = self.receipt((self.product, 10))
        self.claims = self.env["stockhand.claim"].with_user(self.clerk)

    def claim(self, device, **how):
        return self.claims.claim(self.picking.id, device, **how)

    def test_who_comes_second_is_told_who_was_first(self):
        first, second = self.claim("ONE"), self.claim("TWO")
        self.assertTrue(first["granted"])
        self.assertEqual((second["granted"], second["device"]), (False, "ONE"))
        self.assertEqual(second["token"], first["token"])

    def test_prolonged_it_keeps_its_token(self):
        self.assertEqual(self.claim("ONE")["token"], self.claim("ONE", seconds=3600)["token"])

    def test_taken_over_its_token_grows_and_everybody_can_read_it(self):
        first, second = self.claim("ONE"), self.claim("TWO", take_over=True)
        self.assertTrue(second["granted"])
        self.assertGreater(second["token"], first["token"])
        self.assertIn("TWO", self.picking.message_ids[0].body)

    def test_taken_over_from_who_was_seen_and_from_nobody_else(self):
        seen = self.claim("ONE")["token"]
        third = self.claim("THREE", take_over=seen)
        self.assertTrue(third["granted"])
        late = self.claim("TWO", take_over=seen)
        self.assertEqual((late["granted"], late["device"]), (False, "THREE"))

    def test_an_odoo_that_was_put_back_gives_no_token_twice(self):
        first = self.claim("ONE")
        row = self.env["stockhand.claim"].search([("picking_id", "=", self.picking.id)])
        row.write({"token": 0, "expires": fields.Datetime.subtract(fields.Datetime.now(), days=1)})
        self.assertGreaterEqual(self.claim("TWO")["token"], first["token"])

    def test_an_old_token_releases_nothing(self):
        first = self.claim("ONE")
        second = self.claim("TWO", take_over=True)
        self.claims.release(self.picking.id, first["token"])
        self.assertEqual(self.claim("ONE")["device"], "TWO")
        self.claims.release(self.picking.id, second["token"])
        third = self.claim("ONE")
        self.assertTrue(third["granted"])
        self.assertGreater(third["token"], second["token"])

    def test_it_expires_by_the_clock_of_the_server(self):
        first = self.claim("ONE")
        row = self.env["stockhand.claim"].search([("picking_id", "=", self.picking.id)])
        row.expires = fields.Datetime.subtract(fields.Datetime.now(), seconds=1)
        second = self.claim("TWO")
        self.assertTrue(second["granted"])
        self.assertGreater(second["token"], first["token"])

    def test_it_keeps_nobodys_goods_out(self):
        self.claim("ONE")
        op = self.envelope("receive_line", self.receive(self.picking.move_ids, 1))
        self.assertEqual(self.outcomes(self.apply(op)), [("applied", "")])
