"""What Odoo has reserved for a document, brought to what is still planned of it.

As the device reckons it: what was done is planned no more, what it was planned as first; what is
taken back is planned again, where it lies. Odoo counts what is reserved beside what is picked, so
a line of which both were there would be reserved twice.
"""

from decimal import Decimal

from .lines import Key, amount, lot_of


class Planned:
    """The lines of a document that nobody has picked, as they become."""

    def __init__(self, picking, moves):
        self._moves, self._there, self._wanted = moves, {}, {}
        for line in picking.move_line_ids.sorted("id"):
            move = moves.get(line.move_id.id)
            if line.picked or not move or picking.picking_type_id.code == "incoming":
                continue
            bin_, source = line.location_dest_id.id, line.location_id.id
            key = Key(move.id, line.lot_id.name or "", None, bin_, "", source)
            self._there.setdefault(key, []).append(line)
            self._wanted[key] = self._wanted.get(key, Decimal()) + _in_unit_of(move, line)

    def less(self, key, quantity):
        """Plan so much less, nearest first."""
        keys = [one for one in self._wanted if one.move == key.move]
        for near in sorted(keys, key=lambda one: _distance(one, key)):
            taken = min(quantity, self._wanted[near])
            self._wanted[near] -= taken
            quantity -= taken

    def more(self, key, quantity, short):
        """Plan again what was taken back, no more than is short."""
        planned = sum(
            (self._wanted[one] for one in self._wanted if one.move == key.move), Decimal()
        )
        again = min(quantity, short - planned)
        if again > 0:
            self._wanted[key] = self._wanted.get(key, Decimal()) + again

    def commands(self):
        """Write what changed as commands on the document's lines."""
        commands = []
        for key, wanted in self._wanted.items():
            move, lines = self._moves[key.move], self._there.get(key, [])
            change = wanted - sum((_in_unit_of(move, line) for line in lines), Decimal())
            if change > 0:
                commands.append(_new(move, key, change))
            for line in lines if change < 0 else ():
                held = _in_unit_of(move, line)
                left = max(held + change, Decimal())
                change += held - left
                share = float(left) * line.quantity / float(held) if held else 0
                commands.append((1, line.id, {"quantity": share}) if left else (2, line.id, 0))
                if not change:
                    break
        return commands


def _distance(one, key):
    if one == key:
        return 0
    if (one.source, one.lot) == (key.source, key.lot):
        return 1
    return 2 if one.source == key.source else 3


def _in_unit_of(move, line):
    if line.product_uom_id == move.product_uom:
        return amount(line.quantity)
    return amount(line.product_uom_id._compute_quantity(line.quantity, move.product_uom))


def _new(move, key, change):
    return (
        0,
        0,
        {
            "picking_id": move.picking_id.id,
            "move_id": move.id,
            "product_id": move.product_id.id,
            "product_uom_id": move.product_uom.id,
            "quantity": float(change),
            "picked": False,
            "location_id": key.source,
            "location_dest_id": key.bin,
            "lot_id": lot_of(move.product_id, key.lot).id,
        },
    )
