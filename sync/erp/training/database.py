"""The one door to the training warehouse's SQLite file: open, tables, transactions."""

import errno
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from sync.core.pack_types import PackType
from sync.core.page import Table
from sync.core.quality import CheckRule
from sync.core.quantity import Unit
from sync.core.records import (
    Company,
    Document,
    Line,
    Location,
    Lot,
    Packaging,
    Product,
    Stock,
    SupplierCode,
    Warehouse,
)
from sync.core.storage import PutawayRule, StorageCategory
from sync.erp.training.columns import Value, sqlite_types

FORMAT = 12
"""The number of the file's shape; a shape that `upgrade` cannot bring up is made anew."""
BUSY_MS_MAX = 10_000

KINDS: dict[Table, type] = {
    Table.COMPANIES: Company,
    Table.WAREHOUSES: Warehouse,
    Table.LOCATIONS: Location,
    Table.UNITS: Unit,
    Table.PRODUCTS: Product,
    Table.PACKAGINGS: Packaging,
    Table.LOTS: Lot,
    Table.STOCK: Stock,
    Table.CHECK_RULES: CheckRule,
    Table.STORAGE_CATEGORIES: StorageCategory,
    Table.PUTAWAY_RULES: PutawayRule,
    Table.SUPPLIER_CODES: SupplierCode,
    Table.PACK_TYPES: PackType,
    Table.DOCUMENTS: Document,
}
"""The record that each mirrored table holds."""

LATER = (
    *(Table.CHECK_RULES, Table.STORAGE_CATEGORIES, Table.PUTAWAY_RULES),
    *(Table.SUPPLIER_CODES, Table.PACK_TYPES),
)
"""Tables that files of older shapes do not have yet."""

_GROWN = {3: "ALTER TABLE lines ADD COLUMN planned TEXT NOT NULL DEFAULT ''"}
"""How a file of an older shape becomes one of the next."""

_ERRNO = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_IOERR: errno.EIO,
}

_LEDGER = {"scope": int, "building": int, "born": int, "rev": int}
# Beside each record: whose it is and in which warehouse (none: everybody's, everywhere), and the
# revisions it was made and changed in.

_INDEXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("lots", ("product", "name")),
    ("stock", ("product", "location", "lot")),
    ("documents", ("name",)),
    ("documents", ("backorder_of",)),
    ("lines", ("document",)),
    ("gone", ("rev",)),
    *((str(table), ("rev",)) for table in KINDS if table not in LATER),
)


class BusyError(Exception):
    """Another connection wrote for so long that this one gave up; nothing was changed."""


@dataclass(frozen=True, slots=True)
class File:
    """An open training file."""

    database: Database

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        """Every row of an answer, by column name."""
        cursor = self.database.execute(sql, list(parameters))
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def value(self, sql: str, parameters: Sequence[object] = ()) -> Any:  # noqa: ANN401 -- as stored
        """The first column of the first row, or nothing."""
        row = self.database.execute(sql, list(parameters)).fetchone()
        return row[0] if row else None

    def do(self, sql: str, parameters: Sequence[object] = ()) -> None:
        """Change something."""
        self.database.execute(sql, list(parameters))

    def do_many(self, sql: str, parameters: Iterable[Sequence[Value]]) -> None:
        """Change something once for each row given."""
        self.database.conn.executemany(sql, parameters)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, and nobody writes in between. BusyError: another writes all the time."""
        try:
            self.do("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise BusyError from error
            raise
        try:
            yield
        except BaseException:
            # SQLite rolls back by itself where the disk is full.
            if self.database.conn.in_transaction:
                self.do("ROLLBACK")
            raise
        self.do("COMMIT")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read inside is of one moment."""
        self.do("BEGIN")
        try:
            yield
        finally:
            self.do("COMMIT")

    def dump(self) -> str:
        """The whole content as SQL text."""
        return "\n".join(self.database.conn.iterdump())

    def close(self) -> None:
        """Let go of the file."""
        self.database.close()


@contextmanager
def as_disk_trouble(path: Path) -> Iterator[None]:
    """Say what the disk would not do as the operating system says it; a bug stays what it is."""
    try:
        yield
    except sqlite3.OperationalError as error:
        code = error.sqlite_errorcode
        # The log's index is made as long as it may become before it is used.
        full = code == sqlite3.SQLITE_IOERR_SHMSIZE
        number = errno.ENOSPC if full else _ERRNO.get(code & 0xFF)
        if number is None:
            raise
        raise OSError(number, os.strerror(number), str(path)) from error


def open_file(path: Path) -> File:
    """Open (or begin) a training file; what was answered is on disk, as with a real ERP."""
    # The thread that opens it need not be the one that works with it; there is only one at a time.
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS_MAX}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    except sqlite3.Error:
        connection.close()
        raise
    return File(Database(connection, execute_plugins=False))


def open_whole(path: Path) -> tuple[File, int] | None:
    """Open a file that was made completely and is not damaged; also say of which shape it is."""
    try:
        file = open_file(path)
    except sqlite3.OperationalError:
        # Locked, no space, no rights: that is no reason to begin again.
        raise
    except sqlite3.DatabaseError:
        return None
    for version, statement in _GROWN.items():
        if file.value("PRAGMA user_version") == version:
            with file.transaction():
                file.do(statement)
                file.do(f"PRAGMA user_version = {version + 1}")
    version = int(file.value("PRAGMA user_version"))
    if version:
        return file, version
    file.close()
    return None


def make_tables(file: File) -> None:
    """Make every table, empty. Belongs into a transaction."""
    tables = file.database
    for table, kind in KINDS.items():
        if table not in LATER:
            tables.table(table).create(sqlite_types(kind) | _LEDGER, pk="id")
    tables.table("lines").create(sqlite_types(Line), pk="id")
    tables.table("gone").create({"tbl": str, "id": int} | _LEDGER, pk=("tbl", "id"))
    tables.table("numbers").create({"name": str, "last": int}, pk="name")
    tables.table("facts").create({"name": str, "value": str}, pk="name")
    tables.table("watermarks").create(
        {"device": str, "epoch": int, "seq": int, "began": int}, pk=("device", "epoch")
    )
    tables.table("history").create({"rev": int, "mark": str}, pk="rev")
    tables.table("operations").create(
        {"op_id": str, "device": str, "epoch": int, "seq": int, "hash": str, "envelope": str}
        | {"outcome": str, "problem": str, "reference": str, "detail": str}
        | {"undone_by": str, "settled_by": str},
        pk="op_id",
    )
    tables.table("held").create(
        {"op_id": str, "company": int, "product": int, "location": int, "lot": int, "amount": str},
        pk="op_id",
    )
    tables.table("operations").create_index(["device", "epoch", "seq"], unique=True)
    for name, columns in _INDEXES:
        tables.table(name).create_index(list(columns))
    make_later(file, *LATER)


def make_later(file: File, *tables: Table) -> None:
    """Make tables that older files do not have, empty."""
    for name in tables:
        table = file.database.table(name)
        table.create(sqlite_types(KINDS[name]) | _LEDGER, pk="id")
        table.create_index(["rev"])


def mark_whole(file: File) -> None:
    """Say that the file is complete, as the last thing of the transaction that made it."""
    file.do(f"PRAGMA user_version = {FORMAT}")
