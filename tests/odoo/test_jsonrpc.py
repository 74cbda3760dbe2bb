"""The way of older Odoos, `/jsonrpc`, which Odoo 19 still has: the same calls by another door."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import pytest

from sync.core.lifecycle import Outcome
from sync.core.operations import Rest
from sync.erp.http import Http, Transport
from sync.erp.odoo.api import Api
from sync.erp.odoo.jsonrpc import JsonRpc, log_in
from sync.erp.odoo.remote import OdooRemote
from sync.erp.odoo.versions import Old
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import PushReply, PushRequest
from tests.contract.device import Device
from tests.contract.erps import Erp
from tests.contract.odoo_erp import odoo_erp
from tests.odoo.network import LossyNetwork
from tests.rigs import seed
from tests.rigs.processes import free_port
from tests.rigs.running import RunningOdoo

pytestmark = pytest.mark.odoo

AS_19 = Old(models={}, fields={}, access="has_access")
PUSHES_MAX = 20


@pytest.fixture
def erp(odoo: RunningOdoo) -> Iterator[Erp]:
    with odoo_erp(odoo) as erp:
        yield erp


async def door(
    odoo: RunningOdoo, login: str, key: str, transport: Transport | None = None
) -> JsonRpc | Failure:
    return await log_in(
        Api(Http(odoo.url, transport), odoo.database, f"{login}:{key}"), AS_19, "19.0"
    )


def test_whatever_answer_is_lost_the_effect_is_once(erp: Erp, odoo: RunningOdoo):
    plain, lot, bin = erp.goods.plain, erp.goods.lot, erp.scope.bin
    with asyncio.Runner() as runner:
        name = erp.office.make_receipt([(plain, "10"), (lot, "6")])
        before = erp.office.stock(plain, bin)
        network = LossyNetwork()
        way = runner.run(door(odoo, seed.CLERK, odoo.api_key, network))
        assert isinstance(way, JsonRpc)
        device = Device(replace(erp, remote=OdooRemote(way)), runner)
        device.pull()
        written = (
            device.write(device.receive(name, plain, "4")),
            device.write(device.receive(name, lot, "2", "RPC-1")),
            device.write(device.receive(name, plain, "3")),
            device.write(device.finish(name, Rest.STAYS_OPEN)),
        )
        request = PushRequest(device=device.name, epoch=1, operations=written)
        network.asked.clear()
        # Every second answer of a try is lost, then every third, and so on, until all are heard.
        for step in range(2, PUSHES_MAX):
            network.lost = frozenset(range(len(network.asked) + step, 10_000, step))
            reply = runner.run(device.erp.remote.push(request))
            if isinstance(reply, PushReply) and len(reply.results) == len(written):
                break
        assert isinstance(reply, PushReply), reply
        assert {one.outcome for one in reply.results} == {Outcome.APPLIED}
        assert erp.office.stock(plain, bin) == before + 7
        assert erp.office.stock(lot, bin, "RPC-1") == 2
        assert len(erp.office.backorders(name)) == 1
        runner.run(device.erp.remote.close())


def test_what_is_wrong_is_told_apart(odoo: RunningOdoo, odoo_bare: RunningOdoo):
    async def kind(login: str, key: str, **over: object) -> FailureKind:
        said = await door(replace(odoo, **over), login, key)
        assert isinstance(said, Failure), said
        assert "Traceback" not in said.detail
        return said.kind

    with asyncio.Runner() as runner:
        assert runner.run(kind(seed.CLERK, "wrong")) is FailureKind.KEY_REFUSED
        assert runner.run(kind("nobody", odoo.api_key)) is FailureKind.KEY_REFUSED
        missing = runner.run(kind(seed.CLERK, odoo.api_key, database="nowhere"))
        assert missing is FailureKind.DATABASE_MISSING
        way = runner.run(door(odoo, seed.CLERK, odoo.api_key))
        assert isinstance(way, JsonRpc)
        assert odoo.api_key not in repr(way)
        said = runner.run(replace(way, key="f" * 40).call("res.users", "context_get", {}))
        assert isinstance(said, Failure)
        assert said.kind is FailureKind.KEY_REFUSED
        bare = runner.run(door(odoo_bare, seed.OFFICE, odoo_bare.api_key))
        assert isinstance(bare, JsonRpc)
        said = runner.run(OdooRemote(bare).hello())
        assert isinstance(said, Failure)
        assert said.kind is FailureKind.INVENTORY_MISSING
        nobody = Api(Http(f"http://127.0.0.1:{free_port()}"), odoo.database, "a:b")
        said = runner.run(log_in(nobody, AS_19, "18.0"))
        assert said == Failure(FailureKind.UNREACHABLE, "ConnectError")
