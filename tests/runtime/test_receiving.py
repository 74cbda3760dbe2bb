"""A receipt of the training warehouse from opening to done, without a screen."""

import asyncio
from dataclasses import replace

from app.base.messages import Action, Tapped
from app.base.notice import Sound
from app.ui.looks import HomeLook, Mark, OutboxLook, ReceiptsLook, ReceiveLook, ScreenLook
from tests.runtime.shift import Shift, scanned, shift, to_receipts

ORDER = "P00001"
HAMMER, HAMMER_CASE = "4098765000010", "14098765000017"
OIL = "4098765006326"
NAILS = "4098765005428"
DRILL = "4098765018077"


async def opened(work: Shift) -> ReceiveLook:
    await to_receipts(work)
    look = await work.scan(ORDER)
    assert isinstance(look, ReceiveLook)
    return look


def amounts(look: ScreenLook) -> list[str]:
    assert isinstance(look, ReceiveLook)
    return [row.amount for row in sorted(look.rows, key=lambda row: int(row.id))]


def is_clean(look: ScreenLook) -> bool:
    return look.top.badge.mark is Mark.DONE


def test_a_receipt_is_received_with_the_scanner_alone(tmp_path):
    async def work_day() -> None:
        async with shift(tmp_path) as work:
            assert amounts(await opened(work)) == ["0 / 24", "0 / 12", "0 / 12.5", "0 / 2"]
            await work.scan(HAMMER)
            look = await work.scan(HAMMER_CASE)
            assert amounts(look)[0] == "13 / 24"
            await work.scan(HAMMER_CASE)
            assert work.sounds[-1] is Sound.QUESTION
            await work.tap(Action.UNDO)
            assert amounts(work.look)[0] == "13 / 24"
            await work.scan(OIL)
            await work.scan("L-2291")
            look = await work.scan("300627", device="keyboard")
            assert amounts(look)[1] == "1 / 12"
            for serial in (DRILL, "SN-1", "SN-2"):
                await work.scan(serial)
            assert amounts(work.look)[3] == "2 / 2"
            assert work.sounds[-1] is Sound.LINE_DONE
            await work.scan(NAILS)
            await work.tap(Action.ASK_QUANTITY)
            look = await work.answer("1,25")
            assert amounts(look)[2] == "2.25 / 12.5"
            await work.tap(Action.FINISH)
            assert work.look.question is not None
            look = await work.tap(Action.REST_STAYS_OPEN)
            assert isinstance(look, ReceiptsLook)
            assert work.sounds[-1] is Sound.ORDER_DONE
            await work.until(is_clean)
            # What did not come waits again, in a receipt of its own.
            await work.until(lambda look: any(ORDER in row.subtitle for row in look.rows))
            backorder = await work.scan(ORDER)
            assert amounts(backorder) == ["0 / 11", "0 / 11", "0 / 10.25"]

    asyncio.run(work_day())


def test_nothing_is_lost_when_the_app_is_opened_again(tmp_path):
    async def first() -> None:
        async with shift(tmp_path) as work:
            await opened(work)
            for _ in range(3):
                await work.scan(HAMMER)

    async def second() -> None:
        async with shift(tmp_path) as work:
            assert amounts(await opened(work))[0] == "3 / 24"
            await work.until(is_clean)

    asyncio.run(first())
    asyncio.run(second())


def test_a_strange_code_is_refused_and_stays_until_the_next_scan(tmp_path):
    async def work_day() -> None:
        async with shift(tmp_path) as work:
            await opened(work)
            look = await work.scan("?!")
            assert look.notice is not None
            assert look.notice.stays
            assert work.sounds[-1] is Sound.STOP
            look = await work.scan(HAMMER)
            assert look.notice is None

    asyncio.run(work_day())


def test_scans_wait_in_line_and_every_one_counts(tmp_path):
    async def work_day() -> None:
        async with shift(tmp_path) as work:
            await opened(work)
            for _ in range(20):
                work.person.say(scanned(HAMMER))
            await work.until(lambda look: amounts(look)[0] == "20 / 24")
            assert Sound.BUSY in work.sounds

    asyncio.run(work_day())


def test_an_amount_is_what_arrived_by_touch_and_by_keys(tmp_path):
    async def work_day() -> None:
        async with shift(tmp_path) as work:
            await opened(work)
            await work.scan(HAMMER)
            await work.tap(Action.ASK_QUANTITY)
            for digit in "11":
                work.person.say(Tapped(Action.PAD, digit))
            await work.tap(Action.CONFIRM)
            assert amounts(work.look)[0] == "12 / 24"
            await work.tap(Action.ASK_QUANTITY)
            await work.tap(Action.PAD, "1")
            look = await work.scan("2", device="keyboard")
            assert amounts(look)[0] == "24 / 24"

    asyncio.run(work_day())


def test_a_code_entered_by_finger_is_looked_up(tmp_path):
    async def work_day() -> None:
        async with shift(tmp_path) as work:
            await to_receipts(work)
            assert isinstance(await work.answer(ORDER.lower()), ReceiveLook)

    asyncio.run(work_day())


def test_the_outbox_shows_and_leads_back(tmp_path):
    async def work_day() -> None:
        async with shift(tmp_path) as work:
            await opened(work)
            look = await work.tap(Action.OPEN_OUTBOX)
            assert isinstance(look, OutboxLook)
            assert isinstance(await work.tap(Action.BACK), HomeLook)

    asyncio.run(work_day())


def test_a_bug_ends_neither_the_work_nor_the_session(tmp_path, monkeypatch, caplog):
    async def work_day() -> None:
        async with shift(tmp_path) as work:
            await opened(work)
            device = work.workplace.device
            broken = replace(device, new_op_id=None)
            monkeypatch.setattr(work.person, "_device", broken)
            await work.scan(HAMMER)
            look = await work.until(lambda look: look.notice is not None)
            assert look.notice.text.startswith("That did not work")
            monkeypatch.setattr(work.person, "_device", device)
            assert amounts(await work.scan(HAMMER))[0] == "1 / 24"

    asyncio.run(work_day())
    assert "could not be dealt with" in caplog.text
