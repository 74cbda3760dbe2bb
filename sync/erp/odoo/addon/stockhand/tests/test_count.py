"""Counts: Odoo's own adjustment, under the operation's name, by those who have the right to it."""

from odoo import fields
from odoo.tests import tagged

from .floor import Floor

APPLIED = ("applied", "")


@tagged("post_install", "-at_install")
class TestCount(Floor):
    def setUp(self):
        super().setUp()
        self.clerk.group_ids |= self.env.ref("stockhand.group_count")
        self.env["stock.quant"]._update_available_quantity(self.product, self.bin, 10)

    def count(self, counted, expected, stage="counted", **other):
        deed = {
            "product": self.product.id,
            "counted": str(counted),
            "expected": str(expected),
            "packaging": None,
            "lot": None,
            "bin": self.bin.id,
            "unit": self.product.uom_id.id,
            "stage": stage,
            "occasion": "own",
            "blind": False,
            "needs": None,
            "approved_by": "",
        }
        return self.envelope("count", deed | other)

    def quant(self):
        domain = [("product_id", "=", self.product.id), ("location_id", "=", self.bin.id)]
        return self.env["stock.quant"].search(domain)

    def test_it_stands_in_the_history_and_is_due_no_more(self):
        self.quant().inventory_date = fields.Date.today()
        envelope = self.count(7, 10)
        self.assertEqual(self.outcomes(self.apply(envelope)), [APPLIED])
        self.assertEqual(self.outcomes(self.apply(envelope)), [APPLIED])
        self.assertEqual(self.stock(self.product, self.bin), 7)
        name = f"SH/{envelope['op_id']}"
        moves = self.env["stock.move"].search([("inventory_name", "=", name)])
        self.assertEqual(moves.mapped(lambda one: (one.is_inventory, one.quantity)), [(True, 3)])
        self.assertGreater(self.quant().inventory_date, fields.Date.today())

    def test_who_may_not_count_is_set_aside(self):
        self.clerk.group_ids -= self.env.ref("stockhand.group_count")
        said = self.apply(self.count(7, 10), self.count(8, 10, "tally"))
        self.assertEqual(self.outcomes(said), [("exception", "no_rights"), APPLIED])
        self.assertEqual(self.stock(self.product, self.bin), 10)

    def test_what_is_decided_about_an_amount_so_far_is_settled(self):
        """Whether it is filed again, or let go of."""
        for choice in ("file", "let_go"):
            parked = self.count(8, 10, "tally") | {"raw_scan": "another"}
            self.assertEqual(self.outcomes(self.apply(parked)), [("exception", "erp_refused")])
            waiting = self.env["stockhand.exception"].search(
                [("op_id.op_id", "=", parked["op_id"])]
            )
            self.assertEqual(waiting.state, "open")
            kind, deed = ("count", parked["deed"]) if choice == "file" else (None, None)
            settle = {"target": parked["op_id"], "document": 0, "choice": choice}
            decision = self.envelope("settle", {**settle, "kind": kind, "deed": deed})
            self.assertEqual(self.outcomes(self.apply(decision)), [APPLIED])
            self.assertEqual(waiting.state, "settled")
            again = self.envelope("settle", {**settle, "kind": kind, "deed": deed})
            known = [("duplicate", "already_settled")]
            self.assertEqual(self.outcomes(self.apply(again)), known)
        self.assertEqual(self.stock(self.product, self.bin), 10)

    def test_what_is_only_noted_is_taken_back_once(self):
        """The first who did it stays on record, were it a device or a copy of it."""
        for stage in ("tally", "asked"):
            noted = self.count(8, 10, stage)
            undo = {"target": noted["op_id"], "kind": "count", "taken_back": noted["deed"]}
            first, *others = (self.envelope("undo", undo) for _ in range(3))
            twice = ("duplicate", "already_undone")
            said = self.apply(noted, first, others[0])
            self.assertEqual(self.outcomes(said), [APPLIED, APPLIED, twice])
            self.assertEqual(self.outcomes(self.apply(others[1])), [twice])
            row = self.env["stockhand.op"].search([("op_id", "=", noted["op_id"])])
            self.assertEqual(row.undone_by, first["op_id"])

    def test_what_is_missing_is_taken_from_what_lies_loose(self):
        pack = self.env["stock.package"].create({"name": "P-1"})
        quants = self.env["stock.quant"]
        quants._update_available_quantity(self.product, self.bin, 5, package_id=pack)
        self.assertEqual(self.outcomes(self.apply(self.count(3, 15))), [APPLIED])
        left = {one.package_id.name or "": one.quantity for one in self.quant() if one.quantity}
        self.assertEqual(left, {"P-1": 3})

    def test_what_somebody_asks_for_is_due_today(self):
        self.assertEqual(self.outcomes(self.apply(self.count(0, 10, "asked"))), [APPLIED])
        self.assertEqual(self.quant().inventory_date, fields.Date.today())
        self.assertEqual(self.stock(self.product, self.bin), 10)
