"""What the app keeps in memory while somebody works, on a device with half a million articles."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sync.core.records import Product
from sync.erp.training.books import Owner
from sync.erp.training.opening import open_books
from tests.bench.figures import Figure, tell
from tests.bench.spent import memory_mb
from tests.bench.tab import CLEAN, LOADING, Tab
from tests.contract.training_office import Order, make_receipt
from tests.journeys.app_process import AppProcess
from tests.store.floor import article

pytestmark = [pytest.mark.bench, pytest.mark.rows("memory"), pytest.mark.timeout(900)]

ARTICLES, FIRST_ID = 500_000, 1_000_000
PULLED_WITHIN_S = 600
MB_MAX = 250
BOOKS = "training-server"
ORDER, WANTED, SCANS = "MEMORY-1", 90_000, 20


def test_one_person_at_work_on_a_large_catalogue(tmp_path: Path):
    """The training warehouse is in the same process; an Odoo would not be."""
    folder = tmp_path / "device"
    announce(folder / BOOKS)
    with running(folder) as app:
        asyncio.run(pulled(app.url))
    # Once more: what the first pull took is given back, as on any other day.
    with running(folder) as app:
        megabytes = asyncio.run(worked(app))
    tell([Figure("memory.session", megabytes, "MB", MB_MAX, 1)])


@contextmanager
def running(folder: Path) -> Iterator[AppProcess]:
    app = AppProcess(folder)
    app.start()
    try:
        yield app
    finally:
        app.stop()


async def pulled(url: str) -> None:
    """See the pull begin, then end: before it begins, an empty device is clean as well."""
    tab = await Tab.open(url, LOADING)
    tab.expect(CLEAN)
    await tab.see(PULLED_WITHIN_S)
    await tab.close()


async def worked(app: AppProcess) -> float:
    """Megabytes that are resident after some scans of the last article."""
    tab = await Tab.open(app.url)
    await tab.scan(ORDER, "IN/")
    for number in range(1, SCANS + 1):
        await tab.scan(code_of(ARTICLES - 1), f"{number} of {WANTED}")
    megabytes = memory_mb(app.pid)
    assert not tab.crashes
    await tab.close()
    return megabytes


def announce(folder: Path) -> None:
    """Half a million articles in the office's books, and one receipt of the last one."""
    folder.mkdir(parents=True)
    today = datetime.now(UTC).date()
    books = open_books(folder, today)
    known = books.first(Product, "company IS NULL AND tracking = 'none'")
    assert known
    with books.file.transaction():
        books.put(
            (article(FIRST_ID + number, unit=known.unit, barcode=code_of(number)), Owner())
            for number in range(ARTICLES)
        )
    wanted = [(article(FIRST_ID + ARTICLES - 1).code, WANTED)]
    make_receipt(books, Order(ORDER, "Mill", "CEN", today, wanted))
    books.file.close()


def code_of(number: int) -> str:
    return f"77{number:06}"
