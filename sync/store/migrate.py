"""The schemas of both files; the mirror's step by step, as sqlite-utils migrations.

Steps are only added.
"""

import json
import re
import sqlite3
from decimal import Decimal

from sqlite_utils import Database, Migrations

from sync.core.page import Table
from sync.core.quantity import plain
from sync.core.records import DocumentKind
from sync.store import words
from sync.store.files import tables_of
from sync.store.migrate_journal import JOURNAL, JOURNAL_VERSION, NAMES_A_CODE
from sync.store.rows import DOCUMENT_COLUMNS, LINE_COLUMNS, SHAPES
from sync.store.trouble import NO_TEXT

__all__ = ["JOURNAL", "JOURNAL_VERSION", "MIRROR", "MIRROR_VERSION", "NAMES_A_CODE"]

MIRROR = Migrations("mirror")
# The number a step begins with is the version the file has after it.
MIRROR_VERSION = 18

_STEP = re.compile(r"\d{4}_\w+", re.ASCII)


def version(connection: sqlite3.Connection, steps: Migrations) -> int:
    """The version a file has: 0 for a new one; higher than ours where a newer app wrote it."""
    db = tables_of(connection)
    names = [step.name for step in steps.applied(db)]
    newest = max((int(name[:4]) for name in names if _STEP.fullmatch(name)), default=0)
    # A newer app has done all of our steps, too: else one of them has lost its name.
    missing = [step.name for step in steps.pending(db) if int(step.name[:4]) <= newest]
    if missing or not all(map(_STEP.fullmatch, names)):
        raise sqlite3.DatabaseError(f"{NO_TEXT} the name of a step")
    return newest


def migrate(connection: sqlite3.Connection, steps: Migrations) -> None:
    """Bring a file to the version of this app; each step whole or not at all."""
    steps.apply(tables_of(connection))


@MIRROR(name="0001_mirror")
def _mirror(db: Database) -> None:
    for table, shape in SHAPES.items():
        db.table(str(table)).create(dict(shape.columns), pk="id")
    for name, column in _LOOKED_UP:
        db.execute(
            f"CREATE INDEX idx_{name}_{column} ON {name}({column}) "
            f"WHERE {column} IS NOT NULL AND {column} <> ''"
        )
    db.table("lots").create_index(["product", "name"])
    db.table("stock").create_index(["product", "lot"])
    db.table("base_documents").create({**DOCUMENT_COLUMNS, "base_seq": int}, pk="id")
    db.table("base_lines").create(LINE_COLUMNS, pk="id")
    db.table("base_lines").create_index(["document", "product"])
    db.table("live_documents").create({**DOCUMENT_COLUMNS, **_SUMS}, pk="id")
    for column in ("name", "origin"):
        db.table("live_documents").create_index([column])
    db.table("live_documents").create_index(["company", "warehouse", "state"])
    db.table("live_lines").create(LINE_COLUMNS, pk="id")
    db.table("live_lines").create_index(["document", "complete", "sequence", "id"])
    db.table("live_lines").create_index(["document", "product"])
    db.table("advice").create(
        {"op_id": str, "document": int, "line": int, "problem": str}, pk="op_id"
    )
    db.table("advice").create_index(["document"])
    db.table("state").create(_STATE, pk="id")
    db.execute("INSERT INTO state VALUES (1, '', 0, '', 0, 0, 0)")


@MIRROR(name="0002_sweep")
def _sweep(db: Database) -> None:
    for column, kind in (("sweeping", "INTEGER"), ("agreed", "INTEGER"), ("leaving", "TEXT")):
        empty = "''" if kind == "TEXT" else 0
        db.execute(f"ALTER TABLE state ADD COLUMN {column} {kind} NOT NULL DEFAULT {empty}")
    # What a new snapshot has brought so far.
    db.execute("CREATE TABLE came (tbl TEXT, id INTEGER, PRIMARY KEY (tbl, id)) WITHOUT ROWID")
    db.table("drift").create(
        {"id": int, "wall_ms": int, "tbl": str, "bucket": int}
        | {"held_count": int, "held_mix": str, "there_count": int, "there_mix": str}
        | {"gone": int, "wrong": int},
        pk="id",
    )


@MIRROR(name="0003_open_lines")
def _open_lines(db: Database) -> None:
    # An article is looked for on every receipt that waits for it.
    db.execute("CREATE INDEX idx_live_lines_open ON live_lines(product) WHERE complete = 0")


