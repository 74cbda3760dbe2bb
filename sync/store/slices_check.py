"""What an inspector sees: the queue of what waits for a check, and one of them."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sync.core.check_rules import Rule, read_rule
from sync.core.check_slices import (
    CHECKS_SHOWN_MAX,
    BlockedRow,
    CheckKey,
    CheckRow,
    CheckSlice,
    ChecksSlice,
)
from sync.core.checking import Due, due_of, is_blocked, lots_of, might_apply, standing_of, there
from sync.core.page import Table
from sync.core.quantity import ZERO, Unit, convert
from sync.core.records import (
    OPEN_STATES,
    Document,
    DocumentKind,
    DocumentState,
    Line,
    Location,
    LocationKind,
    Product,
)
from sync.core.slices import Scope
from sync.store import mirror as mirror_file
from sync.store import rows
from sync.store.files import marks, reading
from sync.store.found import find
from sync.store.live import fold, read_document, read_tail

LINES_LOOKED_AT_MAX = 5_000
"""Received lines that are looked at for a queue; the newest receipts come first."""


@dataclass(frozen=True, slots=True)
class _Received:
    """A line on which something was received, as it is now, with its receipt and article."""

    document: Document
    line: Line
    product: Product


def queue(
    journal: sqlite3.Connection,
    mirror: sqlite3.Connection,
    scope: Scope,
    keys: tuple[str, ...],
    today: date,
) -> ChecksSlice:
    """Read what waits in the scope."""
    with reading(mirror):
        rules, units = _rules(mirror, scope.company), _units(mirror)
        received = tuple(_received(journal, mirror, scope, rules))
        due = tuple(_due(mirror, received, rules))
        behind = _behind(mirror, scope, {one.product.id for one, _ in due})
        found = [_row(one, what, units, behind) for one, what in due]
        found.sort(key=_order)
        blocked = tuple(_blocked(received, units))[:CHECKS_SHOWN_MAX]
        keyed = find(mirror, scope, keys)
    return ChecksSlice(tuple(found[:CHECKS_SHOWN_MAX]), len(found), blocked, keyed, today)


def count(journal: sqlite3.Connection, mirror: sqlite3.Connection, scope: Scope) -> int:
    """Count what waits in the scope; inside a snapshot."""
    rules = _rules(mirror, scope.company)
    return sum(1 for _ in _due(mirror, _received(journal, mirror, scope, rules), rules))


def one_check(
    journal: sqlite3.Connection,
    mirror: sqlite3.Connection,
    scope: Scope,
    wanted: tuple[CheckKey, tuple[str, ...], date],
) -> CheckSlice:
    """Read one check, with what the keys stand for."""
    key, keys, today = wanted
    with reading(mirror):
        rules, units = _rules(mirror, scope.company), _units(mirror)
        received = _one(journal, mirror, scope, key)
        row: CheckRow | None = None
        lies_in: tuple[Location, ...] = ()
        if received is not None:
            for one, what in _due(mirror, [received], rules):
                if what.lot == key.lot:
                    behind = _behind(mirror, scope, {one.product.id})
                    row = _row(one, what, units, behind)
            lies_in = tuple(_places(mirror, received.line, key.lot))
        release = received.document.destination if received else None
        return CheckSlice(
            row=row,
            hold=hold_of(mirror, scope.warehouse),
            release=mirror_file.location(mirror, release),
            lies_in=lies_in,
            found=find(mirror, scope, keys),
            today=today,
        )


def hold_of(mirror: sqlite3.Connection, warehouse: int) -> Location | None:
    """The place of a warehouse where goods wait for a check, or for what becomes of them."""
    row = mirror.execute(
        "SELECT * FROM locations WHERE warehouse = ? AND kind = ? AND active ORDER BY id LIMIT 1",
        (warehouse, str(LocationKind.HOLD)),
    ).fetchone()
    return rows.location(row) if row else None


def _rules(mirror: sqlite3.Connection, company: int) -> tuple[Rule, ...]:
    records = map(rows.check_rule, mirror_file.every(mirror, Table.CHECK_RULES))
    return tuple(read_rule(one) for one in records if one.company in {None, company})


def _units(mirror: sqlite3.Connection) -> dict[int, Unit]:
    return {row[0]: rows.unit(row) for row in mirror_file.every(mirror, Table.UNITS)}


def _received(
    journal: sqlite3.Connection, mirror: sqlite3.Connection, scope: Scope, rules: tuple[Rule, ...]
) -> Iterator[_Received]:
    """Lines of articles that a rule may be about, with the tail on them."""
    tail = read_tail(journal, mirror)
    products = _products(mirror, rules, _touched_products(mirror, tail))
    if not products:
        return
    for document, line in _stored(mirror, scope, products):
        if document.id not in tail:
            yield _Received(document, line, products[line.product])
    for id in tail:
        live = read_document(mirror, id)
        if live is None or not _in_scope(live.document, scope):
            continue
        now, touched = fold(journal, mirror, live, tail)
        latest = {
            one.id: one
            for one in mirror_file.product_lines(mirror, id, products, LINES_LOOKED_AT_MAX)
        }
        latest |= {one.id: one for one in touched if one.product in products}
        for line in latest.values():
            if line.entries:
                yield _Received(now.document, line, products[line.product])


def _touched_products(mirror: sqlite3.Connection, tail: Iterable[int]) -> set[int]:
    ids = sorted(tail)
    return {
        row[0]
        for part in mirror_file.parts(ids)
        for row in mirror.execute(
            f"SELECT DISTINCT product FROM live_lines WHERE document IN ({marks(part)})", part
        )
    }


def _products(
    mirror: sqlite3.Connection, rules: tuple[Rule, ...], more: set[int]
) -> dict[int, Product]:
    ids = {
        row[0]
        for row in mirror.execute("SELECT DISTINCT product FROM live_lines WHERE entries <> ''")
    }
    every = map(rows.product, mirror_file.by_ids(mirror, Table.PRODUCTS, ids | more))
    return {
        one.id: one
        for one in every
        if one.needs_check or any(might_apply(rule, one) for rule in rules)
    }


def _stored(
    mirror: sqlite3.Connection, scope: Scope, products: Iterable[int]
) -> Iterator[tuple[Document, Line]]:
    lines = ", ".join(f"l.{name}" for name in rows.LINE_COLUMNS)
    documents = ", ".join(f"d.{name}" for name in rows.DOCUMENT_COLUMNS)
    for part in mirror_file.parts(sorted(products)):
        for row in mirror.execute(
            f"SELECT {documents}, {lines} FROM live_lines l JOIN live_documents d"
            f" ON d.id = l.document WHERE l.product IN ({marks(part)}) AND l.entries <> ''"
            " AND d.company = ? AND d.warehouse = ? AND d.kind = ? AND d.state <> ?"
            " ORDER BY l.document DESC LIMIT ?",
            (
                *(*part, scope.company, scope.warehouse, str(DocumentKind.RECEIPT)),
                *(str(DocumentState.CANCELLED), LINES_LOOKED_AT_MAX),
            ),
        ).fetchall():
            yield rows.document(row), rows.line(row[len(rows.DOCUMENT_COLUMNS) :])


def _one(
    journal: sqlite3.Connection, mirror: sqlite3.Connection, scope: Scope, key: CheckKey
) -> _Received | None:
    live = read_document(mirror, key.document)
    if live is None or not _in_scope(live.document, scope):
        return None
    live, touched = fold(journal, mirror, live, read_tail(journal, mirror))
    stored = mirror_file.lines_by_id(mirror, "live_lines", key.document, [key.line])
    line = {one.id: one for one in (*stored, *touched)}.get(key.line)
    product = mirror_file.product(mirror, line.product) if line else None
    return _Received(live.document, line, product) if line and product else None


def _in_scope(document: Document, scope: Scope) -> bool:
    here = (document.company, document.warehouse) == (scope.company, scope.warehouse)
    return here and document.kind is DocumentKind.RECEIPT


def _due(
    mirror: sqlite3.Connection, received: Iterable[_Received], rules: tuple[Rule, ...]
) -> Iterator[tuple[_Received, Due]]:
    asks_first = any(rule.when.first_delivery for rule in rules)
    for one in received:
        is_first = asks_first and _is_first(mirror, one)
        for what in due_of(one.document, one.line, one.product, rules, is_first=is_first):
            yield one, what


def _is_first(mirror: sqlite3.Connection, one: _Received) -> bool:
    row = mirror.execute(
        "SELECT 1 FROM live_lines l JOIN live_documents d ON d.id = l.document"
        " WHERE l.product = ? AND l.entries <> '' AND d.party = ? AND d.company = ?"
        " AND d.kind = ? AND d.id < ? LIMIT 1",
        (
            *(one.product.id, one.document.party, one.document.company),
            *(str(DocumentKind.RECEIPT), one.document.id),
        ),
    ).fetchone()
    return row is None


def _behind(mirror: sqlite3.Connection, scope: Scope, products: set[int]) -> dict[int, Decimal]:
    """How much of each article open deliveries still want."""
    found: dict[int, Decimal] = {}
    for part in mirror_file.parts(sorted(products)):
        for product, demand, done in mirror.execute(
            "SELECT l.product, l.demand, l.done FROM live_documents d JOIN live_lines l"
            " ON l.document = d.id WHERE d.company = ? AND d.warehouse = ? AND d.kind = ?"
            f" AND d.state IN (?, ?) AND l.product IN ({marks(part)})",
            (
                *(scope.company, scope.warehouse, str(DocumentKind.DELIVERY)),
                *(*sorted(OPEN_STATES), *part),
            ),
        ):
            wanted = max(Decimal(demand) - Decimal(done), ZERO)
            found[product] = found.get(product, ZERO) + wanted
    return found


def _row(one: _Received, what: Due, units: dict[int, Unit], behind: dict[int, Decimal]) -> CheckRow:
    unit, kept_in = units[one.line.unit], units[one.product.unit]
    amount = convert(what.quantity, unit, kept_in)
    value = one.product.value * (amount if isinstance(amount, Decimal) else what.quantity)
    return CheckRow(one.document, one.product, unit, what, behind.get(one.product.id, ZERO), value)


def _order(row: CheckRow) -> tuple[bool, date, Decimal, int, int, str]:
    waits = row.behind > 0
    due = row.document.due or date.max
    return (not waits, due, -row.value, row.document.id, row.due.line.id, row.due.lot or "")


def _blocked(received: Iterable[_Received], units: dict[int, Unit]) -> Iterator[BlockedRow]:
    for one in sorted(received, key=lambda one: -one.document.id):
        for lot in lots_of(one.line):
            checked = standing_of(one.line, lot)
            if checked and is_blocked(one.line, lot) and checked.disposition:
                amount = there(one.line, lot)
                yield BlockedRow(one.document, one.product, units[one.line.unit], amount, checked)


def _places(mirror: sqlite3.Connection, line: Line, lot: str | None) -> Iterator[Location]:
    for bin in dict.fromkeys(entry.bin for entry in line.entries if entry.lot == lot):
        place = mirror_file.location(mirror, bin)
        if place is not None:
            yield place
