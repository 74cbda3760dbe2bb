"""Work found by what suppliers say, in the whole app: a pack opens its receipt and counts."""

import asyncio
from pathlib import Path

from app.base.session import Receive
from app.ui.looks import ReceiveLook
from sync.core.numbering import sscc
from sync.erp.training.announced import PREFIX
from tests.runtime.shift import shift, to_receipts

PACK = sscc(PREFIX, 3_000)
"""The first pack that is announced on the third order."""


def test_a_pack_opens_its_receipt_and_the_next_scan_of_it_counts_all_that_is_in_it(tmp_path: Path):
    async def day() -> tuple[object, object, object]:
        async with shift(tmp_path / "device") as work:
            await to_receipts(work)
            await work.scan(f"00{PACK}")
            opened = work.person.session.place
            await work.scan(f"00{PACK}")
            counted = work.look
            await work.scan(f"00{PACK}")
            return opened, counted, work.look

    opened, counted, again = asyncio.run(day())
    assert isinstance(opened, Receive)
    assert isinstance(counted, ReceiveLook)
    assert isinstance(again, ReceiveLook)
    done = [row for row in counted.rows if len(set(row.amount.split(" / "))) == 1]
    assert len(done) == 2, "two articles are in it, each of them whole"
    assert [row.amount for row in again.rows] == [row.amount for row in counted.rows]


def test_what_the_supplier_calls_the_order_opens_it(tmp_path: Path):
    async def day() -> object:
        async with shift(tmp_path / "device") as work:
            await to_receipts(work)
            await work.scan("AB-26001")
            return work.person.session.place

    assert isinstance(asyncio.run(day()), Receive)
