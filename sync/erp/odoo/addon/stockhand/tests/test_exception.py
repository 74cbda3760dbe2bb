"""What waits for a person: its story, its goods set aside, and what a decision does."""

from odoo.tests import new_test_user, tagged

from .floor import Floor

APPLIED = ("applied", "")


@tagged("post_install", "-at_install")
class TestException(Floor):
    def setUp(self):
        super().setUp()
        self.picking = self.receipt((self.paint, 10))
        self.picking.action_cancel()
        deed = self.receive(self.picking.move_ids, 4, "LOT-1")
        self.parked = self.envelope("receive_line", deed)
        said = self.apply(self.parked)
        self.assertEqual(self.outcomes(said), [("exception", "document_cancelled")])
        self.exception = self.env["stockhand.exception"].search(
            [("op_id.op_id", "=", self.parked["op_id"])]
        )

    def settle(self, choice, deed=None):
        said = {"target": self.parked["op_id"], "choice": choice}
        document = deed["document"] if deed else self.picking.id
        inner = {"kind": "receive_line" if deed else None, "deed": deed}
        return self.envelope("settle", {**said, "document": document, **inner})

    def test_every_warehouse_has_its_place_outside_its_stock(self):
        new = self.env["stock.warehouse"].create({"name": "New", "code": "NEW"})
        for warehouse in self.warehouse | new:
            place = warehouse.stockhand_exceptions_id
            self.assertEqual(place.location_id, warehouse.view_location_id)
            self.assertEqual(place.warehouse_id, warehouse)

    def test_the_goods_are_set_aside(self):
        self.assertEqual(self.stock(self.paint, self.exceptions_place), 4)
        self.assertEqual(self.exception.state, "open")
        self.assertIn("LOT-1", self.exception.story)
        self.assertIn("was cancelled", self.exception.story)

    def test_filed_elsewhere_they_leave_the_place(self):
        other = self.receipt((self.paint, 4))
        said = self.apply(self.settle("file", self.receive(other.move_ids, 4, "LOT-1")))
        self.assertEqual(self.outcomes(said), [APPLIED])
        self.assertEqual(self.stock(self.paint, self.exceptions_place), 0)
        self.assertEqual(other.move_line_ids.filtered("picked").quantity, 4)
        self.assertEqual(self.exception.state, "settled")
        self.assertEqual(self.stock(self.paint, self.bin), 0)
        again = self.apply(self.settle("let_go"))
        self.assertEqual(self.outcomes(again), [("duplicate", "already_settled")])

    def test_settled_twice_in_one_push_they_are_filed_once(self):
        other = self.receipt((self.paint, 9))
        deed = self.receive(other.move_ids, 4, "LOT-1")
        said = self.apply(self.settle("file", deed), self.settle("file", deed))
        self.assertEqual(self.outcomes(said), [APPLIED, ("duplicate", "already_settled")])
        self.assertEqual(sum(other.move_line_ids.filtered("picked").mapped("quantity")), 4)

    def test_let_go_they_went_back(self):
        self.assertEqual(self.outcomes(self.apply(self.settle("let_go"))), [APPLIED])
        self.assertEqual(self.stock(self.paint, self.exceptions_place), 0)
        self.assertEqual(self.exception.state, "settled")

    def test_handed_to_the_office_they_stay(self):
        self.assertEqual(self.outcomes(self.apply(self.settle("office"))), [APPLIED])
        self.assertEqual(self.stock(self.paint, self.exceptions_place), 4)
        self.assertEqual(self.exception.state, "office")

    def test_a_settle_can_be_parked_and_settled(self):
        cancelled = self.receive(self.picking.move_ids, 4, "LOT-1")
        self.parked = self.settle("file", cancelled)
        said = self.apply(self.parked)
        self.assertEqual(self.outcomes(said), [("exception", "document_cancelled")])
        self.assertEqual(self.stock(self.paint, self.exceptions_place), 4)
        self.assertEqual(self.outcomes(self.apply(self.settle("let_go"))), [APPLIED])
        self.assertEqual(self.stock(self.paint, self.exceptions_place), 0)

    def test_what_the_ledger_does_not_know_can_be_filed(self):
        other = self.receipt((self.paint, 4))
        self.parked = {"op_id": "of another time"}
        said = self.apply(
            self.settle("let_go"), self.settle("file", self.receive(other.move_ids, 4, "LOT-1"))
        )
        missing = ("duplicate", "settle_target_missing")
        self.assertEqual(self.outcomes(said), [missing, APPLIED])

    def test_the_supervisor_decides(self):
        groups = "stockhand.group_supervisor"
        supervisor = new_test_user(self.env, login="a supervisor", groups=groups)
        mine = self.exception.with_user(supervisor)
        mine.action_take()
        self.assertEqual((mine.state, mine.assignee_id), ("office", supervisor))
        mine.action_goods_away()
        self.assertEqual(mine.state, "settled")
        self.assertEqual(self.stock(self.paint, self.exceptions_place), 0)
        late = self.apply(self.settle("let_go"))
        self.assertEqual(self.outcomes(late), [APPLIED])
        self.assertEqual(self.stock(self.paint, self.exceptions_place), 0)

    def test_many_at_once_are_one_transfer_and_taken_back_one_by_one(self):
        ops = [
            self.envelope("receive_line", self.receive(self.picking.move_ids, amount, lot))
            for amount, lot in ((1, "LOT-1"), (2, "LOT-2"), (3, "LOT-1"), (5, None))
        ]
        said = self.apply(*ops)
        self.assertEqual({one["outcome"] for one in said["results"]}, {"exception"})
        opened = self.env["stockhand.exception"].search(
            [("op_id.op_id", "in", [one["op_id"] for one in ops])], order="id"
        )
        self.assertEqual(len(opened.suspense_id), 1)
        lines = opened.suspense_line_id
        self.assertEqual(lines.mapped("quantity"), [1, 2, 3])
        self.assertEqual(lines.lot_id.mapped("name"), ["LOT-1", "LOT-2"])
        self.assertEqual(self.stock(self.paint, self.exceptions_place), 4 + 6)
        self.parked = ops[1]
        self.apply(self.settle("let_go"))
        self.assertEqual(self.stock(self.paint, self.exceptions_place), 4 + 4)

    def test_goods_that_are_not_known_are_not_set_aside(self):
        deed = self.receive(self.picking.move_ids, 4, None)
        said = self.apply(self.envelope("receive_line", deed))
        self.assertEqual(said["results"][0]["outcome"], "exception")
        self.assertEqual(self.stock(self.paint, self.exceptions_place), 4)
