"""Live is base plus pending: makes the live rows again, for what was touched and nothing else."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from sync.core.operations import NO_DOCUMENT, RecordCheck, effect_of
from sync.core.problems import Problem
from sync.core.quantity import plain, total
from sync.core.rebase import rebase
from sync.core.records import Document, Line, Work
from sync.store import journal as journal_file
from sync.store import lines_put, moved, rows
from sync.store import mirror as mirror_file
from sync.store.files import reading, writing
from sync.store.journal import Operation
from sync.store.judged import Base
from sync.store.lagging import lagging
from sync.store.live import LiveDocument, read_document, resummed
from sync.store.mirror import State

_PUT_DOCUMENT = rows.upsert(
    (*rows.DOCUMENT_COLUMNS, "lines", "lines_done", "demand", "done", "begun")
).format(table="live_documents")
PUT_LINE = rows.upsert(tuple(rows.LINE_COLUMNS)).format(table="live_lines")

LINES_APART_MAX = 200
"""Lines of one document that are replayed one by one; above, the whole document is."""


@dataclass(frozen=True, slots=True)
class Given:
    """A document as its base was just made: what it holds of our operations, its lines as rows."""

    work: Work
    held: Base
    rows: lines_put.RowsById


def catch_up(mirror: sqlite3.Connection, journal: sqlite3.Connection) -> frozenset[int]:
    """Replay what was written or answered since the last time; return the documents."""
    with reading(journal), writing(mirror):
        return replay(mirror, journal, mirror_file.state(mirror), whole=())


def replay(
    mirror: sqlite3.Connection,
    journal: sqlite3.Connection,
    state: State,
    whole: Iterable[int],
    given: Mapping[int, Given] = MappingProxyType({}),
) -> frozenset[int]:
    """Replay on `whole` documents and on whatever lags; inside a transaction on both files.

    `given` are bases that need not be read again.
    """
    every = frozenset(whole)
    head, answers = journal_file.head(journal)[0], journal_file.newest_answer(journal)
    behind = lagging(journal, state, head)
    if NO_DOCUMENT in every:
        moved.replay_all(mirror, journal, state.held)
    elif NO_DOCUMENT in behind:
        moved.replay_some(mirror, journal, behind[NO_DOCUMENT].lines, state.held)
    for document in every - {NO_DOCUMENT}:
        replay_whole(mirror, journal, document, state, given.get(document))
    for document in behind.keys() - every - {NO_DOCUMENT}:
        lag = behind[document]
        if lag.again or not _add(mirror, document, lag.added, state.floor_seq):
            _replay_lines(mirror, journal, document, lag.lines)
    mirror_file.save_state(mirror, replace(state, replayed_seq=head, answers_seen=answers))
    return every | behind.keys()


def replay_whole(
    mirror: sqlite3.Connection,
    journal: sqlite3.Connection,
    document: int,
    state: State,
    given: Given | None = None,
) -> None:
    """Make one document's live rows from its base and all that is pending on it."""
    mirror.execute("DELETE FROM advice WHERE document = ?", (document,))
    moved.forget(mirror, (document,))
    base = given or _stored(mirror, document)
    if base is None:
        mirror.execute("DELETE FROM live_lines WHERE document = ?", (document,))
        mirror.execute("DELETE FROM live_documents WHERE id = ?", (document,))
        _advise_missing(mirror, journal, document, state.held)
        return
    work = base.work
    pending = journal_file.of_document(journal, document, state.held_by(base.held))
    live = _rebased(mirror, work, pending)
    put_document(mirror, summed(live, bool(pending)))
    known = lines_put.stored(mirror, lines_put.LIVE, (document,))[document]
    lines_put.put(mirror, lines_put.LIVE, _live_rows(base, live), known)
    moved.put_lines(mirror, work.document.state, live.lines)
    moved.put_verdicts(mirror, work, live.lines, (one.deed for one in pending))


