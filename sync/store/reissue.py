"""Which operations a new epoch takes over, and the new journal that holds them."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, assert_never

from sync.core.envelope import Envelope, sealed_text
from sync.core.lifecycle import Life
from sync.store import journal as journal_file
from sync.store import mirror as mirror_file
from sync.store.begun import begun
from sync.store.files import open_new_journal, remove, sync_folder, writing
from sync.store.intact import Numbering, must
from sync.store.judged import Again, judged_again
from sync.store.migrate import JOURNAL, migrate


@dataclass(frozen=True, slots=True)
class Held:
    """Which numbers of the old journal the mirror's base is known to hold."""

    floor: int = 0
    by_document: Mapping[int, int] = field(default_factory=dict)
    shown: bool = False
    """Whether there is a base at all that was replayed on with this journal."""
    answers: int = 0
    """Up to which of the old journal's answers it knew them; of some documents further."""
    answers_of: Mapping[int, int] = field(default_factory=dict)
    place: str = ""
    """Where the old journal was with its ERP."""

    def holds(self, document: int, seq: int) -> bool:
        """Say whether the base holds an operation, as far as the ERP said."""
        return seq <= max(self.floor, self.by_document.get(document, 0))

    def knows(self, again: Again) -> bool:
        """Say whether the base was made when this answer was known."""
        return again.answer <= max(self.answers, self.answers_of.get(again.document, 0))

    def says(self, document: int, seq: int) -> bool | None:
        """The same; None where there is no base."""
        return self.holds(document, seq) if self.shown else None


class Unsettled(Protocol):
    """Operations of an old journal that are to go on in a new one."""

    @property
    def held(self) -> Held:
        """What the mirror knows of the old one."""

    def in_base(self) -> Iterator[Envelope]:
        """Those that the base holds already: only their answer is missing."""

    def pending(self) -> Iterator[Envelope]:
        """All others."""


def held(mirror: sqlite3.Connection, numbering: Numbering) -> Held:
    """Read what the mirror knows of a journal; nothing where it knows another."""
    state = mirror_file.state(mirror)
    if (state.device, state.epoch) != (numbering.device, numbering.epoch):
        return Held()
    seqs, answers = (
        dict(mirror.execute(f"SELECT id, {name} FROM base_documents WHERE {name} > 0").fetchall())
        for name in ("base_seq", "base_answers")
    )
    return Held(state.floor_seq, seqs, shown=True, answers=state.answers_held, answers_of=answers)


@dataclass(frozen=True, slots=True)
class Whole:
    """The unsettled operations of a journal that can be read."""

    journal: sqlite3.Connection
    held: Held
    pause: Callable[[], object] = bool
    """Called between two of them: a person may be waiting for a scan."""

    def in_base(self) -> Iterator[Envelope]:
        """Those without an answer that the base holds; and what was counted so far."""
        tallies = begun(self.journal)
        return (
            must(text)
            for text, seq, stand in self._rows()
            if stand.is_in_base() or (seq in tallies and stand.is_over())
        )

    def pending(self) -> Iterator[Envelope]:
        """All others that the base does not hold, or that are in no base."""
        return (must(text) for text, _, stand in self._rows() if stand.is_pending())

    def _rows(self) -> Iterator[tuple[str, int, "Stand"]]:
        again = judged_again(self.journal, self.held.answers)
        for text, life, seq, document, op_id in self.journal.execute(
            "SELECT o.payload, s.life, o.seq, o.document, o.op_id"
            " FROM standing s JOIN operations o ON o.seq = s.seq"
            " WHERE s.life <> 'settled' ORDER BY s.seq"
        ):
            self.pause()
            stand = self._stand(life, document, seq)
            if seq in again and not self.held.knows(again[seq]):
                # Its answer came after the base: what became of it is not in there.
                stand = replace(stand, held=False)
            if stand.life is Life.PARKED:
                stand = replace(stand, decision=self._decision(op_id))
            yield text, seq, stand

    def _decision(self, op_id: str) -> "Stand | None":
        row = self.journal.execute(
            "SELECT o.op_id, s.life, o.document, o.seq"
            " FROM operations o JOIN standing s ON s.seq = o.seq"
            " WHERE o.target = ? AND o.kind = 'settle' AND s.life <> 'settled' LIMIT 1",
            (op_id,),
        ).fetchone()
        # What was decided may have been set aside as well, and decided about again.
        return replace(self._stand(*row[1:]), decision=self._decision(row[0])) if row else None

    def _stand(self, life: str, document: int, seq: int) -> "Stand":
        return Stand(Life(life), self.held.says(document, seq))


