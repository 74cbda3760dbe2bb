"""The live view as a scan sees it: live rows, with the journal's tail replayed on them."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from sync.core.apply import apply
from sync.core.operations import Deed
from sync.core.records import Document, Line, Work
from sync.store import journal as journal_file
from sync.store import mirror as mirror_file
from sync.store import rows
from sync.store.journal import Operation
from sync.store.mirror import DOCUMENT, LIVE_SUMS


@dataclass(frozen=True, slots=True)
class LiveDocument:
    """A document with the sums over all of its lines."""

    document: Document
    lines: int
    lines_done: int
    demand: Decimal
    done: Decimal
    begun: bool


Tail = dict[int, tuple[Operation, ...]]
"""Operations that the mirror has not replayed yet, by document."""


def read_tail(journal: sqlite3.Connection, mirror: sqlite3.Connection) -> Tail:
    """Read what is written and not replayed yet; the mirror's snapshot must be open before."""
    tail: Tail = {}
    for operation in journal_file.since(journal, mirror_file.state(mirror).replayed_seq):
        document = operation.deed.document
        tail[document] = (*tail.get(document, ()), operation)
    return tail


def live_document(row: rows.Row) -> LiveDocument:
    """Read a document and its sums from `DOCUMENT` and `LIVE_SUMS`."""
    lines, lines_done, demand, done, begun = row[-5:]
    return LiveDocument(
        rows.document(row), lines, lines_done, Decimal(demand), Decimal(done), bool(begun)
    )


def read_document(mirror: sqlite3.Connection, document: int) -> LiveDocument | None:
    """Read one document as of the last replay."""
    row = mirror.execute(
        f"SELECT {DOCUMENT}, {LIVE_SUMS} FROM live_documents WHERE id = ?", (document,)
    ).fetchone()
    return live_document(row) if row else None


def fold(
    mirror: sqlite3.Connection, live: LiveDocument, tail: Iterable[Operation]
) -> tuple[LiveDocument, tuple[Line, ...]]:
    """Replay a document's tail; also return the lines it touched, as they are after it."""
    operations = tuple(tail)
    if not operations:
        return live, ()
    touched = {one.line for one in operations if one.line is not None}
    before = mirror_file.lines_by_id(mirror, "live_lines", live.document.id, touched)
    after = apply_all(Work(live.document, before), (one.deed for one in operations))
    return resummed(replace(live, begun=True), before, after), after.lines


def apply_all(work: Work, deeds: Iterable[Deed]) -> Work:
    """Apply deeds in order."""
    for deed in deeds:
        work = apply(work, deed)
    return work


def resummed(live: LiveDocument, before: Iterable[Line], after: Work) -> LiveDocument:
    """Bring a document's sums from some of its lines as they were to these as they are."""
    lines_done, done = live.lines_done, live.done
    for line in before:
        lines_done -= line.done >= line.demand
        done -= line.done
    for line in after.lines:
        lines_done += line.done >= line.demand
        done += line.done
    return replace(live, document=after.document, lines_done=lines_done, done=done)
