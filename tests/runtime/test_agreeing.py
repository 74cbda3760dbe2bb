"""The office takes away a third of its articles at once: nothing goes before a person agrees."""

import asyncio

from app.base.messages import Action
from app.base.notice import Sound
from app.ui.looks import HomeLook, OutboxLook
from sync.core.page import Table
from sync.core.records import Product
from tests.runtime.shift import shift, to_receipts
from tests.runtime.test_settling import HAMMER, ORDER, books_of


def test_what_the_office_takes_away_waits_for_one_tap(tmp_path):
    async def work_day() -> None:
        async with shift(tmp_path) as work:
            await to_receipts(work)
            await work.tap(Action.GO_HOME)
            with books_of(tmp_path) as books, books.file.transaction():
                for product in books.find(Product, "id > 1000"):
                    books.remove(Table.PRODUCTS, product.id)
            await work.scan(ORDER)
            await work.scan(HAMMER)  # what is sent asks for what is new
            await work.until(lambda look: look.top.badge.guard)
            look = await work.tap(Action.GO_HOME)
            assert isinstance(look, HomeLook)
            assert look.banner.text == look.top.badge.guard
            look = await work.tap(look.banner.action)
            assert isinstance(look, OutboxLook)
            (agree,) = look.bar.actions
            look = await work.tap(agree.action)
            assert work.sounds[-1] is Sound.LINE_DONE
            await work.until(lambda look: not look.top.badge.guard)
            look = await work.tap(Action.AGREE)
            assert work.sounds[-1] is Sound.STOP

    asyncio.run(work_day())
