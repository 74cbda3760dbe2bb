"""A receipt as the ERP says it is, and pages that hold it."""

from dataclasses import replace

from sync.core.lifecycle import Life, Outcome, Result
from sync.store.told import Committed
from tests.store.floor import (
    Floor,
    receipt,
    run,
)

WORK = receipt(lines=4)


def answer(done: Committed, outcome: Outcome = Outcome.APPLIED, **over) -> Result:
    return replace(Result(done.envelope.op_id, done.envelope.seq, outcome), **over)


def lives(floor: Floor) -> list[tuple[int, Life]]:
    return [(row.envelope.seq, row.life) for row in run(floor.store.outbox(10, 0)).rows]
