"""A damaged journal, read operation by operation: what is intact goes on, the rest is named."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from sync.core.envelope import Envelope
from sync.core.lifecycle import Life
from sync.core.operations import Count, Settle, Undo
from sync.store.begun import not_closed
from sync.store.carve import carve, carve_log
from sync.store.files import JOURNAL_NAME, open_doubted
from sync.store.intact import Numbering, intact, numbering_of
from sync.store.judged import Again, filed_after_all
from sync.store.reissue import Held, Stand
from sync.store.remembered import Mirrored
from sync.store.support import whose

OPERATION_BYTES_MIN = 64
"""No file holds more operations than one in so many bytes: a bound on a number that is damaged."""
_FINISHED = frozenset({Life.ANSWERED, Life.REFUSED})


@dataclass(frozen=True, slots=True)
class Remains:
    """What can be read of a damaged journal: intact operations by number, and where each stands.

    `again` are the answers by which operations were filed that had been set aside before.
    """

    numbering: Numbering | None
    operations: dict[int, Envelope]
    lives: dict[int, Life]
    top: int
    again: dict[int, int]


@dataclass(frozen=True, slots=True)
class Salvaged:
    """The unsettled ones among them; one of unknown standing is sent again: it is done once."""

    remains: Remains
    held: Held

    def in_base(self) -> Iterator[Envelope]:
        """Those without an answer that the base holds; and what was counted so far."""
        tallies = self._begun()
        for one in self._in_order():
            stand = self._stand(one)
            if stand.is_in_base() or (one.seq in tallies and stand.is_over()):
                yield one

    def pending(self) -> Iterator[Envelope]:
        """All others that no base holds."""
        decisions = self._decisions()
        return (
            one
            for one in self._in_order()
            if replace(self._stand(one), decision=decisions.get(one.op_id)).is_pending()
        )

    def unread(self) -> tuple[int, ...]:
        """The numbers of operations that are gone, and may not be in the ERP."""
        known = self.remains
        return tuple(
            seq
            for seq in range(self.held.floor + 1, known.top + 1)
            if seq not in known.operations and known.lives.get(seq) not in _FINISHED
        )

    def _in_order(self) -> list[Envelope]:
        return [one for _, one in sorted(self.remains.operations.items())]

    def _stand(self, one: Envelope) -> Stand:
        held = self.held.says(one.deed.document, one.seq)
        # Of one whose standing is lost the ERP knows what became of it, if the base holds it.
        unknown = Life.ANSWERED if held else Life.HERE
        answer = self.remains.again.get(one.seq)
        if answer and not self.held.knows(Again(one.deed.document, answer)):
            # Its answer came after the base: what became of it is not in there.
            held = False
        return Stand(self.remains.lives.get(one.seq, unknown), held)

    def _begun(self) -> frozenset[int]:
        standing = [one for one in self._in_order() if self._stand(one).life is not Life.REFUSED]
        undone = {one.deed.target for one in standing if isinstance(one.deed, Undo)}
        counts = (one for one in standing if isinstance(one.deed, Count))
        return not_closed(one for one in counts if one.op_id not in undone)

    def _decisions(self) -> dict[str, Stand]:
        stands = ((one, self._stand(one)) for one in self._in_order())
        return {
            one.deed.target: stand
            for one, stand in stands
            if isinstance(one.deed, Settle) and stand.life is not Life.REFUSED
        }


def salvage(folder: Path, mirrored: Mirrored) -> Remains:
    """Read all that is left of a damaged journal; `mirrored` is what the mirror remembers of it."""
    path = folder / JOURNAL_NAME
    texts, lives, numbering = dict[int, Envelope](), dict[int, Life](), None
    again = dict[int, int]()
    with closing(open_doubted(path)) as journal:
        numbering = whose(journal)
        top = min(max(mirrored.seq, _top(journal)), _operations_max(path))
        for seq in range(1, top + 1):
            _put(texts, _cell(journal, "SELECT payload FROM operations WHERE seq = ?", seq))
            life = _life(journal, seq)
            if life:
                lives[seq] = life
            filed = filed_after_all(_answers(journal, seq)) if life is Life.ANSWERED else 0
            if filed:
                again[seq] = filed
    for text in chain(carve(path), carve_log(path.with_name(f"{path.name}-wal"))):
        _put(texts, text)
    # Each operation says whose it is, under a hash; the one row that says it for all has none.
    numbering = _commonest(texts) or numbering
    ours = {seq: one for seq, one in texts.items() if numbering_of(one) == numbering}
    if numbering in {None, Numbering(mirrored.device, mirrored.epoch)}:
        top = max(top, mirrored.seq)
    return Remains(numbering, ours, lives, max((top, *ours)), again)


def _put(found: dict[int, Envelope], text: object) -> None:
    envelope = intact(text)
    if envelope is not None:
        found.setdefault(envelope.seq, envelope)


def _commonest(found: dict[int, Envelope]) -> Numbering | None:
    counts = Counter(map(numbering_of, found.values()))
    return counts.most_common(1)[0][0] if counts else None


def _operations_max(path: Path) -> int:
    beside = (path, path.with_name(f"{path.name}-wal"))
    return sum(one.stat().st_size for one in beside if one.exists()) // OPERATION_BYTES_MIN


def _top(journal: sqlite3.Connection) -> int:
    tables = ("operations", "standing", "answers")
    found = (_cell(journal, f"SELECT max(seq) FROM {table}") for table in tables)
    return max((seq for seq in found if isinstance(seq, int)), default=0)


def _life(journal: sqlite3.Connection, seq: int) -> Life | None:
    found = _cell(journal, "SELECT life FROM standing WHERE seq = ?", seq) or _cell(
        journal, "SELECT life FROM answers WHERE seq = ? ORDER BY id DESC LIMIT 1", seq
    )
    return Life(found) if isinstance(found, str) and found in set(Life) else None


def _answers(journal: sqlite3.Connection, seq: int) -> list[tuple[int, str]]:
    """All answers to one operation, oldest first; none where they cannot be read."""
    try:
        return journal.execute(
            "SELECT id, life FROM answers WHERE seq = ? ORDER BY id", (seq,)
        ).fetchall()
    except sqlite3.DatabaseError:
        return []


def _cell(journal: sqlite3.Connection, statement: str, *values: int) -> object:
    """One value, or nothing where it cannot be read."""
    try:
        row = journal.execute(statement, values).fetchone()
    except sqlite3.DatabaseError:
        return None
    return row[0] if row else None
