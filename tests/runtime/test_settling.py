"""What the office makes impossible while a clerk counts is settled at the desk, by one tap."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from app.base.messages import Action
from app.base.notice import Sound
from app.ui.looks import HomeLook, OutboxLook, ReceiveLook, ScreenLook, SettleLook
from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from sync.core.records import Document, DocumentState
from sync.erp.training.books import Books
from sync.erp.training.opening import open_books
from tests.contract import training_office as office
from tests.runtime.shift import Shift, shift, to_receipts

ORDER, RECEIPT = "P00001", "CEN/IN/00001"
HAMMER, OIL = "4098765000010", "4098765006326"
HAMMER_CODE = "TL-0001"
COUNTED = 3
TODAY = datetime.now(UTC).date()
YES = write(HouseKind.COMMAND, Command.YES)


@contextmanager
def books_of(folder: Path) -> Iterator[Books]:
    books = open_books(folder / "training-server", TODAY)
    yield books
    books.file.close()


@contextmanager
def meanwhile_cancelled(books: Books, name: str = RECEIPT) -> Iterator[None]:
    """The office has the books in its hands while the clerk counts, and cancels the receipt."""
    with books.file.transaction():
        document = books.first(Document, "name = ?", (name,))
        assert document
        work = books.work(document.id)
        assert work
        gone = replace(work.document, state=DocumentState.CANCELLED)
        books.put_works([replace(work, document=gone)])
        yield


def is_parked(look: ScreenLook) -> bool:
    # They may go in one push or in several.
    return look.top.badge.parked == COUNTED


def is_clean(look: ScreenLook) -> bool:
    badge = look.top.badge
    return not badge.count and not badge.parked


async def count_while_it_is_cancelled(work: Shift, folder: Path) -> None:
    await to_receipts(work)
    await work.scan(ORDER)
    with books_of(folder) as books, meanwhile_cancelled(books):
        for _ in range(COUNTED):
            look = await work.scan(HAMMER)
        assert isinstance(look, ReceiveLook)
    await work.until(is_parked)


def test_a_cancelled_receipt_is_settled_from_its_banner_by_one_tap(tmp_path):
    async def work_day() -> None:
        async with shift(tmp_path) as work:
            await count_while_it_is_cancelled(work, tmp_path)
            look = await work.until(lambda look: isinstance(look, ReceiveLook) and look.banner)
            assert look.banner.text == "3 counts here wait for you"
            look = await work.tap(look.banner.action, look.banner.value)
            assert isinstance(look, SettleLook)
            assert look.story.title == f"{RECEIPT} was cancelled."
            assert (look.story.amount, look.top.progress) == ("3", "1 of 1")
            step = look.story.choices[0]
            assert step.label == "Put it back"
            look = await work.tap(step.action, step.value)
            assert work.sounds[-1] is Sound.LINE_DONE
            assert look.story is None
            assert look.notice.text == "All settled. Nothing waits for you."
            await work.until(is_clean)
        with books_of(tmp_path) as books:
            assert office.lines(books, RECEIPT)[0][2] == 0

    asyncio.run(work_day())


def test_by_scanner_alone_from_the_home_screen(tmp_path):
    async def work_day() -> None:
        async with shift(tmp_path) as work:
            await count_while_it_is_cancelled(work, tmp_path)
            home = await work.tap(Action.GO_HOME)
            assert isinstance(home, HomeLook)
            assert (home.tiles[0].kind, home.tiles[0].waiting) == ("settle", "3")
            look = await work.scan(write(HouseKind.COMMAND, Command.SETTLE))
            assert isinstance(look, SettleLook)
            await work.scan(HAMMER)
            look = await work.scan(YES)
            assert look.story is None
            await work.until(is_clean)
            home = await work.tap(Action.GO_HOME)
            assert "settle" not in {tile.kind for tile in home.tiles}

    asyncio.run(work_day())


def test_from_the_outbox_row(tmp_path):
    async def work_day() -> None:
        async with shift(tmp_path) as work:
            await count_while_it_is_cancelled(work, tmp_path)
            look = await work.tap(Action.OPEN_OUTBOX)
            assert isinstance(look, OutboxLook)
            row = look.rows[1]
            look = await work.tap(row.action, row.value)
            assert isinstance(look, SettleLook)
            assert look.story.amount == "3"
            look = await work.tap(Action.OFFICE, look.story.id)
            assert look.rows[0].state == "with the office"
            await work.until(is_clean)

    asyncio.run(work_day())


def test_goods_go_to_another_order_that_wants_them(tmp_path):
    async def work_day(other: str) -> None:
        async with shift(tmp_path) as work:
            await count_while_it_is_cancelled(work, tmp_path)
            look = await work.tap(Action.OPEN_SETTLE)
            assert [one.action for one in look.story.choices][1] is Action.FILE
            look = await work.tap(Action.FILE, look.story.id)
            if look.question is not None:
                look = await work.answer(other)
            await work.until(is_clean)

    (tmp_path / "training-server").mkdir()
    with books_of(tmp_path) as books:
        wanted = [(HAMMER_CODE, Decimal(10))]
        order = office.Order("P09999", "Test Supplies", "CEN", TODAY, wanted)
        other = office.make_receipt(books, order)
    asyncio.run(work_day(other))
    with books_of(tmp_path) as books:
        assert [done for _, _, done in office.lines(books, other)] == [3]
        assert office.lines(books, RECEIPT)[0][2] == 0
