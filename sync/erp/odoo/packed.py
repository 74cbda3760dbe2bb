"""Which packs goods are taken out of: Odoo counts what is in a pack apart from what lies loose.

Loose goods go first. A pack of which all is taken goes along whole; of another one goods are taken
out, and lie loose where they are brought to.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sync.core.quantity import ZERO
from sync.erp.odoo.api import Row
from sync.erp.odoo.fetch import Source
from sync.erp.odoo.translate.values import amount, number
from sync.wire.failures import Failure


@dataclass(frozen=True, slots=True)
class Part:
    """So much of a lot in one pack, or loose; `is_all` where nothing else is in the pack."""

    package: int | None
    quantity: Decimal
    is_all: bool = False


Spot = tuple[int, str | None, int]
"""Product, lot and bin."""
Packed = Mapping[Spot, Sequence[Part]]


async def packed_of(source: Source, quants: Sequence[Row]) -> Packed | Failure:
    """Read which of these quants are in packs, and what else is in those."""
    packs = sorted({row["package_id"][0] for row in quants if row["package_id"]})
    if not packs:
        return {}
    named = {"domain": [["package_id", "in", packs]], "fields": ["package_id"]}
    rows = await source.search("stock.quant", named)
    if isinstance(rows, Failure):
        return rows
    contents: dict[int, int] = {}
    for row in rows:
        contents[row["package_id"]] = contents.get(row["package_id"], 0) + 1
    found: dict[Spot, list[Part]] = {}
    for row in quants:
        lot = row["lot_id"][1] if row["lot_id"] else None
        pack = row["package_id"][0] if row["package_id"] else None
        spot = (row["product_id"][0], lot, row["location_id"][0])
        part = Part(pack, amount(row["quantity"]), pack is not None and contents[pack] == 1)
        found.setdefault(spot, []).append(part)
    return found


def taken(parts: Sequence[Part], wanted: Decimal) -> list[Part]:
    """Say out of which packs so much is taken, and which of them go along whole."""
    found: list[Part] = []
    for part in sorted(parts, key=lambda one: (one.package is not None, one.package)):
        share = min(part.quantity, wanted)
        if share > 0:
            found.append(Part(part.package, share, part.is_all and share == part.quantity))
            wanted -= share
    if wanted > 0:
        # More than the books have: it was in somebody's hand, and nobody knows of a pack.
        found.append(Part(None, wanted))
    return found


def as_lines(line: Mapping[str, Any], parts: Iterable[Part]) -> list[dict[str, Any]]:
    """Write a move line once for each pack it takes from."""
    lines = []
    for part in parts:
        packs: dict[str, Any] = {}
        if part.package is not None:
            packs = {"package_id": part.package}
            packs |= {"result_package_id": part.package} if part.is_all else {}
        lines.append({**line, **packs, "quantity": number(part.quantity)})
    return lines


def after_moving(packed: Packed, spots: tuple[Spot, Spot], wanted: Decimal) -> Packed:
    """What is in packs once so much went from one spot to the other."""
    if not packed:
        return packed
    here, there = spots
    moved = taken(packed.get(here, ()), wanted)
    left = {part.package: part.quantity for part in moved}
    rest = [
        replace(part, quantity=part.quantity - left.get(part.package, ZERO))
        for part in packed.get(here, ())
    ]
    came = [part if part.is_all else Part(None, part.quantity) for part in moved]
    return {
        **packed,
        here: [part for part in rest if part.quantity > 0],
        there: [*packed.get(there, ()), *came],
    }
