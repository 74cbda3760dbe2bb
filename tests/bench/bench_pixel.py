"""Enter to pixel: from a scan's last key to the changed amount, in a real browser.

Beside an empty Flet page that answers the Enter of the same scan by changing one text: it is told
in words, for the promise is to a person, in milliseconds. And a long receipt beside a short one.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import httpx
import pytest

from sync.core.records import Product
from sync.erp.training.books import Owner
from sync.erp.training.opening import open_books
from tests.bench.figures import Figure, at, tell
from tests.bench.pixel import Area, Stopwatch, amount_of
from tests.contract.training_office import Order, make_receipt
from tests.journeys.app_process import OPEN_WITHIN_S, ROOT, AppProcess, free_port
from tests.journeys.hands import hands
from tests.store.floor import article

pytestmark = [pytest.mark.bench, pytest.mark.rows("pixel"), pytest.mark.timeout(900)]

SCANS, WARM_UP = 50, 10
ARTICLES, IN_A_ROW = 8, 5
"""A person counts some pieces of an article, and takes the next article."""
LINES = (10, 200, 2_000)
P95_MS_MAX = 100
LONGER_RATIO_MAX = 1.5
PULLED_WITHIN_MS = 60_000
SHOWN_WITHIN_MS = 6_000
"""Without the accessibility tree nothing says that a screen is there: it is waited for."""
NEVER_FULL = Decimal(90_000)
BOOKS = "training-server"
"""The folder of the training warehouse's books, beside the device's own."""
FIRST_ID = 1_000_000
ANY_CODE = "4098765000010"
SIZES = {"hand": (360, 640), "dock": (1280, 800)}
"""A handheld's screen, and what `make run` opens: a browser window at a dock."""


@pytest.fixture
def app(tmp_path: Path) -> Iterator[AppProcess]:
    open_receipts(tmp_path / "device" / BOOKS)
    process = AppProcess(tmp_path / "device")
    process.start()
    yield process
    process.stop()


@pytest.mark.parametrize("size", SIZES)
def test_enter_to_pixel(app: AppProcess, size: str):
    # The floor's browser is gone before the app's opens.
    floor = floor_of(size)
    print(f"\n{size}: an empty page takes {at(0.5, floor):.0f} ms, p95 {at(0.95, floor):.0f}")
    taken = {lines: pixels(app.url, size, lines) for lines in LINES}
    longest, shortest = taken[LINES[-1]], taken[LINES[0]]
    tell(
        [
            *(Figure.most(f"pixel.{size}.{n}.p95", 0.95, taken[n], P95_MS_MAX) for n in LINES),
            Figure.of(f"pixel.{size}.longer.p95", 0.95, longest, shortest, LONGER_RATIO_MAX),
        ]
    )


# ------------------------------------------------------------------ scans


def floor_of(size: str) -> list[float]:
    with empty_page() as (url, _):
        with hands(*SIZES[size]) as scout:
            scout.open(url)
            scout.see("card-amount")
            area = amount_of(scout)
        with hands(*SIZES[size]) as clerk:
            clerk.start(url)
            clerk.page.wait_for_timeout(SHOWN_WITHIN_MS)
            return measured(Stopwatch(clerk, area), [ANY_CODE] * (WARM_UP + SCANS))


def pixels(url: str, size: str, lines: int) -> list[float]:
    """Milliseconds of scans on the receipt of so many lines."""
    codes, scanned = [code_of(number) for number in range(ARTICLES)], plan()
    area = where_the_amount_is(url, size, lines, codes[0])
    with hands(*SIZES[size]) as clerk:
        clerk.start(url)
        clerk.page.wait_for_timeout(SHOWN_WITHIN_MS)
        clerk.scan(order_of(lines))
        clerk.scan(codes[0])
        clerk.page.wait_for_timeout(SHOWN_WITHIN_MS)
        taken = measured(Stopwatch(clerk, area), scanned)
        clerk.listen()
        clerk.see("card-amount", f"of {NEVER_FULL}")
        assert clerk.crashes == 0
    return taken


def where_the_amount_is(url: str, size: str, lines: int, code: str) -> Area:
    with hands(*SIZES[size]) as scout:
        scout.open(url)
        scout.see("tile-receipt")
        scout.clean(PULLED_WITHIN_MS)
        scout.scan(order_of(lines))
        scout.see("title", "IN/")
        scout.scan(code)
        scout.see("card-amount", f"of {NEVER_FULL}")
        return amount_of(scout)


def measured(watch: Stopwatch, codes: list[str]) -> list[float]:
    """Milliseconds of every scan but the first few."""
    return [watch.scan(code) for code in codes][WARM_UP:]


def plan() -> list[str]:
    """What is scanned one after the other; no amount is that of the scan before it."""
    return [code_of(number // IN_A_ROW % ARTICLES) for number in range(WARM_UP + SCANS)]


# ------------------------------------------------------------------ what is scanned


def order_of(lines: int) -> str:
    return f"PIXEL-{lines}"


def code_of(number: int) -> str:
    return f"77{number:05}"


def open_receipts(folder: Path) -> None:
    """Announce a receipt of each length; so much is wanted that no scan completes a line."""
    folder.mkdir(parents=True)
    today = datetime.now(UTC).date()
    books = open_books(folder, today)
    known = books.first(Product, "company IS NULL AND tracking = 'none'")
    assert known
    articles = [
        article(FIRST_ID + number, unit=known.unit, barcode=code_of(number))
        for number in range(LINES[-1])
    ]
    with books.file.transaction():
        books.put((one, Owner()) for one in articles)
    for lines in LINES:
        wanted = [(one.code, NEVER_FULL) for one in articles[:lines]]
        make_receipt(books, Order(order_of(lines), "Mill", "CEN", today, wanted))
    books.file.close()


# ------------------------------------------------------------------ the floor's page


@contextmanager
def empty_page() -> Iterator[tuple[str, int]]:
    """The floor's page and the process that serves it."""
    port = free_port()
    url, began = f"http://127.0.0.1:{port}", time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.empty_page", str(port)], cwd=ROOT
    )
    try:
        while not answers(url):
            assert process.poll() is None
            assert time.monotonic() - began < OPEN_WITHIN_S
            time.sleep(0.05)
        yield url, process.pid
    finally:
        process.kill()
        process.wait()


def answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=1).status_code == 200
    except httpx.HTTPError:
        return False
