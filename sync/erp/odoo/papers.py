"""What went by a line and came back of it, and who took in what another house sent.

Asked only where a deed names the line it is returned of, or where an undo came too late.
"""

from collections.abc import Iterable
from decimal import Decimal

from sync.core.papers import Left, less
from sync.core.quantity import ZERO
from sync.erp.odoo.api import Domain, Row
from sync.erp.odoo.ours import Asked
from sync.erp.odoo.returned import origin_of
from sync.erp.odoo.translate.values import amount
from sync.wire.failures import Failure

_LINES = "stock.move.line"
_FIELDS = ["lot_id", "lot_name", "quantity_product_uom", "move_id"]


async def left_by_paper(asked: Asked) -> Left | Failure | None:
    """How much of each lot can come back by the line that is said; None where Odoo knows none.

    What was taken back of a return is what can come back again; Odoo links all three.
    """
    if asked.undo or asked.counted or asked.deed.returned is None:
        return None
    origin = await origin_of(asked, ())
    if origin is None or isinstance(origin, Failure):
        return origin
    went = await _lines(asked, [["move_id", "=", origin["id"]]])
    if isinstance(went, Failure):
        return went
    back = await _lines(asked, [["move_id.origin_returned_move_id", "=", origin["id"]]])
    if isinstance(back, Failure):
        return back
    moves = sorted({row["move_id"][0] for row in back})
    again = await _lines(asked, [["move_id.origin_returned_move_id", "in", moves]]) if moves else []
    if isinstance(again, Failure):
        return again
    return _left(went, back, again)


def _left(went: Iterable[Row], back: Iterable[Row], again: Iterable[Row]) -> Left:
    left: dict[str | None, Decimal] = {}
    for row in went:
        left[_lot(row)] = left.get(_lot(row), ZERO) + amount(row["quantity_product_uom"])
    for rows, sign in ((back, 1), (again, -1)):
        for row in rows:
            less(left, _lot(row), sign * amount(row["quantity_product_uom"]))
    return left


def _lot(row: Row) -> str | None:
    return row["lot_id"][1] if row["lot_id"] else row["lot_name"] or None


async def _lines(asked: Asked, domain: Domain) -> list[Row] | Failure:
    named = {
        "domain": [["state", "=", "done"], *domain],
        "fields": _FIELDS,
        "order": "id",
        "load": "_classic_read",
        "context": asked.context,
    }
    said = await asked.api.read(_LINES, "search_read", named)
    return said if isinstance(said, Failure) else list(said.value)
