"""Bins that somebody here asked to be filled, as long as no document of the ERP says so."""

import sqlite3
from collections.abc import Collection, Iterator

from sync.core.envelope import Envelope, from_json
from sync.core.moved_slices import Refill, StandingRow, Target, Why
from sync.core.operations import Count, Stage
from sync.core.quantity import ZERO
from sync.core.records import LocationKind
from sync.core.slices import Scope
from sync.store import mirror as mirror_file
from sync.store.live import Tail
from sync.store.stock import of_product

REFILLS_MAX = 100
"""Bins that are asked for and that the ERP has not heard of; the rest shows as these are in."""
LOOKED_BACK_MAX = 1_000
"""Operations of this device that are looked back through: what was asked before is old by now."""
_ASKED = (
    "SELECT o.payload FROM operations o JOIN standing s ON s.seq = o.seq"
    " WHERE o.seq > max(?, (SELECT coalesce(max(seq), 0) FROM operations) - ?)"
    " AND o.kind = 'count' AND s.life NOT IN ('parked', 'settled')"
    ' AND instr(o.payload, \'"stage":"low"\') AND NOT EXISTS (SELECT 1 FROM operations u'
    "  JOIN standing us ON us.seq = u.seq WHERE u.target = o.op_id AND us.life <> 'settled')"
    " ORDER BY o.seq LIMIT ?"
)


def asked_here(journal: sqlite3.Connection, mirror: sqlite3.Connection) -> tuple[Refill, ...]:
    """What was asked for here and no page has told yet, one for each article and bin."""
    floor = mirror_file.state(mirror).floor_seq
    found: dict[tuple[int, int], Refill] = {}
    for row in journal.execute(_ASKED, (floor, LOOKED_BACK_MAX, REFILLS_MAX)):
        envelope = from_json(row[0])
        if isinstance(envelope.deed, Count) and envelope.deed.stage is Stage.LOW:
            found.setdefault((envelope.deed.product, envelope.deed.bin), _refill(envelope))
    return tuple(found.values())


def _refill(envelope: Envelope) -> Refill:
    assert isinstance(envelope.deed, Count)
    return Refill(envelope.op_id, envelope.deed)


def rows_of(
    mirror: sqlite3.Connection,
    scope: Scope,
    tail: Tail,
    about: tuple[Collection[Refill], Collection[tuple[int, int]]],
) -> Iterator[StandingRow]:
    """From where each of them is filled: the bin with the most of it; none that is planned."""
    refills, planned = about
    for one in refills:
        asked = one.deed
        face = mirror_file.location(mirror, asked.bin)
        product = mirror_file.product(mirror, asked.product)
        unit = mirror_file.unit(mirror, product.unit) if product else None
        if face is None or product is None or unit is None or face.warehouse != scope.warehouse:
            continue
        if (asked.product, asked.bin) in planned:
            continue
        best = None
        for spot, lying in of_product(mirror, tail, asked.product).items():
            place = mirror_file.location(mirror, spot.place)
            if place is None or place.id == face.id or place.warehouse != face.warehouse:
                continue
            if place.kind is LocationKind.BIN and (best is None or lying.free > best[1]):
                best = (place, lying.free, spot.lot)
        if best is not None and best[1] > ZERO:
            amount = min(best[1], asked.expected - asked.counted)
            target = Target(face, Why.REFILL)
            yield StandingRow(product, unit, best[2], best[0], amount, target, refill=one)
