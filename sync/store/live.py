"""The live view as a scan sees it: live rows, with the journal's tail replayed on them."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from sync.core.apply import apply_all
from sync.core.operations import Settle
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


@dataclass(frozen=True, slots=True)
class News:
    """What the mirror has not replayed yet of a document: operations, and what they settle."""

    operations: tuple[Operation, ...] = ()
    settled: tuple[Operation, ...] = ()


Tail = dict[int, News]
"""By document; one that lost a settled operation to another document is here too."""


def read_tail(journal: sqlite3.Connection, mirror: sqlite3.Connection) -> Tail:
    """Read what is written and not replayed yet; the mirror's snapshot must be open before."""
    return _tail(journal, journal_file.since(journal, mirror_file.state(mirror).replayed_seq))


def read_tail_of(journal: sqlite3.Connection, replayed_seq: int, document: int, line: int) -> Tail:
    """As `read_tail`, of one line, where nobody asks for the others."""
    return _tail(journal, journal_file.tail_of(journal, replayed_seq, document, line))


def _tail(journal: sqlite3.Connection, operations: Iterable[Operation]) -> Tail:
    tail: Tail = {}
    for operation in operations:
        news = tail.get(operation.deed.document, News())
        tail[operation.deed.document] = replace(news, operations=(*news.operations, operation))
        if not isinstance(operation.deed, Settle):
            continue
        settled = journal_file.by_id(journal, operation.deed.target)
        if settled is not None:
            news = tail.get(settled.deed.document, News())
            tail[settled.deed.document] = replace(news, settled=(*news.settled, settled))
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
    journal: sqlite3.Connection, mirror: sqlite3.Connection, live: LiveDocument, tail: Tail
) -> tuple[LiveDocument, tuple[Line, ...]]:
    """Replay a document's tail; also return the lines it touched, as they are after it."""
    document = live.document.id
    news = tail.get(document)
    if news is None:
        return live, ()
    changing = (*news.operations, *news.settled)
    touched = {one.line for one in changing if one.line is not None}
    before = mirror_file.lines_by_id(mirror, "live_lines", document, touched)
    if news.settled:
        # What was replayed on the live rows cannot be taken out of them: begin at the base.
        after, begun = _from_base(journal, mirror, live, touched)
    else:
        after = apply_all(Work(live.document, before), (one.deed for one in news.operations))
        begun = True
    now = resummed(live, before, after)
    return replace(now, begun=begun or now.done > 0), after.lines


def _from_base(
    journal: sqlite3.Connection,
    mirror: sqlite3.Connection,
    live: LiveDocument,
    touched: set[int],
) -> tuple[Work, bool]:
    document = live.document.id
    base = mirror_file.base_document(mirror, document)
    assert base is not None, "a live document without a base"
    held = mirror_file.state(mirror).held_by(base[1])
    lines = mirror_file.lines_by_id(mirror, "base_lines", document, touched)
    pending = journal_file.of_lines(journal, document, sorted(touched), held)
    work = apply_all(Work(base[0], lines), (one.deed for one in pending))
    return work, journal_file.is_pending(journal, document, held)


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
