"""Opening a device with 100,000 operations pending, beside one with a hundred."""

from pathlib import Path
from statistics import median

import pytest

from app.bootstrap import threaded_lanes
from sync.store.store import Store
from tests.bench.bench_epoch import fill
from tests.bench.bench_open import opened
from tests.bench.figures import Figure, tell
from tests.bench.growth import point
from tests.store.floor import DEVICE, run

pytestmark = [pytest.mark.bench, pytest.mark.rows("opening"), pytest.mark.timeout(300)]

LITTLE, MUCH = 100, 100_000
OPENINGS = 5
RATIO_MAX = 1.3


def test_opening_with_much_pending(tmp_path: Path):
    taken = {pending: opened_ms(tmp_path / f"{pending}", pending) for pending in (LITTLE, MUCH)}
    for pending, ms in taken.items():
        point("pending operations", "opening", pending, median(ms))
    tell([Figure.of("opening.pending", 0.5, taken[MUCH], taken[LITTLE], RATIO_MAX)])


def opened_ms(folder: Path, pending: int) -> list[float]:
    store = Store.open(folder, DEVICE, threaded_lanes())
    assert isinstance(store, Store), store
    run(fill(store, pending))
    store.close()
    return [opened(folder, 1_000)[0] for _ in range(OPENINGS)]