def _stored(mirror: sqlite3.Connection, document: int) -> Given | None:
    base = mirror_file.base_document(mirror, document)
    if base is None:
        return None
    found = lines_put.stored(mirror, lines_put.BASE, (document,))[document]
    lines = sorted(map(rows.line, found.values()), key=lambda line: (line.sequence, line.id))
    return Given(Work(base[0], tuple(lines)), base[1], found)


def _live_rows(base: Given, live: Work) -> lines_put.RowsById:
    """Most lines are as the ERP says, and written already."""
    same = {line.id: line for line in base.work.lines}
    return {
        line.id: base.rows[line.id] if same.get(line.id) is line else rows.line_row(line)
        for line in live.lines
    }


def summed(work: Work, has_pending: bool) -> LiveDocument:  # noqa: FBT001 - a fact, not a mode
    """Add up a whole document."""
    done = total(line.done for line in work.lines)
    return LiveDocument(
        document=work.document,
        lines=len(work.lines),
        lines_done=sum(line.done >= line.demand for line in work.lines),
        demand=total(line.demand for line in work.lines),
        done=done,
        begun=has_pending or done > 0,
    )


def live_row(live: LiveDocument) -> rows.Row:
    """Write a document with its sums."""
    return (
        *rows.document_row(live.document),
        *(live.lines, live.lines_done, plain(live.demand), plain(live.done), live.begun),
    )


def put_document(mirror: sqlite3.Connection, live: LiveDocument) -> None:
    """Put one document with its sums."""
    mirror.execute(_PUT_DOCUMENT, live_row(live))


def put_documents(mirror: sqlite3.Connection, lives: Iterable[LiveDocument]) -> None:
    """Put many documents with their sums."""
    mirror.executemany(_PUT_DOCUMENT, map(live_row, lives))


def _add(
    mirror: sqlite3.Connection, document: int, added: Sequence[Operation], floor_seq: int
) -> bool:
    """Do the newest operations on the live rows as they are; False where that is not enough."""
    base, old = mirror_file.base_document(mirror, document), read_document(mirror, document)
    lines = {one.line for one in added if one.line is not None}
    if base is None or old is None or added[0].seq <= max(base[1].seq, floor_seq):
        return False
    if moved.CLOSED & {base[0].state, old.document.state} or _has_verdict(added):
        # What a verdict on a closed receipt moves hangs on those before it.
        return False
    work = Work(base[0], mirror_file.lines_by_id(mirror, "base_lines", document, lines))
    before = mirror_file.lines_by_id(mirror, "live_lines", document, lines)
    live = _rebased(mirror, work, added, Work(old.document, before))
    put_document(mirror, replace(resummed(old, before, live), begun=True))
    _put_lines(mirror, base[0], lines, live.lines)
    return True


def _replay_lines(
    mirror: sqlite3.Connection, journal: sqlite3.Connection, document: int, touched: set[int]
) -> None:
    """As `replay_whole`, for some lines: a receipt has thousands, and a scan touches one."""
    state = mirror_file.state(mirror)
    base, old = mirror_file.base_document(mirror, document), read_document(mirror, document)
    if base is None or old is None or len(touched) > LINES_APART_MAX:
        replay_whole(mirror, journal, document, state)
        return
    held = state.held_by(base[1])
    ours = journal_file.of_lines(journal, document, sorted(touched), held)
    work = Work(base[0], mirror_file.lines_by_id(mirror, "base_lines", document, touched))
    before = mirror_file.lines_by_id(mirror, "live_lines", document, touched)
    for line in (*touched, None):
        mirror.execute("DELETE FROM advice WHERE document = ? AND line IS ?", (document, line))
    live = _rebased(mirror, work, ours)
    changed = resummed(old, before, live)
    begun = changed.done > 0 or journal_file.is_pending(journal, document, held)
    put_document(mirror, replace(changed, begun=begun))
    _put_lines(mirror, base[0], touched, live.lines)
    moved.put_verdicts(mirror, work, live.lines, (one.deed for one in ours))


