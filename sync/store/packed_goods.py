"""What a pack or a pallet, found by its number, holds of the goods that stand somewhere."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from sync.core.moved_slices import Carried, StandingRow
from sync.core.operations import ReceiveLine, goods_of
from sync.core.quantity import ZERO
from sync.core.records import Line
from sync.store import journal as journal_file
from sync.store.known import Known
from sync.store.live import Tail, fold, read_document
from sync.store.lookup_hits import packed

LOOKED_BACK_MAX = 2_000
"""Operations of this device that are looked through for what it put on a pallet."""
PACKS_MAX = 100
"""Packs of one pallet that are gone through."""


def carried(
    journal: sqlite3.Connection,
    known: Known,
    tail: Tail,
    names: Iterable[str],
    standing: list[StandingRow],
) -> Carried | None:
    """Find the first of these names that is a pack's or a pallet's, and what of it stands here.

    A pack is known by the receipts that goods came in on; which packs a pallet holds only by the
    device that put them there. What of a pack was taken away meanwhile is not taken again.
    """
    late = dict(_late(journal, known.mirror, tail))
    for name in names:
        packs = (name, *_on_pallet(journal, name))[:PACKS_MAX]
        held = _held(known, packs, late)
        if held:
            return Carried(name, tuple(_shares(known, held, standing)))
    return None


def _on_pallet(journal: sqlite3.Connection, name: str) -> tuple[str, ...]:
    text = f'"pallet":{json.dumps(name, ensure_ascii=False)}'
    found = dict[str, None]()
    for one in journal_file.newest(journal, (text,), LOOKED_BACK_MAX):
        goods = goods_of(one.deed)
        if isinstance(goods, ReceiveLine) and goods.pallet == name and goods.package:
            found[goods.package] = None
    return tuple(found)


_Kept = tuple[int, str | None, int]
"""An article, its lot, and the place it was received into."""


def _late(
    journal: sqlite3.Connection, mirror: sqlite3.Connection, tail: Tail
) -> Iterator[tuple[int, Line]]:
    """Lines as they are once what is written and not replayed yet is."""
    for id in tail:
        stored = read_document(mirror, id)
        for line in fold(journal, mirror, stored, tail)[1] if stored else ():
            yield line.id, line


def _held(known: Known, packs: Iterable[str], late: dict[int, Line]) -> dict[_Kept, Decimal]:
    held = dict[_Kept, Decimal]()
    for pack in packs:
        lines = {line.id: line for line in packed(known.mirror, pack)} | late
        for line in lines.values():
            product = known.article(line.product)
            for entry in line.entries if product else ():
                if product and entry.package == pack:
                    key = (line.product, entry.lot, entry.bin)
                    amount = known.in_stock_unit(entry.quantity, line.unit, product)
                    held[key] = held.get(key, ZERO) + amount
    return held


def _shares(
    known: Known, held: dict[_Kept, Decimal], standing: Iterable[StandingRow]
) -> Iterator[StandingRow]:
    """The part of each row that is in it: no more than there is."""
    for row in standing:
        key = (row.product.id, row.lot, row.place.id)
        amount = known.in_stock_unit(row.quantity, row.unit.id, row.product)
        taken = min(held.get(key, ZERO), amount)
        if taken > 0:
            held[key] -= taken
            share = row.quantity if taken == amount else row.quantity * taken / amount
            yield replace(row, quantity=share)
