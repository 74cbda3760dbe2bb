"""One page of the ERP's changes into the mirror: rows, cursor, what settles, what is replayed."""

import sqlite3
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from sync.core.page import Page, Table
from sync.core.records import Work
from sync.core.touched import Touched
from sync.store import announced, guard, moved, rows, sweep, words
from sync.store import journal as journal_file
from sync.store import mirror as mirror_file
from sync.store.files import marks, reading, writing
from sync.store.judged import Base, judged_again
from sync.store.mirror import State
from sync.store.replay import PUT_LINE, put_documents, replay, summed
from sync.store.told import Absorbed, OtherNumbers, PageMisfit, TooManyGone

_Lines = frozenset[rows.Row]

_PUT_DOCUMENT = rows.upsert((*rows.DOCUMENT_COLUMNS, "base_seq", "base_answers")).format(
    table="base_documents"
)
_PUT_LINE = rows.upsert(tuple(rows.LINE_COLUMNS)).format(table="base_lines")


def absorb(mirror: sqlite3.Connection, journal: sqlite3.Connection, page: Page) -> Absorbed:
    """Take a page in, whole or not at all.

    One that does not fit the cursor changes nothing, nor does one that answers another journal, or
    that takes too much away.
    """
    with reading(journal), writing(mirror):
        state = mirror_file.state(mirror)
        if page.from_cursor != state.cursor:
            return PageMisfit(state.cursor, page.from_cursor)
        if journal_file.are_of_others(journal, page.answers):
            return OtherNumbers()
        sweeping = sweep.is_under_way(mirror, state, page)
        leaving = _leaving(mirror, page, at_end=sweeping and not page.more)
        checked = guard.check(mirror, state, page, leaving)
        if isinstance(checked, TooManyGone):
            return checked
        state = replace(checked, sweeping=sweeping and page.more)
        if sweeping:
            sweep.take(mirror, page) if page.more else sweep.end(mirror)
        # A restored journal may be behind what the ERP saw of it: its next numbers are new work.
        applied_seq = min(page.applied_seq, journal_file.head(journal)[0])
        catalogue = _put_catalogue(mirror, page)
        gone = _remove(mirror, leaving)
        answers = journal_file.newest_answer(journal)
        changed = _put_works(mirror, page.works, Base(applied_seq, answers))
        floor_seq = _floor(state, page, applied_seq)
        settled = _settled(journal, state.floor_seq, floor_seq)
        given = (work.document.id for work in page.works)
        worked_on = journal_file.documents_with_work(journal, given)
        _put_live(mirror, [work for id, work in changed.items() if id not in worked_on])
        judged = judged_again(journal, state.answers_held).values()
        again = frozenset(one.document for one in judged)
        after = replace(
            state,
            cursor=page.to_cursor,
            floor_seq=floor_seq,
            # What is not on this page may still come on one of the same cycle.
            answers_held=state.answers_held if page.more else answers,
        )
        replayed = replay(mirror, journal, after, worked_on | gone | settled | again)
    catalogue = catalogue or any(table is not Table.DOCUMENTS for table in leaving)
    return Touched(frozenset(changed) | replayed, catalogue, outbox=bool(worked_on | settled))


def _floor(state: State, page: Page, applied_seq: int) -> int:
    """Up to which number everything holds this device's operations, once the page is in."""
    # Where all begins anew it may begin with less than was here: an ERP that was put back to an
    # older day has lost what came later, and that goes on being shown.
    known = min(state.floor_seq, applied_seq) if page.anew else state.floor_seq
    return known if page.more else max(known, applied_seq)


def _put_catalogue(mirror: sqlite3.Connection, page: Page) -> bool:
    put = False
    for table, shape in rows.SHAPES.items():
        records = getattr(page, table)
        if records:
            words.coming(mirror, table, records)
            mirror.executemany(shape.upsert.format(table=table), map(shape.row, records))
            put = True
    return put


