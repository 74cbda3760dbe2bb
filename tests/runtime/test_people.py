"""A shared device at work: who signs on is on every operation, and may do what the role allows."""

import asyncio
from dataclasses import replace
from pathlib import Path

from app.base.messages import Action
from app.base.notice import Sound
from app.base.people import FIRST_WAIT_MS, TRIES_MAX, Likes, Role, Theme, WorkerForm
from app.base.session import Home, SignOn
from app.settings.people import Book
from app.ui.forms import Filled
from app.ui.looks import HomeLook, ReceiptsLook, ScreenLook, SetupLook
from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from tests.runtime.shift import shift, to_receipts

ORDER, HAMMER = "P00001", "4098765000010"
ANA = write(HouseKind.BADGE, "ANA7")
BEN = write(HouseKind.BADGE, "BEN4")


def listed(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    book = Book(folder, lambda: b"0123456789abcdef")
    book.keep(WorkerForm(name="Dea", role=Role.ADMINISTRATOR, badge="DEA1"), "2468")
    book.keep(WorkerForm(name="Ana", role=Role.CLERK, badge="ANA7"), "")
    book.keep(WorkerForm(name="Ben", role=Role.CLERK, badge="BEN4"), "")
    book.keep(WorkerForm(name="Pia", role=Role.PICKER, badge="PIA2"), "1357")


def notice(look: ScreenLook) -> str:
    assert look.notice is not None, look
    return look.notice.text


def test_two_people_at_one_device_are_both_in_the_books(tmp_path: Path):
    async def work() -> None:
        listed(tmp_path)
        async with shift(tmp_path) as one:
            assert isinstance(one.person.session.place, SignOn)
            assert isinstance(one.look, ReceiptsLook)
            assert [row.title for row in one.look.rows] == ["Ana", "Ben", "Dea", "Pia"]
            await one.scan(ANA)
            assert isinstance(one.person.session.place, Home)
            assert one.sounds[-1] is Sound.LINE_DONE
            await to_receipts(one)
            await one.scan(ORDER)
            await one.scan(HAMMER)
            await one.scan(BEN)
            assert (one.person.session.user, one.person.session.place) == ("Ben", Home())
            await one.scan(ORDER)
            await one.scan(HAMMER)
            written = await one.workplace.device.store.batch_from(1, 10)
            device = one.workplace.device.store.opened.device
            assert [it.who.user for it in written] == ["Ana", "Ben"]
            assert {it.device for it in written} == {device}

    asyncio.run(work())


def test_a_pin_is_tried_and_too_many_wrong_ones_make_it_wait(tmp_path: Path):
    async def work() -> None:
        listed(tmp_path)
        async with shift(tmp_path) as one:
            device = one.workplace.device
            now_ms = device.clock.wall_ms()
            clock = replace(device.clock, wall_ms=lambda: now_ms)
            one.person.move_to(replace(device, clock=clock))
            await one.tap(Action.OPEN_PERSON, "Pia")
            for left in range(TRIES_MAX - 1, 0, -1):
                assert f"left: {left}" in notice(await one.answer("0000"))
            assert one.sounds[-1] is Sound.STOP
            assert "Wait 1 min" in notice(await one.answer("0000"))
            assert one.person.session.place == SignOn()
            await one.tap(Action.OPEN_PERSON, "Pia")
            assert "Wait" in notice(await one.answer("1357")), "the right one has to wait as well"
            now_ms += FIRST_WAIT_MS
            await one.tap(Action.OPEN_PERSON, "Pia")
            await one.answer("1357")
            assert one.person.session.user == "Pia"
            assert one.person.session.role is Role.PICKER
            assert device.people.tries("Pia").wrong == 0

    asyncio.run(work())


def test_a_picker_receives_nothing_and_sets_nothing_up(tmp_path: Path):
    async def work() -> None:
        listed(tmp_path)
        async with shift(tmp_path) as one:
            await one.scan(write(HouseKind.BADGE, "PIA2"))
            home = await one.until(lambda look: isinstance(look, HomeLook) and bool(look.tiles))
            assert isinstance(home, HomeLook)
            assert "receipt" not in {tile.kind for tile in home.tiles}
            assert Action.OPEN_SETUP not in {it.action for it in home.bar.actions}
            assert "not for the role Picker" in notice(await one.scan(ORDER))
            assert "not for the role Picker" in notice(await one.tap(Action.OPEN_SETUP))
            assert isinstance(one.person.session.place, Home)

    asyncio.run(work())


def test_somebody_is_written_down_and_signs_on(tmp_path: Path):
    async def work() -> None:
        async with shift(tmp_path) as one:
            assert isinstance(one.person.session.place, Home), "nobody is listed: nobody is asked"
            await one.tap(Action.OPEN_SETUP)
            await one.tap(Action.OPEN_PEOPLE)
            look = await one.tap(Action.CHOOSE, "add:")
            assert isinstance(look, SetupLook)
            wrong = await one.say(Filled((("name", "Dea"), ("badge", ""), ("pin", "12"))))
            assert isinstance(wrong, SetupLook)
            assert [it.error for it in wrong.fields] == ["", "", "A PIN has 4 to 12 digits."]
            kept = await one.say(Filled((("name", "Dea"), ("badge", ""), ("pin", "2468"))))
            assert notice(kept) == "Dea may work here now."
            await one.tap(Action.CHOOSE, "add:")
            assert isinstance(one.person.session.place, SignOn), "from now on people sign on"
            await one.tap(Action.OPEN_PERSON, "Dea")
            await one.answer("2468")
            await one.tap(Action.OPEN_SETUP)
            await one.tap(Action.OPEN_PEOPLE)
            await one.tap(Action.CHOOSE, "add:")
            kept = await one.say(Filled((("name", "Ana"), ("badge", ANA), ("pin", ""))))
            assert notice(kept) == "Ana may work here now."
            await one.tap(Action.CHOOSE, "worker:Dea")
            kept = await one.tap(Action.CHOOSE, "drop:")
            assert isinstance(kept, SetupLook)
            assert kept.fields[0].error == "One administrator has to stay."
            await one.scan(ANA)
            assert one.person.session.user == "Ana"
            assert "not for the role Clerk" in notice(await one.tap(Action.OPEN_SETUP))

        async with shift(tmp_path) as again:
            assert isinstance(again.person.session.place, SignOn)

    asyncio.run(work())


def test_a_clerks_badge_agrees_to_nothing(tmp_path: Path):
    async def work() -> None:
        listed(tmp_path)
        async with shift(tmp_path) as one:
            assert set(one.person.session.rules.supervisors) == {"DEA1"}

    asyncio.run(work())


def test_what_one_likes_goes_with_the_person_and_not_with_the_device(tmp_path: Path):
    async def work() -> None:
        listed(tmp_path)
        async with shift(tmp_path) as one:
            liked: list[Likes] = []
            one.person.sit_down(replace(one.output, like=liked.append))
            await one.scan(ANA)
            await one.tap(Action.OPEN_MINE)
            await one.tap(Action.CHOOSE, "volume:30")
            await one.tap(Action.CHOOSE, "theme:contrast")
            look = await one.tap(Action.CHOOSE, "hands_free:")
            assert isinstance(look, SetupLook)
            chosen = {it.value for group in look.groups for it in group.choices if it.chosen}
            assert chosen == {"volume:30", "text:100", "theme:contrast", "haptics:", "hands_free:"}
            await one.scan(BEN)
            await one.scan(ANA)
            anas = Likes(volume=30, theme=Theme.CONTRAST, hands_free=True)
            assert liked[-3:] == [anas, Likes(), anas]

    asyncio.run(work())


def test_hands_free_the_same_scan_again_says_yes(tmp_path: Path):
    async def work() -> None:
        listed(tmp_path)
        async with shift(tmp_path) as one:
            await one.scan(ANA)
            await one.tap(Action.OPEN_MINE)
            await one.tap(Action.CHOOSE, "hands_free:")
            await one.tap(Action.BACK)
            await to_receipts(one)
            await one.scan(ORDER)
            await one.scan(HAMMER)
            finish = write(HouseKind.COMMAND, Command.FINISH)
            asked = await one.scan(finish)
            assert asked.question is not None
            done = await one.scan(finish)
            assert "of 4 lines complete" in notice(done)

    asyncio.run(work())
