"""The loop itself, in virtual time: whatever breaks, all is filed once and comes back."""

import asyncio
import logging
from dataclasses import replace
from itertools import groupby, pairwise

import pytest

from sync.core.touched import Touched
from sync.engine.engine import Ends, Engine
from sync.engine.events import NetworkBack, Written
from sync.engine.status import Mark, Status
from sync.engine.world import World, wait_on_loop
from tests.engine.looping import SCOPES, bench
from tests.engine.lossy import LossyRemote
from tests.engine.small import SmallErp, SmallStore
from tests.engine.virtual import VirtualTime

HEALS_AT_MS = 600_000
DRAINED_MS = 60_000


@pytest.mark.parametrize("seed", range(60))
def test_each_operation_once_through_a_bad_network(seed: int) -> None:
    time, erp = VirtualTime(seed), SmallErp()
    lossy = LossyRemote(erp, time, HEALS_AT_MS, faults=time.dice.choice((0.1, 0.5, 0.9)))
    one = bench(time, lossy)
    for _ in range(time.dice.randint(1, 200)):
        time.at(time.dice.randint(0, HEALS_AT_MS), one.write)
    time.at(HEALS_AT_MS + DRAINED_MS, one.stop)
    asyncio.run(one.engine.run())
    names = one.store.written
    assert erp.effects == names, "not each once, in order"
    assert one.store.settled == len(one.store.journal)
    assert sorted(one.store.base.values()) == sorted(names), "live is not base"
    assert one.said[-1].mark is Mark.IN_ERP
    assert one.said[-1].trouble is None
    assert one.said[-1].reachable


def test_all_faults_are_met() -> None:
    met: set[str] = set()
    for seed in range(5):
        time = VirtualTime(seed)
        lossy = LossyRemote(SmallErp(), time, HEALS_AT_MS)
        one = bench(time, lossy)
        for minute in range(100):
            time.at(minute * 5_000, one.write)
        time.at(HEALS_AT_MS, one.stop)
        asyncio.run(one.engine.run())
        met |= lossy.met
    assert met == {"good", "request", "answer", "twice", "part", "stale", "kind", "bug"}


def test_the_badge_follows() -> None:
    time = VirtualTime(1)
    one = bench(time, SmallErp())
    time.at(100_000, one.write)
    time.at(101_000, one.stop)
    asyncio.run(one.engine.run())
    marks = [mark for mark, _ in groupby(status.mark for status in one.said)]
    assert marks == [Mark.IN_ERP, Mark.HERE_ONLY, Mark.IN_ERP]
    assert one.store.settled == 1


def test_idle_it_pulls_every_quarter_minute_and_sums_hourly() -> None:
    time = VirtualTime(2)
    pulls: list[int] = []

    class Counted(SmallErp):
        async def pull(self, request):
            pulls.append(time.now_ms)
            return await super().pull(request)

    one = bench(time, Counted())
    one.store.cursor = "0"
    time.at(2 * 3_600_000 + 60_000, one.stop)
    asyncio.run(one.engine.run())
    gaps = {after - before for before, after in pairwise(pulls)}
    assert gaps == {15_000}
    assert one.store.sums_asked == 3


def test_a_bug_in_a_listener_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    time, erp = VirtualTime(3), SmallErp()
    one = bench(time, erp)

    def broken(touched: Touched, status: Status) -> None:
        raise LookupError("a bug in a screen")

    one.engine = Engine(Ends(one.store, erp, SCOPES), time.world(), broken)
    for second in range(10):
        time.at(second * 1_000, one.write)
    time.at(180_000, one.stop)
    with caplog.at_level(logging.CRITICAL, "sync.engine.engine"):
        asyncio.run(one.engine.run())
    assert len(erp.effects) == 10


def test_cut_off_and_started_again() -> None:
    time, erp = VirtualTime(4), SmallErp()
    first = bench(time, LossyRemote(erp, time, HEALS_AT_MS, faults=0.9))
    for minute in range(9):
        time.at(minute * 10_000, first.write)

    async def cut() -> None:
        task = asyncio.create_task(first.engine.run())
        late = asyncio.Event()

        async def ring() -> None:
            late.set()

        time.at(100_000, ring)
        await late.wait()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(cut())
    second = bench(time, erp, first.store)
    time.at(time.now_ms + DRAINED_MS, second.stop)
    asyncio.run(second.engine.run())
    assert erp.effects == second.store.written
    assert len(erp.effects) == 9
    assert second.store.settled == len(second.store.journal)


def test_on_a_real_loop_it_wakes_and_stops() -> None:
    store, erp = SmallStore(), SmallErp()
    world = World(lambda: 0, lambda: 0, lambda: 0.5, wait_on_loop)
    settled = asyncio.Event()

    def heard(touched: Touched, status: Status) -> None:
        if store.settled:
            settled.set()

    async def live() -> None:
        engine = Engine(Ends(store, erp, SCOPES), world, heard)
        running = asyncio.create_task(engine.run())
        store.commit(0)
        engine.wake(NetworkBack())
        engine.wake(Written())
        async with asyncio.timeout(10):
            await settled.wait()
            engine.stop()
            await running

    asyncio.run(live())
    assert erp.effects == ["op-1"]


def test_a_scan_while_the_journal_is_found_empty_is_sent_at_once() -> None:
    time = VirtualTime(5)
    filed_at: list[int] = []

    class WrittenMeanwhile(SmallStore):
        async def batch(self, limit):
            found = await super().batch(limit)
            if not self.journal:
                await one.write()
            return found

    class Timed(SmallErp):
        async def push(self, request):
            filed_at.append(time.now_ms)
            return await super().push(request)

    erp = Timed()
    one = bench(time, erp, WrittenMeanwhile())
    began_ms = time.now_ms
    time.at(20_000, one.stop)
    asyncio.run(one.engine.run())
    assert filed_at == [began_ms]


def test_a_stale_page_is_asked_again_soon_and_is_no_bug(caplog: pytest.LogCaptureFixture) -> None:
    time = VirtualTime(6)
    pulls: list[int] = []

    class Stale(SmallErp):
        async def pull(self, request):
            pulls.append(time.now_ms)
            page = await super().pull(request)
            return replace(page, from_cursor="long ago") if len(pulls) == 1 else page

    one = bench(time, Stale())
    time.at(5_000, one.stop)
    asyncio.run(one.engine.run())
    assert len(pulls) == 2
    assert pulls[1] - pulls[0] <= 500
    assert not caplog.records
