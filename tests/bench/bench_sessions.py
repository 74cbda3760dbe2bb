"""One dock process that serves many people at once: a scan of one beside a scan among fifty."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from sync.core.records import Product
from sync.erp.training.books import Owner
from sync.erp.training.opening import open_books
from tests.bench.figures import Figure, at, tell
from tests.bench.growth import point
from tests.bench.tab import Tab
from tests.contract.training_office import Order, make_receipt
from tests.journeys.app_process import AppProcess
from tests.store.floor import article

pytestmark = [pytest.mark.bench, pytest.mark.rows("sessions"), pytest.mark.timeout(600)]

PEOPLE = (1, 10, 50)
SCANS = {1: 40, 10: 16, 50: 8}
"""Of each person; so many that there are hundreds where there are many people."""
WARM_UP = 3
PULLED_S = 10
"""Until the training warehouse is pulled."""
PACE_S = 1.0
"""From one scan of a person to the next: as fast as a hand that only counts pieces."""
RATIO_MAX = {10: 1.5, 50: 3.0}
LINES = 10
WANTED = Decimal(90_000)
FIRST_ID = 1_000_000
BOOKS = "training-server"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[AppProcess]:
    announce(tmp_path / "device" / BOOKS)
    process = AppProcess(tmp_path / "device")
    process.start()
    yield process
    process.stop()


def test_one_process_serves_a_whole_dock(app: AppProcess):
    taken = {people: asyncio.run(scans(app.url, people)) for people in PEOPLE}
    for people, ms in taken.items():
        point("people at one dock", "scan, p95", people, at(0.95, ms))
    tell(
        [
            Figure.of(f"sessions.{people}.p95", 0.95, taken[people], taken[1], goal)
            for people, goal in RATIO_MAX.items()
        ]
    )


async def scans(url: str, people: int) -> list[float]:
    """Milliseconds of everybody's scans, each on a receipt of their own, evenly spread."""
    if people == 1:
        await asyncio.sleep(PULLED_S)
    tabs = [await sit_down(url, order_of(people, number)) for number in range(people)]
    begins = [PACE_S * number / people for number in range(people)]
    each = await asyncio.gather(
        *(count(tab, begin, SCANS[people]) for tab, begin in zip(tabs, begins, strict=True))
    )
    assert not any(tab.crashes for tab in tabs)
    for tab in tabs:
        await tab.close()
    return [taken for one in each for taken in one[WARM_UP:]]


async def sit_down(url: str, order: str) -> Tab:
    """Open the app and one's own receipt."""
    tab = await Tab.open(url)
    await tab.scan(order, "IN/")
    return tab


async def count(tab: Tab, begin_s: float, scans: int) -> list[float]:
    """Count pieces of one article, at a pace."""
    await asyncio.sleep(begin_s)
    taken = list[float]()
    clock = asyncio.get_running_loop().time
    due = clock()
    for number in range(1, scans + WARM_UP + 1):
        taken.append(await tab.scan(code_of(0), f"{number} of {WANTED}"))
        due += PACE_S
        await asyncio.sleep(max(0.0, due - clock()))
    return taken


def order_of(people: int, number: int) -> str:
    return f"DOCK-{people}-{number}"


def code_of(number: int) -> str:
    return f"77{number:05}"


def announce(folder: Path) -> None:
    """A receipt for everybody of every round; no scan completes a line."""
    folder.mkdir(parents=True)
    today = datetime.now(UTC).date()
    books = open_books(folder, today)
    known = books.first(Product, "company IS NULL AND tracking = 'none'")
    assert known
    articles = [
        article(FIRST_ID + number, unit=known.unit, barcode=code_of(number))
        for number in range(LINES)
    ]
    with books.file.transaction():
        books.put((one, Owner()) for one in articles)
    wanted = [(one.code, WANTED) for one in articles]
    for order in (order_of(people, number) for people in PEOPLE for number in range(people)):
        make_receipt(books, Order(order, "Mill", "CEN", today, wanted))
    books.file.close()
