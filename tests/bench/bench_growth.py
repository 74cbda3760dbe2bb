"""The cost of growth: a scan, a screen, a search, opening and a pull, from 1,000 articles up."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median

import pytest

from app.bootstrap import threaded_lanes
from sync.core.records import Work
from sync.store import words
from sync.store.files import writing
from sync.store.store import Store
from sync.store.told import Committed, LookupWanted, ReceiveWanted
from sync.wire.messages import PAGE_ROWS_MAX
from tests.bench.bench_lookup import name_of
from tests.bench.bench_open import opened
from tests.bench.figures import Figure, tell
from tests.bench.growth import point
from tests.store.floor import (
    CATALOGUE,
    DEVICE,
    PLAIN,
    SCOPE,
    TODAY,
    Floor,
    article,
    goods,
    receipt,
    run,
    stamp,
)

pytestmark = [pytest.mark.bench, pytest.mark.rows("growth"), pytest.mark.timeout(600)]

SIZES = (1_000, 10_000, 100_000, 1_000_000)
LINES = (10, 200, 2_000)
FIRST_ID = 1_000
EACH = 300
OPENINGS = 3
RATIO_MAX = 1.3
"""What a cold cache costs; nothing is walked through (`tests/store/test_growth.py` counts that)."""


def test_a_scan_costs_the_same_with_a_million_articles(tmp_path: Path):
    filled, taken = 0, dict[int, tuple[float, float]]()
    for size in SIZES:
        fill(tmp_path, filled, size)
        filled = size
        taken[size] = asyncio.run(worked(tmp_path, receipt(1), size))
        point("articles", "opening", size, median(opened_ms(tmp_path, size)))
    (scan, screen), (scan_few, screen_few) = taken[SIZES[-1]], taken[SIZES[0]]
    tell(
        [
            Figure("growth.articles.scan", scan, "ms", scan_few, RATIO_MAX),
            Figure("growth.articles.screen", screen, "ms", screen_few, RATIO_MAX),
        ]
    )


def test_a_scan_costs_the_same_on_a_long_receipt(tmp_path: Path):
    taken = dict[int, tuple[float, float]]()
    for lines in LINES:
        folder = tmp_path / f"{lines}"
        floor, work = Floor(folder), receipt(1, lines=lines)
        run(floor.store.absorb(CATALOGUE))
        floor.absorb(work)
        floor.store.close()
        taken[lines] = asyncio.run(worked(folder, work, 0))
        point("lines of a receipt", "scan", lines, taken[lines][0])
        point("lines of a receipt", "screen", lines, taken[lines][1])
    # From 200 lines on a screen is full: only so many are read, whatever there is.
    full = taken[LINES[1]]
    tell(
        [
            Figure("growth.lines.scan", taken[LINES[-1]][0], "ms", full[0], RATIO_MAX),
            Figure("growth.lines.screen", taken[LINES[-1]][1], "ms", full[1], RATIO_MAX),
        ]
    )


def fill(folder: Path, there: int, size: int) -> None:
    """Pull so many articles more than are there, and read their words in."""
    floor = Floor(folder)
    if not there:
        run(floor.store.absorb(CATALOGUE))
        floor.absorb(receipt(1))
    for first in range(FIRST_ID + there, FIRST_ID + size, PAGE_ROWS_MAX):
        ids = range(first, min(first + PAGE_ROWS_MAX, FIRST_ID + size))
        floor.absorb(
            products=tuple(article(id, name=name_of(id), barcode=f"{id * 7_919}") for id in ids),
            more=True,
        )
    mirror = floor.store._files.mirror
    while words.is_behind(mirror):
        with writing(mirror):
            words.read_in(mirror)
    floor.store.close()


async def worked(folder: Path, work: Work, articles: int) -> tuple[float, float]:
    """Milliseconds of a scan and of its screen in the store's own lanes; the middle of many."""
    lanes = threaded_lanes()
    store = Store.open(folder, DEVICE, lanes)
    assert isinstance(store, Store)
    number = (await store.pull_state()).head_seq
    lines = [n for n, line in enumerate(work.lines) if line.product == PLAIN]
    scans, screens, searches = list[float](), list[float](), list[float]()
    for n in range(EACH):
        deed, by = goods(work, lines[n % len(lines)]), stamp(number + n + 1)
        code = f"{(FIRST_ID + n * 211 % max(articles, 1)) * 7_919}"
        wanted = ReceiveWanted(work.document.id, deed.line, None, None, (code,), TODAY)
        scans.append(await timed(lambda deed=deed, by=by: store.commit(deed, by, TODAY)))
        screens.append(await timed(lambda wanted=wanted: store.receive(SCOPE, wanted)))
        if articles:
            typed = name_of(FIRST_ID + n * 211 % articles)[: 4 + n % 9]
            asked = LookupWanted(None, (typed,), typed, TODAY)
            searches.append(await timed(lambda asked=asked: store.looking.lookup(SCOPE, asked)))
    assert isinstance(await store.commit(deed, by, TODAY), Committed)
    await asyncio.to_thread(store.close)
    if articles:
        for what, some in (("scan", scans), ("screen", screens), ("search", searches)):
            point("articles", what, articles, median(some))
    return median(scans), median(screens)


async def timed(work: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await work()
    return (time.perf_counter() - began) * 1_000


def opened_ms(folder: Path, articles: int) -> list[float]:
    return [opened(folder, articles)[0] for _ in range(OPENINGS)]
