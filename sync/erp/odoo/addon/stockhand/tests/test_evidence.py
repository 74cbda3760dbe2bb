"""A picture that was never sent to its end is taken away some day; its device begins again."""

import base64
import hashlib
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .floor import Floor

DATA = b"a label, photographed"
HALF = 7


@tagged("post_install", "-at_install")
class TestEvidence(Floor):
    def setUp(self):
        super().setUp()
        move = self.receipt((self.product, 10)).move_ids
        self.op = self.envelope("receive_line", self.receive(move, 1))
        self.apply(self.op)

    def take(self, data, offset=0, part=b""):
        about = {
            "digest": hashlib.sha256(data).hexdigest(),
            "media": "jpg",
            "size": len(data),
            "ops": [self.op["op_id"]],
            "device": "DEV",
            "offset": offset,
        }
        pictures = self.env["stockhand.evidence"].with_user(self.clerk)
        return pictures.take(about, base64.b64encode(part).decode())["offset"]

    def age(self, days):
        """Have all pictures been written so many days ago."""
        self.env.flush_all()
        then = fields.Datetime.now() - timedelta(days=days)
        self.env.cr.execute("UPDATE stockhand_evidence SET write_date = %s", (then,))
        self.env.invalidate_all()

    def test_a_half_goes_after_a_month_and_what_is_whole_stays(self):
        whole = b"a seal"
        self.assertEqual(self.take(whole, 0, whole), len(whole))
        self.assertEqual(self.take(DATA, 0, DATA[:HALF]), HALF)
        pictures = self.env["stockhand.evidence"]
        self.age(29)
        self.assertEqual(pictures._forget_halves(), (0, 0))
        self.assertEqual(self.take(DATA), HALF)
        self.age(31)
        self.assertEqual(pictures._forget_halves(), (1, 0))
        self.assertEqual(self.take(whole), len(whole))
        self.assertEqual(pictures.search([]).mapped("size"), [len(whole)])

    def test_it_is_sent_again_from_its_start(self):
        self.take(DATA, 0, DATA[:HALF])
        self.age(31)
        self.env["stockhand.evidence"]._forget_halves()
        self.assertEqual(self.take(DATA, HALF, DATA[HALF:]), 0)
        self.assertEqual(self.take(DATA, 0, DATA), len(DATA))
        shown = self.env["stockhand.evidence"].search([]).attachment_ids
        self.assertEqual(base64.b64decode(shown.datas), DATA)
        self.age(400)
        self.assertEqual(self.env["stockhand.evidence"]._forget_halves(), (0, 0))