def _has_verdict(added: Iterable[Operation]) -> bool:
    return any(isinstance(effect_of(one.deed), RecordCheck) for one in added)


def _put_lines(
    mirror: sqlite3.Connection, base: Document, touched: Iterable[int], lines: Sequence[Line]
) -> None:
    mirror.executemany(PUT_LINE, map(rows.line_row, lines))
    moved.forget_lines(mirror, base.id, touched)
    moved.put_lines(mirror, base.state, lines)


def _rebased(
    mirror: sqlite3.Connection,
    work: Work,
    pending: Sequence[Operation],
    onto: Work | None = None,
) -> Work:
    rebased = rebase(work, ((one.envelope.op_id, one.deed) for one in pending), onto)
    by_id = {one.envelope.op_id: one for one in pending}
    for advice in rebased.advice:
        _advise(mirror, by_id[advice.op_id], advice.problem)
    return rebased.live


def _advise(mirror: sqlite3.Connection, operation: Operation, problem: Problem) -> None:
    mirror.execute(
        "INSERT OR REPLACE INTO advice (op_id, document, line, problem) VALUES (?, ?, ?, ?)",
        (operation.envelope.op_id, operation.deed.document, operation.line, str(problem)),
    )


def _advise_missing(
    mirror: sqlite3.Connection, journal: sqlite3.Connection, document: int, held: Base
) -> None:
    for operation in journal_file.of_document(journal, document, held):
        _advise(mirror, operation, Problem.DOCUMENT_MISSING)


def replay_anew(mirror: sqlite3.Connection, journal: sqlite3.Connection) -> None:
    """Replay on every document that was ever worked on; the base stays as it is."""
    with reading(journal), writing(mirror):
        documents = journal.execute("SELECT DISTINCT document FROM operations").fetchall()
        replay(mirror, journal, mirror_file.state(mirror), [row[0] for row in documents])


def reset(mirror: sqlite3.Connection, journal: sqlite3.Connection, device: str, epoch: int) -> None:
    """Start again with another journal: the base stays, what was replayed on it does not.

    Nor does the cursor: it may stand amid pages that count by the numbers of the lost one.
    """
    with reading(journal), writing(mirror):
        known = mirror_file.state(mirror)
        is_same = (known.device, known.epoch) == (device, epoch)
        mirror.execute("UPDATE base_documents SET base_seq = 0, base_answers = 0")
        mirror.execute("DELETE FROM advice")
        documents = [row[0] for row in mirror.execute("SELECT id FROM base_documents")]
        documents.append(NO_DOCUMENT)
        started = replace(
            known,
            device=device,
            epoch=epoch,
            cursor=known.cursor if is_same else "",
            floor_seq=journal_file.floor(journal),
            replayed_seq=0,
            answers_seen=0,
            answers_held=journal_file.newest_answer(journal),
        )
        mirror_file.save_state(mirror, started)
        replay(mirror, journal, started, documents)


def renumber(
    mirror: sqlite3.Connection, journal: sqlite3.Connection, device: str, epoch: int
) -> None:
    """Go on with a journal that took over all that is live here: only the numbers are others.

    As `reset` would have it, and without walking through what is pending.
    """
    with reading(journal), writing(mirror):
        mirror.execute(
            "UPDATE base_documents SET base_seq = 0, base_answers = 0"
            " WHERE base_seq <> 0 OR base_answers <> 0"
        )
        floor_seq = journal_file.floor(journal)
        answers = journal_file.newest_answer(journal)
        # What was moved without a document stands under its own number.
        moved.replay_all(mirror, journal, Base(floor_seq, answers))
        known = mirror_file.state(mirror)
        renewed = replace(
            known, device=device, epoch=epoch, cursor="", floor_seq=floor_seq,
            replayed_seq=journal_file.head(journal)[0],
            answers_seen=answers, answers_held=answers,
        )  # fmt: skip
        mirror_file.save_state(mirror, renewed)
