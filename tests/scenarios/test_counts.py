"""What the office does to a bin while it is counted offline."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from sync.core.count_slices import CountRow
from sync.core.operations import Choice, Count, Occasion, Stage
from sync.core.problems import Problem
from sync.core.scenarios import Scenario
from sync.core.slices import Scope
from sync.store.told import CountWanted
from tests.rigs import seed
from tests.scenarios.conftest import Scene
from tests.scenarios.handheld import BIN, Handheld
from tests.scenarios.test_receipts import PLACE, at_work

pytestmark = pytest.mark.odoo

LADDER = seed.LADDER.code
D = Decimal


def row(device: Handheld) -> CountRow:
    """The ladders of the bin, as whoever counts it sees them."""
    wanted = CountWanted(device.place(BIN), None, (), (), device.today)
    rows = device._run(device.store.moving.count(device.scope, wanted)).rows
    return next(one for one in rows if one.product.code == LADDER)


def count(device: Handheld, counted: int, **over) -> Count:
    """All of the ladders in the bin, one scan and then the bin once more."""
    there = row(device)
    deed = Count(
        *(there.product.id, D(counted), there.now, None, None, device.place(BIN), there.unit.id),
        *(Stage.TALLY, Occasion.OWN),
    )
    device.did(deed)
    return replace(deed, stage=Stage.COUNTED, **over)


def test_16_goods_moved_while_they_were_counted(scene: Scene, home: Scope, tmp_path: Path):
    scene.office.put(LADDER, PLACE, str(10 - scene.stock(LADDER).get(PLACE, 0)))
    with at_work(scene, home, tmp_path / "one") as device:
        # Nothing moves meanwhile: the books follow.
        device.did(count(device, 9))
        assert row(device).now == 9, "here it is so at once"
        device.come_home()
        device.nothing_to_settle()
        assert scene.stock(LADDER)[PLACE] == 9
        # The office moves two in, and nobody knows whether they were counted.
        scene.office.put(LADDER, PLACE, "2")
        device.did(count(device, 7))
        device.come_home()
        parked = device.told(Scenario.COUNTED_WHILE_MOVED, Problem.MOVED_MEANWHILE)
        assert parked.choices[0] is Choice.LET_GO, "count it again"
        assert scene.stock(LADDER)[PLACE] == 11, "Odoo is as the office left it"
        device.choose(parked, Choice.LET_GO)
        assert (row(device).now, row(device).counted) == (11, None)
        device.did(count(device, 8, occasion=Occasion.AGAIN))
        device.come_home()
        device.nothing_to_settle()
        assert scene.stock(LADDER)[PLACE] == 8
        # What comes while somebody counts is seen here already, before anything is sent.
        begun = count(device, 8)
        scene.office.put(LADDER, PLACE, "1")
        device.pull()
        assert row(device).is_stale
        assert device.do(begun) is Problem.MOVED_MEANWHILE
        assert scene.stock(LADDER)[PLACE] == 9
