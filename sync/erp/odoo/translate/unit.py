"""uom.uom."""

from decimal import Decimal

from sync.core.page import Table
from sync.core.quantity import Unit, plain
from sync.erp.odoo.api import Domain, Row
from sync.erp.odoo.translate.flat import Flat, Range, Reading
from sync.erp.odoo.translate.values import amount, text

_FACTOR_STEP = Decimal("0.000000000001")


def _range(_: Range) -> Domain:
    return []


def read_unit(row: Row, _: Reading) -> Unit:
    """Read one unit. All that hang from one reference unit are a family."""
    family = text(row["parent_path"]).partition("/")[0] or str(row["id"])
    return Unit(
        id=row["id"],
        name=text(row["name"]),
        family=int(family),
        factor=factor(row["factor"]),
        step=amount(row["rounding"]),
    )


def factor(value: Decimal | int) -> Decimal:
    """Read a factor, which is finer than any amount."""
    return Decimal(plain(Decimal(value).quantize(_FACTOR_STEP)))


UNIT = Flat(
    Table.UNITS,
    "uom.uom",
    ("name", "factor", "rounding", "parent_path"),
    _range,
    read_unit,
)
