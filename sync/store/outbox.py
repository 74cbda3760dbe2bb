"""What is on its way to the ERP: batches to send, answers to keep, what a person may see."""

import sqlite3
from collections.abc import Iterable

from sync.core.envelope import Envelope, from_json
from sync.core.lifecycle import Life, Outcome, Result
from sync.core.operations import NO_DOCUMENT
from sync.core.problems import Problem
from sync.core.slices import OutboxRow, OutboxSlice, Unsent
from sync.core.touched import Touched
from sync.store import journal as journal_file
from sync.store import mirror as mirror_file
from sync.store.files import IN_MAX, marks, reading, writing
from sync.store.journal import SETTLED, UNFINISHED
from sync.store.places import remembered_place
from sync.store.told import Opened, PullState

BATCH_BYTES_MAX = 256 * 1024
"""What a batch may weigh as text; one operation always fits."""
UNSENT_TOLD_MAX = 50
"""Unsent operations whose places are told with a pull: what is looked for if the device is lost."""

STANDS_TOLD_MAX = 500
"""As many as one request holds that may have come twice to an ERP that was put back."""
_PARKED = f"s.life = 'parked' AND s.{UNFINISHED} AND NOT {SETTLED}"


def batch(journal: sqlite3.Connection, limit: int) -> tuple[Envelope, ...]:
    """The oldest operations without an answer, in order."""
    return _batch(journal, f"s.life = 'here' AND s.{UNFINISHED}", (), limit)


def batch_from(journal: sqlite3.Connection, seq: int, limit: int) -> tuple[Envelope, ...]:
    """Operations from a number on, answered or not: for an ERP that forgot them."""
    return _batch(journal, "s.seq >= ?", (seq,), limit)


def held(journal: sqlite3.Connection, limit: int) -> tuple[Envelope, ...]:
    """The oldest operations that the ERP keeps until another device's work is there."""
    return _batch(journal, f"s.life = 'held' AND s.{UNFINISHED}", (), limit)


def _batch(
    journal: sqlite3.Connection, where: str, values: tuple[int, ...], limit: int
) -> tuple[Envelope, ...]:
    found = journal.execute(
        "SELECT o.payload FROM standing s JOIN operations o ON o.seq = s.seq"
        f" WHERE {where} ORDER BY s.seq LIMIT ?",
        (*values, limit),
    )
    taken = list[Envelope]()
    room = BATCH_BYTES_MAX
    for (payload,) in found:
        room -= len(payload.encode())
        if taken and room < 0:
            break
        taken.append(from_json(payload))
    return tuple(taken)


def record(journal: sqlite3.Connection, results: Iterable[Result]) -> Touched:
    """Keep answers, all of them or none; a repeated one changes nothing."""
    kept = set[int]()
    with writing(journal):
        for result in results:
            if journal_file.record(journal, result):
                kept.add(result.seq)
    return Touched(_documents(journal, sorted(kept)), outbox=bool(kept))


def unsent(journal: sqlite3.Connection) -> Unsent:
    """What the badge needs."""
    counts = dict(
        journal.execute(
            f"SELECT life, count(*) FROM standing WHERE life <> 'parked' AND {UNFINISHED}"
            " GROUP BY life"
            " UNION ALL SELECT s.life, count(*) FROM standing s JOIN operations o ON o.seq = s.seq"
            f" WHERE {_PARKED} GROUP BY s.life"
        ).fetchall()
    )
    oldest = journal.execute(
        "SELECT wall_ms FROM operations WHERE seq ="
        f" (SELECT min(seq) FROM standing WHERE life IN ('here', 'held') AND {UNFINISHED})"
    ).fetchone()
    return Unsent(
        counts.get("here", 0) + counts.get("held", 0),
        oldest[0] if oldest else None,
        counts.get("parked", 0),
    )


