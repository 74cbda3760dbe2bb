"""Three pickers, offline, on the same stock of a real Odoo: the normal case, and a bad day."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from sync.core.operations import Choice, Count, MoveLine, Occasion, Stage, Undo
from sync.core.problems import Problem
from sync.core.records import DocumentState
from sync.core.slices import Scope
from tests.contract.odoo_erp import OdooOffice, odoo_erp
from tests.rigs.running import RunningOdoo
from tests.scenarios.conftest import Scene
from tests.scenarios.handheld import Handheld
from tests.scenarios.test_picks import BIN, OTHER_BIN, PAINT, taken
from tests.scenarios.test_receipts import at_work

pytestmark = pytest.mark.odoo

D = Decimal
NEAR, FAR = "THREE-NEAR", "THREE-FAR"
HAD = 12
"""So much of the lot lies in each of the two bins."""


@pytest.fixture(params=["odoo", "odoo_addon"])
def scene(request: pytest.FixtureRequest) -> Iterator[Scene]:
    """A plain Odoo, and one with the module."""
    rig: RunningOdoo = request.getfixturevalue(request.param)
    with odoo_erp(rig) as erp:
        assert isinstance(erp.office, OdooOffice)
        yield Scene(rig, erp, erp.office)
        if request.param == "odoo_addon":
            assert rig.person.find("stockhand.op", [], ["id"]), "the module was not spoken to"


def orders(scene: Scene, *amounts: str) -> tuple[str, ...]:
    """Stock of two lots in two bins, and an order for each picker."""
    scene.office.put(PAINT, BIN, str(HAD), NEAR)
    scene.office.put(PAINT, OTHER_BIN, str(HAD), FAR)
    return tuple(scene.office.make_delivery([(PAINT, amount)]) for amount in amounts)


def lying(scene: Scene) -> dict[str, float]:
    """What Odoo has of both lots, by bin."""
    return {
        place: amount
        for lot in (NEAR, FAR)
        for place, amount in scene.stock(PAINT, lot).items()
        if amount and place in {BIN, OTHER_BIN}
    }


def agree(devices: list[Handheld], scene: Scene) -> None:
    """Every device shows of both bins what Odoo has in its books, and nothing waits anywhere."""
    for device in devices:
        device.come_home()
        device.nothing_to_settle()
    there = lying(scene)
    assert all(amount >= 0 for amount in there.values()), "stock is below zero"
    for device in devices:
        assert seen_by(device) == there


def seen_by(device: Handheld) -> dict[str, float]:
    """What a device says lies in the two bins, of the two lots."""
    found: dict[str, float] = {}
    for place, lot in ((BIN, NEAR), (OTHER_BIN, FAR)):
        rows = device.in_bin(place.rsplit("/", 1)[-1])
        amount = sum(row.quantity for row in rows if row.lot == lot)
        if amount:
            found[place] = float(amount)
    return found


@pytest.mark.parametrize("home_as", [(0, 1, 2), (2, 0, 1)])
def test_three_take_from_the_same_bins_and_nobody_is_asked(
    scene: Scene, home: Scope, tmp_path: Path, home_as: tuple[int, ...]
):
    """Each picks its own order, offline all the time: as it is on every floor, every day."""
    names = orders(scene, "7", "7", "7")
    with ExitStack() as all_:
        devices = [
            all_.enter_context(at_work(scene, home, tmp_path / f"d{number}")) for number in range(3)
        ]
        for device, name in zip(devices, names, strict=True):
            for task in device.walk(name).tasks:
                device.did(taken(task))
            device.did(device.finish(name))
        for number in home_as:
            devices[number].come_home()
            devices[number].nothing_to_settle()
        agree(devices, scene)
    assert {scene.office.state(name) for name in names} == {DocumentState.DONE}
    assert sum(lying(scene).values()) == 2 * HAD - 21


def test_three_take_what_was_promised_to_each_other(scene: Scene, home: Scope, tmp_path: Path):
    """Two take the same last pieces, one undoes, one finds less than the books have.

    Whoever comes home first has them. The other's pieces wait for a person, a count decides, and
    at the end three devices and Odoo hold the same, with nothing taken twice and none below zero.
    """
    names = orders(scene, "10", "10", "4")
    with ExitStack() as all_:
        devices = [
            all_.enter_context(at_work(scene, home, tmp_path / f"d{number}")) for number in range(3)
        ]
        one, two, three = devices
        lots = [
            _taken_of(device, name, NEAR, BIN) for device, name in zip(devices, names, strict=True)
        ]
        for amount in (D(6), D(4)):
            one.did(lots[0](amount))
        # Two finds the other bin nearer to hand, and takes all of the first lot it can see there.
        two.did(lots[1](D(8)))
        wrong = two.did(lots[1](D(1)))
        two.did(Undo(wrong.envelope.op_id, wrong.envelope.deed))
        # Three takes two of the other lot, and counts what is left in its bin: one is missing.
        other = _taken_of(three, names[2], FAR, OTHER_BIN)
        three.did(other(D(4)))
        three.did(_counted(three, FAR, OTHER_BIN, (D(7), D(8))))
        three.come_home()
        three.nothing_to_settle()
        one.come_home()
        one.nothing_to_settle()
        two.come_home()
        [row] = two.desk()
        assert row.problem is Problem.SOURCE_SHORT, "ten of twelve were gone when it came home"
        assert lying(scene)[BIN] == 2 or lying(scene)[BIN] == HAD
        # The office counts: the goods are in the picker's hand, so they were there after all.
        scene.office.put(PAINT, BIN, "6", NEAR)
        two.pull()
        two.choose(row, Choice.FILE, row.did.goods)
        for device, name in zip(devices, names, strict=True):
            device.pull()
            for task in device.walk(name).tasks:
                if task.place is not None:
                    device.did(taken(task))
            device.did(device.finish(name))
            device.come_home()
        agree(devices, scene)
    assert {scene.office.state(name) for name in names} == {DocumentState.DONE}
    # Found by the count, less the one that was missing, less what three orders took.
    assert sum(lying(scene).values()) == 2 * HAD + 6 - 1 - 24


def _taken_of(device: Handheld, name: str, lot: str, place: str):
    """Take so much of a lot from a bin for the first line of an order, whatever was promised."""
    document = device.document(name)
    plan = device.walk(name).tasks[0]
    bin_ = device.place(place.rsplit("/", 1)[-1])

    def take(amount: Decimal) -> MoveLine:
        deed = replace(taken(plan, amount), lot=lot, source=bin_)
        assert deed.document == document
        return deed

    return take


def _counted(device: Handheld, lot: str, place: str, amounts: tuple[Decimal, Decimal]) -> Count:
    counted, expected = amounts
    label = place.rsplit("/", 1)[-1]
    [row] = [one for one in device.in_bin(label) if one.lot == lot]
    assert row.quantity == expected
    return Count(
        *(row.product.id, counted, expected, None, lot, row.place.id, row.unit.id),
        *(Stage.COUNTED, Occasion.OWN),
    )
