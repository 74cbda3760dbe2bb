"""The ERP's books: records read and written, each change under the next revision."""

# ruff: noqa: S608 -- what is put into statements are names of tables and columns, never a text.

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sync.core.operations import Kind
from sync.core.page import Table
from sync.core.records import CatalogueRecord, Document, Line, Work
from sync.erp.training import history
from sync.erp.training.columns import from_rows, names, to_row
from sync.erp.training.database import KINDS, File

R = TypeVar("R")

_TABLES: dict[type, str] = {kind: str(table) for table, kind in KINDS.items()} | {Line: "lines"}
_REVISION = "revision"
_FLOOR = "floor"
CHANGES_KEPT = 100_000
"""Revisions for which it is known what went; a device that is further back begins anew."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a record is, and in which warehouse: where nothing is said, everybody's, everywhere."""

    company: int | None = None
    warehouse: int | None = None


@dataclass(frozen=True, slots=True)
class Books:
    """All that the training ERP knows, in an open file.

    `kinds` are the operations it can file: an older server knows fewer than an app may send.
    """

    file: File
    kinds: frozenset[Kind] = frozenset(Kind)

    @property
    def name(self) -> str:
        """What tells these books from others."""
        return str(self.file.value("SELECT value FROM facts WHERE name = 'books'"))

    def find(self, kind: type[R], where: str, parameters: Sequence[object] = ()) -> list[R]:
        """Every record of a kind for which `where` holds, oldest first."""
        sql = f"SELECT * FROM {_TABLES[kind]} WHERE {where} ORDER BY id"
        return from_rows(kind, self.file.rows(sql, parameters))

    def first(self, kind: type[R], where: str, parameters: Sequence[object] = ()) -> R | None:
        """The oldest of those, if there is one."""
        found = self.find(kind, where, parameters)
        return found[0] if found else None

    def get(self, kind: type[R], id: int | None) -> R | None:
        """One record by its id."""
        return self.first(kind, "id = ?", (id,))

    def must(self, kind: type[R], id: int) -> R:
        """One record that other records refer to."""
        found = self.get(kind, id)
        assert found is not None, f"no {kind.__name__} {id}"
        return found

    def work(self, id: int) -> Work | None:
        """A document with all its lines."""
        document = self.get(Document, id)
        if document is None:
            return None
        lines = self.find(Line, "document = ?", (id,))
        return Work(document, tuple(sorted(lines, key=lambda line: (line.sequence, line.id))))

    def revision(self) -> int:
        """The revision of the last change."""
        return self._last(_REVISION)

    def floor(self) -> int:
        """The revision before which it is forgotten what went."""
        return self._last(_FLOOR)

    def next_number(self, name: str) -> int:
        """The next of a row of numbers."""
        number = self._last(name) + 1
        self.file.do("INSERT OR REPLACE INTO numbers VALUES (?, ?)", (name, number))
        return number

    def put(self, records: Iterable[tuple[CatalogueRecord | Document, Owner]]) -> None:
        """Write records, each with its owner."""
        revision = self.revision()
        batches: dict[type, list[list[Any]]] = {}
        for record, owner in records:
            revision += 1
            row = [*to_row(record).values(), owner.company, owner.warehouse, revision, revision]
            batches.setdefault(type(record), []).append(row)
        for kind, rows in batches.items():
            self.file.do_many(_upsert(kind), rows)
        self.file.do("INSERT OR REPLACE INTO numbers VALUES (?, ?)", (_REVISION, revision))
        history.go_on(self.file, revision, batches.values())

    def put_works(self, works: Sequence[Work]) -> None:
        """Write documents whole: lines that are not in them any more go."""
        self.file.do_many(
            "DELETE FROM lines WHERE document = ?", ((work.document.id,) for work in works)
        )
        self.put_lines(
            [work.document for work in works], [line for work in works for line in work.lines]
        )

    def put_lines(self, documents: Sequence[Document], lines: Iterable[Line]) -> None:
        """Write documents and these of their lines: the others stay as they are."""
        first = self.revision() + 1
        marked = [replace(one, version=str(first + index)) for index, one in enumerate(documents)]
        self.put((one, Owner(one.company, one.warehouse)) for one in marked)
        marks = ", ".join("?" for _ in names(Line))
        rows = [list(to_row(line).values()) for line in lines]
        self.file.do_many(f"INSERT OR REPLACE INTO lines VALUES ({marks})", rows)
        history.go_on(self.file, self.revision(), rows)

    def remove(self, table: Table, id: int) -> None:
        """Take a record out, and remember that it went."""
        revision = self.next_number(_REVISION)
        self.file.do(
            f"INSERT OR REPLACE INTO gone "
            f"SELECT ?, id, scope, building, born, ? FROM {table} WHERE id = ?",
            (table, revision, id),
        )
        self.file.do(f"DELETE FROM {table} WHERE id = ?", (id,))
        history.go_on(self.file, revision, (table, id))
        self.forget_before(revision - CHANGES_KEPT)
        if table is Table.DOCUMENTS:
            self.file.do("DELETE FROM lines WHERE document = ?", (id,))

    def forget_before(self, revision: int) -> None:
        """Forget what went up to a revision."""
        forgotten = self.file.value("SELECT max(rev) FROM gone WHERE rev <= ?", (revision,))
        if forgotten:
            self.file.do("DELETE FROM gone WHERE rev <= ?", (revision,))
            self.file.do("INSERT OR REPLACE INTO numbers VALUES (?, ?)", (_FLOOR, forgotten))
            history.forget_before(self.file, forgotten)

    def _last(self, name: str) -> int:
        return self.file.value("SELECT last FROM numbers WHERE name = ?", (name,)) or 0


def _upsert(kind: type) -> str:
    columns = (*names(kind), "scope", "building", "born", "rev")
    marks = ", ".join("?" for _ in columns)
    kept = {"id", "born"}
    changed = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in kept)
    return (
        f"INSERT INTO {_TABLES[kind]} ({', '.join(columns)}) VALUES ({marks}) "
        f"ON CONFLICT (id) DO UPDATE SET {changed}"
    )
