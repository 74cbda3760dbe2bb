"""The journal's statements: operations as they were written, and where each stands."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sync.core.envelope import GENESIS, Envelope, from_json, to_json
from sync.core.lifecycle import OVERLAYS, Life, Result, after
from sync.core.operations import (
    NO_DOCUMENT,
    Deed,
    RecordCheck,
    Settle,
    Undo,
    effect_of,
    goods_of,
)
from sync.core.rules import Parked
from sync.store.files import IN_MAX, marks
from sync.store.judged import JUDGED_AGAIN, Base


@dataclass(frozen=True, slots=True)
class Operation:
    """A written operation, and where it stands by the answers to it alone."""

    envelope: Envelope
    life: Life

    @property
    def seq(self) -> int:
        """Its number."""
        return self.envelope.seq

    @property
    def deed(self) -> Deed:
        """What was done."""
        return self.envelope.deed

    @property
    def line(self) -> int | None:
        """The one line that it changes, if it changes one."""
        return line_of(self.envelope)


def line_of(envelope: Envelope) -> int | None:
    """The one line that an operation changes, if it changes one.

    What was moved without a document stands for itself: its own number is its line.
    """
    effect = effect_of(envelope.deed)
    if isinstance(effect, RecordCheck):
        return effect.line
    goods = goods_of(envelope.deed)
    if goods is None:
        return None
    return envelope.seq if goods.document == NO_DOCUMENT else goods.line


def target_of(deed: Deed) -> str | None:
    """The operation that a deed is about, if it is about one."""
    return deed.target if isinstance(deed, Undo | Settle) else None


def identity(journal: sqlite3.Connection) -> tuple[str, int] | None:
    """The device and epoch that operations are numbered for; None in a new file."""
    row = journal.execute("SELECT device, epoch FROM identity").fetchone()
    return (row[0], row[1]) if row else None


def floor(journal: sqlite3.Connection) -> int:
    """The number up to which every operation was in the ERP when this epoch began."""
    row = journal.execute("SELECT floor FROM identity").fetchone()
    return int(row[0]) if row else 0


def taken_over(journal: sqlite3.Connection) -> int:
    """The number up to which operations came from another journal when this epoch began."""
    row = journal.execute("SELECT taken_over FROM identity").fetchone()
    return int(row[0]) if row else 0


def head(journal: sqlite3.Connection) -> tuple[int, str]:
    """The number and the hash of the newest operation."""
    row = journal.execute("SELECT seq, hash FROM operations ORDER BY seq DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else (0, GENESIS)


def hash_of(journal: sqlite3.Connection, seq: int) -> str:
    """The hash of the operation with a number; nothing where there is none."""
    row = journal.execute("SELECT hash FROM operations WHERE seq = ?", (seq,)).fetchone()
    return row[0] if row else ""


def newest_answer(journal: sqlite3.Connection) -> int:
    """The number of the newest answer."""
    row = journal.execute("SELECT coalesce(max(id), 0) FROM answers").fetchone()
    return int(row[0])


def append(journal: sqlite3.Connection, envelope: Envelope, text: str = "") -> None:
    """Write an operation behind the last; inside a transaction. `text` is what it is written as."""
    deed = envelope.deed
    journal.execute(
        "INSERT INTO operations (seq, op_id, kind, document, line, target, hash, wall_ms, payload)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(envelope.seq, envelope.op_id, str(envelope.kind), deed.document),
            line_of(envelope),
            *(target_of(deed), envelope.hash),
            *(envelope.when.wall_ms, text or to_json(envelope)),
        ),
    )
    journal.execute("INSERT INTO standing (seq, life) VALUES (?, 'here')", (envelope.seq,))


UNFINISHED = "life IN ('here', 'held', 'parked')"
"""Put beside any of the three, in these very words: only so is their index used, and what was
answered long ago is not walked through."""

SETTLED = (
    "EXISTS (SELECT 1 FROM operations n JOIN standing ns ON ns.seq = n.seq"
    " WHERE n.target = o.op_id AND n.kind = 'settle' AND ns.life <> 'settled')"
)
"""A person decided about the operation `o`, and the ERP did not refuse that: the decision stands
in its place, whatever becomes of the decision. (A life of 'settled' is `Life.REFUSED`.)"""

_parsed = lru_cache(1_024)(from_json)
"""The same text is the same operation, and neither ever changes: some 3 MB of the newest."""

_READ = "SELECT o.payload, s.life FROM operations o JOIN standing s ON s.seq = o.seq"


def _operations(rows: Iterable[tuple[str, str]]) -> tuple[Operation, ...]:
    return tuple(Operation(_parsed(payload), Life(life)) for payload, life in rows)


def by_id(journal: sqlite3.Connection, op_id: str) -> Operation | None:
    """Find one operation."""
    found = _operations(journal.execute(f"{_READ} WHERE o.op_id = ?", (op_id,)))
    return found[0] if found else None


def since(journal: sqlite3.Connection, seq: int) -> tuple[Operation, ...]:
    """Every operation after a number that is replayed on any base, oldest first."""
    rows = journal.execute(f"{_READ} WHERE o.seq > ? AND NOT {SETTLED} ORDER BY o.seq", (seq,))
    return tuple(one for one in _operations(rows) if one.life in OVERLAYS)


def newest(
    journal: sqlite3.Connection, texts: Sequence[str], back_max: int
) -> tuple[Operation, ...]:
    """Those of the newest operations whose text holds one of these, newest first."""
    holds = " OR ".join("instr(o.payload, ?)" for _ in texts)
    rows = journal.execute(
        f"{_READ} WHERE o.seq > (SELECT max(seq) FROM operations) - ? AND ({holds})"
        " ORDER BY o.seq DESC",
        (back_max, *texts),
    )
    return _operations(rows)


def after_seq(journal: sqlite3.Connection, seq: int) -> tuple[Operation, ...]:
    """Every operation after a number, whatever became of it, oldest first."""
    return _operations(journal.execute(f"{_READ} WHERE o.seq > ? ORDER BY o.seq", (seq,)))


def tail_of(
    journal: sqlite3.Connection, seq: int, document: int, line: int
) -> tuple[Operation, ...]:
    """As `since`: those that change one line of a document, or the document itself.

    Decisions are all here: what one is about may be a document's that it does not name.
    """
    rows = journal.execute(
        f"{_READ} WHERE o.seq > ? AND (o.kind = 'settle' OR o.document = ?"
        f" AND (o.line = ? OR o.line IS NULL)) AND NOT {SETTLED} ORDER BY o.seq",
        (seq, document, line),
    )
    return tuple(one for one in _operations(rows) if one.life in OVERLAYS)


_PENDING = (
    "o.document = ? AND (o.seq > ? OR s.life IN ('held', 'parked')"
    f" OR ({JUDGED_AGAIN})) AND NOT {SETTLED}"
)


def of_document(journal: sqlite3.Connection, document: int, base: Base) -> tuple[Operation, ...]:
    """The operations of a document that are replayed on a base.

    One without an answer that the base holds is in it all the same: only its answer was lost.
    Parked and held ones are in no base; of those that a person settled, the decision is replayed.
    """
    rows = journal.execute(
        f"{_READ} WHERE {_PENDING} ORDER BY o.seq", (document, base.seq, base.answers)
    )
    return tuple(one for one in _operations(rows) if one.life in OVERLAYS)


def of_lines(
    journal: sqlite3.Connection, document: int, lines: Sequence[int], base: Base
) -> tuple[Operation, ...]:
    """As `of_document`: those that change these lines, or the document itself."""
    rows = journal.execute(
        f"{_READ} WHERE {_PENDING} AND (o.line IN ({marks(lines)}) OR o.line IS NULL)"
        " ORDER BY o.seq",
        (document, base.seq, base.answers, *lines),
    )
    return tuple(one for one in _operations(rows) if one.life in OVERLAYS)


def is_pending(journal: sqlite3.Connection, document: int, base: Base) -> bool:
    """Say whether `of_document` would hold anything."""
    row = journal.execute(
        "SELECT 1 FROM operations o JOIN standing s ON s.seq = o.seq"
        f" WHERE {_PENDING} AND s.life <> 'settled' ORDER BY o.seq DESC LIMIT 1",
        (document, base.seq, base.answers),
    ).fetchone()
    return row is not None


def documents_with_work(journal: sqlite3.Connection, documents: Iterable[int]) -> frozenset[int]:
    """Those of the documents that this device ever worked on."""
    asked, found = sorted(documents), set[int]()
    for start in range(0, len(asked), IN_MAX):
        part = asked[start : start + IN_MAX]
        found.update(
            row[0]
            for row in journal.execute(
                f"SELECT DISTINCT document FROM operations WHERE document IN ({marks(part)})", part
            )
        )
    return frozenset(found)


def is_undone(journal: sqlite3.Connection, op_id: str) -> bool:
    """Say whether an undo that was not refused names this operation."""
    row = journal.execute(
        "SELECT 1 FROM operations o JOIN standing s ON s.seq = o.seq"
        " WHERE o.target = ? AND o.kind = 'undo' AND s.life <> 'settled' LIMIT 1",
        (op_id,),
    ).fetchone()
    return row is not None


def parked_of(journal: sqlite3.Connection, op_id: str) -> Parked:
    """Say how far an operation is that a person is about to settle."""
    row = journal.execute(
        f"SELECT s.life, {SETTLED} FROM operations o JOIN standing s ON s.seq = o.seq"
        " WHERE o.op_id = ?",
        (op_id,),
    ).fetchone()
    if row is None or row[0] != Life.PARKED:
        return Parked.MISSING
    return Parked.SETTLED if row[1] else Parked.WAITING


def record(journal: sqlite3.Connection, result: Result) -> bool:
    """Keep an answer, inside a transaction; False where it changes nothing."""
    row = journal.execute(
        "SELECT s.life FROM standing s JOIN operations o ON o.seq = s.seq"
        " WHERE s.seq = ? AND o.op_id = ?",
        (result.seq, result.op_id),
    ).fetchone()
    if row is None:
        return False
    life = after(Life(row[0]), result.outcome)
    if life == row[0]:
        return False
    journal.execute(
        "INSERT INTO answers"
        " (seq, outcome, problem, reference, detail, life, changed_by, changed_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(result.seq, str(result.outcome), result.problem and str(result.problem)),
            *(result.reference, result.detail, str(life), result.changed_by, result.changed_ms),
        ),
    )
    journal.execute("UPDATE standing SET life = ? WHERE seq = ?", (str(life), result.seq))
    return True


def are_of_others(journal: sqlite3.Connection, results: Iterable[Result]) -> bool:
    """Say whether any of these answers is to another operation than has its number here."""
    named = (
        (journal.execute("SELECT op_id FROM operations WHERE seq = ?", (one.seq,)).fetchone(), one)
        for one in results
    )
    return any(row is not None and row[0] != one.op_id for row, one in named)


def answered_seq(journal: sqlite3.Connection) -> int:
    """The highest number up to which every operation has an answer."""
    row = journal.execute(
        f"SELECT min(seq) FROM standing WHERE life = 'here' AND {UNFINISHED}"
    ).fetchone()
    return head(journal)[0] if row[0] is None else row[0] - 1
