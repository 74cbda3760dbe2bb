"""What Odoo has reserved for a document's lines, brought to what is still planned of them.

Odoo counts what is reserved and not picked beside what is picked: a line of which both were there
would be reserved twice.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sync.core.quantity import ZERO
from sync.core.records import Entry, Line
from sync.erp.odoo.look import Look
from sync.erp.odoo.ownlines import Lots
from sync.erp.odoo.translate.document import lot_name
from sync.erp.odoo.translate.unit import factor
from sync.erp.odoo.translate.values import amount, must_ref, number, ref

_Key = tuple[int, str | None, int, int | None]
"""The line, its lot, and the bins."""


def proposal_commands(look: Look, after: Mapping[int, Line], lots: Lots) -> list[Any]:
    """Write what is no longer planned, or is again, as commands on `move_line_ids`."""
    commands: list[Any] = []
    for before in look.work.lines:
        now = after[before.id]
        if now.planned == before.planned:
            continue
        there, wanted = _amounts(before), _amounts(now)
        for key in dict.fromkeys((*there, *wanted)):
            change = wanted.get(key, ZERO) - there.get(key, ZERO)
            if change < 0:
                commands += _lowered(look, key, -change)
            elif change > 0:
                commands.append([0, 0, _new(look, now, key, (change, lots))])
    return commands


def _amounts(line: Line) -> dict[_Key, Decimal]:
    return {_key(line.id, one): one.quantity for one in line.planned}


def _key(line: int, entry: Entry) -> _Key:
    return (line, entry.lot, entry.bin, entry.source)


def _lowered(look: Look, key: _Key, by: Decimal) -> Iterable[Any]:
    units = {move["id"]: factor(move["product_uom"]["factor"]) for move in look.row["move_ids"]}
    for row in look.row["move_line_ids"]:
        where = (lot_name(row), must_ref(row["location_dest_id"]), must_ref(row["location_id"]))
        if by <= 0 or row["picked"] or (ref(row["move_id"]), *where) != key:
            continue
        # A line may be reserved in another unit than it is asked for in.
        rate = factor(row["product_uom_id"]["factor"]) / units[key[0]]
        held = amount(amount(row["quantity"]) * rate)
        taken = min(by, held)
        by -= taken
        left = amount((held - taken) / rate)
        yield [1, row["id"], {"quantity": number(left)}] if left else [2, row["id"], 0]


def _new(look: Look, line: Line, key: _Key, about: tuple[Decimal, Lots]) -> dict[str, Any]:
    move, lot, bin, source = key
    change, lots = about
    found: dict[str, Any] = {
        "picking_id": look.work.document.id,
        "move_id": move,
        "product_id": line.product,
        "quantity": number(change),
        "picked": False,
        "location_id": source,
        "location_dest_id": bin,
    }
    return found | ({"lot_id": lots[line.product, lot]} if lot else {})
