"""The move lines a device's user made, and the commands that raise, lower, add or delete them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo
from decimal import Decimal
from typing import Any

from sync.core.operations import Goods, ReceiveLine, source_of
from sync.core.records import DocumentKind
from sync.erp.odoo.look import Look
from sync.erp.odoo.packed import Packed, as_lines, taken
from sync.erp.odoo.translate.document import lot_name, package_name
from sync.erp.odoo.translate.values import amount, day, must_ref, noon, number, ref


@dataclass(frozen=True, slots=True)
class Key:
    """What makes amounts add up: one line of the document, one lot (or day), bins and pack."""

    move: int
    product: int
    lot: str | None
    day: date | None
    bin: int
    source: int | None = None
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
Lots = Mapping[tuple[int, str], int]
"""The ids of lots, by product and name."""


def key_of(deed: Goods, packs: Mapping[str, int]) -> Key:
    """Key of what a deed adds to; `packs` are ids by name."""
    assert deed.line is not None
    same_day = None if deed.lot else deed.expiry
    package = deed.package if isinstance(deed, ReceiveLine) else None
    packed = packs.get(package) if package else None
    about = (deed.lot, same_day, deed.bin, source_of(deed), deed.expiry)
    return Key(deed.line, deed.product, *about, package, packed)


def own_lines(look: Look, me: tuple[int, tzinfo]) -> OwnLines:
    """Find our own lines. Lines that others made are never touched."""
    user, zone = me
    comes_in = look.work.document.kind is DocumentKind.RECEIPT
    units = {move["id"]: ref(move["product_uom"]) for move in look.row["move_ids"]}
    found: dict[Key, list[OwnLine]] = {}
    for row in sorted(look.row["move_line_ids"], key=lambda line: int(line["id"])):
        move = ref(row["move_id"])
        if not row["picked"] or ref(row["create_uid"]) != user:
            continue
        if move is None or ref(row["product_uom_id"]) != units.get(move):
            continue
        lot = lot_name(row)
        same_day = None if lot or not comes_in else day(row.get("expiration_date"), zone)
        product, bin = must_ref(row["product_id"]), must_ref(row["location_dest_id"])
        source = None if comes_in else must_ref(row["location_id"])
        package = package_name(row) if comes_in else None
        key = Key(move, product, lot, same_day, bin, source, package=package)
        found.setdefault(key, []).append(OwnLine(row["id"], amount(row["quantity"])))
    return found


def line_commands(
    look: Look, net: Mapping[Key, Decimal], mine: OwnLines, about: tuple[Lots, Packed, tzinfo]
) -> list[Any]:
    """Write the changes as commands on `move_line_ids`.

    Amounts are absolute. A line with nothing on it is deleted: Odoo would fill it again.
    """
    commands: list[Any] = []
    for key, change in net.items():
        own = mine.get(key, ())
        if change > 0 and not own:
            commands += [[0, 0, line] for line in _new_lines(look, key, change, about)]
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


def _new_lines(
    look: Look, key: Key, quantity: Decimal, about: tuple[Lots, Packed, tzinfo]
) -> list[dict[str, Any]]:
    lots, packed, zone = about
    line: dict[str, Any] = {
        "picking_id": look.work.document.id,
        "move_id": key.move,
        "product_id": key.product,
        "quantity": number(quantity),
        "picked": True,
        "location_dest_id": key.bin,
    }
    if key.source is not None:
        line["location_id"] = key.source
        # What is in stock has its lot already; the rules have seen that there is one.
        line |= {"lot_id": lots[key.product, key.lot]} if key.lot else {}
        parts = packed.get((key.product, key.lot, key.source))
        return as_lines(line, taken(parts, quantity)) if parts else [line]
    if key.lot:
        line["lot_name"] = key.lot
    if key.packed:
        line["result_package_id"] = key.packed
    if key.expiry:
        line["expiration_date"] = noon(key.expiry, zone)
    return [line]
