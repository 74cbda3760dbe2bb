"""However much was answered before, what is asked all day does not walk through it."""

import pytest

from tests.store.floor import SCOPE, Floor, goods, receipt, run

WORK = receipt()
ASKED = {
    "the badge": lambda store: store.unsent(),
    "the next batch": lambda store: store.batch(5),
    "what the ERP holds": lambda store: store.held(5),
    "how far it is": lambda store: store.pull_state(),
    "the settle desk": lambda store: store.settle_desk(SCOPE, 5, 0),
}


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_no_statement_reads_every_operation(floor: Floor, ask):
    floor.absorb(WORK)
    floor.did(goods(WORK))
    said: set[str] = set()
    files = floor.store._files
    connections = [files.journal, files.journal_read]
    for connection in connections:
        connection.set_trace_callback(said.add)
    run(ask(floor.store))
    for connection in connections:
        connection.set_trace_callback(None)
    asked = [one for one in said if "standing" in one]
    assert asked, "nothing was asked of the journal"
    for statement in asked:
        plan = [row[3] for row in files.journal.execute(f"EXPLAIN QUERY PLAN {statement}")]
        assert not [step for step in plan if step.startswith("SCAN")], (statement, plan)
        assert not [step for step in plan if step == "SEARCH standing"], (statement, plan)
