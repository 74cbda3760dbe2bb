"""What must be so of a device's folder whatever happened to it: opened, and looked at by row."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from sync.core.envelope import GENESIS, Envelope, from_json, is_sealed
from sync.core.lifecycle import Life, Outcome, Result, after
from sync.core.operations import Deed
from sync.store import mirror as mirror_file
from sync.store.files import Files, open_untouched, reading
from sync.store.lanes import inline_lanes
from sync.store.replay import replay_whole
from sync.store.store import Store

GO_ON = frozenset({Life.HERE, Life.HELD, Life.PARKED})
LIVE = ("live_documents", "live_lines", "advice")


@dataclass
class Promised:
    """What the store said is written, and what it was asked to write at all."""

    operations: dict[str, Envelope] = field(default_factory=dict)
    answers: set[tuple[str, Outcome]] = field(default_factory=set)
    asked: dict[str, Deed] = field(default_factory=dict)

    def copy(self) -> "Promised":
        """Apart, but for what was asked: that is never taken back."""
        return Promised(dict(self.operations), set(self.answers), self.asked)

    def add(self, said: Envelope | Result) -> None:
        match said:
            case Envelope():
                self.operations[said.op_id] = said
            case Result():
                self.answers.add((said.op_id, said.outcome))


@dataclass(frozen=True, slots=True)
class Found:
    """What is in a folder, what of the promised is not, and what is wrong in any way."""

    operations: dict[str, Envelope]
    answers: frozenset[tuple[str, Outcome]]
    lost: frozenset[str]
    wrong: tuple[str, ...]


def look(folder: Path, promised: Promised) -> Found:
    """Open the folder as the app does, and look."""
    lost = frozenset(promised.operations)
    try:
        store = Store.open(folder, "another-device", inline_lanes())
    except Exception as bug:  # noqa: BLE001 - whatever it is, the device does not start
        return Found({}, frozenset(), lost, (f"not opened: {bug!r}",))
    if not isinstance(store, Store):
        return Found({}, frozenset(), lost, (f"not opened: {store}",))
    try:
        return look_into(store, promised)
    finally:
        store.close()


def look_into(store: Store, promised: Promised) -> Found:
    """Look at an open store, and at the journals that were set aside beside it."""
    files = store._files
    now = {one.op_id: one for one in envelopes(files.journal)}
    before, answers = _set_aside(store._work.path)
    answers |= _answers(files.journal)
    there = {op_id: one for op_id, (one, _) in before.items()} | now
    lost = promised.operations.keys() - there.keys()
    # What nobody answered, or somebody must still decide, has to go on in the journal of today.
    lost |= {op_id for op_id, (_, life) in before.items() if life in GO_ON} - now.keys()
    wrong = [f"{note.kind} {note.path}" for note in store.opened.notes]
    wrong += chain(list(now.values()))
    wrong += [f"lost {op_id}" for op_id in sorted(lost)]
    wrong += [f"lost the answer {said} to {to}" for to, said in sorted(promised.answers - answers)]
    wrong += altered(there, promised)
    wrong += standing(files)
    wrong += live(files)
    return Found(there, frozenset(answers), frozenset(lost), tuple(wrong))


def _set_aside(folder: Path) -> tuple[dict[str, tuple[Envelope, Life]], set[tuple[str, Outcome]]]:
    """Each operation of the journals set aside, as the newest of them has it; and all answers."""
    newest: dict[str, tuple[Envelope, Life]] = {}
    answers = set[tuple[str, Outcome]]()
    asides = folder.glob("journal.*-*.db")
    for path in sorted(asides, key=lambda path: int(path.stem.rpartition("-")[2])):
        with closing(open_untouched(path)) as journal:
            lives = dict(journal.execute("SELECT seq, life FROM standing").fetchall())
            newest |= {one.op_id: (one, Life(lives[one.seq])) for one in envelopes(journal)}
            answers |= _answers(journal)
    return newest, answers


def envelopes(journal: sqlite3.Connection) -> Iterator[Envelope]:
    for seq, op_id, digest, payload in journal.execute(
        "SELECT seq, op_id, hash, payload FROM operations ORDER BY seq"
    ):
        one = from_json(payload)
        assert (one.seq, one.op_id, one.hash) == (seq, op_id, digest)
        yield one


def chain(every: list[Envelope]) -> Iterator[str]:
    """Numbered from 1 without a gap, each sealed, each chained to the one before."""
    before = GENESIS
    for number, one in enumerate(every, 1):
        if one.seq != number:
            yield f"number {one.seq} where {number} is due"
        if not is_sealed(one):
            yield f"number {one.seq} is not sealed"
        if one.prev_hash != before:
            yield f"number {one.seq} is not chained"
        before = one.hash


def altered(there: Mapping[str, Envelope], promised: Promised) -> Iterator[str]:
    for op_id, one in there.items():
        if _content(one) != _content(promised.operations.get(op_id, one)):
            yield f"number {one.seq} is not as it was promised"
        if promised.asked.get(op_id, one.deed) != one.deed:
            yield f"number {one.seq} is not what was asked"
        if op_id not in promised.operations and op_id not in promised.asked:
            yield f"number {one.seq} was never asked for"


def _content(one: Envelope) -> Envelope:
    """What stays when an operation is issued again in a new epoch."""
    return replace(one, epoch=0, seq=0, prev_hash="", hash="")


def standing(files: Files) -> Iterator[str]:
    """Nothing half there: each operation stands where its answers put it."""
    due = dict.fromkeys(
        (row[0] for row in files.journal.execute("SELECT seq FROM operations")), Life.HERE
    )
    for seq, outcome in files.journal.execute("SELECT seq, outcome FROM answers ORDER BY id"):
        due[seq] = after(due[seq], Outcome(outcome))
    stands = dict(files.journal.execute("SELECT seq, life FROM standing").fetchall())
    for seq in due.keys() | stands.keys():
        if stands.get(seq) != due.get(seq):
            yield f"number {seq} stands at {stands.get(seq)}, by its answers at {due.get(seq)}"


def _answers(journal: sqlite3.Connection) -> set[tuple[str, Outcome]]:
    found = journal.execute(
        "SELECT o.op_id, a.outcome FROM answers a JOIN operations o ON o.seq = a.seq"
    )
    return {(op_id, Outcome(outcome)) for op_id, outcome in found}


def live(files: Files) -> Iterator[str]:
    """What a person sees is the base with all that is pending on it, made afresh."""
    mirror, journal = files.mirror, files.journal_read
    seen = {table: _rows(files, table) for table in LIVE}
    ids = {row[0] for row in mirror.execute("SELECT id FROM base_documents")}
    ids |= {row[0] for row in journal.execute("SELECT DISTINCT document FROM operations")}
    with reading(journal), reading(mirror):
        state = mirror_file.state(mirror)
        for id in sorted(ids):
            replay_whole(mirror, journal, id, state)
        for table in LIVE:
            if seen[table] != (afresh := _rows(files, table)):
                yield f"{table} is {seen[table] ^ afresh} away from its base with what is pending"


def _rows(files: Files, table: str) -> set[tuple]:
    return set(files.mirror.execute(f"SELECT * FROM {table}"))
