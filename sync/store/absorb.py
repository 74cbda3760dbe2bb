"""One page of the ERP's changes into the mirror: rows, cursor, what settles, what is replayed."""

import sqlite3
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from sync.core.page import Page, Table
from sync.core.records import Work
from sync.core.touched import Touched
from sync.store import announced, guard, lines_put, moved, rows, sweep, words
from sync.store import journal as journal_file
from sync.store import mirror as mirror_file
from sync.store.files import marks, reading, writing
from sync.store.judged import Base, judged_again
from sync.store.mirror import State
from sync.store.replay import Given, put_documents, replay, summed
from sync.store.told import Absorbed, OtherNumbers, PageMisfit, TooManyGone

_PUT_DOCUMENT = rows.upsert((*rows.DOCUMENT_COLUMNS, "base_seq", "base_answers")).format(
    table="base_documents"
)


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
        named = (work.document.id for work in page.works)
        worked_on = journal_file.documents_with_work(journal, named)
        _put_live(mirror, [given for id, given in changed.items() if id not in worked_on])
        judged = judged_again(journal, state.answers_held).values()
        again = frozenset(one.document for one in judged)
        after = replace(
            state,
            cursor=page.to_cursor,
            floor_seq=floor_seq,
            # What is not on this page may still come on one of the same cycle.
            answers_held=state.answers_held if page.more else answers,
        )
        whole = worked_on | gone | settled | again
        replayed = replay(mirror, journal, after, whole, changed)
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


def _put_works(mirror: sqlite3.Connection, works: Sequence[Work], held: Base) -> dict[int, Given]:
    """Put whole documents over what was there; return those that say something new."""
    coming = {
        work.document.id: Given(work, held, lines_put.by_id(map(rows.line_row, work.lines)))
        for work in works
    }
    documents = {id: rows.document_row(one.work.document) for id, one in coming.items()}
    known = _documents(mirror, tuple(coming))
    lines = lines_put.stored(mirror, lines_put.BASE, tuple(coming))
    mirror.executemany(
        _PUT_DOCUMENT, ((*row, held.seq, held.answers) for row in documents.values())
    )
    changed = {
        id: one
        for id, one in coming.items()
        if known.get(id) != documents[id] or lines[id] != one.rows
    }
    before = {line: row for id in changed for line, row in lines[id].items()}
    after = {line: row for one in changed.values() for line, row in one.rows.items()}
    lines_put.put(mirror, lines_put.BASE, after, before)
    announced.put(mirror, (one.work for one in changed.values()))
    return changed


def _put_live(mirror: sqlite3.Connection, every: Sequence[Given]) -> None:
    """Documents nobody here worked on are live as they are."""
    works = [one.work for one in every]
    put_documents(mirror, (summed(work, has_pending=False) for work in works))
    ids = [work.document.id for work in works]
    before = lines_put.stored(mirror, lines_put.LIVE, ids)
    known = {line: row for lines in before.values() for line, row in lines.items()}
    coming = {line: row for one in every for line, row in one.rows.items()}
    lines_put.put(mirror, lines_put.LIVE, coming, known)
    moved.put_works(mirror, works)


def _documents(mirror: sqlite3.Connection, ids: Sequence[int]) -> dict[int, rows.Row]:
    """The rows of these documents as they are stored."""
    return {
        row[0]: row
        for part in mirror_file.parts(ids)
        for row in mirror.execute(
            f"SELECT {mirror_file.DOCUMENT} FROM base_documents WHERE id IN ({marks(part)})", part
        )
    }


def _remove_by(mirror: sqlite3.Connection, table: str, column: str, ids: Sequence[int]) -> None:
    mirror.executemany(f"DELETE FROM {table} WHERE {column} = ?", ((id,) for id in ids))


def _settled(journal: sqlite3.Connection, old_floor: int, new_floor: int) -> frozenset[int]:
    """The documents of operations that are part of everything from now on, or no longer are."""
    found = journal.execute(
        "SELECT DISTINCT document FROM operations WHERE seq > ? AND seq <= ?",
        (min(old_floor, new_floor), max(old_floor, new_floor)),
    )
    return frozenset(row[0] for row in found)
