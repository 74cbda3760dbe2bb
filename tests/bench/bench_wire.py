"""Bytes on the wire: of an operation that is sent, of a row that is pulled, beside naive JSON."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from sync.erp.choose import Odoo, open_remote
from sync.wire.messages import Hello
from tests.bench.bench_drain import OPERATIONS, drain, receipts, write_each
from tests.bench.bench_first_pull import Part, first_pull, plain_loop
from tests.bench.figures import Figure, tell
from tests.bench.front import Front, front
from tests.contract.device import Device
from tests.contract.odoo_erp import odoo_erp
from tests.rigs.running import RunningOdoo

RATIO_MAX = 0.3
PAGES = 40
"""Of a pull, and of each table of the naive loop: so much of both is weighed."""


@pytest.mark.bench
@pytest.mark.odoo
@pytest.mark.rows("wire.stock")
def test_bytes_to_a_bare_odoo(odoo: RunningOdoo):
    tell([sent("stock", odoo)])


@pytest.mark.bench
@pytest.mark.odoo
@pytest.mark.rows("wire.addon")
def test_bytes_to_an_odoo_with_our_module(odoo_addon: RunningOdoo):
    tell([sent("addon", odoo_addon)])


@pytest.mark.bench
@pytest.mark.odoo
@pytest.mark.rows("wire.row")
def test_bytes_of_a_first_pull(large_odoo: RunningOdoo):
    tell([pulled(large_odoo)])


def sent(tier: str, odoo: RunningOdoo) -> Figure:
    """Bytes of an operation among a thousand, there and back, beside one call for each."""
    with front(odoo.site.server.port) as way, odoo_erp(odoo) as erp, asyncio.Runner() as runner:
        remote = open_remote(Odoo(way.url, odoo.database, odoo.api_key))
        device = Device(replace(erp, remote=remote), runner)
        assert isinstance(runner.run(remote.hello()), Hello)
        ours, theirs = receipts(erp, "OURS"), receipts(erp, "NAIVE")
        device.pull()
        mine = bytes_of(way, lambda: drain(device, ours)) / OPERATIONS
        floor = bytes_of(way, lambda: write_each(odoo, theirs, way.url)) / OPERATIONS
        runner.run(remote.close())
    return Figure(f"wire.{tier}.operation", mine, "bytes", floor, RATIO_MAX)


def pulled(odoo: RunningOdoo) -> Figure:
    """Bytes of a row of a first pull, beside a loop that reads the same and packs nothing."""
    with front(odoo.site.server.port) as way:
        before = way.bytes
        rows, _ = asyncio.run(first_pull(odoo, Part(PAGES, way.url)))
        mine = (way.bytes - before) / rows
        before = way.bytes
        plain, _ = plain_loop(odoo, Part(PAGES, way.url))
        floor = (way.bytes - before) / plain
    return Figure("wire.row", mine, "bytes", floor, RATIO_MAX)


def bytes_of(way: Front, work: Callable[[], object]) -> int:
    """All bytes that went over the way while something was done."""
    before = way.bytes
    work()
    return way.bytes - before