def _leaving(mirror: sqlite3.Connection, page: Page, *, at_end: bool) -> dict[Table, set[int]]:
    """What the mirror holds and loses by this page."""
    found = sweep.left_over(mirror, page) if at_end else {}
    for gone in page.gone:
        for part in mirror_file.parts(gone.ids):
            rows_ = mirror.execute(
                f"SELECT id FROM {mirror_file.base_table(gone.table)} WHERE id IN ({marks(part)})",
                part,
            )
            found.setdefault(gone.table, set()).update(row[0] for row in rows_)
    return {table: ids for table, ids in found.items() if ids}


def _remove(
    mirror: sqlite3.Connection, leaving: Mapping[Table, AbstractSet[int]]
) -> frozenset[int]:
    for table, ids in leaving.items():
        words.leaving(mirror, table, ids)
        _remove_by(mirror, mirror_file.base_table(table), "id", sorted(ids))
    documents = leaving.get(Table.DOCUMENTS, frozenset())
    _remove_by(mirror, "base_lines", "document", sorted(documents))
    announced.forget(mirror, documents)
    return frozenset(documents)


def _put_works(mirror: sqlite3.Connection, works: Sequence[Work], held: Base) -> dict[int, Work]:
    """Put whole documents over what was there; return those that say something new."""
    ids = [work.document.id for work in works]
    known = _known(mirror, ids)
    changed = {
        work.document.id: work
        for work in works
        if known.get(work.document.id) != (rows.document_row(work.document), _line_rows(work))
    }
    mirror.executemany(
        _PUT_DOCUMENT,
        ((*rows.document_row(work.document), held.seq, held.answers) for work in works),
    )
    _remove_by(mirror, "base_lines", "document", [id for id in changed if id in known])
    mirror.executemany(
        _PUT_LINE, (rows.line_row(line) for work in changed.values() for line in work.lines)
    )
    announced.put(mirror, changed.values())
    return changed


def _put_live(mirror: sqlite3.Connection, works: Sequence[Work]) -> None:
    """Documents nobody here worked on are live as they are."""
    _remove_by(mirror, "live_lines", "document", [work.document.id for work in works])
    put_documents(mirror, (summed(work, has_pending=False) for work in works))
    mirror.executemany(PUT_LINE, (rows.line_row(line) for work in works for line in work.lines))
    moved.put_works(mirror, works)


def _known(mirror: sqlite3.Connection, ids: Sequence[int]) -> dict[int, tuple[rows.Row, _Lines]]:
    """The rows of these documents as they are stored."""
    lines = dict[int, set[rows.Row]]()
    documents = dict[int, rows.Row]()
    for part in mirror_file.parts(ids):
        places = marks(part)
        for row in mirror.execute(
            f"SELECT {mirror_file.DOCUMENT} FROM base_documents WHERE id IN ({places})", part
        ):
            documents[row[0]] = row
        for row in mirror.execute(
            f"SELECT {mirror_file.LINE} FROM base_lines WHERE document IN ({places})", part
        ):
            lines.setdefault(row[1], set()).add(row)
    return {id: (row, frozenset(lines.get(id, ()))) for id, row in documents.items()}


def _line_rows(work: Work) -> _Lines:
    return frozenset(rows.line_row(line) for line in work.lines)


def _remove_by(mirror: sqlite3.Connection, table: str, column: str, ids: Sequence[int]) -> None:
    mirror.executemany(f"DELETE FROM {table} WHERE {column} = ?", ((id,) for id in ids))


def _settled(journal: sqlite3.Connection, old_floor: int, new_floor: int) -> frozenset[int]:
    """The documents of operations that are part of everything from now on, or no longer are."""
    found = journal.execute(
        "SELECT DISTINCT document FROM operations WHERE seq > ? AND seq <= ?",
        (min(old_floor, new_floor), max(old_floor, new_floor)),
    )
    return frozenset(row[0] for row in found)
