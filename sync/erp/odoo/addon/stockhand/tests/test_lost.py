"""A device that is retired: its numbers end, and what it never sent becomes an exception."""

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .floor import Floor

APPLIED = ("applied", "")


@tagged("post_install", "-at_install")
class TestLost(Floor):
    def setUp(self):
        super().setUp()
        groups = "stockhand.group_supervisor"
        self.boss = new_test_user(self.env, login="a boss", groups=groups)
        self.picking = self.receipt((self.product, 10))
        self.assertEqual(self.outcomes(self.apply(self.count())), [APPLIED])

    def count(self, **other):
        return self.envelope("receive_line", self.receive(self.picking.move_ids, 1), **other)

    def lane(self, epoch=1):
        return self.env["stockhand.device"].search([("name", "=", "DEV"), ("epoch", "=", epoch)])

    def says(self, **about):
        """The device asks for news, and says how far it is."""
        self.env["stockhand.change"].with_user(self.clerk).feed("DEV", 1, about=about)

    def retire(self):
        self.lane().with_user(self.boss).action_retire()
        return self.env["stockhand.exception"].search([("device", "=", "DEV")])

    def test_what_it_said_is_missing(self):
        self.says(head_seq=self.seq + 3, head_hash="H", documents=[], bins=[])
        lost = self.retire()
        self.assertEqual(lost.story, "DEV: 3 operations not recovered, 1 bin to recount")
        self.assertEqual((lost.lost_from, lost.lost_to), (self.seq + 1, self.seq + 3))
        self.assertEqual(lost.lost_hash, "H")
        # It said of no bin: those of its last job are counted.
        self.assertEqual((lost.bin_ids, lost.document_ids), (self.bin, self.picking))
        self.assertEqual(lost.company_id, self.env.company)
        self.assertEqual(lost.with_user(self.boss).what_is_wrong[:10], "the device")
        self.assertEqual(self.lane().retired_id, self.boss)

    def test_the_bins_that_it_named_are_counted(self):
        other = self.bin.copy({"name": "A-01-02"})
        quants = self.env["stock.quant"]
        quants._update_available_quantity(self.product, other, 4)
        self.says(head_seq=self.seq + 1, documents=[self.picking.id, 0], bins=[other.id, 0])
        lost = self.retire()
        self.assertEqual((lost.bin_ids, lost.document_ids), (other, self.picking))
        due = quants.search([("location_id", "=", other.id)])
        self.assertEqual(due.inventory_date, fields.Date.today())
        self.assertEqual(self.stock(self.product, other), 4)

    def test_an_older_word_does_not_hide_a_newer_one(self):
        self.says(head_seq=self.seq + 9, head_hash="H")
        self.says(head_seq=self.seq + 1, head_hash="G")
        self.apply(self.count())
        self.assertEqual((self.lane().head_seq, self.lane().head_hash), (self.seq + 8, "H"))

    def test_its_claims_end(self):
        claims = self.env["stockhand.claim"].with_user(self.clerk)
        claims.claim(self.picking.id, "DEV")
        self.says(head_seq=self.seq + 1)
        self.assertEqual(self.retire().document_ids, self.picking)
        self.assertTrue(claims.claim(self.picking.id, "OTHER")["granted"])

    def test_with_nothing_unsent_there_is_nothing_to_say(self):
        self.assertFalse(self.retire())
        self.assertEqual(self.lane().state, "retired")

    def test_its_numbers_end_and_what_is_in_is_answered(self):
        before = self.env["stockhand.op"].search([("device", "=", "DEV")])
        known, new = self.count(seq=before.seq, op_id=before.op_id), self.count()
        known["hash"] = before.hash
        self.retire()
        said = self.apply(known, new)
        self.assertEqual((self.outcomes(said), said["fenced"]), ([APPLIED], True))
        self.assertEqual(self.apply(new)["results"], [])
        again = self.count(epoch=2, seq=1, op_id=new["op_id"])
        said = self.apply(again, epoch=2)
        self.assertEqual((self.outcomes(said), said["fenced"]), ([APPLIED], False))
        self.assertEqual(self.lane(2).state, "active")
        self.assertEqual(sum(self.picking.move_line_ids.filtered("picked").mapped("quantity")), 2)

    def test_back_again_whoever_counts_hears_of_it(self):
        self.says(head_seq=self.seq + 1)
        lost = self.retire()
        self.apply(self.count(epoch=2, seq=1), epoch=2)
        self.apply(self.count(epoch=2, seq=2), epoch=2)
        told = lost.message_ids.filtered(lambda one: "is back" in (one.body or ""))
        self.assertEqual(len(told), 1)
        lost.with_user(self.boss).action_settled()
        self.assertEqual(lost.state, "settled")

    def test_only_a_supervisor_retires(self):
        with self.assertRaises(AccessError):
            self.lane().with_user(self.clerk).action_retire()