@MIRROR(name="0004_moved")
def _moved(db: Database) -> None:
    for table in ("base_lines", "live_lines"):
        # A new file has it from its first step.
        if "planned" not in db.table(table).columns_dict:
            db.execute(f"ALTER TABLE {table} ADD COLUMN planned TEXT NOT NULL DEFAULT ''")
    moved = {"document": int, "line": int, "product": int, "lot": str, "place": int}
    db.table("moved").create(moved | {"quantity": str, "unit": int})
    for columns in (["document", "line"], ["place"], ["product"]):
        db.table("moved").create_index(columns)
    db.table("stock").create_index(["location"])
    # What was pulled before lacks what is planned: all of it comes once more.
    db.execute("UPDATE state SET cursor = ''")


@MIRROR(name="0005_checks")
def _checks(db: Database) -> None:
    # A file that this app made has them from its first step.
    added = {
        "products": (("category", "INTEGER DEFAULT 0"), ("value", "TEXT DEFAULT '0'")),
        "lots": (("blocked", "INTEGER DEFAULT 0"),),
        "base_lines": (("checks", "TEXT DEFAULT ''"),),
        "live_lines": (("checks", "TEXT DEFAULT ''"),),
    }
    for table, columns in added.items():
        known = db.table(table).columns_dict
        for name, kind in columns:
            if name not in known:
                db.execute(f"ALTER TABLE {table} ADD COLUMN {name} {kind}")
    rules = str(Table.CHECK_RULES)
    if rules not in db.table_names():
        db.table(rules).create(dict(SHAPES[Table.CHECK_RULES].columns), pk="id")
    # What it lacks comes with the next pull, which begins anew.
    db.execute("UPDATE state SET cursor = '', sweeping = 0")
    # An inspector asks for the lines on which something was received, among all there are.
    db.execute("CREATE INDEX idx_live_lines_received ON live_lines(product) WHERE entries <> ''")
    db.execute("CREATE INDEX idx_lots_blocked ON lots(product) WHERE blocked = 1")


@MIRROR(name="0006_shelf_days")
def _shelf_days(db: Database) -> None:
    if "shelf_days" in db.table("products").columns_dict:
        return  # A new file is made with what a product has today.
    db.execute("ALTER TABLE products ADD COLUMN shelf_days INTEGER NOT NULL DEFAULT 0")


@MIRROR(name="0007_moved_filled")
def _moved_filled(db: Database) -> None:
    # Step four began it empty, and a document that comes again unchanged is not written again.
    db.execute("DELETE FROM moved WHERE document <> 0")
    found = db.execute(
        "SELECT l.document, l.id, l.product, l.unit, l.entries FROM live_lines l"
        " JOIN base_documents d ON d.id = l.document"
        " WHERE d.state NOT IN ('done', 'cancelled') AND l.entries <> ''"
    ).fetchall()
    for document, line, product, unit, entries in found:
        for lot, _expiry, bin, quantity, *more in json.loads(entries):
            places = [(bin, quantity)]
            if more and more[0] is not None:
                places.append((more[0], plain(-Decimal(quantity))))
            for place, amount in places:
                db.execute(
                    "INSERT INTO moved (document, line, product, lot, place, quantity, unit)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (document, line, product, lot, place, amount, unit),
                )


@MIRROR(name="0008_moved_lots")
def _moved_lots(db: Database) -> None:
    # One serial number is asked for at each move, among all that were handled of its article.
    db.execute("DROP INDEX IF EXISTS idx_moved_product")
    db.table("moved").create_index(["product", "lot", "place"])


@MIRROR(name="0009_putaway_rules")
def _putaway_rules(db: Database) -> None:
    # A file that this app made has them from its first step.
    for table, column, kind in (
        ("locations", "storage", "INTEGER"),
        ("products", "weight", "TEXT NOT NULL DEFAULT '0'"),
    ):
        if column not in db.table(table).columns_dict:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
    for name in (Table.STORAGE_CATEGORIES, Table.PUTAWAY_RULES):
        if str(name) not in db.table_names():
            db.table(str(name)).create(dict(SHAPES[name].columns), pk="id")
    # What it lacks comes with the next pull, which begins anew.
    db.execute("UPDATE state SET cursor = '', sweeping = 0")
    db.execute("CREATE INDEX idx_locations_storage ON locations(storage, name)")
    db.execute("CREATE INDEX idx_locations_parent ON locations(parent)")


@MIRROR(name="0010_words")
def _words(db: Database) -> None:
    # A lot is asked for by its name alone, too; for both the other order serves as well.
    db.execute("DROP INDEX IF EXISTS idx_lots_product_name")
    db.table("lots").create_index(["name", "product"])
    for statement in words.statements():
        db.execute(statement)


