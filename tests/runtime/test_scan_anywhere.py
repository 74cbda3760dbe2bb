"""From anywhere a document's code leads to the document; what is in the hand comes first."""

import asyncio
from dataclasses import replace
from pathlib import Path

from app.base.session import (
    Checks,
    Count,
    Hand,
    Home,
    Labels,
    Lookup,
    Mine,
    Move,
    Outbox,
    Packs,
    Pick,
    Picks,
    Place,
    Putaway,
    Question,
    Receipts,
    Receive,
    Report,
    Settle,
)
from app.ui.looks import HomeLook
from tests.runtime.shift import Shift, shift

ORDER, DELIVERY, ARTICLE = "P00001", "CEN/OUT/00001", "4098765000010"
LISTS = (Home(), Receipts(), Picks(), Lookup(), Outbox(), Labels(), Settle(), Mine(), Report())
FLOOR = (Putaway(), Count(), Checks())


async def scanned_at(one: Shift, place: Place, code: str, hand: Hand = Hand()) -> Place:  # noqa: B008
    one.person.session = replace(one.person.session, place=place, hand=hand, notice=None)
    await one.scan(code)
    return one.person.session.place


def test_a_document_is_reached_from_every_list_and_from_the_floor(tmp_path: Path):
    async def work() -> None:
        async with shift(tmp_path) as one:
            await one.until(lambda look: isinstance(look, HomeLook) and bool(look.tiles))
            for place in (*LISTS, *FLOOR, Packs()):
                there = await scanned_at(one, place, ORDER)
                assert isinstance(there, Receive), (place, one.person.session.notice)
            for place in (*LISTS, *FLOOR, Move()):
                there = await scanned_at(one, place, DELIVERY)
                assert isinstance(there, Pick), (place, one.person.session.notice)

    asyncio.run(work())


def test_goods_in_the_hand_and_an_open_question_come_first(tmp_path: Path):
    async def work() -> None:
        async with shift(tmp_path) as one:
            await one.until(lambda look: isinstance(look, HomeLook) and bool(look.tiles))
            held = Hand(product=1)
            assert await scanned_at(one, Putaway(), DELIVERY, held) == Putaway()
            asked = Hand(question=Question.BIN)
            assert await scanned_at(one, Putaway(), DELIVERY, asked) == Putaway()

    asyncio.run(work())


def test_an_article_that_nobody_waits_for_is_looked_up_from_the_desks(tmp_path: Path):
    async def work() -> None:
        async with shift(tmp_path) as one:
            await one.until(lambda look: isinstance(look, HomeLook) and bool(look.tiles))
            for place in (Outbox(), Labels(), Mine(), Report()):
                assert isinstance(await scanned_at(one, place, "A-01-02"), Lookup), place
                assert isinstance(await scanned_at(one, place, ARTICLE), Receive), place

    asyncio.run(work())
