"""The mirror's plain statements: its state, base and live rows."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sync.core.page import Table
from sync.core.quantity import Unit
from sync.core.records import Document, Line, Location, Product
from sync.store import rows, words
from sync.store.files import IN_MAX, marks
from sync.store.judged import Base
from sync.store.trouble import NO_TEXT

DOCUMENT = ", ".join(rows.DOCUMENT_COLUMNS)
LINE = ", ".join(rows.LINE_COLUMNS)
LIVE_SUMS = "lines, lines_done, demand, done, begun"
TABLES = (
    *(str(table) for table in rows.SHAPES),
    *("base_documents", "base_lines", "live_documents", "live_lines", "moved", "advice", "came"),
)


@dataclass(frozen=True, slots=True)
class State:
    """How far the mirror is: pulled, settled by the ERP, replayed from the journal.

    `sweeping` while a new snapshot is on its way (see `sweep`); `leaving` is what the cycle of
    pages under way has taken away, and `agreed` that a person let it (see `guard`). Answers up to
    `answers_held` were known when the newest cycle of pages ended.
    """

    device: str
    epoch: int
    cursor: str
    floor_seq: int
    replayed_seq: int
    answers_seen: int
    sweeping: bool
    agreed: bool
    leaving: str
    answers_held: int = 0

    @property
    def held(self) -> Base:
        """What everything here holds of ours; a document may hold more."""
        return Base(self.floor_seq, self.answers_held)

    def held_by(self, page: Base) -> Base:
        """What a document holds whose own page held so much."""
        seq, answers = max(page.seq, self.floor_seq), max(page.answers, self.answers_held)
        return Base(seq, answers)


def state(mirror: sqlite3.Connection) -> State:
    """Read the state."""
    row = mirror.execute(
        "SELECT device, epoch, cursor, floor_seq, replayed_seq, answers_seen, sweeping, agreed,"
        " leaving, answers_held FROM state"
    ).fetchone()
    if row is None:
        raise sqlite3.DatabaseError(f"{NO_TEXT} the state: its row is gone")
    return State(*(*row[:6], bool(row[6]), bool(row[7]), *row[8:]))


def save_state(mirror: sqlite3.Connection, state: State) -> None:
    """Write the state; inside a transaction."""
    mirror.execute(
        "UPDATE state SET device = ?, epoch = ?, cursor = ?, floor_seq = ?, replayed_seq = ?,"
        " answers_seen = ?, sweeping = ?, agreed = ?, leaving = ?, answers_held = ?",
        (
            *(state.device, state.epoch, state.cursor, state.floor_seq),
            *(state.replayed_seq, state.answers_seen),
            *(state.sweeping, state.agreed, state.leaving, state.answers_held),
        ),
    )


def forget(mirror: sqlite3.Connection) -> None:
    """Empty every table and the cursor; inside a transaction."""
    words.forget(mirror)
    for table in TABLES:
        mirror.execute(f"DELETE FROM {table}")
    mirror.execute(
        "UPDATE state SET cursor = '', floor_seq = 0, replayed_seq = 0, answers_seen = 0,"
        " sweeping = 0, leaving = ''"
    )


def agree(mirror: sqlite3.Connection) -> None:
    """Let what the guard holds back through, once; inside a transaction."""
    mirror.execute("UPDATE state SET agreed = 1")


def forget_cursor(mirror: sqlite3.Connection) -> None:
    """Forget how far the mirror is, and nothing else; inside a transaction."""
    mirror.execute("UPDATE state SET cursor = '', sweeping = 0")


def base_document(mirror: sqlite3.Connection, document: int) -> tuple[Document, Base] | None:
    """What the ERP last said of a document, and what it says is in it of ours."""
    row = mirror.execute(
        f"SELECT {DOCUMENT}, base_seq, base_answers FROM base_documents WHERE id = ?", (document,)
    ).fetchone()
    return (rows.document(row), Base(*row[-2:])) if row else None


def base_lines(mirror: sqlite3.Connection, document: int) -> tuple[Line, ...]:
    """All lines of a document as the ERP last said."""
    return _lines(
        mirror.execute(
            f"SELECT {LINE} FROM base_lines WHERE document = ? ORDER BY sequence, id", (document,)
        )
    )


def lines_by_id(
    mirror: sqlite3.Connection, layer: str, document: int, ids: Iterable[int]
) -> tuple[Line, ...]:
    """Some lines of a document, from `base_lines` or `live_lines`."""
    return tuple(
        line
        for part in parts(sorted(ids))
        for line in _lines(
            mirror.execute(
                f"SELECT {LINE} FROM {layer} WHERE id IN ({marks(part)}) AND document = ?",
                (*part, document),
            )
        )
    )


def line_by_id(mirror: sqlite3.Connection, layer: str, document: int, id: int) -> Line | None:
    """One line of a document, from `base_lines` or `live_lines`."""
    row = mirror.execute(
        f"SELECT {LINE} FROM {layer} WHERE id = ? AND document = ?", (id, document)
    ).fetchone()
    return rows.line(row) if row else None


def product_lines(
    mirror: sqlite3.Connection, document: int, products: Iterable[int], rows_max: int
) -> tuple[Line, ...]:
    """The live lines of a document that are of these products, open ones first."""
    return tuple(
        line
        for part in parts(sorted(products))
        for line in _lines(
            mirror.execute(
                f"SELECT {LINE} FROM live_lines WHERE document = ? AND product IN ({marks(part)})"
                " ORDER BY complete, sequence, id LIMIT ?",
                (document, *part, rows_max),
            )
        )
    )


def first_lines(mirror: sqlite3.Connection, document: int, rows_max: int) -> tuple[Line, ...]:
    """The first live lines of a document, open ones before complete ones."""
    return _lines(
        mirror.execute(
            f"SELECT {LINE} FROM live_lines WHERE document = ?"
            " ORDER BY complete, sequence, id LIMIT ?",
            (document, rows_max),
        )
    )


def location(mirror: sqlite3.Connection, id: int | None) -> Location | None:
    """Find a location."""
    row = by_id(mirror, Table.LOCATIONS, id)
    return rows.location(row) if row else None


def product(mirror: sqlite3.Connection, id: int) -> Product | None:
    """Find a product."""
    row = by_id(mirror, Table.PRODUCTS, id)
    return rows.product(row) if row else None


def unit(mirror: sqlite3.Connection, id: int) -> Unit | None:
    """Find a unit."""
    row = by_id(mirror, Table.UNITS, id)
    return rows.unit(row) if row else None


def by_id(mirror: sqlite3.Connection, table: Table, id: int | None) -> rows.Row | None:
    """Find one row of the catalogue."""
    row: rows.Row | None = mirror.execute(f"SELECT * FROM {table} WHERE id = ?", (id,)).fetchone()
    return row


def every(mirror: sqlite3.Connection, table: Table) -> list[rows.Row]:
    """All rows of a short table of the catalogue."""
    return mirror.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()


def by_ids(mirror: sqlite3.Connection, table: Table, ids: Iterable[int]) -> list[rows.Row]:
    """Find rows of the catalogue."""
    return [
        row
        for part in parts(sorted(ids))
        for row in mirror.execute(f"SELECT * FROM {table} WHERE id IN ({marks(part)})", part)
    ]


def base_table(table: Table) -> str:
    """Name the table that holds what the ERP said."""
    return "base_documents" if table is Table.DOCUMENTS else str(table)


def parts(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """Cut values so that each part fits one `IN (…)`."""
    return (values[start : start + IN_MAX] for start in range(0, len(values), IN_MAX))


def _lines(found: Iterable[rows.Row]) -> tuple[Line, ...]:
    return tuple(rows.line(row) for row in found)