def outbox(
    journal: sqlite3.Connection, mirror: sqlite3.Connection, limit: int, now_ms: int
) -> OutboxSlice:
    """Operations that are not settled: parked first, then oldest first."""
    with reading(mirror):
        floor_seq = mirror_file.state(mirror).floor_seq
        parked = _rows(journal, _PARKED, (), limit)
        here, held = (
            _rows(journal, f"s.life = '{life}' AND s.{UNFINISHED}", (), limit)
            for life in (Life.HERE, Life.HELD)
        )
        answered = [
            row
            for row in _rows(journal, "s.life = 'answered' AND s.seq > ?", (floor_seq,), limit)
            if row[2] > _base_seq(mirror, row[3])
        ]
    others = sorted(here + held + answered, key=lambda row: row[2])
    shown = (parked + others)[:limit]
    return OutboxSlice(tuple(_row(journal, row) for row in shown), unsent(journal), now_ms)


def pull_state(
    journal: sqlite3.Connection, mirror: sqlite3.Connection, opened: Opened
) -> PullState:
    """How far this device is, as a pull asks it."""
    cursor, answered_seq = mirror_file.state(mirror).cursor, journal_file.answered_seq(journal)
    head_seq, head_hash = journal_file.head(journal)
    return PullState(
        opened.device,
        opened.epoch,
        cursor,
        answered_seq,
        head_seq,
        journal_file.taken_over(journal),
        "" if cursor else remembered_place(journal, answered_seq),
        head_hash,
        journal_file.hash_of(journal, answered_seq),
        *(_unsent_at(journal) if head_seq > answered_seq else ((), ())),
        _stands(journal, answered_seq),
    )


def _stands(journal: sqlite3.Connection, answered_seq: int) -> str:
    """How the newest operations with an answer stand, by the first letter of each one's life."""
    rows = journal.execute(
        "SELECT substr(life, 1, 1) FROM standing WHERE seq > ? AND seq <= ? ORDER BY seq",
        (answered_seq - STANDS_TOLD_MAX, answered_seq),
    )
    return "".join(letter for (letter,) in rows)


def _unsent_at(journal: sqlite3.Connection) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The documents and the bins of the newest operations without an answer."""
    rows = journal.execute(
        "SELECT o.document, json_extract(o.payload, '$.deed.bin'),"
        " json_extract(o.payload, '$.deed.source')"
        " FROM standing s JOIN operations o ON o.seq = s.seq"
        f" WHERE s.life = 'here' AND s.{UNFINISHED} ORDER BY s.seq DESC LIMIT ?",
        (UNSENT_TOLD_MAX,),
    ).fetchall()
    documents = {row[0] for row in rows} - {NO_DOCUMENT}
    bins = {place for row in rows for place in row[1:] if isinstance(place, int)}
    return tuple(sorted(documents)), tuple(sorted(bins))


_Found = tuple[str, str, int, int]


def _rows(
    journal: sqlite3.Connection, where: str, values: tuple[int, ...], limit: int
) -> list[_Found]:
    return journal.execute(
        "SELECT o.payload, s.life, o.seq, o.document"
        f" FROM standing s JOIN operations o ON o.seq = s.seq WHERE {where}"
        " ORDER BY s.seq LIMIT ?",
        (*values, limit),
    ).fetchall()


def _row(journal: sqlite3.Connection, row: _Found) -> OutboxRow:
    envelope = from_json(row[0])
    return OutboxRow(envelope, Life(row[1]), last_result(journal, envelope))


def last_result(journal: sqlite3.Connection, envelope: Envelope) -> Result | None:
    """Read the newest answer to an operation."""
    row = journal.execute(
        "SELECT outcome, problem, reference, detail, changed_by, changed_ms FROM answers"
        " WHERE seq = ? ORDER BY id DESC LIMIT 1",
        (envelope.seq,),
    ).fetchone()
    if row is None:
        return None
    outcome, problem, *told = row
    found = Problem(problem) if problem else None
    return Result(envelope.op_id, envelope.seq, Outcome(outcome), found, *told)


def _base_seq(mirror: sqlite3.Connection, document: int) -> int:
    row = mirror.execute("SELECT base_seq FROM base_documents WHERE id = ?", (document,)).fetchone()
    return row[0] if row else 0


def _documents(journal: sqlite3.Connection, seqs: list[int]) -> frozenset[int]:
    return frozenset(
        row[0]
        for start in range(0, len(seqs), IN_MAX)
        for row in journal.execute(
            "SELECT DISTINCT document FROM operations"
            f" WHERE seq IN ({marks(seqs[start : start + IN_MAX])})",
            seqs[start : start + IN_MAX],
        )
    )
