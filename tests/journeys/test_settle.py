"""The office cancels a receipt while a clerk counts: the desk tells it, and one tap settles it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from sync.core.records import Document, DocumentState
from sync.erp.training.books import Books
from sync.erp.training.opening import open_books
from tests.contract import training_office as office
from tests.journeys.app_process import AppProcess
from tests.journeys.hands import SHOTS, Hands, hands

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

ORDER, RECEIPT = "P00001", "CEN/IN/00001"
HAMMER, HAMMER_CODE = "4098765000010", "TL-0001"
READ_MS = 500
"""What is chosen sooner than a story can be read is not taken."""
CLEAN_WITHIN_MS = 30_000


@pytest.fixture
def books(app: AppProcess) -> Iterator[Books]:
    """The office at its own desk, on the same training warehouse."""
    books = open_books(app.folder / "training-server", datetime.now(UTC).date())
    yield books
    books.file.close()


def counted_while_it_is_cancelled(clerk: Hands, books: Books) -> None:
    """Count two hammers while the office has the books in its hands, and cancels the receipt."""
    clerk.scan(ORDER)
    clerk.see("title", RECEIPT)
    with books.file.transaction():
        document = books.first(Document, "name = ?", (RECEIPT,))
        assert document
        work = books.work(document.id)
        assert work
        cancelled = replace(work.document, state=DocumentState.CANCELLED)
        books.put_works([replace(work, document=cancelled)])
        clerk.scan(HAMMER)
        clerk.see("card-amount", "1 of 24")
        clerk.scan(HAMMER)
        clerk.see("card-amount", "2 of 24")
        clerk.see("badge", "not in the office yet")
    clerk.see("banner", "2 counts here wait for you")


def check(person: Hands) -> None:
    assert person.crashes == 0
    assert person.foreign == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_by_touch_from_the_banner(app: AppProcess, books: Books, dark: bool) -> None:
    name = "dark" if dark else "light"
    with hands(dark=dark) as clerk:
        clerk.open(app.url)
        clerk.see("tile-receipt")
        counted_while_it_is_cancelled(clerk, books)
        clerk.photo(SHOTS / f"settle-1-banner-{name}.png")
        clerk.tap("banner")
        clerk.see("story-title", f"{RECEIPT} was cancelled.")
        clerk.see("story-goods", "2")
        clerk.see("story-steps", "You received it")
        clerk.photo(SHOTS / f"settle-2-story-{name}.png")
        clerk.page.wait_for_timeout(READ_MS)
        clerk.tap("choice-let_go")
        clerk.see("empty", "Nothing to settle")
        clerk.photo(SHOTS / f"settle-3-settled-{name}.png")
        clerk.clean(CLEAN_WITHIN_MS)
        check(clerk)
    assert office.lines(books, RECEIPT)[0][2] == 0


def test_by_scanner_alone_on_another_order(app: AppProcess, books: Books) -> None:
    wanted = [(HAMMER_CODE, Decimal(10))]
    today = datetime.now(UTC).date()
    for origin in ("P09998", "P09999"):
        other = office.make_receipt(books, office.Order(origin, "Tools", "CEN", today, wanted))
    app.kill()
    app.start()
    with hands() as clerk:
        clerk.open(app.url)
        clerk.see("tile-receipt")
        counted_while_it_is_cancelled(clerk, books)
        clerk.scan(write(HouseKind.COMMAND, Command.HOME))
        clerk.see("tile-settle", "2 for you")
        clerk.photo(SHOTS / "settle-4-home.png")
        clerk.scan(write(HouseKind.COMMAND, Command.SETTLE))
        clerk.see("story-title", "cancelled")
        clerk.scan(write(HouseKind.COMMAND, Command.FILE))
        clerk.see("question", "Which order?")
        clerk.photo(SHOTS / "settle-5-which-order.png")
        clerk.scan("P09999")
        clerk.see("empty", "Nothing to settle")
        clerk.clean(CLEAN_WITHIN_MS)
        check(clerk)
    assert [done for _, _, done in office.lines(books, other)] == [2]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_with_keys_alone_at_a_dock(app: AppProcess, books: Books, dark: bool) -> None:
    with hands(1280, 800, dark) as clerk:
        clerk.open(app.url)
        clerk.see("tile-receipt")
        counted_while_it_is_cancelled(clerk, books)
        clerk.press("Escape")
        clerk.press("Escape")
        clerk.see("tile-settle", "2 for you")
        clerk.press("ArrowDown")
        clerk.press("Enter")
        clerk.see("story-title", "cancelled")
        clerk.photo(SHOTS / f"settle-6-dock-{'dark' if dark else 'light'}.png")
        clerk.page.wait_for_timeout(READ_MS)
        clerk.press("F6")
        clerk.see("empty", "Nothing to settle")
        clerk.photo(SHOTS / f"settle-7-dock-handed-{'dark' if dark else 'light'}.png")
        clerk.clean(CLEAN_WITHIN_MS)
        check(clerk)
