"""Whatever answer of a real Odoo is lost, sending it all again has the effect once."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from sync.core.lifecycle import Outcome
from sync.core.operations import Rest
from sync.core.problems import Problem
from sync.core.records import DocumentState
from sync.erp.choose import Odoo, open_remote
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import PushReply, PushRequest
from tests.contract.device import Device
from tests.contract.erps import Erp
from tests.contract.odoo_erp import odoo_erp
from tests.odoo.network import LossyNetwork
from tests.rigs.running import RunningOdoo

pytestmark = pytest.mark.odoo

PUSHES_MAX = 10
CALLS_MAX = 40


@pytest.fixture
def erp(odoo: RunningOdoo) -> Iterator[Erp]:
    with odoo_erp(odoo) as erp:
        yield erp


def lossy(erp: Erp, odoo: RunningOdoo, lost: frozenset[int]) -> tuple[Erp, LossyNetwork]:
    network = LossyNetwork(lost)
    remote = open_remote(Odoo(odoo.url, odoo.database, odoo.api_key), network)
    return replace(erp, remote=remote), network


def test_each_answer_of_a_receipt_is_lost_once(erp: Erp, odoo: RunningOdoo):
    plain, lot, bin = erp.goods.plain, erp.goods.lot, erp.scope.bin
    with asyncio.Runner() as runner:
        number, calls = 0, CALLS_MAX
        while number < calls:
            name = erp.office.make_receipt([(plain, "10"), (lot, "6")])
            before = erp.office.stock(plain, bin)
            bad, network = lossy(erp, odoo, frozenset())
            device = Device(bad, runner, name=f"LOST{number}")
            device.pull()
            written = [
                device.write(device.receive(name, plain, "4")),
                device.write(device.receive(name, lot, "2", f"LOT-{number}")),
                device.write(device.receive(name, plain, "3")),
                device.write(device.finish(name, Rest.STAYS_OPEN)),
            ]
            network.asked.clear()
            network.lost = frozenset({number})
            answers = push_until_done(device, written)
            calls = len(network.asked)
            assert [one.outcome for one in answers] == [Outcome.APPLIED] * 4, network.asked
            assert erp.office.stock(plain, bin) == before + 7, network.asked
            assert erp.office.stock(lot, bin, f"LOT-{number}") == 2
            [backorder] = erp.office.backorders(name)
            assert answers[3].reference == backorder
            assert erp.office.demands(backorder) == {plain: Decimal(3), lot: Decimal(4)}
            runner.run(bad.remote.close())
            number += 1
    assert number > 8, "the losses went through all calls of a push"


def push_until_done(device: Device, written: list) -> list:
    answered: list = []
    for _ in range(PUSHES_MAX):
        request = PushRequest(
            device=device.name, epoch=1, operations=tuple(written[len(answered) :])
        )
        reply = device.runner.run(device.erp.remote.push(request))
        match reply:
            case Failure(kind):
                assert kind is FailureKind.ANSWER_LOST
            case PushReply(results=results):
                answered += results
        if len(answered) == len(written):
            return answered
    raise AssertionError(answered)


def test_twins_in_flight_have_one_effect(erp: Erp, odoo: RunningOdoo):
    """The device gave up waiting and sends again while Odoo is still at the first."""
    plain = erp.goods.plain
    with asyncio.Runner() as runner:
        for number in range(3):
            name = erp.office.make_receipt([(plain, "10")])
            device = Device(erp, runner, name=f"TWIN{number}")
            device.pull()
            written = tuple(device.write(device.receive(name, plain, "1")) for _ in range(3))
            request = PushRequest(device=device.name, epoch=1, operations=written)
            ways = [lossy(erp, odoo, frozenset()) for _ in range(4)]
            remotes = [one.remote for one, _ in ways]

            async def all_at_once(ways=ways, remotes=remotes, request=request) -> list:
                gate = asyncio.Barrier(len(ways))
                for _, network in ways:
                    network.gate = gate
                replies = await asyncio.gather(*(remote.push(request) for remote in remotes))
                for remote in remotes:
                    await remote.close()
                return replies

            replies = runner.run(all_at_once())
            device.answered_seq = len(written)
            device.pull()
            assert device.line(name, plain).done == 3
            for reply in replies:
                assert isinstance(reply, PushReply), reply
                assert {one.outcome for one in reply.results} == {Outcome.APPLIED}
        runner.run(erp.remote.close())


def test_many_devices_of_one_user_on_one_receipt(erp: Erp, odoo: RunningOdoo):
    plain = erp.goods.plain
    with asyncio.Runner() as runner:
        name = erp.office.make_receipt([(plain, "100")])
        first = Device(erp, runner)
        first.pull()
        ways = [lossy(erp, odoo, frozenset()) for _ in range(4)]
        devices = [
            replace(first, erp=one, name=f"MANY{number}", filed=[])
            for number, (one, _) in enumerate(ways)
        ]

        async def all_at_once() -> list:
            gate = asyncio.Barrier(len(ways))
            for _, network in ways:
                network.gate = gate
            return await asyncio.gather(
                *(
                    one.erp.remote.push(
                        PushRequest(
                            device=one.name,
                            epoch=1,
                            operations=tuple(
                                one.write(one.receive(name, plain, "1")) for _ in range(5)
                            ),
                        )
                    )
                    for one in devices
                )
            )

        replies = runner.run(all_at_once())
        assert all(isinstance(reply, PushReply) for reply in replies), replies
        first.pull()
        assert first.line(name, plain).done == 20
        for one in devices:
            runner.run(one.erp.remote.close())
        runner.run(erp.remote.close())


def test_the_office_closes_the_receipt_between_look_and_write(erp: Erp, odoo: RunningOdoo):
    plain, bin = erp.goods.plain, erp.scope.bin
    with asyncio.Runner() as runner:
        name = erp.office.make_receipt([(plain, "10")])
        way, network = lossy(erp, odoo, frozenset())
        device = Device(way, runner)
        device.pull()
        network.meanwhile = lambda: erp.office.validate(name)
        before = erp.office.stock(plain, bin)
        [result] = device.push(device.receive(name, plain, "3"))
        assert (result.outcome, result.problem) == (Outcome.EXCEPTION, Problem.DOCUMENT_DONE)
        assert erp.office.stock(plain, bin) == before
        device.pull()
        assert device.line(name, plain).done == 10
        runner.run(way.remote.close())


def test_what_the_office_changes_between_look_and_write_stays(erp: Erp, odoo: RunningOdoo):
    """A line of ours that somebody deleted just now: the write fails whole, and we look again."""
    plain = erp.goods.plain
    with asyncio.Runner() as runner:
        name = erp.office.make_receipt([(plain, "10")])
        way, network = lossy(erp, odoo, frozenset())
        device = Device(way, runner)
        device.pull()
        device.push(device.receive(name, plain, "3"))
        person = odoo.person

        def delete() -> None:
            domain = [["picking_id.name", "=", name], ["picked", "=", True]]
            ids = [line["id"] for line in person.find("stock.move.line", domain, ["id"])]
            person.call("stock.move.line", "unlink", ids=ids)

        network.meanwhile = delete
        device.push(device.receive(name, plain, "2"))
        device.pull()
        assert device.line(name, plain).done == 2
        runner.run(way.remote.close())


def test_what_has_no_answer_yet_is_not_shown_twice(erp: Erp, odoo: RunningOdoo):
    """Odoo has done it and the answer is lost: the document waits until the device knows."""
    plain, other = erp.goods.plain, erp.goods.other
    with asyncio.Runner() as runner:
        name = erp.office.make_receipt([(plain, "10")])
        second = erp.office.make_receipt([(other, "5")])
        way, network = lossy(erp, odoo, frozenset())
        device = Device(way, runner)
        device.pull()
        device.push(device.receive(name, plain, "3"))
        device.pull()
        written = [device.write(device.receive(name, plain, "2"))]
        network.lost_once = "stock.picking/write"
        request = PushRequest(device=device.name, epoch=1, operations=tuple(written))
        assert runner.run(way.remote.push(request)) == Failure(
            FailureKind.ANSWER_LOST, "ReadTimeout"
        )
        erp.office.cancel(second)
        for _ in range(2):
            device.pull()
            # As long as it waits, a walk claims nothing at its end.
            assert (device.applied_seq, device.line(name, plain).done) == (0, 3)
        assert device.work(second).document.state is DocumentState.CANCELLED
        device.answered_seq = device.send(written)[-1].seq
        device.pull()
        assert (device.applied_seq, device.line(name, plain).done) == (2, 5)
        runner.run(way.remote.close())


def test_a_write_that_comes_late_has_no_effect_once_it_was_set_aside(erp: Erp, odoo: RunningOdoo):
    """The undo is on its way when the office closes the bin; then it arrives after all."""
    lot, bin = erp.goods.lot, erp.scope.bin
    with asyncio.Runner() as runner:
        name = erp.office.make_receipt([(lot, "10")])
        bad, network = lossy(erp, odoo, frozenset())
        device = Device(bad, runner, name="LATE")
        device.pull()
        received = device.write(device.receive(name, lot, "3", "LATE-1"))
        assert [one.outcome for one in push_until_done(device, [received])] == [Outcome.APPLIED]
        late = device.write(device.receive(name, lot, "4", "LATE-1"))
        network.holds = True
        request = PushRequest(device=device.name, epoch=1, operations=(late,))
        assert isinstance(runner.run(bad.remote.push(request)), Failure)
        office = erp.office.person
        [place] = office.call("stock.location", "search", domain=[["complete_name", "=", bin]])
        office.call("stock.location", "write", ids=[place], vals={"active": False})
        answered = runner.run(bad.remote.push(request))
        assert isinstance(answered, PushReply)
        assert [one.outcome for one in answered.results] == [Outcome.EXCEPTION]
        office.call("stock.location", "write", ids=[place], vals={"active": True})
        assert runner.run(network.deliver()) != 200
        device.answered_seq = 2
        device.pull()
        assert device.line(name, lot).done == 3
        runner.run(bad.remote.close())
