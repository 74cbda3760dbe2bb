"""The move lines a device's user made, and the commands that raise, lower, add or delete them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo
from decimal import Decimal
from typing import Any

from sync.core.operations import ReceiveLine
from sync.erp.odoo.look import Look
from sync.erp.odoo.translate.document import lot_name, package_name
from sync.erp.odoo.translate.values import amount, day, must_ref, noon, number, ref


@dataclass(frozen=True, slots=True)
class Key:
    """What makes amounts add up: one line of the document, one lot (or day), one bin and pack."""

    move: int
    product: int
    lot: str | None
    day: date | None
    bin: int
    expiry: date | None = field(default=None, compare=False)
    """The day a new lot is to have; a lot keeps the one it was first given."""
    package: str | None = None
    packed: int | None = field(default=None, compare=False)
    """The pack of that name."""


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One move line, picked and made by this user."""

    id: int
    quantity: Decimal


OwnLines = Mapping[Key, Sequence[OwnLine]]


def key_of(deed: ReceiveLine, packs: Mapping[str, int]) -> Key:
    """Key of what a deed adds to; `packs` are ids by name."""
    same_day = None if deed.lot else deed.expiry
    packed = packs.get(deed.package) if deed.package else None
    about = (deed.lot, same_day, deed.bin, deed.expiry)
    return Key(deed.line, deed.product, *about, deed.package, packed)


def own_lines(look: Look, me: tuple[int, tzinfo]) -> OwnLines:
    """Find our own lines. Lines that others made are never touched."""
    user, zone = me
    units = {move["id"]: ref(move["product_uom"]) for move in look.row["move_ids"]}
    found: dict[Key, list[OwnLine]] = {}
    for row in sorted(look.row["move_line_ids"], key=lambda line: int(line["id"])):
        move = ref(row["move_id"])
        if not row["picked"] or ref(row["create_uid"]) != user:
            continue
        if move is None or ref(row["product_uom_id"]) != units.get(move):
            continue
        lot = lot_name(row)
        same_day = None if lot else day(row.get("expiration_date"), zone)
        product, bin = must_ref(row["product_id"]), must_ref(row["location_dest_id"])
        key = Key(move, product, lot, same_day, bin, package=package_name(row))
        found.setdefault(key, []).append(OwnLine(row["id"], amount(row["quantity"])))
    return found


def line_commands(
    look: Look, net: Mapping[Key, Decimal], mine: OwnLines, zone: tzinfo
) -> list[Any]:
    """Write the changes as commands on `move_line_ids`.

    Amounts are absolute. A line with nothing on it is deleted: Odoo would fill it again.
    """
    commands: list[Any] = []
    for key, change in net.items():
        own = mine.get(key, ())
        if change > 0 and not own:
            commands.append([0, 0, _new_line(look, key, change, zone)])
        elif change:
            commands.extend(_changed(own, change))
    return commands


def _changed(own: Sequence[OwnLine], change: Decimal) -> list[Any]:
    commands: list[Any] = []
    for line in own:
        after = max(line.quantity + change, Decimal(0))
        change -= after - line.quantity
        keep = [1, line.id, {"quantity": number(after), "picked": True}]
        commands.append(keep if after else [2, line.id, 0])
        if not change:
            break
    return commands


def _new_line(look: Look, key: Key, quantity: Decimal, zone: tzinfo) -> dict[str, Any]:
    line: dict[str, Any] = {
        "picking_id": look.work.document.id,
        "move_id": key.move,
        "product_id": key.product,
        "quantity": number(quantity),
        "picked": True,
        "location_dest_id": key.bin,
    }
    if key.lot:
        line["lot_name"] = key.lot
    if key.packed:
        line["result_package_id"] = key.packed
    if key.expiry:
        line["expiration_date"] = noon(key.expiry, zone)
    return line