@dataclass(frozen=True, slots=True)
class Stand:
    """Where an operation stands: by its answers, in the base, and by what a person decided."""

    life: Life
    held: bool | None
    """None where there is no base that could hold it."""
    decision: "Stand | None" = None

    def is_in_base(self) -> bool:
        """Say whether the base holds it, and only its answer is missing."""
        return self.life is Life.HERE and bool(self.held)

    def is_over(self) -> bool:
        """Say whether it has its answer, and nothing of it is still to come."""
        return self.life is Life.ANSWERED and not self.is_pending()

    def is_pending(self) -> bool:
        """Say whether it is to go on beside what the base holds."""
        match self.life:
            case Life.HERE:
                return not self.held
            case Life.HELD:
                return True
            case Life.PARKED:
                # With the decision: should the ERP refuse that, a person decides again.
                decided = self.decision
                return decided is None or decided.is_in_base() or decided.is_pending()
            case Life.ANSWERED:
                # It is in the ERP. Where there is no base, the one that is pulled next holds it.
                return self.held is False
            case Life.REFUSED:
                return False
            case _:
                assert_never(self.life)


def write_next(path: Path, numbering: Numbering, unsettled: Unsettled) -> int:
    """Write a whole new journal beside the old one; return how many operations it took over.

    Those that the base holds come first, so that one number tells them apart from then on.
    """
    remove(path)
    with closing(open_new_journal(path)) as journal:
        migrate(journal, JOURNAL)
        with writing(journal):
            floor = _append_all(journal, numbering, unsettled.in_base())
            taken_over = _append_all(journal, numbering, unsettled.pending())
            journal.execute(
                "INSERT INTO identity (id, device, epoch, floor, taken_over, place)"
                " VALUES (1, ?, ?, ?, ?, ?)",
                (numbering.device, numbering.epoch, floor, taken_over, unsettled.held.place),
            )
    sync_folder(path.parent)
    return taken_over


def append_later(path: Path, numbering: Numbering, later: Iterable[Envelope]) -> int:
    """Append what was written while a new journal was; return how many it took over in all."""
    with closing(open_new_journal(path)) as journal, writing(journal):
        taken_over = _append_all(journal, numbering, later)
        journal.execute("UPDATE identity SET taken_over = ?", (taken_over,))
    return taken_over


def _append_all(
    journal: sqlite3.Connection, numbering: Numbering, envelopes: Iterable[Envelope]
) -> int:
    """Append each under the next number; return the last."""
    for envelope in envelopes:
        append_again(journal, numbering, envelope)
    return journal_file.head(journal)[0]


def append_again(journal: sqlite3.Connection, numbering: Numbering, envelope: Envelope) -> Envelope:
    """Write an operation once more, as the next of this journal; inside a transaction.

    What was done, by whom, when and on what scan stays; so does the id under which it is done once.
    """
    seq, prev_hash = journal_file.head(journal)
    numbered = replace(
        envelope,
        device=numbering.device,
        epoch=numbering.epoch,
        seq=seq + 1,
        prev_hash=prev_hash,
        hash="",
    )
    again, text = sealed_text(numbered)
    journal_file.append(journal, again, text)
    return again
