"""What an inspector sees: the queue of what waits for a check, and one of them."""

import sqlite3
from collections.abc import Iterable, Iterator
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
from sync.core.checking import (
    Due,
    applies,
    due_of,
    is_blocked,
    lots_of,
    might_apply,
    standing_of,
    there,
)
from sync.core.page import Table
from sync.core.quantity import ZERO, Unit, convert
from sync.core.records import (
    OPEN_STATES,
    Document,
    DocumentKind,
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
from sync.store.received import Received, received_line, received_lines


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
        received = tuple(received_lines(journal, mirror, scope, rules))
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
    return sum(1 for _ in _due(mirror, received_lines(journal, mirror, scope, rules), rules))


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
        received = received_line(journal, mirror, scope, key)
        row: CheckRow | None = None
        lies_in: tuple[Location, ...] = ()
        if received is not None:
            for one, what in (*_due(mirror, [received], rules), *_failed(received, rules)):
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
        "SELECT * FROM locations WHERE warehouse = ? AND kind = ? AND kind <> 'bin' AND active"
        " ORDER BY id LIMIT 1",
        (warehouse, str(LocationKind.HOLD)),
    ).fetchone()
    return rows.location(row) if row else None


def to_check(
    mirror: sqlite3.Connection, document: Document, products: Iterable[Product]
) -> frozenset[int]:
    """Name those articles of a receipt that an inspector has to look at, once they are there."""
    rules = _rules(mirror, document.company)
    return frozenset(
        one.id for one in products if one.needs_check or _is_for(mirror, document, one, rules)
    )


def to_check_of_anybody(
    mirror: sqlite3.Connection, company: int, products: Iterable[Product]
) -> frozenset[int]:
    """Name those articles that a rule is about whoever brings them; nobody knows the supplier."""
    rules = [one for one in _rules(mirror, company) if not one.when.suppliers]
    return frozenset(
        one.id
        for one in products
        if one.needs_check or any(might_apply(rule, one) for rule in rules)
    )


def _is_for(
    mirror: sqlite3.Connection, document: Document, product: Product, rules: tuple[Rule, ...]
) -> bool:
    is_first = _is_new(mirror, document, product, rules)
    return any(applies(rule, document, product, is_first=is_first) for rule in rules)


def _is_new(
    mirror: sqlite3.Connection, document: Document, product: Product, rules: tuple[Rule, ...]
) -> bool:
    """Say whether its supplier never brought it; where no rule asks, nobody looks."""
    asked = any(rule.when.first_delivery and might_apply(rule, product) for rule in rules)
    return asked and _is_first(mirror, document, product)


def _rules(mirror: sqlite3.Connection, company: int) -> tuple[Rule, ...]:
    records = map(rows.check_rule, mirror_file.every(mirror, Table.CHECK_RULES))
    return tuple(read_rule(one) for one in records if one.company in {None, company})


def _units(mirror: sqlite3.Connection) -> dict[int, Unit]:
    return {row[0]: rows.unit(row) for row in mirror_file.every(mirror, Table.UNITS)}


def _due(
    mirror: sqlite3.Connection, received: Iterable[Received], rules: tuple[Rule, ...]
) -> Iterator[tuple[Received, Due]]:
    for one in received:
        is_first = _is_new(mirror, one.document, one.product, rules)
        for what in due_of(one.document, one.line, one.product, rules, is_first=is_first):
            yield one, what


def _failed(one: Received, rules: tuple[Rule, ...]) -> Iterator[tuple[Received, Due]]:
    """Goods that failed: what becomes of them can be decided once more."""
    about = tuple(rule for rule in rules if applies(rule, one.document, one.product, is_first=True))
    for lot in lots_of(one.line):
        standing = standing_of(one.line, lot)
        if standing is not None and standing.disposition and standing.blocks:
            yield one, Due(one.line, lot, there(one.line, lot), about, standing)


def _is_first(mirror: sqlite3.Connection, document: Document, product: Product) -> bool:
    row = mirror.execute(
        "SELECT 1 FROM live_lines l JOIN live_documents d ON d.id = l.document"
        " WHERE l.product = ? AND l.entries <> '' AND d.party = ? AND d.company = ?"
        " AND d.kind = ? AND d.id < ? LIMIT 1",
        (
            *(product.id, document.party, document.company),
            *(str(DocumentKind.RECEIPT), document.id),
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


def _row(one: Received, what: Due, units: dict[int, Unit], behind: dict[int, Decimal]) -> CheckRow:
    unit, kept_in = units[one.line.unit], units[one.product.unit]
    amount = convert(what.quantity, unit, kept_in)
    value = one.product.value * (amount if isinstance(amount, Decimal) else what.quantity)
    return CheckRow(one.document, one.product, unit, what, behind.get(one.product.id, ZERO), value)


def _order(row: CheckRow) -> tuple[bool, date, Decimal, int, int, str]:
    waits = row.behind > 0
    due = row.document.due or date.max
    return (not waits, due, -row.value, row.document.id, row.due.line.id, row.due.lot or "")


def _blocked(received: Iterable[Received], units: dict[int, Unit]) -> Iterator[BlockedRow]:
    for one in sorted(received, key=lambda one: -one.document.id):
        for lot in lots_of(one.line):
            checked = standing_of(one.line, lot)
            if checked and is_blocked(one.line, lot) and checked.disposition:
                amount = there(one.line, lot)
                yield BlockedRow(
                    *(one.document, one.product, units[one.line.unit], amount, checked),
                    one.line.id,
                )


def _places(mirror: sqlite3.Connection, line: Line, lot: str | None) -> Iterator[Location]:
    for bin in dict.fromkeys(entry.bin for entry in line.entries if entry.lot == lot):
        place = mirror_file.location(mirror, bin)
        if place is not None:
            yield place
