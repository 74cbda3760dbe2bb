"""stockhand.check.rule: which goods our add-on wants checked; stock Odoo has nothing of it."""

from sync.core.page import Table
from sync.core.quality import CheckRule
from sync.erp.odoo.api import Domain, Row
from sync.erp.odoo.translate.flat import Flat, Range, Reading
from sync.erp.odoo.translate.values import ref, text


def _range(range_: Range) -> Domain:
    return [["active", "=", True], *range_.ours_or_shared]


def read_check_rule(row: Row, _reading: Reading) -> CheckRule:
    """Read one rule; its definition is a text that Odoo puts together."""
    return CheckRule(row["id"], ref(row["company_id"]), text(row["definition"]))


CHECK_RULE = Flat(
    Table.CHECK_RULES,
    "stockhand.check.rule",
    ("company_id", "definition"),
    _range,
    read_check_rule,
    needs=frozenset({Table.PRODUCTS}),
)
