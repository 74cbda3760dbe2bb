"""Opening a device with half a million articles beside one with a thousand: time and memory."""

import json
import subprocess
import sys
from pathlib import Path
from statistics import median

import pytest

from sync.wire.messages import PAGE_ROWS_MAX
from tests.bench.figures import Figure, tell
from tests.journeys.app_process import ROOT
from tests.store.floor import CATALOGUE, Floor, article, receipt, run

pytestmark = [pytest.mark.bench, pytest.mark.rows("open"), pytest.mark.timeout(900)]

FEW, MANY = 1_000, 500_000
RECEIPTS = 50
ROUNDS = 7
TIME_RATIO_MAX = 1.3
MEMORY_MB_MAX = 150
FIRST_ID = 1_000

# A process of its own each time: what is in memory is what opening has put there.
OPENED = """
import asyncio, json, sys, time
from pathlib import Path
from app.bootstrap import threaded_lanes
from sync.store.store import Store
from tests.store.floor import DEVICE, SCOPE, TODAY
ready = time.perf_counter()
store = Store.open(Path(sys.argv[1]), DEVICE, threaded_lanes())
home = asyncio.run(store.home(SCOPE, (sys.argv[2],), TODAY))
took = (time.perf_counter() - ready) * 1000
# Not what getrusage says: that begins with the memory of the process that started this one.
said = Path("/proc/self/status").read_text()
memory = int(said.split("VmHWM:")[1].split()[0]) / 1024
store.close()
print(json.dumps([took, memory]))
"""


def test_opening_with_a_large_catalogue(tmp_path: Path):
    places = {size: filled(tmp_path / f"{size}", size) for size in (FEW, MANY)}
    taken: dict[int, list[tuple[float, float]]] = {FEW: [], MANY: []}
    for _ in range(ROUNDS):
        for size, place in places.items():
            taken[size].append(opened(place, size))
    few, many = ([ms for ms, _ in taken[size]] for size in (FEW, MANY))
    memory = median(megabytes for _, megabytes in taken[MANY])
    tell(
        [
            Figure.of("open.first_slice", 0.5, many, few, TIME_RATIO_MAX),
            Figure("open.memory", memory, "MB", MEMORY_MB_MAX, 1),
        ]
    )


def filled(folder: Path, articles: int) -> Path:
    floor = Floor(folder)
    run(floor.store.absorb(CATALOGUE))
    floor.absorb(*(receipt(number) for number in range(1, RECEIPTS + 1)))
    for first in range(FIRST_ID, FIRST_ID + articles, PAGE_ROWS_MAX):
        ids = range(first, min(first + PAGE_ROWS_MAX, FIRST_ID + articles))
        products = tuple(article(id, barcode=f"{id * 7_919}") for id in ids)
        floor.absorb(products=products, more=True)
    floor.store.close()
    return folder


def opened(folder: Path, articles: int) -> tuple[float, float]:
    """Milliseconds to the first slice with an article scanned, and megabytes."""
    code = f"{(FIRST_ID + articles // 2) * 7_919}"
    said = subprocess.run(
        [sys.executable, "-c", OPENED, str(folder), code],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    took, memory = json.loads(said.stdout)
    return took, memory
