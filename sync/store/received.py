"""Lines on which something was received, as they are now: what an inspector may have to see."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sync.core.check_rules import Rule
from sync.core.check_slices import CheckKey
from sync.core.checking import might_apply
from sync.core.page import Table
from sync.core.records import Document, DocumentKind, DocumentState, Line, Product
from sync.core.slices import Scope
from sync.store import mirror as mirror_file
from sync.store import rows
from sync.store.files import marks
from sync.store.live import fold, read_document, read_tail

LINES_LOOKED_AT_MAX = 5_000
"""Received lines that are looked at for a queue; the newest receipts come first."""


@dataclass(frozen=True, slots=True)
class Received:
    """A line on which something was received, as it is now, with its receipt and article."""

    document: Document
    line: Line
    product: Product


def received_lines(
    journal: sqlite3.Connection, mirror: sqlite3.Connection, scope: Scope, rules: tuple[Rule, ...]
) -> Iterator[Received]:
    """Read the lines of articles that a rule may be about, with the tail on them."""
    tail = read_tail(journal, mirror)
    products = _products(mirror, rules, _touched_products(mirror, tail))
    if not products:
        return
    for document, line in _stored(mirror, scope, products):
        if document.id not in tail:
            yield Received(document, line, products[line.product])
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
                yield Received(now.document, line, products[line.product])


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


def received_line(
    journal: sqlite3.Connection, mirror: sqlite3.Connection, scope: Scope, key: CheckKey
) -> Received | None:
    """Read one line of a receipt in the scope."""
    live = read_document(mirror, key.document)
    if live is None or not _in_scope(live.document, scope):
        return None
    live, touched = fold(journal, mirror, live, read_tail(journal, mirror))
    stored = mirror_file.lines_by_id(mirror, "live_lines", key.document, [key.line])
    line = {one.id: one for one in (*stored, *touched)}.get(key.line)
    product = mirror_file.product(mirror, line.product) if line else None
    return Received(live.document, line, product) if line and product else None


def _in_scope(document: Document, scope: Scope) -> bool:
    here = (document.company, document.warehouse) == (scope.company, scope.warehouse)
    return here and document.kind is DocumentKind.RECEIPT
