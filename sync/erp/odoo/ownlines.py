"""The move lines a device's user made, and the commands that raise, lower, add or delete them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, tzinfo
from decimal import Decimal
from typing import Any

from sync.core.operations import Goods, package_of, source_of
from sync.core.records import DocumentKind
from sync.erp.odoo.look import Look
from sync.erp.odoo.packed import Part, Spot, as_lines
from sync.erp.odoo.rest import Rest
from sync.erp.odoo.translate.document import lot_name, package_name, packed_into
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

    @property
    def spot(self) -> Spot:
        """Where goods are taken from; what comes in is taken from nowhere."""
        return self.product, self.lot, self.source or 0


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One move line, picked and made by this user: out of a pack or not, and into one or not."""

    id: int
    quantity: Decimal
    package: int | None = None
    into: int | None = None


OwnLines = Mapping[Key, Sequence[OwnLine]]
Lots = Mapping[tuple[int, str], int]
"""The ids of lots, by product and name."""


def key_of(deed: Goods, packs: Mapping[str, int]) -> Key:
    """Key of what a deed adds to; `packs` are ids by name."""
    assert deed.line is not None
    same_day = None if deed.lot else deed.expiry
    package = package_of(deed)
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
        package = package_name(row) if comes_in else packed_into(row)
        key = Key(move, product, lot, same_day, bin, source, package=package)
        packs = ref(row["package_id"]), ref(row["result_package_id"])
        found.setdefault(key, []).append(OwnLine(row["id"], amount(row["quantity"]), *packs))
    return found


def ours(mine: OwnLines, key: Key) -> tuple[OwnLine, ...]:
    """Our lines of a key; what we left loose may have been packed since, and is ours still."""
    own = tuple(mine.get(key, ()))
    if key.package is not None or key.source is None:
        return own
    packed = (
        lines
        for other, lines in mine.items()
        if other.package is not None and replace(other, package=None) == key
    )
    return (*own, *(line for lines in packed for line in lines))


def line_commands(
    look: Look, net: Mapping[Key, Decimal], mine: OwnLines, about: tuple[Lots, Rest, tzinfo]
) -> list[Any]:
    """Write the changes as commands on `move_line_ids`.

    Amounts are absolute. A line with nothing on it is deleted: Odoo would fill it again.
    """
    commands: list[Any] = []
    # What is put back can be taken again.
    for key, change in sorted(net.items(), key=lambda one: one[1] > 0):
        if change > 0:
            commands += _raised(look, (key, mine.get(key, ())), change, about)
        elif change:
            commands += _lowered((key, ours(mine, key)), change, about[1])
    return commands


def _raised(
    look: Look,
    about_key: tuple[Key, Sequence[OwnLine]],
    change: Decimal,
    about: tuple[Lots, Rest, tzinfo],
) -> Iterator[Any]:
    """Take no more out of a pack than it holds: a line is of one pack, or of what lies loose."""
    (key, own), rest = about_key, about[1]
    for package, share in rest.take(key.spot, change).items():
        line = next((one for one in own if one.package == package), None)
        if line:
            yield _kept(line, line.quantity + share, (key, rest))
        else:
            whole = not key.packed and rest.is_all(key.spot, package, share)
            part = Part(package, share, whole)
            [new] = as_lines(_new_line(look, key, about), [part])
            yield [0, 0, new]


def _lowered(
    about_key: tuple[Key, Sequence[OwnLine]], change: Decimal, rest: Rest
) -> Iterator[Any]:
    key, own = about_key
    # Loose goods were taken first, so what came out of packs goes back first.
    for line in sorted(own, key=lambda one: one.package is None):
        after = max(line.quantity + change, Decimal(0))
        change -= after - line.quantity
        rest.use(key.spot, line.package, after - line.quantity)
        yield _kept(line, after, (key, rest)) if after else [2, line.id, 0]
        if not change:
            break


def _kept(line: OwnLine, quantity: Decimal, about: tuple[Key, Rest]) -> list[Any]:
    key, rest = about
    values: dict[str, Any] = {"quantity": number(quantity), "picked": True}
    # What somebody put into another pack stays there.
    if line.package is not None and line.into in (None, line.package):
        into = line.package if rest.is_all(key.spot, line.package, quantity) else None
        if into != line.into:
            values["result_package_id"] = into or False
    return [1, line.id, values]


def _new_line(look: Look, key: Key, about: tuple[Lots, Rest, tzinfo]) -> dict[str, Any]:
    lots, _, zone = about
    line: dict[str, Any] = {
        "picking_id": look.work.document.id,
        "move_id": key.move,
        "product_id": key.product,
        "picked": True,
        "location_dest_id": key.bin,
    }
    if key.packed:
        line["result_package_id"] = key.packed
    if key.source is not None:
        line["location_id"] = key.source
        # What is in stock has its lot already; the rules have seen that there is one.
        return line | ({"lot_id": lots[key.product, key.lot]} if key.lot else {})
    if key.lot:
        line["lot_name"] = key.lot
    if key.expiry:
        line["expiration_date"] = noon(key.expiry, zone)
    return line
