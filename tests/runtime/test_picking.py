"""Orders picked in the training warehouse, by scans alone, without a screen."""

import asyncio

from app.base.messages import Action
from app.base.notice import Sound
from app.base.session import Short
from app.ui.looks import HomeLook, Mark, ReceiptsLook, ScreenLook, WorkLook
from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from sync.core.records import DocumentKind
from tests.runtime.shift import Shift, shift

STOPS_MAX = 60


def command(one: Command) -> str:
    return write(HouseKind.COMMAND, one)


def is_clean(look: ScreenLook) -> bool:
    return look.top.badge.mark is Mark.DONE


def delivery_tile(look: ScreenLook):
    tiles = look.tiles if isinstance(look, HomeLook) else ()
    return next((one for one in tiles if one.kind == DocumentKind.DELIVERY), None)


async def to_picks(work: Shift) -> ReceiptsLook:
    await work.until(lambda look: delivery_tile(look) is not None)
    tile = delivery_tile(work.look)
    look = await work.tap(tile.action, tile.value)
    assert isinstance(look, ReceiptsLook)
    return look


def lot_of(look: WorkLook) -> str:
    return next((fact.value for fact in look.card.facts if fact.name == "lot"), "")


async def stop(work: Shift) -> None:
    """Make the stop that is shown: the bin, the article, its lot; then the bin for the rest."""
    look = work.look
    assert isinstance(look, WorkLook)
    place, code, lot = look.card.place, look.card.code, lot_of(look)
    bin_ = f"CEN-{place}"
    await work.scan(bin_)
    await work.scan(code)
    if work.look.question is not None and lot:
        await work.scan(lot)
    if work.look.question is not None:
        await work.answer(work.look.rows[0].amount)
    same = isinstance(work.look, WorkLook) and work.look.card.code == code
    if same and work.look.card.place == place and lot_of(work.look) == lot:
        await work.scan(bin_)


async def walked(work: Shift) -> None:
    for _ in range(STOPS_MAX):
        if not work.look.card.name:
            return
        await stop(work)
        assert work.sounds[-1] in {Sound.LINE_DONE, Sound.ORDER_DONE, Sound.COUNTED}, work.look
    raise AssertionError("it never ends")


def test_an_order_is_picked_by_its_bins_and_sent(tmp_path):
    async def work_day() -> None:
        async with shift(tmp_path) as work:
            look = await to_picks(work)
            ready = next(row for row in look.rows if not row.heading.startswith("Waiting"))
            await work.tap(Action.OPEN_DOCUMENT, ready.value)
            look = work.look
            assert isinstance(look, WorkLook)
            places = [row.title for row in look.rows]
            assert look.card.place == places[0]
            await walked(work)
            assert work.look.card.kicker == "ALL PICKED"
            assert work.sounds[-1] is Sound.ORDER_DONE
            look = await work.scan(command(Command.FINISH))
            assert isinstance(look, ReceiptsLook)
            assert ready.value not in [row.value for row in look.rows]
            await work.until(is_clean)

    asyncio.run(work_day())


def test_skip_short_undo_and_the_rest_for_later(tmp_path):
    async def work_day() -> None:
        async with shift(tmp_path) as work:
            look = await to_picks(work)
            several = next(
                row for row in look.rows if row.amount.startswith("0 of ") and row.amount[5:] >= "3"
            )
            look = await work.tap(Action.OPEN_DOCUMENT, several.value)
            first, second = look.card, look.rows[1]
            look = await work.scan(command(Command.SKIP))
            assert look.card.name != first.name or look.card.place != first.place
            assert look.rows[-1].title == first.place, "it comes back at the end"
            await stop(work)
            look = await work.scan(command(Command.UNDO))
            assert work.sounds[-1] is Sound.TAKEN_BACK
            assert look.rows[0].title == second.title
            await stop(work)
            while work.look.card.name:
                await work.scan(command(Command.SHORT))
                await work.tap(Action.CHOOSE, Short.EMPTY)
            assert work.look.card.kicker == "NOTHING MORE TO TAKE"
            assert {row.state for row in work.look.rows} == {"bin empty"}
            await work.scan(command(Command.FINISH))
            assert work.look.question is not None
            look = await work.tap(Action.REST_STAYS_OPEN)
            assert isinstance(look, ReceiptsLook)
            await work.until(is_clean)

    asyncio.run(work_day())


def test_two_orders_are_picked_together_on_a_cart(tmp_path):
    async def work_day() -> None:
        async with shift(tmp_path) as work:
            look = await to_picks(work)
            ready = [row for row in look.rows if row.amount.startswith("0 of ")]
            ready = [row for row in ready if "OUT" in row.title][:2]
            await work.scan(command(Command.CART))
            for row in ready:
                look = await work.scan(row.title)
            assert [row.state for row in look.rows if row.chosen] == ["tote A", "tote B"]
            await work.tap(Action.CONFIRM)
            look = work.look
            assert isinstance(look, WorkLook)
            assert (look.top.title, look.top.subtitle) == (
                "2 orders",
                ", ".join(row.title for row in ready),
            )
            totes = {row.subtitle.rsplit(" · ", 1)[-1] for row in look.rows}
            assert totes == {"tote A", "tote B"}
            await walked(work)
            assert work.look.card.kicker == "ALL PICKED"
            look = await work.scan(command(Command.FINISH))
            assert not {row.value for row in ready} & {row.value for row in look.rows}
            await work.until(is_clean)

    asyncio.run(work_day())
