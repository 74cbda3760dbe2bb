"""Who else is at a receipt: seen on its screen, taken over by one tap, and in nobody's way."""

import asyncio
from pathlib import Path

from app.base.messages import Action
from app.ui.looks import CheckLook, ChecksLook, ReceiveLook, ScreenLook
from sync.core.records import Document
from sync.erp.training.books import Books
from sync.erp.training.claims import claim
from sync.erp.training.opening import open_books
from sync.wire.messages import Claim, ClaimRequest
from tests.runtime.shift import Shift, shift, to_receipts

ORDER, HAMMER = "P00001", "4098765000010"


def is_shared(look: ScreenLook) -> bool:
    return isinstance(look, ReceiveLook) and look.banner is not None


def is_ours(look: ScreenLook) -> bool:
    return isinstance(look, ReceiveLook) and look.banner is None


class Other:
    """Bo at another device, at the same training warehouse."""

    def __init__(self, folder: Path, work: Shift) -> None:
        today = work.workplace.device.clock.today()
        self._books: Books = open_books(folder / "training-server", today)
        [self.document] = [one.id for one in self._books.find(Document, "1") if one.origin == ORDER]

    def claim(self) -> Claim:
        return claim(self._books, ClaimRequest(device="OTHER", person="Bo", document=self.document))

    def close(self) -> None:
        self._books.file.close()


def test_another_is_seen_and_taken_over_from(tmp_path):
    async def work_day() -> None:
        async with shift(tmp_path) as work:
            await to_receipts(work)
            other = Other(tmp_path, work)
            assert other.claim().granted
            await work.scan(ORDER)
            look = await work.until(is_shared)
            assert isinstance(look, ReceiveLook)
            assert look.banner
            assert look.banner.text == "Bo is here too"
            await work.scan(HAMMER)
            await work.tap(Action.TAKE_OVER)
            await work.until(is_ours)
            theirs = other.claim()
            assert (theirs.granted, theirs.device) == (
                False,
                work.workplace.device.store.opened.device,
            )
            other.close()

    asyncio.run(work_day())


def test_who_else_is_at_a_check_is_seen_too(tmp_path):
    async def work_day() -> None:
        async with shift(tmp_path) as work:
            await work.tap(Action.OPEN_CHECKS)
            look = await work.until(lambda seen: isinstance(seen, ChecksLook) and bool(seen.rows))
            assert isinstance(look, ChecksLook)
            other = Other(tmp_path, work)
            other.document = int(look.rows[0].value.partition("/")[0])
            assert other.claim().granted
            await work.tap(Action.OPEN_CHECK, look.rows[0].value)
            await work.until(lambda seen: isinstance(seen, CheckLook) and seen.banner is not None)
            await work.tap(Action.TAKE_OVER)
            await work.until(lambda seen: isinstance(seen, CheckLook) and seen.banner is None)
            assert not other.claim().granted
            other.close()

    asyncio.run(work_day())
