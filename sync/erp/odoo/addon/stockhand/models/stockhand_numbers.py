"""Numbers given to devices in advance, so that two out of reach never make the same."""

import json

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, ValidationError
from psycopg2 import IntegrityError

from .stockhand_op import check_device

SIZES = {"pack": 200, "lot": 50, "serial": 100}
TRIES_MAX = 1_000
"""So many names that are taken already are passed over before the sequence is given up."""
SSCC_BODY = 17
LOT_LENGTH_MAX = 20
"""What a label of GS1 can hold."""


class StockhandNumbers(models.Model):
    _name = "stockhand.numbers"
    _description = "Numbers given to a device"
    _order = "id desc"

    name = fields.Char("Asked as", required=True, readonly=True)
    device = fields.Char(required=True, readonly=True)
    epoch = fields.Integer(required=True, readonly=True)
    holder = fields.Char(readonly=True, help="The word under which the device last told of them.")
    kind = fields.Selection(
        [("pack", "Packs"), ("lot", "Lots"), ("serial", "Serial numbers")], readonly=True
    )
    product_id = fields.Many2one("product.product", readonly=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", readonly=True)
    prefix = fields.Char(readonly=True)
    place = fields.Integer(readonly=True, help="Which block of the prefix these are.")
    numbers = fields.Text(readonly=True)
    first = fields.Char(compute="_compute_ends")
    last = fields.Char(compute="_compute_ends")
    void = fields.Boolean("Taken away", help="The device stops using them when it asks next.")

    _name_uniq = models.Constraint("UNIQUE(name)", "A request is answered once.")
    _place_uniq = models.UniqueIndex(
        "(prefix, place) WHERE kind = 'pack'", "Numbers of packs are given once."
    )

    @api.depends("numbers")
    def _compute_ends(self):
        for row in self:
            names = json.loads(row.numbers or "[]")
            row.first, row.last = (names[0], names[-1]) if names else ("", "")

    @api.model
    def give(self, asked):
        """Say which blocks are not the device's any more, and give it another if it asks."""
        check_device(self.env)
        held = self.sudo().search([("name", "in", asked["holds"])])
        alive = held.filtered(lambda row: row._goes_on(asked))
        alive.filtered(lambda row: row.holder != asked["now"]).holder = asked["now"]
        void = [one for one in asked["holds"] if one not in alive.mapped("name")]
        names = self._given(asked) if asked["asked"] else []
        return {"names": names, "void": void}

    def _goes_on(self, asked):
        mine = (self.device, self.epoch) == (asked["device"], asked["epoch"])
        return mine and not self.void and self.holder in (asked["was"], asked["now"])

    def _given(self, asked):
        found = self.sudo().search([("name", "=", asked["asked"])])
        if found:
            theirs = (found.device, found.epoch) == (asked["device"], asked["epoch"])
            return json.loads(found.numbers) if theirs else []
        # Read as the person: of what they may not see they are given nothing.
        company = self.env.companies.filtered(lambda one: one.id == asked["company"])
        values = company and self._new(asked, company)
        if not values:
            return []
        who = {key: asked[key] for key in ("device", "epoch", "kind")}
        try:
            row = self.sudo().create(
                {"name": asked["asked"], "holder": asked["now"], "company_id": company.id}
                | who
                | values
            )
            self.env.flush_all()
        except IntegrityError as error:
            raise ConcurrencyError("another was given them at the same moment") from error
        return json.loads(row.numbers)

    def _new(self, asked, company):
        if asked["kind"] == "pack":
            return self._packs(self.env["stock.warehouse"].browse(asked["warehouse"]), company)
        product = self.env["product.product"].browse(asked["product"]).exists()
        if not product or product.tracking != asked["kind"]:
            return None
        names = self._lots(product.sudo(), company, SIZES[asked["kind"]])
        return names and {"product_id": product.id, "numbers": json.dumps(names)}

    def _packs(self, warehouse, company):
        prefix = warehouse.exists().company_id == company and warehouse.stockhand_pack_prefix
        if not prefix:
            return None
        # Anywhere in the range: books that were put back do not give again in turn what they gave.
        blocks = 10 ** (SSCC_BODY - len(prefix)) // SIZES["pack"]
        self.env.cr.execute("SELECT floor(random() * %s)::int", (blocks,))
        place = self.env.cr.fetchone()[0]
        if self.sudo().search_count([("prefix", "=", prefix), ("place", "=", place)]):
            raise ConcurrencyError("these are given already; the server tries others")
        first = place * SIZES["pack"]
        names = [sscc(prefix, first + at) for at in range(SIZES["pack"])]
        return {"prefix": prefix, "place": place, "numbers": json.dumps(names)}

    def _lots(self, product, company, size):
        """Draw on the product's own sequence, as people in Odoo do; what is taken is not given."""
        sequence, names, drawn = product.lot_sequence_id.with_company(company), [], 0
        while sequence and len(names) < size and drawn < size + TRIES_MAX:
            some = [sequence.next_by_id() for _ in range(size - len(names))]
            drawn += len(some)
            if any(len(name) > LOT_LENGTH_MAX for name in some):
                return None  # No label could hold it.
            used = self._used(product, some) | set(names)
            names += [name for name in dict.fromkeys(some) if name not in used]
        return names if len(names) == size else None

    def _used(self, product, names):
        """Those of the names that goods have: an Odoo that was put back to an older day counts
        again from there, and on an open receipt a name is no lot yet.
        """
        of_product = [("product_id", "=", product.id)]
        lots = self.env["stock.lot"].sudo().search([*of_product, ("name", "in", names)])
        counted = [*of_product, ("lot_name", "in", names), ("state", "not in", ("done", "cancel"))]
        lines = self.env["stock.move.line"].sudo().search(counted)
        return {*lots.mapped("name"), *lines.mapped("lot_name")}


def sscc(prefix, serial):
    """Write a pack's number: the prefix, a serial, and the check digit."""
    body = f"{prefix}{serial:0{SSCC_BODY - len(prefix)}d}"
    total = sum(int(digit) * (3, 1)[at % 2] for at, digit in enumerate(body))
    return f"{body}{-total % 10}"


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    stockhand_pack_prefix = fields.Char(
        "Prefix of Pack Numbers",
        help="Extension digit and GS1 company prefix: devices are given SSCCs that begin so.",
    )

    @api.constrains("stockhand_pack_prefix")
    def _check_stockhand_pack_prefix(self):
        for warehouse in self.filtered("stockhand_pack_prefix"):
            prefix = warehouse.stockhand_pack_prefix
            if not (prefix.isascii() and prefix.isdigit() and 8 <= len(prefix) <= 13):
                raise ValidationError(
                    self.env._("Enter the extension digit and the company prefix: 8 to 13 digits.")
                )
