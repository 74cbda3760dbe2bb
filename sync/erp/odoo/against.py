"""What speaks against a move or a count that no document asked for, or against taking it back."""

from decimal import Decimal

from sync.core.crossing import is_between
from sync.core.envelope import is_sealed
from sync.core.operations import Count, Move, source_of
from sync.core.papers import Left
from sync.core.problems import Problem
from sync.core.quantity import ZERO
from sync.core.rules import Facts, Parked, TargetState, check
from sync.erp.odoo.confirmed import is_confirmed_since
from sync.erp.odoo.counted import is_counted_since
from sync.erp.odoo.goods import Goods
from sync.erp.odoo.ours import Asked, Seen
from sync.erp.odoo.papers import left_by_paper
from sync.wire.failures import Failure


async def problem_of(seen: Seen) -> Problem | Failure | None:
    """Name what speaks against it; asks Odoo where a count is taken back, or by a paper."""
    asked, since = seen.asked, False
    left = await left_by_paper(asked)
    if isinstance(left, Failure):
        return left
    if asked.counted and asked.undo:
        found = await _is_counted_since(seen)
        if isinstance(found, Failure):
            return found
        since = found
    return _speaks_against(seen, left, is_since=since)


async def _is_counted_since(seen: Seen) -> bool | Failure:
    asked = seen.asked
    assert asked.counted
    assert asked.undo
    found = await is_counted_since(asked.api, asked.counted, asked.undo.target)
    own = [row["id"] for row in seen.rows if row["id"] and row["state"] == "done"]
    if found is not False or not own:
        return found
    return await is_confirmed_since(asked.api, asked.counted, own[0])


def _speaks_against(seen: Seen, left: Left | None, *, is_since: bool) -> Problem | None:
    asked = seen.asked
    envelope, goods, deed = asked.envelope, asked.goods, asked.counted or asked.deed
    if not is_sealed(envelope):
        return Problem.ERP_REFUSED
    product = goods.products.get(deed.product)
    unit = goods.units.get(product.unit) if product else None
    facts = Facts(
        today=goods.today,
        company=envelope.who.company,
        document=None,
        line=None,
        product=product,
        unit=unit,
        bin=goods.bins.get(deed.bin),
        serials=_serials(goods, deed),
        received=deed.quantity,
        target=_target(seen),
        # Whether it is settled already was looked up before any rule is asked.
        parked=Parked.WAITING if asked.settled else Parked.MISSING,
        source=goods.bins.get(source_of(deed) or 0),
        there=goods.there(deed),
        stock_unit=unit,
        counted_since=is_since,
        by_paper=left,
        on_way=_on_way(goods, deed),
    )
    return check(envelope.deed, facts) or _gone(asked)


def _on_way(goods: Goods, deed: Move | Count) -> Decimal | None:
    """How much of what was sent to another house lies between still, where it was sent to one."""
    if not isinstance(deed, Move) or not is_between(goods.bins.get(deed.bin)):
        return None
    return goods.lying.get((deed.product, deed.lot, deed.bin), (ZERO, ZERO))[0]


def _serials(goods: Goods, deed: Move | Count) -> frozenset[str]:
    """Whether the piece is in stock anywhere else."""
    return frozenset({deed.lot}) if deed.lot and goods.is_here(deed) else frozenset()


def _gone(asked: Asked) -> Problem | None:
    """Say what of goods that are brought back is not known any more; the rules do not ask it."""
    if not asked.undo:
        return None
    goods, deed = asked.goods, asked.counted or asked.deed
    if deed.lot and (deed.product, deed.lot) not in goods.lots:
        return Problem.LOT_UNKNOWN
    places = {source_of(deed) or deed.bin, deed.bin}
    return None if places <= goods.bins.keys() else Problem.SOURCE_MISSING


def _target(seen: Seen) -> TargetState:
    undo = seen.asked.undo
    return TargetState.STANDING if undo and seen.was_done(undo.target) else TargetState.MISSING
