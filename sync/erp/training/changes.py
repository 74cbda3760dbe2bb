"""Finds what a device has not seen: whole tables by id, or changes by revision."""

# ruff: noqa: S608 -- what is put into statements are names of tables and columns, never a text.

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sync.core.page import Bucket, Table
from sync.core.records import Work
from sync.core.sums import ids_of, mix, record_mix, text_of
from sync.erp.training.books import Books
from sync.erp.training.columns import names
from sync.erp.training.database import KINDS


@dataclass(frozen=True, slots=True)
class Found:
    """One record to send, or to say gone; `place` is where it stands, `weight` its rows."""

    table: Table
    id: int
    place: int
    weight: int
    gone: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the books as one scope sees them: its companies' rows, and everybody's."""

    books: Books
    companies: tuple[int, ...]
    warehouses: tuple[int, ...]

    def of_table(self, table: Table, after: int, limit: int) -> list[Found]:
        """The next records of a table by id."""
        rows = self.books.file.rows(
            f"SELECT id, {_weight(table)} AS weight FROM {table} "
            f"WHERE id > ? AND {self._mine()} ORDER BY id LIMIT ?",
            (after, *self._scope, limit),
        )
        return [Found(table, row["id"], row["id"], row["weight"], gone=False) for row in rows]

    def since(self, revision: int, limit: int) -> list[Found]:
        """The next changes after a revision, oldest first."""
        found = [one for table in KINDS for one in self._changed(table, revision, limit)]
        rows = self.books.file.rows(
            f"SELECT tbl, id, rev FROM gone WHERE rev > ? AND {self._mine()} ORDER BY rev LIMIT ?",
            (revision, *self._scope, limit),
        )
        found += [Found(Table(row["tbl"]), row["id"], row["rev"], 1, gone=True) for row in rows]
        return sorted(found, key=lambda one: one.place)[:limit]

    def rows(self) -> int:
        """How many rows there are in all."""
        sizes = (
            self.books.file.value(
                f"SELECT total({_weight(table)}) FROM {table} WHERE {self._mine()}",
                self._scope,
            )
            for table in KINDS
        )
        return sum(int(size) for size in sizes)

    def mixes(self, table: Table, bucket: Bucket | None = None) -> dict[int, int]:
        """The number of each record of a table, or of one bucket of it."""
        where, within = self._within(bucket)
        names_ = ", ".join(names(KINDS[table]))
        rows = self.books.file.rows(f"SELECT {names_} FROM {table} WHERE {where}", within)
        found = {row["id"]: mix(text_of(row.values())) for row in rows}
        if table is Table.DOCUMENTS:
            for work in self._works(found):
                found[work.document.id] = record_mix(work)
        return found

    def changed_in(self, bucket: Bucket, revision: int) -> frozenset[int]:
        """The ids of a bucket that something happened to after a revision."""
        where, within = self._within(bucket)
        rows = self.books.file.rows(
            f"SELECT id FROM {bucket.table} WHERE rev > ? AND {where} "
            f"UNION SELECT id FROM gone WHERE rev > ? AND {where} AND tbl = ?",
            (revision, *within, revision, *within, bucket.table),
        )
        return frozenset(row["id"] for row in rows)

    def _works(self, ids: Iterable[int]) -> Iterable[Work]:
        return (work for id in ids if (work := self.books.work(id)))

    def _within(self, bucket: Bucket | None) -> tuple[str, tuple[int, ...]]:
        if bucket is None:
            return self._mine(), self._scope
        ids = ids_of(bucket.number)
        return f"id BETWEEN ? AND ? AND {self._mine()}", (ids[0], ids[-1], *self._scope)

    def _changed(self, table: Table, revision: int, limit: int) -> list[Found]:
        rows = self.books.file.rows(
            f"SELECT id, rev, {_weight(table)} AS weight FROM {table} "
            f"WHERE rev > ? AND {self._mine()} ORDER BY rev LIMIT ?",
            (revision, *self._scope, limit),
        )
        return [Found(table, row["id"], row["rev"], row["weight"], gone=False) for row in rows]

    def _mine(self) -> str:
        companies, warehouses = _marks(self.companies), _marks(self.warehouses)
        return (
            f"(scope IS NULL OR scope IN ({companies})) "
            f"AND (building IS NULL OR building IN ({warehouses}))"
        )

    @property
    def _scope(self) -> tuple[int, ...]:
        return (*self.companies, *self.warehouses)


def _marks(ids: tuple[int, ...]) -> str:
    return ", ".join("?" for _ in ids)


def fitting(found: Sequence[Found], room: int, *, first: bool) -> list[Found]:
    """As many as there is room for; the first of a page always fits, so every page moves on."""
    taken: list[Found] = []
    for one in found:
        room -= one.weight
        if room < 0 and (taken or not first):
            break
        taken.append(one)
    return taken


def _weight(table: Table) -> str:
    if table is not Table.DOCUMENTS:
        return "1"
    return "1 + (SELECT count(*) FROM lines WHERE lines.document = documents.id)"
