"""Each operation once: replays, gaps, numbers that are taken, what is not known."""

import base64
import json
import zlib
from datetime import timedelta

from odoo import fields
from odoo.addons.stockhand.models.deflated import BYTES_MAX
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged

from .floor import Floor

APPLIED = ("applied", "")


@tagged("post_install", "-at_install")
class TestLedger(Floor):
    def setUp(self):
        super().setUp()
        self.picking = self.receipt((self.product, 10))
        self.move = self.picking.move_ids

    def counted(self, amount=1, **how):
        return self.envelope("receive_line", self.receive(self.move, amount), **how)

    def done(self):
        return sum(self.picking.move_line_ids.filtered("picked").mapped("quantity"))

    def test_a_replay_is_answered_from_the_ledger(self):
        ops = [self.counted(2), self.counted(3)]
        first = self.apply(*ops)
        self.assertEqual(self.outcomes(first), [APPLIED, APPLIED])
        self.assertEqual(self.apply(*ops), first)
        self.assertEqual(self.apply(*ops, self.counted(1))["expected"], 4)
        self.assertEqual(self.done(), 6)

    def test_operations_may_come_deflated(self):
        ops = [self.counted(2), self.counted(3)]
        text = base64.b64encode(zlib.compress(json.dumps(ops).encode())).decode()
        ledger = self.env["stockhand.op"].with_user(self.clerk)
        said = ledger.apply("DEV", 1, text)
        self.assertEqual(self.outcomes(said), [APPLIED, APPLIED])
        self.assertEqual(self.apply(*ops), said)
        self.assertEqual(self.done(), 5)

    def test_what_cannot_be_inflated_is_refused_and_nothing_is_done(self):
        ledger = self.env["stockhand.op"].with_user(self.clerk)
        bomb = zlib.compress(b"[" + b" " * (BYTES_MAX + 1) + b"]")
        whole = zlib.compress(json.dumps([self.counted()]).encode())
        for sent in (b"no list", zlib.compress(b"{}"), whole[:-5], bomb):
            with self.assertRaises(ValidationError):
                ledger.apply("DEV", 1, base64.b64encode(sent).decode())
        with self.assertRaises(ValidationError):
            ledger.apply("DEV", 1, "not base64 at all!")
        self.assertEqual(self.done(), 0)

    def test_a_gap_is_refused(self):
        one, two, three = self.counted(), self.counted(), self.counted()
        self.apply(one)
        said = self.apply(three)
        self.assertEqual((said["results"], said["expected"], said["fenced"]), ([], 2, False))
        said = self.apply(two, three)
        self.assertEqual(self.outcomes(said), [APPLIED, APPLIED])
        self.assertEqual(self.done(), 3)

    def test_whom_the_ledger_has_never_seen_pulls_before_it_goes_on(self):
        late = self.counted(seq=500)
        said = self.apply(late)
        self.assertEqual((said["results"], said["expected"], said["fenced"]), ([], 0, False))
        self.introduce(answered=499)
        self.assertEqual(self.outcomes(self.apply(late)), [APPLIED])

    def test_a_push_behind_another_operation_is_strange(self):
        one = self.counted()
        two = self.counted(seq=2, prev_hash=one["hash"])
        self.apply(one)
        said = self.apply(self.counted(seq=2, prev_hash="of another", op_id="copied"))
        self.assertTrue(said["strange"])
        self.assertEqual((said["results"], self.done()), ([], 1))
        self.assertEqual(self.outcomes(self.apply(two)), [APPLIED])

    def test_a_number_that_is_taken_is_fenced(self):
        self.apply(self.counted(), self.counted())
        other = self.counted(7, seq=2, op_id="another")
        said = self.apply(other)
        self.assertEqual((said["results"], said["fenced"]), ([], True))
        self.assertEqual(self.done(), 2)

    def test_a_known_operation_under_the_number_of_another_is_fenced(self):
        one, two = self.counted(), self.counted()
        self.apply(one, two)
        swapped = self.counted(seq=2, op_id=one["op_id"])
        self.assertTrue(self.apply(swapped)["fenced"])

    def test_issued_again_in_a_new_epoch_it_is_done_once(self):
        self.apply(self.counted(2), self.counted(3))
        again = [
            self.counted(amount, seq=seq, epoch=2, op_id=f"DEV-1-{seq}")
            for seq, amount in ((1, 2), (2, 3), (3, 4))
        ]
        said = self.apply(*again, epoch=2)
        self.assertEqual(self.outcomes(said), [APPLIED] * 3)
        self.assertEqual([one["seq"] for one in said["results"]], [1, 2, 3])
        self.assertEqual(self.done(), 9)
        said = self.apply(self.counted(1, seq=4, epoch=2, op_id="new"), epoch=2)
        self.assertEqual(self.outcomes(said), [APPLIED])

    def test_another_deed_under_a_known_id_is_an_exception(self):
        self.apply(self.counted(2))
        said = self.apply(self.counted(5, seq=1, epoch=2, op_id="DEV-1-1"), epoch=2)
        self.assertEqual(self.outcomes(said), [("exception", "number_reused")])
        self.assertEqual(self.done(), 2)

    def test_what_is_not_known_is_an_exception_and_no_error(self):
        newer = self.envelope("teleport", {"anything": [1, 2]})
        broken = self.envelope("receive_line", {"document": "x"})
        forged = self.counted() | {"raw_scan": "changed"}
        last = self.counted(4)
        said = self.apply(newer, broken, forged, last)
        self.assertEqual(
            self.outcomes(said),
            [
                ("exception", "kind_unknown"),
                ("exception", "erp_refused"),
                ("exception", "erp_refused"),
                APPLIED,
            ],
        )
        self.assertEqual(self.done(), 4)

    def test_what_was_filed_before_there_was_a_ledger_is_not_filed_again(self):
        """A device that spoke with Odoo as it came, and whose answer was lost."""
        sent, new = self.counted(2, seq=7, op_id="0190-aaaaaaaaaa"), self.counted(3, seq=8)
        self.picking.message_post(
            body="Scanned with Stockhand. DEV/1 filed 5-7; done aaaaaaaaaa;",
            message_type="notification",
        ).sudo().message_id = f"<stockhand.{self.picking.id}@stockhand>"
        self.introduce(answered=6)
        said = self.apply(sent, new)
        self.assertEqual(self.outcomes(said), [APPLIED, APPLIED])
        self.assertEqual(self.done(), 3)
        undo = {"target": sent["op_id"], "taken_back": sent["deed"]}
        said = self.apply(self.envelope("undo", undo, seq=9))
        self.assertEqual(self.outcomes(said), [APPLIED])

    def test_what_was_settled_before_there_was_a_ledger_has_had_its_day(self):
        parked = self.counted(2, seq=2, op_id="0190-bbbbbbbbbb")
        self.picking.message_post(
            body="Scanned with Stockhand. DEV/1 filed 2; done cccccccccc; undone bbbbbbbbbb;",
            message_type="notification",
        ).sudo().message_id = f"<stockhand.{self.picking.id}@stockhand>"
        # Whatever came before it: a new epoch brings all that there is, in batches.
        self.apply(self.counted(1))
        said = self.apply(parked)
        self.assertEqual(self.outcomes(said), [("duplicate", "already_settled")])
        self.assertEqual(self.done(), 1)

    def test_a_pull_brings_the_answers_that_are_lacking(self):
        deed = self.receive(self.move, 2, bin=0)
        bad = self.envelope("receive_line", deed, seq=2)
        said = self.apply(self.counted(seq=1), bad, self.counted(seq=3))
        ledger = self.env["stockhand.op"].with_user(self.clerk)
        asked = {"domain": [("id", "=", self.picking.id)], "specification": {"name": {}}}
        works = ledger.works("DEV", 1, asked, answered=1)
        self.assertEqual(works["applied_seq"], 3)
        self.assertEqual(works["answers"], said["results"][1:])
        self.assertEqual(ledger.works("DEV", 1, asked, answered=3)["answers"], [])

    def test_an_exception_says_who_was_there(self):
        other = new_test_user(self.env, login="the office", groups="stock.group_stock_user")
        self.picking.with_user(other).action_cancel()
        self.env.flush_all()
        [answer] = self.apply(self.counted())["results"]
        self.assertEqual(answer["problem"], "document_cancelled")
        self.assertEqual(answer["changed_by"], other.name)
        self.assertGreater(answer["changed_ms"], 1_700_000_000_000)

    def test_only_devices_and_only_for_themselves(self):
        stranger = new_test_user(self.env, login="a stranger", groups="stock.group_stock_user")
        with self.assertRaises(AccessError):
            self.env["stockhand.op"].with_user(stranger).apply("DEV", 1, [])
        with self.assertRaises(AccessError):
            self.apply(self.counted(device="OTHER"))

    def test_a_company_of_others(self):
        other = self.env["res.company"].create({"name": "Not theirs"})
        op = self.counted(who={"company": other.id, "warehouse": self.warehouse.id})
        self.assertEqual(self.outcomes(self.apply(op)), [("exception", "no_rights")])

    def test_old_deeds_are_forgotten_and_their_numbers_are_not(self):
        ops = [self.counted(2)]
        first = self.apply(*ops)
        row = self.env["stockhand.op"].search([("op_id", "=", ops[0]["op_id"])])
        old = fields.Datetime.now() - timedelta(days=91)
        self.env.cr.execute("UPDATE stockhand_op SET create_date = %s WHERE id = %s", (old, row.id))
        row.invalidate_recordset()
        self.env["stockhand.op"]._forget_old_deeds()
        self.assertFalse(row.deed)
        self.assertEqual(self.apply(*ops), first)
        self.assertEqual(self.done(), 2)

    def test_the_device_is_on_the_list(self):
        self.apply(self.counted(), self.counted())
        device = self.env["stockhand.device"].search([("name", "=", "DEV")])
        self.assertEqual((device.epoch, device.applied_seq, device.user_id), (1, 2, self.clerk))
        self.assertTrue(device.last_seen)
