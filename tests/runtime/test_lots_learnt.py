"""The lots of this device's own copy are known to whoever reads a scan."""

import asyncio
from pathlib import Path

from app.runtime.barcodes import Barcodes
from scanners.codes.parse import parse
from scanners.codes.scan import Frame
from tests.runtime.shift import shift, to_receipts


def test_lots_are_known_and_what_the_erp_says_of_barcodes_leaves_them(tmp_path: Path) -> None:
    async def run() -> None:
        async with shift(tmp_path) as work:
            await to_receipts(work)
            names = await work.workplace.device.store.looking.lot_names(5)
            assert len(names) == 5
            barcodes, waits = Barcodes(), asyncio.Queue()

            async def wait(seconds: float) -> None:
                await waits.put(seconds)
                await asyncio.Event().wait()

            learning = asyncio.create_task(
                barcodes.learn_lots(work.workplace.device.store.looking.lot_names, wait)
            )
            assert await waits.get() > 0
            assert set(names) <= barcodes.known.lots
            assert barcodes.known.lot_patterns
            scan = parse(Frame(f"010950600013435210{names[0]}"), 2026, barcodes.known)
            assert scan.message
            assert (scan.message.lot, scan.problems) == (names[0], ())
            learning.cancel()

    asyncio.run(run())
