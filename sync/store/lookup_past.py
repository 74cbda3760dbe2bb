"""What was done with goods: by this device, as its journal has it, and by all, as documents say."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sync.core.lifecycle import Life
from sync.core.lookup_slices import PAST_MAX, About, PastRow, Subject
from sync.core.operations import (
    NO_DOCUMENT,
    Goods,
    RecordCheck,
    effect_of,
    goods_of,
    kind_of,
    source_of,
)
from sync.core.page import Table
from sync.core.quantity import Unit
from sync.core.records import Document, Entry, Line, Location, Product
from sync.core.slices import Scope
from sync.store import journal as journal_file
from sync.store import mirror as mirror_file
from sync.store import moved, rows
from sync.store.journal import Operation
from sync.store.stock import Spot

LOOKED_BACK_MAX = 2_000
"""Operations of this device that are looked through: what it did in a day or two."""
DOCUMENTS_BACK_MAX = 30
"""Lines that are looked at for what became of goods; the newest documents come first."""
UNSENT = frozenset({Life.HERE, Life.HELD})

_LINE = ", ".join(f"l.{name}" for name in rows.LINE_COLUMNS)
_DOCUMENT = ", ".join(f"d.{name}" for name in rows.DOCUMENT_COLUMNS)


@dataclass(frozen=True, slots=True)
class Told:
    """The rest of what a row of the past names: articles, units, places, by their ids."""

    products: dict[int, Product]
    units: dict[int, Unit]
    places: dict[int, Location]


def own(journal: sqlite3.Connection, about: About) -> tuple[Operation, ...]:
    """What this device did of late that is about this, newest first."""
    found = journal_file.newest(journal, _texts(about), LOOKED_BACK_MAX)
    return tuple(one for one in found if _is_about(one, about))


def _texts(about: About) -> tuple[str, ...]:
    match about.subject:
        case Subject.ARTICLE:
            return (f'"product":{about.id},',)
        case Subject.BIN:
            return (f'"bin":{about.id},', f'"source":{about.id},', f'"place":{about.id},')
        case Subject.LOT:
            return (f'"lot":{json.dumps(about.name, ensure_ascii=False)},',)
        case Subject.PACK:
            return (f'"package":{json.dumps(about.name, ensure_ascii=False)},',)


def _is_about(operation: Operation, about: About) -> bool:
    deed = effect_of(operation.deed)
    goods = goods_of(operation.deed)
    said: Goods | RecordCheck | None = deed if isinstance(deed, RecordCheck) else goods
    if said is None or operation.life is Life.REFUSED:
        return False
    match about.subject:
        case Subject.ARTICLE:
            return said.product == about.id
        case Subject.LOT:
            return (said.product, said.lot) == (about.id, about.name)
        case Subject.BIN:
            if isinstance(said, RecordCheck):
                return about.id in {said.place, said.source}
            return about.id in {said.bin, source_of(said)}
        case Subject.PACK:
            return getattr(said, "package", None) == about.name


def unsent_spots(operations: Iterable[Operation]) -> frozenset[Spot]:
    """Where something lies otherwise than the ERP knows, by what this device did."""
    return frozenset(
        Spot(*change[:3])
        for one in operations
        if one.life in UNSENT
        for change in moved.changes(one.deed)
    )


def past(
    mirror: sqlite3.Connection, scope: Scope, about: About, operations: Iterable[Operation]
) -> tuple[PastRow, ...]:
    """The last that was done: on documents as they are now, and without any as is written here."""
    handled = tuple(_handled(mirror, scope, about))[:PAST_MAX]
    done = [one for one in operations if _stands_alone(one)][:PAST_MAX]
    told = _told(mirror, [(line.product, entry) for _, line, entry in handled], done)
    by_us = [row for one in done for row in _of_operation(told, one)]
    by_all = [row for one in handled for row in _of_entry(told, *one)]
    return tuple((*by_us, *by_all)[:PAST_MAX])


def _stands_alone(operation: Operation) -> bool:
    """What was counted on a document is on its lines, whoever did it."""
    return operation.deed.document == NO_DOCUMENT


def _handled(
    mirror: sqlite3.Connection, scope: Scope, about: About
) -> Iterator[tuple[Document, Line, Entry]]:
    if about.subject not in {Subject.ARTICLE, Subject.LOT}:
        return
    found = mirror.execute(
        f"SELECT {_DOCUMENT}, {_LINE} FROM live_lines l JOIN live_documents d ON d.id = l.document"
        " WHERE l.product = ? AND l.entries <> '' AND d.company = ? AND d.warehouse = ?"
        f"{' AND instr(l.entries, ?)' if about.name else ''}"
        " ORDER BY d.id DESC LIMIT ?",
        (
            *(about.id, scope.company, scope.warehouse),
            *((json.dumps(about.name),) if about.name else ()),
            DOCUMENTS_BACK_MAX,
        ),
    ).fetchall()
    for row in found:
        document, line = rows.document(row), rows.line(row[len(rows.DOCUMENT_COLUMNS) :])
        for entry in line.entries:
            if not about.name or entry.lot == about.name:
                yield document, line, entry


def _of_entry(told: Told, document: Document, line: Line, entry: Entry) -> Iterator[PastRow]:
    product, unit = told.products.get(line.product), told.units.get(line.unit)
    if product is None or unit is None:
        return
    source, bin = told.places.get(entry.source or 0), told.places.get(entry.bin)
    yield PastRow(
        *(product, unit, entry.quantity, entry.lot, source, bin, document),
        package=entry.package,
    )
    for checked in line.checks:
        if checked.lot == entry.lot:
            yield PastRow(product, unit, None, entry.lot, None, bin, document, checked=checked)


def _of_operation(told: Told, operation: Operation) -> Iterator[PastRow]:
    goods = goods_of(operation.deed)
    product = told.products.get(goods.product) if goods else None
    if goods is None or product is None:
        return
    unit = told.units.get(goods.unit or product.unit)
    if unit is None:
        return
    envelope = operation.envelope
    yield PastRow(
        *(product, unit, goods.quantity, goods.lot),
        *(told.places.get(source_of(goods) or 0), told.places.get(goods.bin), None),
        kind=kind_of(operation.deed),
        life=operation.life,
        who=envelope.who.user,
        wall_ms=envelope.when.wall_ms,
    )


def _told(
    mirror: sqlite3.Connection,
    handled: Iterable[tuple[int, Entry]],
    done: Iterable[Operation],
) -> Told:
    goods = [one for operation in done if (one := goods_of(operation.deed))]
    entries = [entry for _, entry in handled]
    products = {product for product, _ in handled} | {one.product for one in goods}
    places = {one.bin for one in (*entries, *goods)} | {one.source for one in entries}
    places |= {source_of(one) for one in goods}
    return told_of(mirror, products, (one for one in places if one is not None))


def told_of(mirror: sqlite3.Connection, products: Iterable[int], places: Iterable[int]) -> Told:
    """Read what names these articles and places."""
    articles = map(rows.product, mirror_file.by_ids(mirror, Table.PRODUCTS, products))
    locations = map(rows.location, mirror_file.by_ids(mirror, Table.LOCATIONS, places))
    units = map(rows.unit, mirror_file.every(mirror, Table.UNITS))
    return Told(
        {one.id: one for one in articles},
        {one.id: one for one in units},
        {one.id: one for one in locations},
    )
