"""The journal's schema, step by step, as sqlite-utils migrations; steps are only added."""

from sqlite_utils import Database, Migrations

JOURNAL = Migrations("journal")
# The number a step begins with is the version the file has after it.
JOURNAL_VERSION = 7

NAMES_A_CODE = """instr(payload, '"code":"') > 0"""
"""Where a person said what an unknown code is on."""

_NEVER_CHANGED = """
CREATE TRIGGER {table}_never_changed BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} are never changed'); END
"""
_NEVER_DELETED = """
CREATE TRIGGER {table}_never_deleted BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} are never deleted'); END
"""
_NO_GAP = """
CREATE TRIGGER operations_without_gap BEFORE INSERT ON operations
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM operations)
BEGIN SELECT RAISE(ABORT, 'operations are numbered without gaps'); END
"""


@JOURNAL(name="0001_operations")
def _operations(db: Database) -> None:
    columns = {
        "seq": int,
        "op_id": str,
        "kind": str,
        "document": int,
        "line": int,
        "target": str,
        "hash": str,
        "wall_ms": int,
        "payload": str,
    }
    optional = {"seq", "line", "target"}
    table = db.table("operations")
    table.create(columns, pk="seq", not_null=columns.keys() - optional)
    table.create_index(["op_id"], unique=True)
    table.create_index(["document", "seq", "line"])
    db.execute("CREATE INDEX idx_operations_target ON operations(target) WHERE target IS NOT NULL")
    _append_only(db, "operations")
    db.execute(_NO_GAP)
    db.table("identity").create({"id": int, "device": str, "epoch": int}, pk="id")


@JOURNAL(name="0002_answers")
def _answers(db: Database) -> None:
    db.table("answers").create(
        {
            "id": int,
            "seq": int,
            "outcome": str,
            "problem": str,
            "reference": str,
            "detail": str,
            "life": str,
        },
        pk="id",
        not_null={"seq", "outcome", "reference", "detail", "life"},
        foreign_keys=[("seq", "operations", "seq")],
    )
    db.table("answers").create_index(["seq"])
    _append_only(db, "answers")
    # Where each operation stands after its last answer; all of it follows from the two above.
    db.table("standing").create({"seq": int, "life": str}, pk="seq", not_null={"life"})
    db.execute(
        "CREATE INDEX idx_standing_unfinished ON standing(life, seq) "
        "WHERE life IN ('here', 'held', 'parked')"
    )
    db.execute("INSERT INTO standing (seq, life) SELECT seq, 'here' FROM operations")


@JOURNAL(name="0003_epochs")
def _epochs(db: Database) -> None:
    # How many of the first operations every base holds: they were in the ERP when the epoch began.
    db.execute("ALTER TABLE identity ADD COLUMN floor INTEGER NOT NULL DEFAULT 0")


@JOURNAL(name="0004_who_changed")
def _who_changed(db: Database) -> None:
    db.execute("ALTER TABLE answers ADD COLUMN changed_by TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE answers ADD COLUMN changed_ms INTEGER")


@JOURNAL(name="0005_taken_over")
def _taken_over(db: Database) -> None:
    # How many of the first operations another journal handed on: until each has its answer, no
    # page can say which of them it holds. Epochs that began before this was kept are long past it.
    db.execute("ALTER TABLE identity ADD COLUMN taken_over INTEGER NOT NULL DEFAULT 0")


@JOURNAL(name="0006_codes")
def _codes(db: Database) -> None:
    # A lot, a badge or a pack is looked for here at its scan: among the few that name a code.
    db.execute(f"CREATE INDEX idx_operations_codes ON operations(seq) WHERE {NAMES_A_CODE}")


@JOURNAL(name="0007_place")
def _place(db: Database) -> None:
    # Where the journal before this one was with its ERP: the mirror may be gone by the time that
    # an ERP which was put back to an older day must be told that it knew us.
    db.execute("ALTER TABLE identity ADD COLUMN place TEXT NOT NULL DEFAULT ''")


def _append_only(db: Database, table: str) -> None:
    db.execute(_NEVER_CHANGED.format(table=table))
    db.execute(_NEVER_DELETED.format(table=table))
