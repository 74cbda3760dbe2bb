"""Brings a training file of an earlier version up to this one; what was done in it stays."""

from datetime import date

from sync.core.records import Location, Product
from sync.erp.training.books import Books, Owner
from sync.erp.training.checks import hold_places, with_worth, write_checks
from sync.erp.training.database import FORMAT, File, make_check_rules, mark_whole
from sync.erp.training.goods import SHELF_DAYS
from sync.erp.training.history import go_on

BEFORE_CHECKS, BEFORE_SHELF_LIFE, BEFORE_HISTORY = 4, 5, 6


def bring_up(file: File, version: int, today: date) -> bool:
    """Bring a file up, whole or not at all; say whether that could be done."""
    if version not in {BEFORE_CHECKS, BEFORE_SHELF_LIFE, BEFORE_HISTORY}:
        return version == FORMAT
    with file.transaction():
        # First: whatever is written from here on is part of it.
        _add_history(file)
        if version <= BEFORE_SHELF_LIFE:
            _add_shelf_life(file)
        if version == BEFORE_CHECKS:
            _add_checks(file, today)
        mark_whole(file)
    return True


def _add_history(file: File) -> None:
    file.do("CREATE TABLE history (rev INTEGER PRIMARY KEY, mark TEXT)")
    file.do("ALTER TABLE watermarks ADD COLUMN began INTEGER DEFAULT 0")
    go_on(file, Books(file).revision(), ())


def _add_shelf_life(file: File) -> None:
    file.do("ALTER TABLE products ADD COLUMN shelf_days INTEGER DEFAULT 0")
    file.do("UPDATE products SET shelf_days = ? WHERE has_expiry = 1", (SHELF_DAYS,))


def _add_checks(file: File, today: date) -> None:
    for table, column in (
        ("products", "category INTEGER DEFAULT 0"),
        ("products", "value TEXT DEFAULT '0'"),
        ("lots", "blocked INTEGER DEFAULT 0"),
        ("lines", "checks TEXT DEFAULT ''"),
    ):
        file.do(f"ALTER TABLE {table} ADD COLUMN {column}")
    make_check_rules(file)
    books = Books(file)
    books.put((with_worth(one), Owner(one.company)) for one in books.find(Product, "1"))
    first = int(file.value("SELECT max(id) FROM locations")) + 1
    holds = tuple(hold_places(first))
    books.put((one, Owner(one.company, one.warehouse)) for one in holds)
    assert books.find(Location, "kind = 'hold'")
    write_checks(books, today)
