"""A lot that failed a check is blocked, whoever brings it in; whom a person blocked stays so."""

from odoo.tests import tagged

from .floor import Floor


@tagged("post_install", "-at_install")
class TestBlocked(Floor):
    def check(self, move, verdict, lot="LOT-1"):
        """A verdict that stands."""
        checks = self.env["stockhand.check"]
        checks.search([("move_id", "=", move.id), ("lot_name", "=", lot)]).standing = False
        said = {"op_id": f"check {verdict} {move.id}", "verdict": verdict, "standing": True}
        what = {"move_id": move.id, "lot_name": lot, "quantity": 1}
        if verdict == "failed":
            said["disposition"] = "quarantine"
        return checks.create({**said, **what})

    def received(self, lot="LOT-1"):
        """A receipt of a lot that is closed, and its move."""
        picking = self.receipt((self.paint, 2))
        self.apply(
            self.envelope("receive_line", self.receive(picking.move_ids, 2, lot)),
            self.envelope("finish_receipt", {"document": picking.id, "rest": "dropped"}),
        )
        self.assertEqual(picking.state, "done")
        return picking.move_ids

    def lot(self, name="LOT-1"):
        return self.env["stock.lot"].search(
            [("product_id", "=", self.paint.id), ("name", "=", name)]
        )

    def test_it_failed_on_a_receipt_that_is_open_and_another_brings_it_in(self):
        self.check(self.receipt((self.paint, 5)).move_ids, "failed")
        self.received()
        self.assertTrue(self.lot().stockhand_blocked)
        self.received("LOT-2")
        self.assertFalse(self.lot("LOT-2").stockhand_blocked)

    def test_good_elsewhere_it_is_still_bad_here(self):
        bad = self.receipt((self.paint, 5)).move_ids
        self.check(bad, "failed")
        good = self.received()
        self.check(good, "passed")
        good._stockhand_mark_lots("LOT-1")
        self.assertTrue(self.lot().stockhand_blocked)
        self.check(bad, "passed")
        bad._stockhand_mark_lots("LOT-1")
        self.assertFalse(self.lot().stockhand_blocked)

    def test_what_a_person_blocked_no_verdict_frees(self):
        move = self.received()
        self.lot().stockhand_blocked = True
        self.check(move, "passed")
        move._stockhand_mark_lots("LOT-1")
        self.assertTrue(self.lot().stockhand_blocked)
        self.check(move, "failed")
        move._stockhand_mark_lots("LOT-1")
        self.check(move, "passed")
        move._stockhand_mark_lots("LOT-1")
        self.assertTrue(self.lot().stockhand_blocked, "bad and good again, the person said nothing")
        self.lot().stockhand_blocked = False
        self.assertFalse(self.lot().stockhand_blocked)

    def test_its_paper_deleted_it_stays_blocked_until_it_is_found_good(self):
        picking = self.receipt((self.paint, 5))
        self.received()
        self.check(picking.move_ids, "failed")
        picking.move_ids._stockhand_mark_lots("LOT-1")
        picking.action_cancel()
        picking.unlink()
        self.assertTrue(self.lot().stockhand_blocked)
        move = self.received()
        self.check(move, "unsure")
        move._stockhand_mark_lots("LOT-1", frees=False)
        self.assertTrue(self.lot().stockhand_blocked, "closing a receipt says nothing of goods")
        self.check(move, "passed")
        move._stockhand_mark_lots("LOT-1")
        self.assertFalse(self.lot().stockhand_blocked)
