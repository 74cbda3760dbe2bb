"""Brings a training file of an earlier version up to this one; what was done in it stays."""

from dataclasses import replace
from datetime import date

from sync.core.page import Table
from sync.core.records import Location, Product
from sync.core.storage import StorageCategory
from sync.erp.training.announced import supplier_codes
from sync.erp.training.books import Books, Owner
from sync.erp.training.checks import hold_places, with_worth, write_checks
from sync.erp.training.database import FORMAT, File, make_later, mark_whole
from sync.erp.training.goods import SHELF_DAYS
from sync.erp.training.history import go_on
from sync.erp.training.pack_types import pack_types, with_weight
from sync.erp.training.storing import WEIGHT_MAX, write_rules

BEFORE_CHECKS, BEFORE_SHELF_LIFE, BEFORE_HISTORY, BEFORE_PUTAWAY_RULES = 4, 5, 6, 7
BEFORE_COUNTS, BEFORE_BATCHES, BEFORE_REFERENCES = 8, 9, 10
BEFORE_PACK_TYPES = 11


def bring_up(file: File, version: int, today: date) -> bool:
    """Bring a file up, whole or not at all; say whether that could be done."""
    if version not in range(BEFORE_CHECKS, FORMAT):
        return version == FORMAT
    with file.transaction():
        if version <= BEFORE_HISTORY:
            # First: whatever is written from here on is part of it.
            _add_history(file)
        _add_columns(file, version)
        if version <= BEFORE_CHECKS:
            _add_checks(file, today)
        if version <= BEFORE_PUTAWAY_RULES:
            write_rules(Books(file))
        if version <= BEFORE_REFERENCES:
            _add_supplier_codes(file)
        _add_pack_types(file)
        mark_whole(file)
    return True


def _add_history(file: File) -> None:
    file.do("CREATE TABLE history (rev INTEGER PRIMARY KEY, mark TEXT)")
    file.do("ALTER TABLE watermarks ADD COLUMN began INTEGER DEFAULT 0")
    go_on(file, Books(file).revision(), ())


_COLUMNS = (
    (BEFORE_CHECKS, "products", "category INTEGER DEFAULT 0"),
    (BEFORE_CHECKS, "products", "value TEXT DEFAULT '0'"),
    (BEFORE_CHECKS, "lots", "blocked INTEGER DEFAULT 0"),
    (BEFORE_CHECKS, "lines", "checks TEXT DEFAULT ''"),
    (BEFORE_SHELF_LIFE, "products", "shelf_days INTEGER DEFAULT 0"),
    (BEFORE_PUTAWAY_RULES, "products", "weight TEXT DEFAULT '0'"),
    (BEFORE_PUTAWAY_RULES, "locations", "storage INTEGER"),
    (BEFORE_COUNTS, "stock", "count_on TEXT"),
    (BEFORE_BATCHES, "documents", "batch TEXT DEFAULT ''"),
    (BEFORE_REFERENCES, "documents", "reference TEXT DEFAULT ''"),
)
"""The last shape that lacks a column, and the column: all at once, as records are read whole."""


def _add_columns(file: File, version: int) -> None:
    for lacking, table, column in _COLUMNS:
        if version <= lacking:
            file.do(f"ALTER TABLE {table} ADD COLUMN {column}")
    if version <= BEFORE_SHELF_LIFE:
        file.do("UPDATE products SET shelf_days = ? WHERE has_expiry = 1", (SHELF_DAYS,))
    if version <= BEFORE_PUTAWAY_RULES:
        make_later(file, Table.STORAGE_CATEGORIES, Table.PUTAWAY_RULES)


def _add_supplier_codes(file: File) -> None:
    make_later(file, Table.SUPPLIER_CODES)
    books = Books(file)
    found = supplier_codes(books.find(Product, "1"))
    books.put((one, Owner(one.company)) for one in found)


def _add_pack_types(file: File) -> None:
    make_later(file, Table.PACK_TYPES)
    books = Books(file)
    books.put((one, Owner(one.company)) for one in pack_types())
    books.put((with_weight(one), Owner(one.company)) for one in books.find(Product, "1"))
    bins = books.find(StorageCategory, "1")
    books.put((replace(one, weight_max=WEIGHT_MAX), Owner(one.company)) for one in bins)


def _add_checks(file: File, today: date) -> None:
    make_later(file, Table.CHECK_RULES)
    books = Books(file)
    books.put((with_worth(one), Owner(one.company)) for one in books.find(Product, "1"))
    first = int(file.value("SELECT max(id) FROM locations")) + 1
    holds = tuple(hold_places(first))
    books.put((one, Owner(one.company, one.warehouse)) for one in holds)
    assert books.find(Location, "kind = 'hold'")
    write_checks(books, today)
