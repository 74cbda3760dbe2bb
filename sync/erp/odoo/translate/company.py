"""res.company."""

from sync.core.page import Table
from sync.core.records import Company
from sync.erp.odoo.api import Domain, Row
from sync.erp.odoo.translate.flat import Flat, Range, Reading
from sync.erp.odoo.translate.values import text


def _range(range_: Range) -> Domain:
    return [["id", "in", list(range_.companies)]]


def read_company(row: Row, _: Reading) -> Company:
    """Read one company."""
    return Company(row["id"], text(row["name"]))


COMPANY = Flat(Table.COMPANIES, "res.company", ("name",), _range, read_company)
