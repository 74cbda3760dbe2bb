"""A receipt, a device's user, and a device that numbers and seals what it does."""

from odoo.tests import TransactionCase, new_test_user

from ..models.deeds import digest


class Floor(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)], limit=1
        )
        cls.clerk = new_test_user(cls.env, login="a device", groups="stockhand.group_device")
        cls.product = cls._product("Hammer")
        cls.paint = cls._product("Paint", tracking="lot")
        cls.camera = cls._product("Camera", tracking="serial")
        cls.bin = cls.env["stock.location"].create(
            {"name": "A-01-01", "location_id": cls.warehouse.lot_stock_id.id}
        )
        cls.seq = 0

    def setUp(self):
        super().setUp()
        # What the test before did is undone: no ledger knows its numbers.
        type(self).seq = 0

    @classmethod
    def _product(cls, name, tracking="none"):
        values = {"name": name, "is_storable": True, "type": "consu", "tracking": tracking}
        return cls.env["product.product"].create(values)

    def receipt(self, *lines):
        kind = self.warehouse.in_type_id
        places = {
            "location_id": kind.default_location_src_id.id,
            "location_dest_id": kind.default_location_dest_id.id,
        }
        moves = [
            (0, 0, {"product_id": product.id, "product_uom_qty": amount, **places})
            for product, amount in lines
        ]
        head = {"picking_type_id": kind.id, "move_ids": moves, **places}
        picking = self.env["stock.picking"].create(head)
        picking.action_confirm()
        return picking

    def receive(self, move, amount, lot=None, **other):
        return {
            "document": move.picking_id.id,
            "line": move.id,
            "product": move.product_id.id,
            "quantity": str(amount),
            "scanned": str(amount),
            "packaging": None,
            "lot": lot,
            "expiry": None,
            "bin": self.bin.id,
            **other,
        }

    def envelope(self, kind, deed, **other):
        """Seal a deed; `other` are parts of the envelope that are to be otherwise."""
        number = {"device": "DEV", "epoch": 1, **other}
        if "seq" not in number:
            type(self).seq += 1
            number["seq"] = self.seq
        raw = {
            "version": 1,
            "op_id": "{device}-{epoch}-{seq}".format(**number),
            "prev_hash": "",
            "kind": kind,
            "deed": deed,
            "who": {
                "user": "u",
                "grant": "g",
                "company": self.env.company.id,
                "warehouse": self.warehouse.id,
            },
            "when": {"wall_ms": 0, "monotonic_ms": 0, "boot": ""},
            "seen": {"document_version": "", "document_name": "seen", "cursor": ""},
            "raw_scan": "",
            **number,
        }
        return raw | {"hash": digest(raw)}

    def apply(self, *envelopes, device="DEV", epoch=1):
        ledger = self.env["stockhand.op"].with_user(self.clerk)
        return ledger.apply(device, epoch, list(envelopes))

    def introduce(self, answered, device="DEV", epoch=1):
        """Pull as a device does whose first numbers somebody else answered."""
        feed = self.env["stockhand.change"].with_user(self.clerk)
        cursor = feed.feed(device, epoch, "", {"answered": answered})["cursor"]
        return feed.feed(device, epoch, cursor, {"answered": answered})

    def outcomes(self, said):
        return [(one["outcome"], one["problem"]) for one in said["results"]]

    def stock(self, product, place):
        domain = [("product_id", "=", product.id), ("location_id", "=", place.id)]
        return sum(self.env["stock.quant"].search(domain).mapped("quantity"))

    @property
    def exceptions_place(self):
        return self.warehouse.stockhand_exceptions_id
