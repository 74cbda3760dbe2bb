"""Unsent work is carried to another device from the setup desk, and booked there once."""

import asyncio
import shutil
from pathlib import Path

from app.base.messages import Action
from app.ui.looks import SetupLook
from tests.contract import training_office as office
from tests.runtime.shift import Shift, shift, to_receipts
from tests.runtime.test_settling import HAMMER, ORDER, RECEIPT, books_of, is_clean


async def at_setup(work: Shift) -> SetupLook:
    await work.tap(Action.GO_HOME)
    look = await work.tap(Action.OPEN_SETUP)
    assert isinstance(look, SetupLook)
    return look


async def save_on_the_first(folder: Path) -> Path:
    async with shift(folder) as work:
        await to_receipts(work)
        await work.scan(ORDER)
        with books_of(folder) as books, books.file.transaction():
            await work.scan(HAMMER)
            await work.scan(HAMMER)
            look = await at_setup(work)
            (save,) = look.tail[0].choices
            assert str(folder / "carried") in save.detail
            look = await work.tap(save.action, save.value)
            assert look.words.startswith("2 operations are in ")
    (path,) = (folder / "carried").iterdir()
    return path


async def take_in_on_the_second(folder: Path, path: Path) -> None:
    async with shift(folder) as work:
        await to_receipts(work)
        (folder / "carried").mkdir()
        shutil.copy(path, folder / "carried")
        look = await at_setup(work)
        _, take = look.tail[0].choices
        assert take.label == f"Take in {path.name}"
        look = await work.tap(take.action, take.value)
        assert look.words == "2 operations taken in. 0 were here already."
        look = await work.tap(take.action, take.value)
        assert look.words == "0 operations taken in. 2 were here already."
        await work.tap(Action.BACK)
        await work.until(is_clean)


def test_unsent_work_goes_to_another_device_and_is_booked_there_once(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    path = asyncio.run(save_on_the_first(first))
    asyncio.run(take_in_on_the_second(second, path))
    with books_of(second) as books:
        assert office.lines(books, RECEIPT)[0][2] == 2


def test_a_file_that_is_not_as_it_was_written_is_not_taken_in(tmp_path):
    async def work_day() -> None:
        async with shift(tmp_path) as work:
            await to_receipts(work)
            (tmp_path / "carried").mkdir()
            (tmp_path / "carried" / "unsent-x.work").write_text("half a file")
            look = await at_setup(work)
            _, take = look.tail[0].choices
            look = await work.tap(take.action, take.value)
            assert look.words.startswith("That file is not as it was written.")

    asyncio.run(work_day())


def test_where_nothing_is_unsent_nothing_is_to_carry(tmp_path):
    async def work_day() -> None:
        async with shift(tmp_path) as work:
            await to_receipts(work)
            look = await at_setup(work)
            save = look.tail[0].choices[0]
            look = await work.tap(save.action, save.value)
            assert look.words == "All is in the office. There is nothing to carry."

    asyncio.run(work_day())
