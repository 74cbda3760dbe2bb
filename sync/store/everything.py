"""All that a device ever did, out of its journal and older ones: the ERP may lack any of it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from sync.core.envelope import Envelope
from sync.core.lifecycle import Life
from sync.store import epochs
from sync.store import journal as journal_file
from sync.store.carve import carve, carve_log
from sync.store.files import open_doubted
from sync.store.intact import NewerAppError, intact, must
from sync.store.reissue import Held


@dataclass(frozen=True, slots=True)
class Everything:
    """The operations of a journal, answered or not, and of those that were set aside before it.

    What had no effect has none. What is in older journals alone was in the base once: it is shown
    again with the page that has it again.
    """

    folder: Path
    journal: sqlite3.Connection
    held: Held
    pause: Callable[[], object] = bool

    def in_base(self) -> Iterator[Envelope]:
        """Those that the base holds, or held."""
        yield from self._older()
        yield from (one for one, held in self._ours() if held)

    def pending(self) -> Iterator[Envelope]:
        """All others."""
        return (one for one, held in self._ours() if not held)

    def _ours(self) -> Iterator[tuple[Envelope, bool]]:
        for text, life, seq, document in self.journal.execute(
            "SELECT o.payload, s.life, o.seq, o.document FROM standing s"
            " JOIN operations o ON o.seq = s.seq WHERE s.life <> 'settled' ORDER BY s.seq"
        ):
            self.pause()
            in_it = Life(life) in {Life.HERE, Life.ANSWERED} and self.held.holds(document, seq)
            yield must(text), in_it

    def _older(self) -> Iterator[Envelope]:
        seen = set[str]()
        for path in epochs.set_aside(self.folder):
            for one in _read(path):
                self.pause()
                if one.op_id in seen or journal_file.by_id(self.journal, one.op_id):
                    continue
                seen.add(one.op_id)
                yield one


def _read(path: Path) -> list[Envelope]:
    """What can be read of a journal that was set aside, but for what had no effect."""
    texts, over = list[object](), set[int]()
    with closing(open_doubted(path)) as journal:
        # Of a damaged one as far as it goes, and then all that is found in its bytes.
        with suppress(sqlite3.DatabaseError):
            rows = journal.execute("SELECT seq FROM standing WHERE life = 'settled'")
            over.update(seq for (seq,) in rows)
        with suppress(sqlite3.DatabaseError):
            texts += [row[0] for row in journal.execute("SELECT payload FROM operations")]
    texts += [*carve(path), *carve_log(path.with_name(f"{path.name}-wal"))]
    found = {one.op_id: one for one in map(_intact, texts) if one and one.seq not in over}
    return sorted(found.values(), key=lambda one: (one.epoch, one.seq))


def _intact(text: object) -> Envelope | None:
    try:
        return intact(text)
    except NewerAppError:
        return None
