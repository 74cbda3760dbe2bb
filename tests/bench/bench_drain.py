"""A thousand offline operations into a real Odoo, and what they cost it, beside a naive client."""

import asyncio
import time
from collections.abc import Callable

import httpx
import pytest

from sync.core.lifecycle import Outcome
from sync.wire.messages import PUSH_OPERATIONS_MAX, Hello
from tests.bench import cpu
from tests.bench.figures import Figure, tell
from tests.contract.device import Device
from tests.contract.erps import Erp
from tests.contract.odoo_erp import odoo_erp
from tests.rigs import seed
from tests.rigs.running import RunningOdoo

RECEIPTS, SCANS_OF_LINE = 40, 5
CODES = tuple(one.code for one in (seed.DRILL, seed.GLOVES, seed.SCREWS, seed.LADDER, seed.GHOST))
OPERATIONS = RECEIPTS * SCANS_OF_LINE * len(CODES)
CHEAPER_MIN = {"stock": 4, "addon": 5}
"""Operations for a processor second of Odoo and PostgreSQL, in those of the naive client."""


@pytest.mark.bench
@pytest.mark.odoo
@pytest.mark.rows("drain.stock")
def test_a_drain_costs_a_bare_odoo_a_part_of_naive_writes(odoo: RunningOdoo):
    compare("stock", odoo)


@pytest.mark.bench
@pytest.mark.odoo
@pytest.mark.rows("drain.addon")
def test_a_drain_costs_an_odoo_with_our_module_a_part_of_naive_writes(odoo_addon: RunningOdoo):
    compare("addon", odoo_addon)


def compare(tier: str, odoo: RunningOdoo) -> None:
    with odoo_erp(odoo) as erp, asyncio.Runner() as runner:
        device = Device(erp, runner)
        assert isinstance(runner.run(erp.remote.hello()), Hello)
        ours, theirs = receipts(erp, "OURS"), receipts(erp, "NAIVE")
        device.pull()
        # Once, so that both find Odoo awake.
        drain(device, ours[:1])
        write_each(odoo, theirs[:1])
        naive = spent(odoo, lambda: write_each(odoo, theirs[1:]))
        drained = spent(odoo, lambda: drain(device, ours[1:]))
        for names in (ours, theirs):
            assert counted(odoo, names) == OPERATIONS
        runner.run(erp.remote.close())
    done = OPERATIONS * (RECEIPTS - 1) / RECEIPTS
    print(f"\n{done:.0f} operations in {drained.wall:.1f} s, one by one in {naive.wall:.1f} s")
    mine, floor = done / drained.cpu, done / naive.cpu
    goal = CHEAPER_MIN[tier]
    tell([Figure(f"drain.{tier}", mine, "operations/cpu-s", floor, goal, least=True)])


class Spent:
    """What a piece of work took: seconds on the wall, and of Odoo's processors."""

    def __init__(self, wall: float, cpu: float) -> None:
        self.wall = wall
        self.cpu = cpu


def spent(odoo: RunningOdoo, work: Callable[[], None]) -> Spent:
    before, began = cpu.seconds(odoo), time.perf_counter()
    work()
    return Spent(time.perf_counter() - began, cpu.seconds(odoo) - before)


def receipts(erp: Erp, origin: str) -> list[str]:
    lines = [(code, f"{SCANS_OF_LINE}") for code in CODES]
    return [erp.office.make_receipt(lines, f"{origin}-{number}") for number in range(RECEIPTS)]


def drain(device: Device, names: list[str]) -> None:
    """Scan after scan, receipt after receipt, as one clerk does; then sent as the engine sends."""
    deeds = [
        device.receive(name, code, "1")
        for name in names
        for code in CODES
        for _ in range(SCANS_OF_LINE)
    ]
    written = [device.write(deed) for deed in deeds]
    for first in range(0, len(written), PUSH_OPERATIONS_MAX):
        batch = written[first : first + PUSH_OPERATIONS_MAX]
        results = device.send(batch)
        assert [result.outcome for result in results] == [Outcome.APPLIED] * len(batch)


def write_each(odoo: RunningOdoo, names: list[str], url: str = "") -> None:
    """One write for each scan, on one connection; every id is known before."""
    found = odoo.person.find("stock.picking", [["name", "in", names]], ["move_line_ids"])
    lines = [line for row in found for line in row["move_line_ids"]]
    assert len(lines) == len(names) * len(CODES)
    # The office's key: a user of our module's own group may not write lines past it.
    headers = {
        "Authorization": f"bearer {odoo.admin_key}",
        "X-Odoo-Database": odoo.database,
        "Accept-Encoding": "identity",
    }
    url = url or odoo.url
    with httpx.Client(base_url=url, headers=headers, timeout=120, trust_env=False) as client:
        for line in lines:
            for amount in range(1, SCANS_OF_LINE + 1):
                body = {"ids": [line], "vals": {"quantity": amount, "picked": True}}
                client.post("/json/2/stock.move.line/write", json=body).raise_for_status()


def counted(odoo: RunningOdoo, names: list[str]) -> float:
    """All that was received on these receipts."""
    domain = [["picking_id.name", "in", names], ["picked", "=", True]]
    return sum(row["quantity"] for row in odoo.person.find("stock.move.line", domain, ["quantity"]))
