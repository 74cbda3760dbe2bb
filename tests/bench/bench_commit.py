"""Beep to disk: scans in the store's own lanes beside raw transactions, in turn, in one run."""

import asyncio
import time
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from app.bootstrap import threaded_lanes
from sync.core.page import Page
from sync.core.records import Work
from sync.store.store import Store
from sync.store.told import Committed
from sync.wire.messages import PAGE_ROWS_MAX
from tests.bench.figures import Figure, spread, tell
from tests.bench.raw import CHECKPOINT_EVERY, Raw
from tests.store.floor import CATALOGUE, DEVICE, PLAIN, TODAY, article, goods, receipt, stamp

pytestmark = pytest.mark.bench

SCANS = 1_500
LINES = 2_000
PULLED_ROWS = 100_000
LOADS = 3
PACE_SECONDS = 0.002
"""Between two scans while a pull loads: faster than hands, slow enough for the loading to go on."""
P50_RATIO_MAX, P99_RATIO_MAX = 3, 10
RATE_RATIO_MIN = 0.5
SUSTAINED_SECONDS = 2.0
PEOPLE = 10


@dataclass
class Desk:
    """A store in its two lanes, a long receipt to scan, and a raw file on the same disk."""

    store: Store
    raw: Raw
    lines: list[int] = field(default_factory=list)
    work: Work = field(default_factory=lambda: receipt(lines=LINES))
    number: int = 0

    async def prepare(self) -> None:
        self.lines = [n for n, line in enumerate(self.work.lines) if line.product == PLAIN]
        await self.store.absorb(CATALOGUE)
        await self.take(works=(self.work,))

    async def take(self, **over) -> None:
        cursor = (await self.store.pull_state()).cursor
        page = Page(cursor, f"c{int(cursor[1:] or 0) + 1}", more=False, applied_seq=0)
        await self.store.absorb(replace(page, **over))

    async def scan(self) -> None:
        self.number += 1
        deed = goods(self.work, self.lines[self.number % len(self.lines)])
        done = await self.store.commit(deed, stamp(self.number), TODAY)
        assert isinstance(done, Committed), done

    async def rest(self) -> None:
        """Until what follows a scan behind the beep is done, as it is before a person's next."""
        await asyncio.sleep(0)
        for lane in (self.store._work.lanes.scan, self.store._work.lanes.mirror):
            await asyncio.wrap_future(lane.submit(int))

    async def turns(self, scans: int) -> tuple[list[float], list[float]]:
        """Milliseconds of scans and of raw transactions, one of each in turn."""
        ours, raw = list[float](), list[float]()
        for _ in range(scans):
            ours.append(await timed(self.scan()))
            await self.rest()
            raw.append(self.raw_write())
        return ours, raw

    async def raw_in_lane(self, writes: int) -> list[float]:
        """Milliseconds of raw transactions that go the way to the scan lane and back."""
        taken = list[float]()
        for _ in range(writes):
            await self.rest()
            work = self.store._work.lanes.scan.submit(self.raw.write)
            taken.append(await timed(asyncio.wrap_future(work)))
        return taken

    async def turns_while(self, pages: list[tuple]) -> tuple[list[float], list[float], float]:
        """As `turns`, while pages are taken in; also the rows a second that were."""
        ours, raw, rows = list[float](), list[float](), 0
        began = time.perf_counter()
        for _ in range(LOADS):
            loading = asyncio.create_task(self.load(pages))
            while not loading.done():
                await asyncio.sleep(PACE_SECONDS)
                ours.append(await timed(self.scan()))
                await asyncio.sleep(PACE_SECONDS)
                raw.append(self.raw_write())
            rows += await loading
        return ours, raw, rows / (time.perf_counter() - began)

    async def load(self, pages: list[tuple]) -> int:
        for products in pages:
            await self.take(products=products, more=True)
        return sum(map(len, pages))

    def raw_write(self) -> float:
        began = time.perf_counter()
        self.raw.write()
        took = (time.perf_counter() - began) * 1_000
        if self.number % CHECKPOINT_EVERY == 0:
            self.raw.fold()
        return took


async def timed(work: Awaitable[object]) -> float:
    began = time.perf_counter()
    await work
    return (time.perf_counter() - began) * 1_000


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    lanes = threaded_lanes()
    store = Store.open(tmp_path / "device", DEVICE, lanes)
    assert isinstance(store, Store)
    desk = Desk(store, Raw(tmp_path / "raw"))
    asyncio.run(desk.prepare())
    yield desk
    store.close()
    desk.raw.close()
    lanes.scan.shutdown()
    lanes.mirror.shutdown()


def figures(name: str, ours: list[float], raw: list[float]) -> list[Figure]:
    return [
        Figure.of(f"{name}.p50", 0.5, ours, raw, P50_RATIO_MAX),
        Figure.of(f"{name}.p99", 0.99, ours, raw, P99_RATIO_MAX),
    ]


@pytest.mark.rows("scan.p50", "scan.p99")
def test_a_scan_is_durable_in_few_raw_transactions(desk: Desk):
    ours, raw = asyncio.run(desk.turns(SCANS))
    in_lane = asyncio.run(desk.raw_in_lane(SCANS // 3))
    bare, slowest = figures("scan", ours, raw)
    # How much of it is the way to another thread and back.
    print(f"\n{Figure.of('scan.lane.p50', 0.5, ours, in_lane, P50_RATIO_MAX)}")
    tell([bare, slowest])


@pytest.mark.rows("scan.loading")
def test_a_scan_is_durable_as_soon_while_a_first_pull_loads(desk: Desk):
    pages = [
        tuple(article(id, barcode=f"{id * 7_919}") for id in range(first, first + PAGE_ROWS_MAX))
        for first in range(1_000, PULLED_ROWS + 1_000, PAGE_ROWS_MAX)
    ]
    ours, raw, rate = asyncio.run(desk.turns_while(pages))
    _, quiet = asyncio.run(desk.turns(SCANS // 5))
    print(f"\n{len(ours)} scans while {rate:.0f} rows/s were taken in; beside a raw file at rest:")
    print(*figures("scan.loading.to_rest", ours, quiet), sep="\n")
    tell(figures("scan.loading", ours, raw))


@pytest.mark.rows("scan.sustained")
def test_scans_that_never_pause_keep_half_the_raw_rate(desk: Desk):
    """Of ten people at one process, each of whom scans again as soon as the last one beeped."""

    async def ours(people: int) -> float:
        began, first = time.perf_counter(), desk.number

        async def person() -> None:
            while time.perf_counter() - began < SUSTAINED_SECONDS / 2:
                await desk.scan()

        await asyncio.gather(*(person() for _ in range(people)))
        return (desk.number - first) / (time.perf_counter() - began)

    def raw() -> float:
        began, number = time.perf_counter(), 0
        while time.perf_counter() - began < SUSTAINED_SECONDS / 2:
            desk.raw.write()
            number += 1
            if number % CHECKPOINT_EVERY == 0:
                desk.raw.fold()
        return number / (time.perf_counter() - began)

    rounds = [(asyncio.run(ours(PEOPLE)), asyncio.run(ours(1)), raw()) for _ in range(3)]
    together, alone, raws = zip(*rounds, strict=True)
    best, floor, apart = max(together), max(raws), spread(together)
    # No hand does this: the next scan of one alone cannot begin before its last is on disk.
    print(f"\n{Figure('scan.alone', max(alone), 'scans/s', floor, RATE_RATIO_MIN, True)}")
    tell([Figure("scan.sustained", best, "scans/s", floor, RATE_RATIO_MIN, True, apart)])
