"""With the add-on every operation is in Odoo once, whatever becomes of answers and of twins."""

import asyncio
from dataclasses import replace
from decimal import Decimal

import pytest

from sync.core.envelope import sealed
from sync.core.lifecycle import Outcome
from sync.core.page import Table
from sync.core.records import LocationKind
from sync.erp.choose import Odoo, open_remote
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import Hello, PushReply, PushRequest, Tier
from tests.contract.device import Device
from tests.contract.erps import Erp
from tests.odoo.network import LossyNetwork
from tests.rigs.running import RunningOdoo

pytestmark = pytest.mark.odoo

TWINS = 4


def pushed(device: Device, written: list) -> PushRequest:
    return PushRequest(device=device.name, epoch=device.epoch, operations=tuple(written))


def announced(erp: Erp, device: Device) -> str:
    name = erp.office.make_receipt([(erp.goods.plain, "10")])
    device.pull()
    return name


def lines_of(odoo: RunningOdoo, name: str) -> list[float]:
    """What was counted, by the office's own look."""
    domain = [["picking_id.name", "=", name], ["picked", "=", True]]
    return [row["quantity"] for row in odoo.person.find("stock.move.line", domain, ["quantity"])]


def test_it_is_found_at_log_in(erp: Erp, device: Device):
    hello = device.runner.run(erp.remote.hello())
    assert isinstance(hello, Hello)
    assert hello.tier is Tier.ADDON
    aside = [one for one in device.mirror[Table.LOCATIONS].values() if one.label == "Exceptions"]
    assert {one.kind for one in aside} == {LocationKind.SUSPENSE}
    assert erp.scope.warehouse in {one.warehouse for one in aside}


def test_twins_in_flight_have_one_effect(erp: Erp, device: Device, odoo_addon: RunningOdoo):
    name = announced(erp, device)
    written = [device.write(device.receive(name, erp.goods.plain, "1")) for _ in range(3)]
    door = Odoo(odoo_addon.url, odoo_addon.database, odoo_addon.api_key)

    async def all_at_once() -> list:
        remotes = [open_remote(door) for _ in range(TWINS)]
        for remote in remotes:
            assert isinstance(await remote.hello(), Hello)
        request = pushed(device, written)
        replies = await asyncio.gather(*(remote.push(request) for remote in remotes))
        for remote in remotes:
            await remote.close()
        return replies

    replies = device.runner.run(all_at_once())
    assert lines_of(odoo_addon, name) == [3]
    for reply in replies:
        assert isinstance(reply, PushReply), reply
        assert [one.outcome for one in reply.results] == [Outcome.APPLIED] * 3
    assert len({reply.results for reply in replies}) == 1


def test_an_answer_that_is_lost_after_the_commit(erp: Erp, device: Device, odoo_addon: RunningOdoo):
    network = LossyNetwork(lost_once="stockhand.op/apply")
    door = Odoo(odoo_addon.url, odoo_addon.database, odoo_addon.api_key)
    bad = replace(device, erp=replace(erp, remote=open_remote(door, network)))
    name = announced(erp, bad)
    written = [
        bad.write(bad.receive(name, erp.goods.plain, "4")),
        bad.write(bad.finish(name)),
    ]
    lost = bad.runner.run(bad.erp.remote.push(pushed(bad, written)))
    assert lost == Failure(FailureKind.ANSWER_LOST, "ReadTimeout")
    # It is done, and the page that holds it says so: it is not shown twice.
    bad.pull()
    assert (bad.applied_seq, bad.line(name, erp.goods.plain).done) == (2, 4)
    answers = bad.send(written)
    assert [one.outcome for one in answers] == [Outcome.APPLIED] * 2
    [backorder] = erp.office.backorders(name)
    assert answers[1].reference == backorder
    assert erp.office.demands(backorder) == {erp.goods.plain: Decimal(6)}
    assert lines_of(odoo_addon, name) == [4]
    bad.runner.run(bad.erp.remote.close())


def test_a_copied_device_is_fenced_and_nothing_is_lost(
    erp: Erp, device: Device, odoo_addon: RunningOdoo
):
    name = announced(erp, device)
    copy = replace(device, filed=list(device.filed))
    device.push(device.receive(name, erp.goods.plain, "1"))
    other = copy.write(copy.receive(name, erp.goods.plain, "2"))
    other = replace(other, op_id="01890000-0000-7000-8000-00000000000a")
    said = copy.runner.run(copy.erp.remote.push(pushed(copy, [sealed(other)])))
    assert isinstance(said, Failure)
    assert said.kind is FailureKind.EPOCH_FENCED
    anew = sealed(replace(other, epoch=2))
    copy.epoch = 2
    assert [one.outcome for one in copy.send([anew])] == [Outcome.APPLIED]
    assert sum(lines_of(odoo_addon, name)) == 3


def test_numbers_that_come_too_early_wait(erp: Erp, device: Device, odoo_addon: RunningOdoo):
    name = announced(erp, device)
    written = [device.write(device.receive(name, erp.goods.plain, "1")) for _ in range(4)]
    device.send(written[:1])
    reply = device.runner.run(erp.remote.push(pushed(device, written[2:])))
    assert isinstance(reply, PushReply)
    assert (reply.results, reply.refuses_gaps, reply.resend_from) == ((), True, 2)
    assert len(device.send(written[1:])) == 3
    assert sum(lines_of(odoo_addon, name)) == 4
