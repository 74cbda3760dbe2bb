"""However much was answered before, what is asked all day does not walk through it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sync.core.records import DocumentKind, Lot, Stock
from sync.store.told import PickWanted
from tests.store.floor import (
    AREA,
    BIN,
    CATALOGUE,
    LOTTED,
    SCOPE,
    SUPPLIER,
    TODAY,
    Floor,
    goods,
    receipt,
    run,
)

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


def test_no_walk_reads_every_lot(floor: Floor):
    lot = Lot(21, None, LOTTED, "NEAR", date(2026, 4, 1))
    lying = Stock(12, 1, LOTTED, BIN, lot.id, Decimal(5), Decimal(0))
    run(floor.store.absorb(replace(CATALOGUE, lots=(lot,), stock=(lying,))))
    over = {"kind": DocumentKind.DELIVERY, "source": AREA, "destination": SUPPLIER}
    floor.absorb(receipt(5, lines=2, **over))
    said: set[str] = set()
    mirror = floor.store._files.mirror_read
    mirror.set_trace_callback(said.add)
    run(floor.store.moving.pick(SCOPE, PickWanted((5,), None, (), None, "NEAR", (), TODAY)))
    mirror.set_trace_callback(None)
    # What is among nothing is nothing: SQLite does not look for it.
    asked = [one for one in said if " lots " in one and "IN ()" not in one]
    assert asked, "nothing was asked of the lots"
    for statement in asked:
        plan = [row[3] for row in mirror.execute(f"EXPLAIN QUERY PLAN {statement}")]
        assert not {"SCAN lots", "SCAN l"} & set(plan), (statement, plan)
