"""A device at Odoo 17 and 18: asks in their words only, and has done what it has done at 19."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from sync.core.lifecycle import Outcome
from sync.core.operations import Rest
from sync.core.page import Table
from sync.core.problems import Problem
from sync.erp.choose import Odoo, open_remote
from sync.wire.failures import Failure, FailureKind
from sync.wire.messages import Hello, Tier
from tests.contract.device import Device
from tests.contract.erps import Erp
from tests.contract.odoo_erp import odoo_erp
from tests.old.check import checked
from tests.old.older import Older
from tests.rigs import seed
from tests.rigs.running import RunningOdoo

pytestmark = pytest.mark.odoo


@pytest.fixture
def erp(odoo: RunningOdoo) -> Iterator[Erp]:
    with odoo_erp(odoo) as erp:
        yield erp


def older(erp: Erp, odoo: RunningOdoo, version: int) -> tuple[Erp, Older]:
    wire = Older(version)
    key = f"{seed.CLERK}:{odoo.api_key}"
    return replace(erp, remote=open_remote(Odoo(odoo.url, odoo.database, key), wire)), wire


@pytest.mark.parametrize("version", [17, 18])
def test_it_pulls_the_same_and_receives_the_same(erp: Erp, odoo: RunningOdoo, version: int):
    goods, bin = erp.goods, erp.scope.bin
    with asyncio.Runner() as runner:
        there, wire = older(erp, odoo, version)
        name = erp.office.make_receipt([(goods.plain, "10"), (goods.fresh, "6")])
        said = runner.run(there.remote.hello())
        assert isinstance(said, Hello), said
        assert said.server.startswith(f"Odoo {version}.0")
        assert said.tier is Tier.STOCK
        newer, device = Device(erp, runner), Device(there, runner, name="OLD1")
        newer.pull()
        device.pull()
        for table in set(Table) - {Table.UNITS, Table.PACK_TYPES}:
            assert device.mirror[table] == newer.mirror[table], table
        # The family is any number that its units share.
        assert [
            (one.name, one.factor, one.step) for one in device.mirror[Table.UNITS].values()
        ] == [(one.name, one.factor, one.step) for one in newer.mirror[Table.UNITS].values()]
        # Nothing is weighed where the weight of a pack has no place; all else of it is the same.
        assert device.mirror[Table.PACK_TYPES] == {
            id: replace(one, weight_unit="") for id, one in newer.mirror[Table.PACK_TYPES].items()
        }
        before = erp.office.stock(goods.plain, bin)
        expiry = erp.today + timedelta(days=30)
        answers = device.push(
            device.receive(name, goods.plain, "4"),
            device.receive(name, goods.fresh, "2", f"OLD-{version}", expiry),
            device.receive(name, goods.plain, "3"),
        )
        assert {one.outcome for one in answers} == {Outcome.APPLIED}
        answers += device.push(device.undo(3), device.finish(name, Rest.STAYS_OPEN))
        assert {one.outcome for one in answers} == {Outcome.APPLIED}
        assert erp.office.stock(goods.plain, bin) == before + 4
        assert erp.office.lots(goods.fresh)[f"OLD-{version}"] == expiry
        [backorder] = erp.office.backorders(name)
        assert erp.office.demands(backorder) == {goods.plain: Decimal(6), goods.fresh: Decimal(4)}
        [late] = device.push(device.receive(name, goods.plain, "1"))
        assert (late.outcome, late.problem) == (Outcome.EXCEPTION, Problem.DOCUMENT_DONE)
        device.pull(sums=True)
        assert device.line(backorder, goods.plain).demand == 6
        assert not wire.wrong
        assert set(runner.run(refused(odoo, version))) == {FailureKind.KEY_REFUSED}
        assert "product.packaging/search_read" in wire.asked
        runner.run(there.remote.close())
        runner.run(erp.remote.close())


def test_the_check_of_a_real_one_works(erp: Erp, odoo: RunningOdoo):
    name = erp.office.make_receipt([(erp.goods.plain, "5")])
    there, wire = older(erp, odoo, 18)
    assert checked(there.remote, name)
    assert not wire.wrong


def units(device: Device) -> list[tuple[str, Decimal, Decimal]]:
    return [(one.name, one.factor, one.step) for one in device.mirror[Table.UNITS].values()]


async def refused(odoo: RunningOdoo, version: int) -> list[FailureKind]:
    """Keys without a login, with another's, and none."""
    kinds = []
    for key in (odoo.api_key, f"nobody:{odoo.api_key}", f"{seed.CLERK}:wrong", f"{seed.CLERK}:"):
        remote = open_remote(Odoo(odoo.url, odoo.database, key), Older(version))
        said = await remote.hello()
        assert isinstance(said, Failure)
        kinds.append(said.kind)
    return kinds
