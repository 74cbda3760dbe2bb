"""What lies between houses, reckoned from what was filed by eyes that know no rule of ours."""

from decimal import Decimal

from sync.core.envelope import from_json
from sync.core.operations import Move, Undo, effect_of, goods_of
from sync.erp.training.books import Books
from sync.erp.training.group import BETWEEN_COMPANIES
from tests.sim.trace import hold


def nothing_is_in_two_houses(books: Books) -> None:
    """I8: a shipment is taken back only while it lies between: in one house, never in two."""
    lying: dict[tuple[int, int, str | None], Decimal] = {}
    rows = books.file.rows(
        "SELECT op_id, envelope FROM operations WHERE outcome = 'applied' ORDER BY rowid"
    )
    for row in rows:
        envelope = from_json(row["envelope"])
        move, effect = goods_of(envelope.deed), effect_of(envelope.deed)
        if effect is None or not isinstance(move, Move):
            continue
        into = (move.bin == BETWEEN_COMPANIES) - (move.source == BETWEEN_COMPANIES)
        if not into:
            continue
        # A lot is its company's own; what has none is anybody's.
        key = (envelope.who.company if move.lot else 0, move.product, move.lot)
        there = lying.get(key, Decimal(0))
        is_back = isinstance(effect, Undo)
        if is_back and into > 0:
            hold("I8 in one house", there >= move.quantity, row["op_id"], "takes back", there)
        lying[key] = there + (-into if is_back else into) * move.quantity
