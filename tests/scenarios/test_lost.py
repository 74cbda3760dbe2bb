"""A device is lost with work on it: the office hears of what, counts, and gets none of it twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.core.slices import Scope
from sync.erp.choose import open_remote
from sync.store.rescue import Rescued, RescueWritten
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import PushRequest
from tests.contract.odoo_erp import OdooOffice, odoo_erp
from tests.rigs import seed
from tests.rigs.odoo_person import OdooRefused
from tests.rigs.running import RunningOdoo
from tests.scenarios.conftest import Scene
from tests.scenarios.handheld import BIN, OTHER_BIN, Handheld, handheld

pytestmark = pytest.mark.odoo

LADDER = seed.LADDER.code
ERP = "that one"
LOST = ["story", "state", "lost_from", "lost_to", "lost_hash", "bin_ids", "document_ids"]


@pytest.fixture
def scene(odoo_addon: RunningOdoo) -> Iterator[Scene]:
    with odoo_erp(odoo_addon) as erp:
        assert isinstance(erp.office, OdooOffice)
        yield Scene(odoo_addon, erp, erp.office)


def at_work(scene: Scene, home: Scope, folder: Path):
    return handheld(folder, open_remote(scene.way_in()), (home,), scene.erp.today)


def row_of(scene: Scene, device: str, epoch: int = 1):
    domain = [["name", "=", device], ["epoch", "=", epoch]]
    names = ["state", "head_seq", "head_hash", "applied_seq", "unsent"]
    [row] = scene.person.find("stockhand.device", domain, names)
    return row


def retire(scene: Scene, device: str):
    """The supervisor's button; what it makes."""
    scene.person.call("stockhand.device", "action_retire", ids=[row_of(scene, device)["id"]])
    return scene.person.find("stockhand.exception", [["device", "=", device]], LOST)


def is_fenced(device: Handheld) -> bool:
    batch = device.unsent()
    number = {"device": batch[0].device, "epoch": batch[0].epoch}
    said = device._run(device.remote.push(PushRequest(**number, operations=batch)))
    return isinstance(said, Failure) and said.kind is FailureKind.EPOCH_FENCED


def counted(scene: Scene, name: str) -> float:
    lines = scene.person.lines(scene.picking(name))
    return sum(line["quantity"] for line in lines if line["picked"])


def works_and_is_lost(device: Handheld, name: str) -> None:
    """Two pieces are in the office; three more are not, and all it hears of them is their head."""
    device.did(device.receive(name, LADDER, "2"))
    device.come_home()
    for bin in (BIN, OTHER_BIN, OTHER_BIN):
        device.did(device.receive(name, LADDER, "1", bin=device.place(bin)))
    device.pull()


def test_15_the_device_was_lost(scene: Scene, home: Scope, tmp_path: Path):
    name = scene.office.make_receipt([(LADDER, "20")])
    place = scene.id("stock.location", barcode=OTHER_BIN)
    quant = {"product_id": scene.person.product(LADDER), "location_id": place, "quantity": 1}
    scene.person.call("stock.quant", "create", vals_list=[quant])
    with at_work(scene, home, tmp_path / "one") as lost:
        works_and_is_lost(lost, name)
        newest = lost.unsent()[-1]
        before = row_of(scene, "one")
        assert (before["head_seq"], before["head_hash"]) == (4, newest.hash)
        assert (before["applied_seq"], before["unsent"], before["state"]) == (1, 3, "active")

        stock = scene.stock(LADDER)
        [told] = retire(scene, "one")
        assert scene.stock(LADDER) == stock, "what nobody knows is counted, and not booked"
        assert told["story"] == "one: 3 operations not recovered, 2 bins to recount"
        assert (told["lost_from"], told["lost_to"], told["lost_hash"]) == (2, 4, newest.hash)
        assert sorted(told["bin_ids"]) == sorted(map(lost.place, (BIN, OTHER_BIN)))
        assert told["document_ids"] == [scene.picking(name)]
        due = [["location_id", "in", told["bin_ids"]], ["quantity", ">", 0]]
        quants = scene.person.find("stock.quant", due, ["inventory_date"])
        assert {row["inventory_date"] for row in quants} == {str(scene.erp.today)}
        # Once is enough.
        assert retire(scene, "one") == [told]


def test_15_the_lost_device_is_found(scene: Scene, home: Scope, tmp_path: Path):
    """It sends again under new numbers, and somebody carried its work to another device as well."""
    name = scene.office.make_receipt([(LADDER, "20")])
    with (
        at_work(scene, home, tmp_path / "one") as lost,
        at_work(scene, home, tmp_path / "two") as other,
    ):
        works_and_is_lost(lost, name)
        [told] = retire(scene, "one")
        carried = lost._run(lost.store.rescue.export(tmp_path / "carried", ERP))
        assert carried == RescueWritten(str(tmp_path / "carried"), 3)
        taken = other._run(other.store.rescue.take_in(tmp_path / "carried", ERP))
        assert isinstance(taken, Rescued)
        assert taken.added == 3
        assert is_fenced(lost), "its numbers ended"
        lost._run(lost.store.begin_epoch())
        lost.come_home()
        assert counted(scene, name) == 5
        other.come_home()
        for device in (lost, other):
            device.nothing_to_settle()
        assert counted(scene, name) == 5
        assert row_of(scene, "one", 2)["state"] == "active"
        says = [["model", "=", "stockhand.exception"], ["res_id", "=", told["id"]]]
        bodies = [row["body"] for row in scene.person.find("mail.message", says, ["body"])]
        assert len([body for body in bodies if "The device is back" in body]) == 1
        lost.did(lost.receive(name, LADDER, "1"))
        lost.come_home()
        assert counted(scene, name) == 6


def test_15_whose_answers_were_lost_alone_has_nothing_to_count(
    scene: Scene, home: Scope, tmp_path: Path
):
    name = scene.office.make_receipt([(LADDER, "20")])
    with at_work(scene, home, tmp_path / "one") as lost:
        lost.did(lost.receive(name, LADDER, "2"))
        lost.send(lost.unsent())
        assert retire(scene, "one") == []
        # Asked again, it hears what became of it, under its old number.
        lost.come_home()
        lost.nothing_to_settle()
        assert counted(scene, name) == 2
        lost.did(lost.receive(name, LADDER, "1"))
        assert is_fenced(lost)


def test_15_only_a_supervisor_retires_a_device(scene: Scene, home: Scope, tmp_path: Path):
    with at_work(scene, home, tmp_path / "one"):
        clerk = scene.odoo.as_person(seed.CLERK)
        with pytest.raises(OdooRefused):
            clerk.call("stockhand.device", "action_retire", ids=[row_of(scene, "one")["id"]])
        assert row_of(scene, "one")["state"] == "active"
