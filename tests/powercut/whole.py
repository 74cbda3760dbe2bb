"""What must be so of a device's folder whatever happened to it: opened, and looked at by row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sync.core.envelope import GENESIS, Envelope, from_json, is_sealed
from sync.core.lifecycle import Life, Outcome, Result, after
from sync.core.operations import Deed
from sync.store import mirror as mirror_file
from sync.store.files import Files, reading
from sync.store.lanes import inline_lanes
from sync.store.replay import replay_whole
from sync.store.store import Store

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
    store = Store.open(folder, "another-device", inline_lanes())
    if not isinstance(store, Store):
        lost = frozenset(promised.operations)
        return Found({}, frozenset(), lost, (f"not opened: {store}",))
    try:
        return look_into(store, promised)
    finally:
        store.close()


def look_into(store: Store, promised: Promised) -> Found:
    """Look at an open store."""
    files = store._files
    there = {one.op_id: one for one in envelopes(files)}
    answers = _answers(files)
    lost = promised.operations.keys() - there.keys()
    wrong = [f"{note.kind} {note.path}" for note in store.opened.notes]
    wrong += chain(list(there.values()))
    wrong += [f"lost {op_id}" for op_id in sorted(lost)]
    wrong += [f"lost the answer {said} to {to}" for to, said in sorted(promised.answers - answers)]
    wrong += altered(there, promised)
    wrong += standing(files)
    wrong += live(files)
    return Found(there, answers, frozenset(lost), tuple(wrong))


def envelopes(files: Files) -> Iterator[Envelope]:
    for seq, op_id, digest, payload in files.journal.execute(
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
        if one != promised.operations.get(op_id, one):
            yield f"number {one.seq} is not as it was promised"
        if promised.asked.get(op_id, one.deed) != one.deed:
            yield f"number {one.seq} is not what was asked"
        if op_id not in promised.operations and op_id not in promised.asked:
            yield f"number {one.seq} was never asked for"


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


def _answers(files: Files) -> frozenset[tuple[str, Outcome]]:
    found = files.journal.execute(
        "SELECT o.op_id, a.outcome FROM answers a JOIN operations o ON o.seq = a.seq"
    )
    return frozenset((op_id, Outcome(outcome)) for op_id, outcome in found)


def live(files: Files) -> Iterator[str]:
    """What a person sees is the base with all that is pending on it, made afresh."""
    mirror, journal = files.mirror, files.journal_read
    seen = {table: _rows(files, table) for table in LIVE}
    ids = {row[0] for row in mirror.execute("SELECT id FROM base_documents")}
    ids |= {row[0] for row in journal.execute("SELECT DISTINCT document FROM operations")}
    with reading(journal), reading(mirror):
        floor_seq = mirror_file.state(mirror).floor_seq
        for id in sorted(ids):
            replay_whole(mirror, journal, id, floor_seq)
        for table in LIVE:
            if seen[table] != (afresh := _rows(files, table)):
                yield f"{table} is {seen[table] ^ afresh} away from its base with what is pending"


def _rows(files: Files, table: str) -> set[tuple]:
    return set(files.mirror.execute(f"SELECT * FROM {table}"))
