"""Rules for checks: which goods an inspector looks at, what is asked, and what may become of them.

Devices read one text of each, and evaluate it themselves, with no network.
"""

import base64
import hashlib
import json

from odoo import api, fields, models

DISPOSITIONS = ("quarantine", "return", "rework", "scrap", "accept")
ONE_IN_MAX = 1_000


class StockhandCheckRule(models.Model):
    _name = "stockhand.check.rule"
    _description = "Rule for checks"
    _order = "id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Empty: for all companies.")
    instructions = fields.Text(help="What the inspector reads before the first question.")
    image = fields.Image("Picture", max_width=1280, max_height=1280)
    picture = fields.Char(compute="_compute_picture", store=True, help="The SHA-256 of its bytes.")
    product_ids = fields.Many2many("product.product", string="Articles")
    categ_ids = fields.Many2many("product.category", string="Categories")
    partner_ids = fields.Many2many("res.partner", string="Suppliers")
    value_min = fields.Float("Value from", help="Sales price of one piece; 0 for any.")
    marked = fields.Boolean("Only marked articles", help="Those with: Check on receipt.")
    first_delivery = fields.Boolean("Only first deliveries")
    one_in = fields.Integer("One receipt in", default=1)
    per = fields.Selection(
        [("lot", "Once a lot"), ("sample", "By sample"), ("unit", "Every piece")],
        default="lot",
        required=True,
    )
    sample_ids = fields.One2many("stockhand.check.sample", "rule_id", "Samples", copy=True)
    ask_ids = fields.One2many("stockhand.check.ask", "rule_id", "Questions", copy=True)
    second = fields.Boolean("Takes two people")
    can_quarantine = fields.Boolean("Keep on hold", default=True)
    can_return = fields.Boolean("Back to the supplier", default=True)
    can_rework = fields.Boolean("Rework")
    can_scrap = fields.Boolean("Scrap")
    can_accept = fields.Boolean("Use all the same, with a second person", default=True)
    definition = fields.Text(compute="_compute_definition", store=True)

    _one_in_is_one = models.Constraint(
        f"CHECK(one_in BETWEEN 1 AND {ONE_IN_MAX})", "One receipt in 1 to 1000."
    )

    def init(self):
        self.env["stockhand.change"]._watch(self._table)

    @api.depends("image")
    def _compute_picture(self):
        for rule in self.with_context(bin_size=False):
            data = base64.b64decode(rule.image or b"")
            rule.picture = hashlib.sha256(data).hexdigest() if data else ""

    @api.depends(
        *("name", "instructions", "picture"),
        *("product_ids", "categ_ids", "partner_ids", "value_min"),
        *("marked", "first_delivery", "one_in", "per", "second"),
        *("sample_ids.size", "sample_ids.count"),
        *("ask_ids.sequence", "ask_ids.kind", "ask_ids.name", "ask_ids.options"),
        *("ask_ids.unit", "ask_ids.bounded", "ask_ids.low", "ask_ids.high", "ask_ids.expect"),
        *(f"can_{one}" for one in DISPOSITIONS),
    )
    def _compute_definition(self):
        for rule in self:
            rule.definition = json.dumps(rule._as_values(), ensure_ascii=False)

    def _as_values(self):
        categories = self.env["product.category"].search([("id", "child_of", self.categ_ids.ids)])
        suppliers = self.env["res.partner"].search([("id", "child_of", self.partner_ids.ids)])
        when = {
            "products": self.product_ids.ids,
            "categories": categories.ids if self.categ_ids else [],
            "suppliers": suppliers.mapped("display_name") if self.partner_ids else [],
            "value_min": str(self.value_min) if self.value_min else None,
            "marked": self.marked,
            "first_delivery": self.first_delivery,
            "one_in": self.one_in,
        }
        samples = self.sample_ids.sorted("size")
        return {
            "name": self.name or "",
            "instructions": self.instructions or "",
            "picture": self.picture or "",
            "when": when,
            "per": self.per,
            "samples": [[str(one.size), one.count] for one in samples],
            "asks": [one._as_values() for one in self.ask_ids.sorted(lambda one: one.sequence)],
            "second": self.second,
            "dispositions": [one for one in DISPOSITIONS if self[f"can_{one}"]],
        }


class StockhandCheckSample(models.Model):
    _name = "stockhand.check.sample"
    _description = "Sample size by lot size"
    _order = "size"

    rule_id = fields.Many2one("stockhand.check.rule", required=True, ondelete="cascade")
    size = fields.Float("Lot of up to", required=True)
    count = fields.Integer("Look at", required=True, default=1)


class StockhandCheckAsk(models.Model):
    _name = "stockhand.check.ask"
    _description = "Question of a check"
    _order = "sequence, id"

    rule_id = fields.Many2one("stockhand.check.rule", required=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    name = fields.Char("Question", required=True)
    kind = fields.Selection(
        [
            ("yes_no", "Yes or no (no is bad)"),
            ("choice", "Choice"),
            ("number", "Number"),
            ("text", "Text"),
            ("date", "Date"),
            ("scan", "Scan to confirm"),
            ("signature", "Signature, by badge"),
            ("photo", "Photo"),
            ("drawn", "Signature, written with a finger"),
        ],
        default="yes_no",
        required=True,
    )
    options = fields.Text(help="A line for each choice; a bad one ends with an exclamation mark.")
    unit = fields.Char()
    bounded = fields.Boolean("With bounds")
    low = fields.Float("From")
    high = fields.Float("To")
    expect = fields.Selection([("lot", "The lot"), ("article", "The article")])

    def _as_values(self):
        values = {"key": f"q{self._origin.id or self.id}", "kind": self.kind, "text": self.name}
        lines = [line.strip() for line in (self.options or "").splitlines() if line.strip()]
        if self.kind == "choice":
            values["options"] = [[one.rstrip("! "), not one.endswith("!")] for one in lines]
        if self.kind == "number" and self.bounded:
            values |= {"low": str(self.low), "high": str(self.high)}
        return values | {"unit": self.unit or "", "expect": self.expect or ""}
