"""The list of picks as the store reads it: what goes together, and what lies in one zone."""

import sqlite3
from contextlib import closing
from dataclasses import replace

from sync.core.operations import MoveLine, Rest
from sync.core.pick_slices import BATCH_ORDERS_MAX
from sync.store.told import PickWanted
from tests.store.floor import BIN, CATALOGUE, OTHER_BIN, SCOPE, TODAY, Floor, finish, run
from tests.store.older import set_back
from tests.store.test_pick import CUSTOMER, PROMISED, D, floor, order, walk  # noqa: F401 - the floor itself

TOGETHER = "BATCH/00007"


def listed(floor: Floor, **over):  # noqa: F811
    return run(floor.store.moving.picks(SCOPE, **({"keys": (), "today": TODAY} | over)))


def batched(id: int, name: str = TOGETHER):
    work = order(id)
    return replace(work, document=replace(work.document, batch=name))


def test_a_batch_has_all_its_open_orders_and_loses_those_that_are_finished(floor: Floor):  # noqa: F811
    floor.absorb(batched(5), batched(6), order(7), batched(8, "WAVE/1"))
    batches = {one.name: one.documents for one in listed(floor).batches}
    assert batches == {TOGETHER: (5, 6), "WAVE/1": (8,)}
    found = listed(floor, keys=(TOGETHER,)).found.documents
    assert {one.id for one in found} == {5, 6}
    assert listed(floor, keys=("",)).found.documents == ()
    [stop] = [one for one in walk(floor, 5).tasks if one.place and one.place.id == BIN][:1]
    goods = (stop.product.id, D(1), D(1), None, stop.lot, BIN, CUSTOMER, stop.unit.id)
    floor.did(MoveLine(5, stop.line.id, *goods))
    floor.did(replace(finish(batched(5)), rest=Rest.DROPPED))
    assert {one.name: one.documents for one in listed(floor).batches}[TOGETHER] == (6,)


def test_of_a_large_batch_so_many_are_walked_at_once(floor: Floor):  # noqa: F811
    floor.absorb(*(batched(100 + n) for n in range(BATCH_ORDERS_MAX + 3)))
    [batch] = listed(floor).batches
    assert len(batch.documents) == BATCH_ORDERS_MAX


def test_a_zone_has_what_is_promised_there_and_counts_the_rest(floor: Floor):  # noqa: F811
    zoned = {BIN: "A", OTHER_BIN: "B"}
    places = tuple(replace(one, zone=zoned.get(one.id, "")) for one in CATALOGUE.locations)
    floor.absorb(locations=places)
    floor.absorb(order(5, planned=PROMISED), order(6))
    every = listed(floor)
    assert (every.zones, every.total) == (("A", "B"), 2)
    assert [row.document.id for row in listed(floor, zone="A").rows] == [5]
    assert listed(floor, zone="B").rows == ()
    whole = walk(floor, 5)
    wanted = PickWanted((5,), None, (), None, None, (), TODAY, zone="A")
    here = run(floor.store.moving.pick(SCOPE, wanted))
    assert {one.place.id for one in here.tasks} == {BIN}
    assert (len(here.tasks) + here.elsewhere, whole.elsewhere) == (len(whole.tasks), 0)


def test_a_mirror_of_an_older_app_learns_of_batches_by_its_next_pull(tmp_path):
    before = Floor(tmp_path)
    before.absorb(order(5))
    before.store.close()
    set_back(tmp_path / "mirror.db", "0015_batches")
    with closing(sqlite3.connect(tmp_path / "mirror.db", isolation_level=None)) as mirror:
        for table in ("base_documents", "live_documents"):
            mirror.execute(f"ALTER TABLE {table} DROP COLUMN batch")
    after = Floor(tmp_path)
    assert run(after.store.pull_state()).cursor == ""
    assert walk(after, 5).documents[0].batch == ""
    after.store.close()
