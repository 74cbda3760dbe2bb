"""Thirty days offline from beginning to end: done, scanned beside, sent, and counted."""

import asyncio
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from sync.erp.training.opening import FILE_NAME
from tests.bench.figures import at
from tests.bench.raw import CHECKPOINT_EVERY, Raw
from tests.month.count import compare
from tests.month.device import DAYS, Device, device_of
from tests.powercut.whole import Promised, look_into

SCANS_A_DAY = 20
SCANS_AMID = 100
REOPENED_EACH_DAYS = 10
P50_RATIO_MAX, P99_RATIO_MAX = 3, 10


@dataclass
class Month:
    """What was done, how long it took, and what was wrong."""

    operations: int
    seed: int
    scans: list[float] = field(default_factory=list)
    raws: list[float] = field(default_factory=list)
    pending: int = 0
    filed: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)

    @property
    def ratios(self) -> tuple[float, float]:
        """A scan beside the raw transaction: half of them, and all but one in a hundred."""
        p50, p99 = (at(share, self.scans) / at(share, self.raws) for share in (0.5, 0.99))
        return p50, p99

    @property
    def line(self) -> str:
        p50, p99 = self.ratios
        return (
            f"month: {self.pending} operations of {DAYS} days pending; {len(self.scans)} scans"
            f" beside them, p50 {at(0.5, self.scans):.2f} ms ({p50:.1f} x raw),"
            f" p99 {at(0.99, self.scans):.2f} ms ({p99:.1f} x raw);"
            f" all sent in {self.seconds:.0f} s, {self.filed} filed and compared,"
            f" {len(self.wrong)} wrong, seed {self.seed}"
        )


def month(folder: Path, operations: int, seed: int) -> Month:
    """Live the month."""
    lived = Month(operations, seed)
    with device_of(folder, operations, seed) as device:
        asyncio.run(_live(device, lived, Raw(folder / "raw")))
        found = look_into(device.store, Promised(operations=device.told.written))
        lived.wrong += found.wrong
    with closing(
        sqlite3.connect(f"file:{folder / 'training' / FILE_NAME}?mode=ro", uri=True)
    ) as it:
        lived.wrong += compare(it, device.told)
        lived.filed = it.execute("SELECT count(*) FROM operations").fetchone()[0]
    return lived


async def _live(device: Device, lived: Month, raw: Raw) -> None:
    with closing(raw):
        await device.sync()
        for day in range(DAYS):
            due = (day + 1) * device.operations // DAYS - device.number
            await device.bulk(max(0, due - SCANS_A_DAY))
            await _scans(device, lived, raw, SCANS_A_DAY)
            if day % REOPENED_EACH_DAYS == REOPENED_EACH_DAYS - 1:
                device.reopen()
    lived.pending = (await device.store.outbox(1, 0)).unsent.waiting
    began = time.monotonic()
    # The network is back; half way through the app dies, while people go on working.
    amid = asyncio.create_task(_amid(device))
    await device.sync(device.number // 2)
    await amid
    assert (await device.store.outbox(1, 0)).unsent.waiting, "the app did not die half way"
    device.reopen()
    await device.sync()
    lived.seconds = time.monotonic() - began


async def _amid(device: Device) -> None:
    for _ in range(SCANS_AMID):
        await device.scan()


async def _scans(device: Device, lived: Month, raw: Raw, count: int) -> None:
    for _ in range(count):
        lived.scans.append(await device.scan())
        await device.store.batch(0)  # Behind what follows a scan, as before a person's next.
        began = time.perf_counter()
        raw.write()
        lived.raws.append((time.perf_counter() - began) * 1_000)
        if len(lived.raws) % CHECKPOINT_EVERY == 0:
            raw.fold()
