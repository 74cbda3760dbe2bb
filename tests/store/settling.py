"""Something that was set aside, and a person who decides about it."""

from sync.core.lifecycle import Outcome, Result
from sync.core.operations import (
    Choice,
    Filing,
    Settle,
)
from sync.core.problems import Problem
from sync.store.told import Committed
from tests.store.floor import (
    Floor,
    receipt,
    run,
)

WORKS = {1: receipt(1), 2: receipt(2)}


def answer(floor: Floor, done: Committed, outcome: Outcome, problem: Problem | None = None):
    result = Result(done.envelope.op_id, done.envelope.seq, outcome, problem)
    return run(floor.store.record((result,)))


def file_as(target: Committed, deed: Filing) -> Settle:
    return Settle(target.envelope.op_id, deed.document, Choice.FILE, deed)


def decided(target: Committed, choice: Choice) -> Settle:
    return Settle(target.envelope.op_id, target.envelope.deed.document, choice, None)


def lying(floor: Floor, document: int = 1) -> dict[int, int]:
    """How much of the first line lies in which bin."""
    rows = floor.receive(document).rows
    entries = next(row.line.entries for row in rows if row.line.sequence == 0)
    return {entry.bin: int(entry.quantity) for entry in entries}
