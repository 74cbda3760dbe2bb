"""The feed: everything that changed or went, once it is sure to be there, and no more."""

import json

from odoo.tests import TransactionCase, tagged

from ..models.stockhand_change import FLOOR, LEDGER


@tagged("post_install", "-at_install")
class TestFeed(TransactionCase):
    def noted(self, model):
        # One's own changes are not below the horizon before they are committed.
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT res_id FROM stockhand_change WHERE xid = pg_current_xact_id() AND model = %s",
            (model,),
        )
        return {row[0] for row in self.env.cr.fetchall()}

    def test_made_changed_and_deleted_are_noted(self):
        place = self.env["stock.location"].create({"name": "X"})
        self.assertIn(place.id, self.noted("stock.location"))
        self.env.cr.execute("DELETE FROM stockhand_change WHERE xid = pg_current_xact_id()")
        place.name = "Y"
        self.assertIn(place.id, self.noted("stock.location"))
        self.env.cr.execute("DELETE FROM stockhand_change WHERE xid = pg_current_xact_id()")
        place.unlink()
        self.assertIn(place.id, self.noted("stock.location"))

    def test_a_template_is_its_products_and_a_line_is_its_document(self):
        product = self.env["product.product"].create({"name": "P", "is_storable": True})
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.env["stock.picking.type"].search([], limit=1).id,
                "move_ids": [(0, 0, {"product_id": product.id, "product_uom_qty": 1})],
            }
        )
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM stockhand_change WHERE xid = pg_current_xact_id()")
        product.product_tmpl_id.name = "Q"
        picking.move_ids.sequence = 77
        self.assertEqual(self.noted("product.product"), {product.id})
        self.assertEqual(self.noted("stock.picking"), {picking.id})

    def test_nothing_of_a_transaction_that_runs_is_told(self):
        feed = self.env["stockhand.change"]
        begin = feed.feed("DEV", 1)
        self.env["stock.location"].create({"name": "X"}).flush_recordset()
        said = feed.feed("DEV", 1, begin["cursor"])
        self.assertEqual((said["changed"], said["more"], said["reset"]), ({}, False, False))

    def test_told_in_bounded_parts_to_the_end(self):
        self.env.cr.execute(
            "INSERT INTO stockhand_change (xid, model, res_id)"
            " SELECT '1'::xid8, 'stock.quant', n FROM generate_series(1, 10) n"
        )
        feed = self.env["stockhand.change"]
        place, _ = feed._place()
        cursor, told = json.dumps([place, 0, "", 0]), []
        for _ in range(3):
            said = feed.feed("DEV", 1, cursor, {"limit": 4})
            self.assertTrue(said["more"])
            told.append(said["changed"]["stock.quant"])
            cursor = said["cursor"]
        self.assertEqual([one for part in told for one in part][:10], list(range(1, 11)))
        self.assertEqual([len(part) for part in told[:2]], [4, 4])

    def test_a_device_is_told_of_its_own_warehouses(self):
        self.env.cr.execute(
            "INSERT INTO stockhand_change (xid, model, res_id, warehouse) VALUES"
            " ('1', 'stock.picking', 1, 7), ('1', 'stock.picking', 2, 8),"
            " ('1', 'stock.picking', 3, 7), ('1', 'stock.picking', 3, 8),"
            " ('1', 'stock.lot', 4, 0)"
        )
        feed = self.env["stockhand.change"]
        place, _ = feed._place()

        def told(**asked):
            asked = {"limit": 3, **asked}
            return feed.feed("DEV", 1, json.dumps([place, 0, "", 0]), asked)["changed"]

        first = {"stock.lot": [4], "stock.picking": [1, 3]}
        self.assertEqual(told(warehouses=[7]), first)
        self.assertEqual(told(warehouses=[8]), {"stock.lot": [4], "stock.picking": [2, 3]})
        self.assertEqual(told(), {"stock.lot": [4], "stock.picking": [1, 2]})

    def test_what_goes_to_another_warehouse_is_noted_for_both(self):
        one = self.env["stock.warehouse"].search([], limit=1)
        two = self.env["stock.warehouse"].create({"name": "Other", "code": "OTH"})
        picking = self.env["stock.picking"].create({"picking_type_id": one.in_type_id.id})
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM stockhand_change WHERE xid = pg_current_xact_id()")
        picking.picking_type_id = two.in_type_id
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT DISTINCT warehouse FROM stockhand_change WHERE xid = pg_current_xact_id()"
            " AND model = 'stock.picking' AND res_id = %s ORDER BY warehouse",
            (picking.id,),
        )
        self.assertEqual([row[0] for row in self.env.cr.fetchall()], [one.id, two.id])

    def test_a_mark_that_leads_nowhere_is_reset(self):
        feed = self.env["stockhand.change"]
        place, horizon = feed._place()
        self.env["ir.config_parameter"].set_param(FLOOR, 3)
        for cursor in (
            "nonsense",
            json.dumps(["another", 5, "", 0]),
            json.dumps([place, horizon + 1, "", 0]),
            json.dumps([place, 2, "", 0]),
        ):
            self.assertTrue(feed.feed("DEV", 1, cursor)["reset"], cursor)
        self.assertFalse(feed.feed("DEV", 1, json.dumps([place, horizon, "", 0]))["reset"])

    def said(self, answered=0, cursor="", epoch=1, **asked):
        feed = self.env["stockhand.change"]
        return feed.feed("DEV", epoch, cursor, {"answered": answered, **asked})

    def resends(self, *about, **asked):
        said = self.said(*about, **asked)
        return (said["resend_from"], said["applied_seq"])

    def test_whom_others_answered_is_asked_for_nothing(self):
        first = self.said(5)
        self.assertEqual((first["resend_from"], first["applied_seq"]), (0, 5))
        self.assertEqual(self.resends(5, first["cursor"]), (0, 5))
        # From there on it is this ledger that knows.
        self.assertEqual(self.resends(7, first["cursor"]), (6, 5))

    def test_one_that_was_put_back_asks_a_device_that_it_forgot_for_everything(self):
        cursor = self.said(0)["cursor"]
        for about in ({"cursor": cursor}, {"remembered": cursor}):
            self.env.cr.execute("DELETE FROM stockhand_device")
            self.env.invalidate_all()
            self.assertEqual(self.resends(5, **about), (1, 0), about)
            self.assertEqual(self.resends(5), (1, 0))

    def test_a_ledger_that_came_anew_is_no_older_day_of_the_one_before(self):
        cursor = self.said(0)["cursor"]
        self.env.cr.execute("DELETE FROM stockhand_device")
        self.env["ir.config_parameter"].set_param(LEDGER, "another")
        self.env.invalidate_all()
        said = self.said(5, cursor)
        self.assertEqual((said["resend_from"], said["reset"]), (0, True))

    def test_a_new_epoch_begins_with_its_first_number(self):
        cursor = self.said(5)["cursor"]
        self.said(5, cursor)
        self.assertEqual(self.resends(0, cursor, epoch=2), (0, 0))
        self.assertTrue(self.said(5, cursor)["copied"])
        self.assertFalse(self.said(0, cursor, epoch=2)["copied"])

    def test_old_notes_go_and_their_end_is_remembered(self):
        self.env.cr.execute(
            "DELETE FROM stockhand_change;"
            "INSERT INTO stockhand_change (xid, model, res_id, at) VALUES"
            " ('5', 'stock.quant', 1, now() - interval '91 days'),"
            " ('7', 'stock.quant', 2, now() - interval '90 days 1 hour'),"
            " ('9', 'stock.quant', 3, now())"
        )
        self.env["stockhand.change"]._forget_old_changes()
        self.env.cr.execute("SELECT xid::text FROM stockhand_change WHERE xid < '100'")
        self.assertEqual(self.env.cr.fetchall(), [("9",)])
        self.assertEqual(self.env["ir.config_parameter"].get_param(FLOOR), "8")

    def test_made_again_by_an_update(self):
        self.env["stockhand.change"].init()
        place = self.env["stock.location"].create({"name": "X"})
        self.assertIn(place.id, self.noted("stock.location"))
