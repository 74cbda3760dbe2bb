"""A new epoch with much pending, and the scans that come meanwhile."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import threaded_lanes
from sync.core.envelope import Envelope, Seen, sealed_text
from sync.core.page import Page
from sync.core.records import Work
from sync.store import journal as journal_file
from sync.store.files import writing
from sync.store.store import Store
from sync.store.told import Committed
from tests.bench.figures import Figure, tell
from tests.bench.raw import CHECKPOINT_EVERY, Raw
from tests.store.floor import CATALOGUE, DEVICE, TODAY, goods, receipt, run, stamp

pytestmark = [pytest.mark.bench, pytest.mark.rows("epoch.scan"), pytest.mark.timeout(600)]

PENDING, AT_ONCE = 100_000, 1_000
RECEIPTS, LINES = 400, 100
PACE_S = 0.02
"""Between two scans: twenty times as fast as hands."""
P50_RATIO_MAX, P99_RATIO_MAX = 5, 10
LONGEST_MS_MAX = 250
"""The step scans wait for: some ten syncs, whatever is pending."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    lanes = threaded_lanes()
    opened = Store.open(tmp_path / "device", DEVICE, lanes)
    assert isinstance(opened, Store), opened
    yield opened
    opened.close()


def works() -> list[Work]:
    return [receipt(id, lines=LINES) for id in range(1, RECEIPTS + 1)]


async def fill(store: Store, pending: int = PENDING) -> None:
    """What thirty days would have written, many at once."""
    await store.absorb(CATALOGUE)
    await store.absorb(Page("c1", "c2", more=False, applied_seq=0, works=tuple(works())))
    deeds = [goods(work, line) for line in range(0, LINES, 4) for work in works()]
    journal = store._files.journal
    for first in range(1, pending, AT_ONCE):
        with writing(journal):
            for number in range(first, min(first + AT_ONCE, pending + 1)):
                by, (seq, before) = stamp(number), journal_file.head(journal)
                deed = deeds[number % len(deeds)]
                envelope, text = sealed_text(
                    Envelope(
                        *(by.op_id, DEVICE, 1, seq + 1, before, "", deed),
                        *(by.who, by.when, Seen("", "", ""), "scan"),
                    )
                )
                journal_file.append(journal, envelope, text)
    await store.record(())


async def scans(
    store: Store, raw: Raw, until: "asyncio.Task[object]"
) -> tuple[list[float], list[float]]:
    """Milliseconds of scans and of raw transactions, in turn, until something is done."""
    taken, plain = list[float](), list[float]()
    every, number = works(), PENDING
    while not until.done():
        number += 1
        deed = goods(every[number % RECEIPTS])
        began = time.perf_counter()
        done = await store.commit(deed, stamp(number), TODAY)
        taken.append((time.perf_counter() - began) * 1_000)
        assert isinstance(done, Committed), done
        await asyncio.sleep(PACE_S)
        began = time.perf_counter()
        raw.write()
        plain.append((time.perf_counter() - began) * 1_000)
        if number % CHECKPOINT_EVERY == 0:
            raw.fold()
    return taken, plain


def test_scans_do_not_wait_for_a_new_epoch(store: Store, tmp_path: Path):
    raw = Raw(tmp_path / "raw")

    async def measured() -> tuple[list[float], list[float], float]:
        await fill(store)
        began = time.perf_counter()
        renewing = asyncio.create_task(store.begin_epoch())
        taken, plain = await scans(store, raw, renewing)
        return taken, plain, time.perf_counter() - began

    taken, plain, seconds = run(measured())
    raw.close()
    state = run(store.pull_state())
    assert (state.epoch, state.head_seq) == (2, PENDING + len(taken))
    print(f"\n{PENDING} pending taken over in {seconds:.1f} s, with {len(taken)} scans meanwhile")
    tell(
        [
            Figure.of("epoch.scan.p50", 0.5, taken, plain, P50_RATIO_MAX),
            Figure.of("epoch.scan.p99", 0.99, taken, plain, P99_RATIO_MAX),
            Figure("epoch.scan.longest", max(taken), "ms", LONGEST_MS_MAX, 1),
        ]
    )
