"""What the keys of a scan stand for in a scope: exact matches, nearest meaning first."""

import sqlite3
from collections.abc import Iterable
from typing import TypeVar

from sync.core.page import Table
from sync.core.records import OPEN_STATES, Document, Location, LocationKind
from sync.core.slices import FOUND_MAX, Found, FoundProduct, Scope
from sync.store import announced, rows
from sync.store import mirror as mirror_file
from sync.store.files import marks

KEYS_MAX = 20
"""Readings of one scan that are looked up."""
T = TypeVar("T")

_KEYS = tuple(f"k{n}" for n in range(KEYS_MAX))


def _anywhere(keys: int) -> str:
    """Ask whether so many keys are anything: a packing, a supplier's number, a bin, a document."""
    among = ", ".join(f":{name}" for name in _KEYS[:keys])
    packed, supplied, by_barcode, by_label, *documents = (
        f"EXISTS (SELECT 1 FROM {table} WHERE {column} IN ({among}){known})"
        for table, column, known in (
            ("packagings", "barcode", " AND barcode <> ''"),
            ("supplier_codes", "code", ""),
            ("locations", "barcode", " AND barcode <> ''"),
            ("locations", "label", " AND label <> ''"),
            ("live_documents", "name", ""),
            ("live_documents", "origin", ""),
            ("live_documents", "batch", " AND batch <> ''"),
            ("live_documents", "reference", " AND reference <> ''"),
            ("announced", "pack", ""),
        )
    )
    return f"SELECT {packed}, {supplied}, {by_barcode} OR {by_label}, {' OR '.join(documents)}"


_ANYWHERE = tuple(_anywhere(keys) for keys in range(KEYS_MAX + 1))


def find(mirror: sqlite3.Connection, scope: Scope, keys: tuple[str, ...]) -> Found:
    """Look the keys up among products, bins and documents."""
    wanted = sorted({key for key in keys if key})[:KEYS_MAX]
    if not wanted:
        return Found()
    # Most codes are one article's: all the rest is asked for in one statement.
    packings, supplied, bins, documents = mirror.execute(
        _ANYWHERE[len(wanted)], dict(zip(_KEYS, wanted, strict=False))
    ).fetchone()
    return Found(
        _products(mirror, scope, wanted, (packings, supplied))[:FOUND_MAX],
        _bins(mirror, scope, wanted)[:FOUND_MAX] if bins else (),
        _documents(mirror, scope, wanted) if documents else (),
    )


def bin_labelled(mirror: sqlite3.Connection, scope: Scope, label: str) -> Location | None:
    """Find the bin of a building that has this label."""
    return next(iter(_bins(mirror, scope, [label])), None) if label else None


def _products(
    mirror: sqlite3.Connection,
    scope: Scope,
    keys: list[str],
    known: tuple[bool, bool],
) -> tuple[FoundProduct, ...]:
    packings, supplied = known
    by_barcode = _rows(mirror, Table.PRODUCTS, "barcode", keys)
    packed = _rows(mirror, Table.PACKAGINGS, "barcode", keys) if packings else []
    cartons = [rows.packaging(row) for row in packed]
    # An article number is looked for only where no label says more.
    singles = by_barcode or ([] if cartons else _rows(mirror, Table.PRODUCTS, "code", keys))
    if supplied and not singles and not cartons:
        # What a supplier calls it is asked for last: our own numbers come before theirs.
        singles = _supplied(mirror, scope, keys)
    of_cartons = {
        product.id: product
        for product in map(
            rows.product,
            mirror_file.by_ids(mirror, Table.PRODUCTS, {one.product for one in cartons}),
        )
    }
    found = [FoundProduct(rows.product(row), None) for row in singles]
    found += [
        FoundProduct(of_cartons[one.product], one) for one in cartons if one.product in of_cartons
    ]
    ours = [one for one in found if one.product.company in {None, scope.company}]
    return _preferred(ours, [one for one in ours if one.product.active])


def _supplied(mirror: sqlite3.Connection, scope: Scope, keys: list[str]) -> list[rows.Row]:
    found = mirror.execute(
        f"SELECT DISTINCT product FROM supplier_codes WHERE code IN ({marks(keys)})"
        " AND (company IS NULL OR company = ?) LIMIT ?",
        (*keys, scope.company, FOUND_MAX),
    )
    return mirror_file.by_ids(mirror, Table.PRODUCTS, {row[0] for row in found.fetchall()})


def _bins(mirror: sqlite3.Connection, scope: Scope, keys: list[str]) -> tuple[Location, ...]:
    found = _rows(mirror, Table.LOCATIONS, "barcode", keys)
    found = found or _rows(mirror, Table.LOCATIONS, "label", keys)
    places = [rows.location(row) for row in found]
    here = [one for one in places if one.warehouse == scope.warehouse]
    # A bin of another building is named too, so that the person is told what it is.
    return _preferred(places, here, [one for one in here if one.kind is LocationKind.BIN])


def _documents(mirror: sqlite3.Connection, scope: Scope, keys: list[str]) -> tuple[Document, ...]:
    places = marks(keys)
    found = mirror.execute(
        f"SELECT {mirror_file.DOCUMENT} FROM live_documents"
        f" WHERE (name IN ({places}) OR origin IN ({places})"
        f" OR (batch <> '' AND batch IN ({places}))"
        f" OR (reference <> '' AND reference IN ({places}))"
        f" OR {announced.FOUND_BY.format(places=places)}) AND company = ? AND warehouse = ?"
        " ORDER BY state NOT IN (?, ?), due IS NULL, due, id LIMIT ?",
        (
            *(*keys, *keys, *keys, *keys, *keys),
            *(scope.company, scope.warehouse, *sorted(OPEN_STATES), FOUND_MAX),
        ),
    )
    return tuple(rows.document(row) for row in found)


def _rows(mirror: sqlite3.Connection, table: Table, column: str, keys: list[str]) -> list[rows.Row]:
    # The index leaves out empty codes; saying so again lets SQLite use it.
    return mirror.execute(
        f"SELECT * FROM {table} WHERE {column} IN ({marks(keys)}) AND {column} <> '' LIMIT ?",
        (*keys, FOUND_MAX),
    ).fetchall()


def _preferred(every: Iterable[T], *better: Iterable[T]) -> tuple[T, ...]:
    """The last of the choices that holds anything."""
    chosen = tuple(every)
    for choice in better:
        chosen = tuple(choice) or chosen
    return chosen
