"""What operations do to documents: grouped, one by one where one is bad, undone, finished."""

from unittest.mock import patch

from odoo.addons.stock.models.stock_picking import StockPicking
from odoo.exceptions import UserError
from odoo.tests import tagged

from .floor import Floor

APPLIED = ("applied", "")


@tagged("post_install", "-at_install")
class TestFiling(Floor):
    def test_fifty_lines_are_one_write(self):
        picking = self.receipt(*[(self._product(f"Screw {size}"), 2) for size in range(50)])
        ops = [self.envelope("receive_line", self.receive(move, 2)) for move in picking.move_ids]
        write, writes = StockPicking.write, []

        def counting(self, values):
            if "move_line_ids" in values:
                writes.append(values["move_line_ids"])
            return write(self, values)

        with patch.object(StockPicking, "write", counting):
            said = self.apply(*ops)
        self.assertEqual(self.outcomes(said), [APPLIED] * 50)
        self.assertEqual([len(commands) for commands in writes], [50])

    def test_one_that_odoo_refuses_does_not_stop_the_others(self):
        picking = self.receipt((self.product, 9))
        ops = [
            self.envelope("receive_line", self.receive(picking.move_ids, amount))
            for amount in (1, 2, 4)
        ]
        write = StockPicking.write

        def refusing(self, values):
            done = write(self, values)
            if any(line.quantity in (2, 3, 6, 7) for line in self.move_line_ids.filtered("picked")):
                raise UserError("not this one")
            return done

        with patch.object(StockPicking, "write", refusing):
            said = self.apply(*ops)
        self.assertEqual(self.outcomes(said), [APPLIED, ("exception", "erp_refused"), APPLIED])
        self.assertIn("not this one", said["results"][1]["detail"])
        picked = picking.move_line_ids.filtered("picked")
        self.assertEqual(sum(picked.mapped("quantity")), 5)

    def test_trouble_of_another_module_is_an_exception(self):
        picking = self.receipt((self.product, 9))
        op = self.envelope("receive_line", self.receive(picking.move_ids, 1))

        broken = patch.object(StockPicking, "write", side_effect=ZeroDivisionError)
        with broken, self.assertLogs("odoo", "ERROR"):
            said = self.apply(op)
        self.assertEqual(self.outcomes(said), [("exception", "erp_unknown")])

    def test_lines_and_finish_in_one(self):
        picking = self.receipt((self.product, 10), (self.paint, 5))
        hammer, paint = picking.move_ids
        said = self.apply(
            self.envelope("receive_line", self.receive(hammer, 7)),
            self.envelope("receive_line", self.receive(paint, 5, "LOT-1")),
            self.envelope("finish_receipt", {"document": picking.id, "rest": "stays_open"}),
            self.envelope("receive_line", self.receive(hammer, 1)),
        )
        late = ("exception", "document_done")
        self.assertEqual(self.outcomes(said), [APPLIED, APPLIED, APPLIED, late])
        self.assertEqual(picking.state, "done")
        self.assertEqual(self.stock(self.product, self.bin), 7)
        self.assertEqual(self.stock(self.paint, self.bin), 5)
        self.assertEqual(said["results"][2]["reference"], picking.backorder_ids.name)

    def test_an_undo_takes_back_once(self):
        picking = self.receipt((self.product, 10))
        deed = self.receive(picking.move_ids, 4)
        counted = self.envelope("receive_line", deed)
        undo = {"target": counted["op_id"], "taken_back": deed}
        said = self.apply(counted, self.envelope("undo", undo), self.envelope("undo", undo))
        twice = ("duplicate", "already_undone")
        self.assertEqual(self.outcomes(said), [APPLIED, APPLIED, twice])
        said = self.apply(self.envelope("undo", undo))
        self.assertEqual(self.outcomes(said), [twice])
        self.assertFalse(picking.move_line_ids.filtered("picked"))

    def test_who_did_it_stays_on_record(self):
        picking = self.receipt((self.product, 10))
        self.apply(self.envelope("receive_line", self.receive(picking.move_ids, 4)))
        self.assertEqual(picking.move_line_ids.filtered("picked").create_uid, self.clerk)

    def test_a_serial_is_in_one_place(self):
        picking = self.receipt((self.camera, 3))
        deed = self.receive(picking.move_ids, 1, "SN-1")
        said = self.apply(self.envelope("receive_line", deed), self.envelope("receive_line", deed))
        self.assertEqual(self.outcomes(said), [APPLIED, ("exception", "serial_twice")])