@MIRROR(name="0011_count_on")
def _count_on(db: Database) -> None:
    if "count_on" not in db.table("stock").columns_dict:
        db.execute("ALTER TABLE stock ADD COLUMN count_on TEXT")
        # When it is to be counted comes with the next pull, which begins anew.
        db.execute("UPDATE state SET cursor = '', sweeping = 0")
    db.execute("CREATE INDEX idx_stock_count_on ON stock(count_on) WHERE count_on IS NOT NULL")


@MIRROR(name="0012_answers_held")
def _answers_held(db: Database) -> None:
    db.execute("ALTER TABLE state ADD COLUMN answers_held INTEGER NOT NULL DEFAULT 0")
    # Whatever an older app knew of answers its base was taken to hold.
    db.execute("UPDATE state SET answers_held = answers_seen")


@MIRROR(name="0013_base_answers")
def _base_answers(db: Database) -> None:
    db.execute("ALTER TABLE base_documents ADD COLUMN base_answers INTEGER NOT NULL DEFAULT 0")


@MIRROR(name="0014_picks")
def _picks(db: Database) -> None:
    # An older app took what is fetched for a delivery for a transfer like any other: what they are
    # comes with the next pull, which begins anew.
    kind = str(DocumentKind.TRANSFER)
    found = db.execute("SELECT 1 FROM base_documents WHERE kind = ? LIMIT 1", (kind,)).fetchone()
    if found:
        db.execute("UPDATE state SET cursor = '', sweeping = 0")


@MIRROR(name="0015_batches")
def _batches(db: Database) -> None:
    for table in ("base_documents", "live_documents"):
        if "batch" not in db.table(table).columns_dict:
            db.execute(f"ALTER TABLE {table} ADD COLUMN batch TEXT NOT NULL DEFAULT ''")
            # Which documents go together comes with the next pull, which begins anew.
            db.execute("UPDATE state SET cursor = '', sweeping = 0")
    db.execute("CREATE INDEX idx_live_documents_batch ON live_documents(batch) WHERE batch <> ''")


@MIRROR(name="0016_references")
def _references(db: Database) -> None:
    # A file that this app made has them from its first step.
    for table in ("base_documents", "live_documents"):
        if "reference" not in db.table(table).columns_dict:
            db.execute(f"ALTER TABLE {table} ADD COLUMN reference TEXT NOT NULL DEFAULT ''")
    codes = str(Table.SUPPLIER_CODES)
    if codes not in db.table_names():
        db.table(codes).create(dict(SHAPES[Table.SUPPLIER_CODES].columns), pk="id")
    db.table(codes).create_index(["code"])
    db.execute("CREATE TABLE announced (pack TEXT, document INTEGER, PRIMARY KEY (pack, document))")
    db.table("announced").create_index(["document"])
    db.execute(
        "CREATE INDEX idx_live_documents_reference ON live_documents(reference)"
        " WHERE reference <> ''"
    )
    # What it lacks comes with the next pull, which begins anew.
    db.execute("UPDATE state SET cursor = '', sweeping = 0")


@MIRROR(name="0017_other_places")
def _other_places(db: Database) -> None:
    # Where goods come from, or wait: one among tens of thousands of bins, asked for at each scan.
    db.execute("CREATE INDEX idx_locations_other ON locations(kind, warehouse) WHERE kind <> 'bin'")
    # The zones of a building, with those who look for what to pick.
    db.execute(
        "CREATE INDEX idx_locations_zone ON locations(warehouse, zone)"
        " WHERE kind = 'bin' AND active = 1 AND zone <> ''"
    )


@MIRROR(name="0018_pack_types")
def _pack_types(db: Database) -> None:
    types = str(Table.PACK_TYPES)
    # A file that this app made has them from its first step.
    if types not in db.table_names():
        db.table(types).create(dict(SHAPES[Table.PACK_TYPES].columns), pk="id")
    # What it lacks comes with the next pull, which begins anew.
    db.execute("UPDATE state SET cursor = '', sweeping = 0")


_LOOKED_UP = (
    ("products", "barcode"),
    ("products", "code"),
    ("packagings", "barcode"),
    ("locations", "barcode"),
    ("locations", "label"),
)
_SUMS = {"lines": int, "lines_done": int, "demand": str, "done": str, "begun": int}
_STATE = {
    "id": int,
    "device": str,
    "epoch": int,
    "cursor": str,
    "floor_seq": int,
    "replayed_seq": int,
    "answers_seen": int,
}
