"""Goods put away and moved in the training warehouse, by scans alone, without a screen."""

import asyncio

from app.base.messages import Action
from app.base.notice import Sound
from app.base.session import MOVE, PUTAWAY
from app.ui.looks import HomeLook, Mark, ReceiveLook, ScreenLook, WorkLook
from sync.core.records import DocumentKind
from tests.runtime.shift import Shift, shift, to_receipts

ORDER = "P00001"
HAMMER, HAMMER_CASE = "4098765000010", "14098765000017"


def tile(look: ScreenLook, kind: str):
    assert isinstance(look, HomeLook)
    return next((one for one in look.tiles if one.kind == kind), None)


def is_clean(look: ScreenLook) -> bool:
    return look.top.badge.mark is Mark.DONE


async def at(work: Shift, kind: str) -> WorkLook:
    await work.until(lambda look: isinstance(look, HomeLook) and tile(look, kind) is not None)
    found = tile(work.look, kind)
    look = await work.tap(found.action, found.value)
    assert isinstance(look, WorkLook)
    return look


async def received(work: Shift) -> None:
    """Two cases of hammers come in, and stand where receipts end."""
    await to_receipts(work)
    look = await work.scan(ORDER)
    assert isinstance(look, ReceiveLook)
    for _ in range(2):
        await work.scan(HAMMER_CASE)
    await work.tap(Action.BACK)
    await work.tap(Action.BACK)


def test_what_came_in_stands_on_home_until_it_is_in_its_bin(tmp_path):
    async def work_day() -> None:
        async with shift(tmp_path) as work:
            await received(work)
            assert tile(work.look, PUTAWAY).waiting == "1"
            look = await at(work, PUTAWAY)
            [row] = look.rows
            assert (row.amount, row.unit) == ("24", "Units")
            look = await work.scan(HAMMER)
            assert (look.card.done, look.card.demand) == ("24", "24"), "an article means all of it"
            assert (look.card.kicker, look.card.place) == ("GO TO", "A-01-01"), "by the rules"
            await work.tap(Action.UNDO)
            look = await work.scan(HAMMER_CASE)
            assert look.card.done == "12", "a case means that case"
            look = await work.scan("CEN-A-01-01")
            assert work.sounds[-1] is Sound.COUNTED
            assert [(one.amount, one.state) for one in look.rows] == [("12", "to A-01-01")]
            # The rest goes elsewhere, which a second scan says is meant.
            look = await work.scan(HAMMER)
            assert look.card.place == "A-01-01"
            look = await work.tap(Action.BIN_FULL)
            assert look.card.place == "A-01-02", "a full bin gives way to the next"
            await work.scan("CEN-E-01-02")
            assert work.sounds[-1] is Sound.QUESTION
            look = await work.scan("CEN-E-01-02")
            assert work.sounds[-1] is Sound.ORDER_DONE
            assert look.rows == ()
            look = await work.tap(Action.UNDO)
            assert [one.amount for one in look.rows] == ["12"]
            # Whoever enters what the label ends with stands in front of it.
            look = await work.scan(HAMMER)
            check = look.card.check.removeprefix("check ")
            await work.scan(check, device="keyboard")
            assert work.sounds[-1] is Sound.ORDER_DONE
            await work.tap(Action.BACK)
            assert tile(work.look, PUTAWAY) is None
            await work.until(is_clean)
            assert tile(work.look, PUTAWAY) is None

    asyncio.run(work_day())


def test_goods_move_whatever_is_scanned_first(tmp_path):
    async def work_day() -> None:
        async with shift(tmp_path) as work:
            await received(work)
            look = await at(work, MOVE)
            look = await work.scan(HAMMER)
            assert (look.rows_title, [row.amount for row in look.rows]) == ("In Stock", ["24"])
            assert look.card.kicker == "SCAN WHERE IT GOES", "it lies in one bin only"
            await work.tap(Action.UNDO)
            await work.scan("CEN-STOCK")
            look = await work.scan(HAMMER_CASE)
            assert look.card.done == "12"
            await work.tap(Action.ASK_QUANTITY)
            await work.answer("5")
            look = await work.scan("CEN-E-02-03")
            assert work.sounds[-1] is Sound.LINE_DONE
            await work.tap(Action.BACK)
            await at(work, MOVE)
            look = await work.scan("CEN-E-02-03")
            assert "5" in [row.amount for row in look.rows]
            look = await work.scan("CEN-E-02-03")
            assert look.card.kicker == "SCAN THE BIN FOR ALL OF IT"
            others = len(look.rows)
            await work.scan("CEN-E-02-04")
            assert work.sounds[-1] is Sound.ORDER_DONE
            look = await work.scan("CEN-E-02-04")
            assert len(look.rows) >= others
            await work.tap(Action.BACK)
            await work.until(is_clean)

    asyncio.run(work_day())


def test_what_a_transfer_asks_for_is_fetched_and_brought(tmp_path):
    async def work_day() -> None:
        async with shift(tmp_path) as work:
            look = await at(work, DocumentKind.TRANSFER)
            document = look.rows[0].subtitle.split(" · ")[-1]
            of_it = [row for row in look.rows if document in row.subtitle]
            assert look.card.kicker == "FETCH FROM"
            for row in of_it:
                look = await work.tap(Action.TAKE_LINE, row.id)
                assert look.card.kicker == "GO TO"
                assert (look.card.done, look.card.demand) == (row.amount, row.amount)
                await work.scan(f"CEN-{look.card.place.upper()}")
                assert work.sounds[-1] in {Sound.LINE_DONE, Sound.ORDER_DONE}
            assert not [row for row in work.look.rows if document in row.subtitle]
            await work.until(is_clean)
            assert not [row for row in work.look.rows if document in row.subtitle]

    asyncio.run(work_day())


def test_what_nobody_ordered_stands_on_the_dock_and_goes_back(tmp_path):
    async def work_day() -> None:
        async with shift(tmp_path) as work:
            await to_receipts(work)
            look = await work.tap(Action.OPEN_ARRIVE)
            assert isinstance(look, WorkLook)
            await work.scan("LS-4711")
            look = await work.scan(HAMMER_CASE)
            assert (look.card.name, look.card.done) == ("Nordhaken claw hammer small", "12")
            await work.scan("CEN-STOCK")
            assert work.sounds[-1] is Sound.COUNTED
            await work.scan(HAMMER)
            look = await work.tap(Action.SAME_BIN)
            assert work.sounds[-1] is Sound.COUNTED, look
            await work.tap(Action.UNDO)
            assert work.sounds[-1] is Sound.TAKEN_BACK
            await work.tap(Action.BACK)
            await work.tap(Action.BACK)
            look = await at(work, PUTAWAY)
            assert [one.amount for one in look.rows] == ["12"]
            await work.until(is_clean)

    asyncio.run(work_day())
