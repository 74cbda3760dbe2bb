"""A bin counted in the training warehouse, by scans alone, without a screen."""

import asyncio

from app.base.messages import Action
from app.base.notice import Sound
from app.base.session import COUNT, MOVE
from tests.runtime.shift import shift
from tests.runtime.test_moving import HAMMER, HAMMER_CASE, at, is_clean, received

BIN = "CEN-E-01-01"


def test_a_bin_is_counted_until_it_says_that_is_all(tmp_path):
    async def work_day() -> None:
        async with shift(tmp_path) as work:
            await received(work)
            await at(work, MOVE)
            for code in ("CEN-STOCK", HAMMER, BIN):
                await work.scan(code)
            await work.tap(Action.BACK)
            look = await at(work, COUNT)
            assert look.card.kicker == "SCAN A BIN"
            look = await work.scan(BIN)
            rows = {row.title: row for row in look.rows}
            hammers = next(row for row in look.rows if row.amount == "–" and "ammer" in row.title)
            assert len(rows) >= 1
            for code, so_far in ((HAMMER_CASE, "12"), (HAMMER, "13"), (HAMMER, "14")):
                look = await work.scan(code)
                assert (work.sounds[-1], look.card.done) == (Sound.COUNTED, so_far)
            look = await work.tap(Action.UNDO)
            assert next(r.amount for r in look.rows if r.title == hammers.title) == "13"
            # Whoever leaves the bin finds it again as it was left.
            await work.tap(Action.BACK)
            look = await work.scan(BIN)
            assert next(r.amount for r in look.rows if r.title == hammers.title) == "13"
            look = await work.scan(BIN)
            if look.question:
                look = await work.tap(Action.CONFIRM)
            assert work.sounds[-1] is Sound.ORDER_DONE
            look = await work.scan(BIN)
            [row] = [r for r in look.rows if r.title == hammers.title]
            assert (row.amount, row.state) == ("–", "not counted yet")
            await work.tap(Action.TAKE_LINE, row.value)
            look = await work.answer("13")
            assert look.card.demand == "13", "the books have followed"
            await work.until(is_clean)

    asyncio.run(work_day())
