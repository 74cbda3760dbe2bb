"""Rules taken over from OCA's quality control, where that is installed beside us.

It knows tests and what they are for, and nothing of devices; what is filed is filed with us.
"""

from odoo import api, fields, models

from .oca_words import GOODS, digest_of, rules_of

TEST = "qc.test"
TRIGGERS = (
    # model, the field that names the goods, and what a rule of ours calls them
    ("qc.trigger.product_line", "product", "product_ids"),
    ("qc.trigger.product_template_line", "product_template", "product_ids"),
    ("qc.trigger.product_category_line", "product_category", "categ_ids"),
)


class StockhandCheckRule(models.Model):
    _inherit = "stockhand.check.rule"

    oca_key = fields.Char("Taken Over From", readonly=True, index=True, copy=False)
    oca_digest = fields.Char(readonly=True, copy=False)

    @api.model
    def _take_over(self):
        """Bring rules up to OCA's tests: once a day, and when a supervisor asks for it."""
        if TEST not in self.env:
            return 0
        wanted = rules_of(_tests(self.env), _lines(self.env))
        every = self.sudo().with_context(active_test=False)
        known = {rule.oca_key: rule for rule in every.search([("oca_key", "!=", False)])}
        changed = 0
        for key, rule in wanted.items():
            digest = digest_of(rule)
            ours = known.pop(key, every)
            if ours.oca_digest == digest and ours.active:
                continue
            values = {"oca_key": key, "oca_digest": digest, "active": True, **_values(rule)}
            ours.write(values) if ours else every.create(values)
            changed += 1
        gone = [rule.id for rule in known.values() if rule.active]
        every.browse(gone).write({"active": False})
        return changed + len(gone)


def _tests(env):
    for test in env[TEST].sudo().search([]):
        questions = [_question(one) for one in test.test_lines]
        company = test.company_id.id
        yield {"id": test.id, "name": test.name, "company": company, "questions": questions}


def _question(one):
    answers = [{"name": value.name, "ok": value.ok} for value in one.ql_values]
    plain = ("id", "sequence", "name", "type", "notes", "min_value", "max_value")
    return {name: one[name] for name in plain} | {"unit": one.uom_id.name, "answers": answers}


def _lines(env):
    found = []
    for model, field, called in TRIGGERS:
        for line in env[model].sudo().search([("trigger.active", "=", True)]):
            # With the piece that ties it to stock, a trigger may be for another kind of work.
            kind = getattr(line.trigger, "picking_type_id", None)
            goods = line[field]
            if not goods or (kind and kind.code != "incoming"):
                continue
            goods = goods.product_variant_ids if field == "product_template" else goods
            of_it = {"test": line.test.id, "partners": line.partners.ids, called: goods.ids}
            found.append(of_it)
    return found


def _values(rule):
    plain = {name: rule[name] for name in ("name", "company_id", "instructions")}
    sets = {name: [(6, 0, rule.get(name, []))] for name in (*GOODS, "partner_ids")}
    return plain | sets | {"ask_ids": [(5, 0, 0), *((0, 0, ask) for ask in rule["asks"])]}
