"""A device that was restored or copied: what it did counts, whatever number and id it had."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from sync.core.envelope import When, Who
from sync.core.operations import Choice, ReceiveLine
from sync.core.problems import Problem
from sync.core.records import DocumentState
from sync.core.scenarios import Scenario
from sync.core.slices import Scope
from sync.erp.choose import open_remote
from sync.store.stamp import Stamp
from sync.store.told import Committed
from tests.scenarios.conftest import Scene
from tests.scenarios.handheld import NOW_MS, OTHER_BIN, Handheld, handheld
from tests.scenarios.test_lost import (
    LADDER,
    at_work,
    counted,
    is_fenced,
    scene,
)

__all__ = ["scene"]
pytestmark = pytest.mark.odoo
PLACES = ("WH/Stock/A/A-01/A-01-03", "WH/Stock/B/B-02/B-02-04")


def under(device: Handheld, op_id: str, deed: ReceiveLine) -> None:
    """Do it under an id that another operation has, as a device does that was set back."""
    who = Who("Ana", "grant", device.scope.company, device.scope.warehouse)
    stamp = Stamp(op_id, who, When(NOW_MS, 1, "boot"), "scan")
    done = device._run(device.store.commit(deed, stamp, device.today))
    assert isinstance(done, Committed), done


def test_18_a_copy_whose_numbers_and_ids_are_taken(scene: Scene, home: Scope, tmp_path: Path):
    """Its numbers are given anew and both count; one whose very id is taken waits for a person."""
    name = scene.office.make_receipt([(LADDER, "20")])
    before = scene.stock(LADDER)
    with at_work(scene, home, tmp_path / "one") as one:
        one.did(one.receive(name, LADDER, "2"))
        one.come_home()
    shutil.copytree(tmp_path / "one", tmp_path / "image")
    remote = lambda: open_remote(scene.way_in())  # noqa: E731 -- one each
    with handheld(tmp_path / "one", remote(), (home,), scene.erp.today) as one:
        taken = one.did(one.receive(name, LADDER, "1"))
        one.come_home()
        with handheld(tmp_path / "image", remote(), (home,), scene.erp.today) as copy:
            goods = replace(copy.receive(name, LADDER, "4"), bin=copy.place(OTHER_BIN))
            copy.did(goods)
            under(copy, taken.envelope.op_id, replace(goods, quantity=goods.quantity + 1))
            assert is_fenced(copy), "these numbers stand for something else"
            copy._run(copy.store.begin_epoch())
            copy.come_home()
            row = copy.told(Scenario.NUMBER_REUSED, Problem.NUMBER_REUSED)
            assert counted(scene, name) == 2 + 1 + 4
            assert scene.stock(LADDER) == before, "nothing is booked before the receipt is closed"
            # Whose id is taken is done once more under its own: so does the desk.
            copy.did(replace(goods, quantity=goods.quantity + 1))
            copy.choose(row, Choice.LET_GO)
            copy.did(copy.finish(name))
            copy.come_home()
            copy.nothing_to_settle()
        one.pull()
        one.nothing_to_settle()
    assert scene.office.state(name) is DocumentState.DONE
    wanted = dict(zip(PLACES, (2 + 1, 4 + 5), strict=True))
    assert scene.stock(LADDER) == {
        place: before.get(place, 0) + wanted.get(place, 0) for place in before | wanted
    }
