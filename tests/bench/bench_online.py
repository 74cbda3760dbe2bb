"""Online: from a scan to its answer out of a real Odoo, beside one bare call that writes it."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

import httpx
import pytest

from app.bootstrap import SENDING_WAITS_S, threaded_lanes
from sync.core.operations import ReceiveLine
from sync.core.slices import Scope
from sync.engine.engine import Ends, Engine
from sync.engine.events import Written
from sync.engine.pull import Scopes
from sync.engine.status import Status
from sync.engine.world import World, wait_on_loop
from sync.erp.choose import Odoo, open_remote
from sync.store.store import Store
from sync.store.told import Committed, ReceiveWanted
from sync.wire.messages import Hello
from tests.bench.figures import Figure, at, tell
from tests.contract.odoo_erp import odoo_erp
from tests.rigs import seed
from tests.rigs.running import RunningOdoo
from tests.store.floor import DEVICE, TODAY, stamp

SCANS, WARM_UP = 30, 3
PACE_S = 0.8
RATIO_MAX = 1.3
LINES = (seed.DRILL, seed.GLOVES, seed.SCREWS)
"""Articles without lots."""
WANTED = "9000"


@pytest.mark.bench
@pytest.mark.odoo
@pytest.mark.rows("online.stock")
def test_a_scan_is_soon_in_a_bare_odoo(odoo: RunningOdoo, tmp_path: Path):
    compare("stock", odoo, tmp_path)


@pytest.mark.bench
@pytest.mark.odoo
@pytest.mark.rows("online.addon")
def test_a_scan_is_soon_in_an_odoo_with_our_module(odoo_addon: RunningOdoo, tmp_path: Path):
    compare("addon", odoo_addon, tmp_path)


def compare(tier: str, odoo: RunningOdoo, folder: Path) -> None:
    with odoo_erp(odoo) as erp, opened(folder) as store:
        wanted = [(one.code, WANTED) for one in LINES]
        ours, theirs = (erp.office.make_receipt(wanted, name) for name in ("OURS", "BARE"))
        bare = bare_calls(odoo, theirs)
        taken = asyncio.run(scans(odoo, store, ours))
    floor, tick = at(0.95, bare), SENDING_WAITS_S * 1_000
    middle = f"{at(0.5, taken):.0f} ms beside {at(0.5, bare):.0f}"
    print(f"\na scan is in Odoo after {middle} in the middle, {tick:.0f} of it the tick")
    tell([Figure.most(f"online.{tier}.p95", 0.95, taken, RATIO_MAX * floor + tick)])


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    lanes = threaded_lanes()
    with lanes.scan, lanes.mirror:
        store = Store.open(folder / "device", DEVICE, lanes)
        assert isinstance(store, Store)
        yield store
        store.close()


@dataclass
class Watch:
    """Hears of the engine when nothing waits any more."""

    sent: asyncio.Event
    at: float = 0

    def hear(self, status: Status) -> None:
        if not status.waiting:
            self.at = time.perf_counter()
            self.sent.set()


async def scans(odoo: RunningOdoo, store: Store, name: str) -> list[float]:
    """Milliseconds from each scan to its answer, the engine at work as in the app."""
    remote = open_remote(Odoo(odoo.url, odoo.database, odoo.api_key))
    assert isinstance(await remote.hello(), Hello)
    scope, watch = Scope(1, 1), Watch(asyncio.Event())
    world = World(
        monotonic_ms=lambda: time.monotonic_ns() // 1_000_000,
        wall_ms=lambda: time.time_ns() // 1_000_000,
        chance=Random(1).random,
        wait=wait_on_loop,
    )
    ends = Ends(store, remote, Scopes((scope.company,), (scope.warehouse,)))
    engine = Engine(ends, world, lambda _, status: watch.hear(status))
    running = asyncio.create_task(engine.run())
    deeds = await deeds_of(store, scope, watch, name)
    taken = [await one_scan(store, engine, watch, deeds[n % len(deeds)], n) for n in range(SCANS)]
    engine.stop()
    await running
    await remote.close()
    return taken[WARM_UP:]


async def deeds_of(store: Store, scope: Scope, watch: Watch, name: str) -> list[ReceiveLine]:
    """One piece of each line of the receipt, once it came with a pull."""
    while not (await store.home(scope, (name,), TODAY)).found.documents:
        watch.sent.clear()
        await watch.sent.wait()
    [document] = (await store.home(scope, (name,), TODAY)).found.documents
    slice_ = await store.receive(scope, ReceiveWanted(document.id, None, None, None, (), TODAY))
    assert slice_.destination
    return [
        ReceiveLine(
            document.id, row.line.id, row.product.id, one := row.line.demand / row.line.demand,
            one, None, None, None, slice_.destination.id,
        )
        for row in slice_.rows
    ]  # fmt: skip


async def one_scan(
    store: Store, engine: Engine, watch: Watch, deed: ReceiveLine, number: int
) -> float:
    await asyncio.sleep(PACE_S)
    began = time.perf_counter()
    done = await store.commit(deed, stamp(number + 1), TODAY)
    assert isinstance(done, Committed), done
    watch.sent.clear()
    asyncio.get_running_loop().call_later(SENDING_WAITS_S, engine.wake, Written())
    await watch.sent.wait()
    return (watch.at - began) * 1_000


def bare_calls(odoo: RunningOdoo, name: str) -> list[float]:
    """Milliseconds of one write for each scan, on one connection; every id is known before."""
    found = odoo.person.find("stock.picking", [["name", "=", name]], ["move_line_ids"])
    lines = found[0]["move_line_ids"]
    headers = {"Authorization": f"bearer {odoo.admin_key}", "X-Odoo-Database": odoo.database}
    taken = list[float]()
    with httpx.Client(base_url=odoo.url, headers=headers, timeout=60, trust_env=False) as client:
        for number in range(SCANS):
            vals = {"quantity": number + 1, "picked": True}
            body = {"ids": [lines[number % len(lines)]], "vals": vals}
            began = time.perf_counter()
            client.post("/json/2/stock.move.line/write", json=body).raise_for_status()
            taken.append((time.perf_counter() - began) * 1_000)
    return taken[WARM_UP:]
