"""What the ERP proposes for a line, less what was done: goods reserved, with the bins they are in.

One way to reckon it for the scan, the rebase and every ERP we file in, so that all hold the same.
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from sync.core.operations import MoveLine
from sync.core.quantity import ZERO
from sync.core.records import Entry


def less(planned: tuple[Entry, ...], deed: MoveLine) -> tuple[Entry, ...]:
    """Take what was done off the plan: as it was planned first, then what it is done in place of.

    Whoever takes another lot, or from another bin, leaves what was reserved to others.
    """
    left = deed.quantity
    after = dict(enumerate(planned))
    for place in sorted(after, key=lambda place: (_distance(after[place], deed), place)):
        taken = min(left, after[place].quantity)
        after[place] = replace(after[place], quantity=after[place].quantity - taken)
        left -= taken
    return tuple(one for one in after.values() if one.quantity > 0)


def more(planned: tuple[Entry, ...], deed: MoveLine, short: Decimal) -> tuple[Entry, ...]:
    """Plan again what was taken back: the goods are where they were; no more than is `short`."""
    amount = min(deed.quantity, short)
    if amount <= 0:
        return planned
    back = Entry(deed.lot, None, deed.bin, amount, deed.source)
    return merged((*planned, back))


def merged(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Add up entries of one lot from one bin (or in one pack) into one other."""
    found: dict[tuple[object, ...], Entry] = {}
    for one in entries:
        key = (one.lot, None if one.lot else one.expiry, one.bin, one.source, one.package)
        known = found.get(key)
        held = known.quantity if known else ZERO
        found[key] = replace(known or one, quantity=held + one.quantity)
    return tuple(found.values())


def _distance(entry: Entry, deed: MoveLine) -> int:
    """How far a proposal is from what was done: nearest first."""
    if (entry.source, entry.lot, entry.bin) == (deed.source, deed.lot, deed.bin):
        return 0
    if (entry.source, entry.lot) == (deed.source, deed.lot):
        return 1
    return 2 if entry.source == deed.source else 3
