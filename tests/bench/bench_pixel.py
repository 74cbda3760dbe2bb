"""Enter to pixel: from a scan's last key to the changed amount, in a real browser.

    make bench ARGS=tests/bench/bench_pixel.py

Each row is `name value unit floor ratio goal verdict`. The floor is measured in the same run with
the same browser: an empty Flet page that answers the Enter of the same scan by changing one text.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

import httpx
import pytest

from sync.core.records import Document, Line, Product, Tracking, Work
from sync.erp.training.books import Books
from sync.erp.training.opening import open_books
from tests.bench.pixel import Stopwatch, amount_of
from tests.journeys.app_process import OPEN_WITHIN_S, ROOT, AppProcess, free_port
from tests.journeys.hands import hands

pytestmark = [pytest.mark.bench, pytest.mark.timeout(900)]

SCANS, WARM_UP = 200, 10
ARTICLES, IN_A_ROW = 8, 5
"""A person counts some pieces of an article, and takes the next article."""
P95_MS_MAX = 100
PULLED_WITHIN_MS = 60_000
SHOWN_WITHIN_MS = 6_000
"""Without the accessibility tree nothing says that a screen is there: it is waited for."""
NEVER_FULL = Decimal(90_000)
BOOKS = "training-server"
"""The folder of the training warehouse's books, beside the device's own."""
SMALL, LARGE = "P00001", "P00002"
ANY_CODE = "4098765000010"
SIZES = {"hand": (360, 640), "dock": (1280, 800)}
"""A handheld's screen, and what `make run` opens: a browser window at a dock."""


def floor_of(size: str) -> list[float]:
    with empty_page() as url:
        with hands(*SIZES[size]) as scout:
            scout.open(url)
            scout.see("card-amount")
            area = amount_of(scout)
        with hands(*SIZES[size]) as clerk:
            clerk.start(url)
            clerk.page.wait_for_timeout(SHOWN_WITHIN_MS)
            return measured(Stopwatch(clerk, area), [ANY_CODE] * (WARM_UP + SCANS))


@pytest.fixture
def app(tmp_path: Path) -> Iterator[tuple[AppProcess, dict[str, list[str]]]]:
    codes = open_receipts(tmp_path / "device" / BOOKS)
    process = AppProcess(tmp_path / "device")
    process.start()
    yield process, codes
    process.stop()


@pytest.mark.parametrize(
    ("size", "order"), [("hand", SMALL), ("hand", LARGE), ("dock", SMALL), ("dock", LARGE)]
)
def test_enter_to_pixel(app, size: str, order: str, capsys):
    # The floor's browser is gone before the app's opens.
    floor = floor_of(size)
    process, codes = app
    first, scanned = codes[order][0], plan(codes[order])
    with hands(*SIZES[size]) as scout:
        scout.open(process.url)
        scout.see("tile-receipt")
        scout.clean(PULLED_WITHIN_MS)
        scout.scan(order)
        scout.see("title", "IN/")
        scout.scan(first)
        scout.see("card-amount", f"1 of {NEVER_FULL}")
        area = amount_of(scout)
    with hands(*SIZES[size]) as clerk:
        clerk.start(process.url)
        clerk.page.wait_for_timeout(SHOWN_WITHIN_MS)
        clerk.scan(order)
        clerk.scan(first)
        clerk.page.wait_for_timeout(SHOWN_WITHIN_MS)
        taken = measured(Stopwatch(clerk, area), scanned)
        clerk.listen()
        amount = [first, first, *scanned].count(scanned[-1])
        clerk.see("card-amount", f"{amount} of {NEVER_FULL}")
        assert clerk.crashes == 0
    with capsys.disabled():
        print()
        report(f"{size}.{order}", taken, floor, P95_MS_MAX if order == SMALL else None)
    assert order == LARGE or at(taken, 95) < P95_MS_MAX


# ------------------------------------------------------------------ scans


def measured(watch: Stopwatch, codes: list[str]) -> list[float]:
    """Milliseconds of every scan but the first few."""
    return [watch.scan(code) for code in codes][WARM_UP:]


def plan(codes: list[str]) -> list[str]:
    """What is scanned one after the other; no amount is that of the scan before it."""
    return [codes[number // IN_A_ROW % len(codes)] for number in range(WARM_UP + SCANS)]


def open_receipts(folder: Path) -> dict[str, list[str]]:
    """Ask for so much on both receipts that no scan completes a line; name what to scan."""
    folder.mkdir(parents=True)
    books = open_books(folder, datetime.now(UTC).date())
    codes = {}
    for order in (SMALL, LARGE):
        document = books.first(Document, "origin = ?", (order,))
        assert document is not None
        work = books.work(document.id)
        assert work is not None
        countable = [line for line in work.lines if is_countable(books, line)]
        lines = tuple(replace(one, demand=NEVER_FULL) for one in countable[:ARTICLES])
        kept = {one.id: one for one in (*work.lines, *lines)}
        with books.file.transaction():
            books.put_works((Work(work.document, tuple(kept.values())),))
        codes[order] = [books.must(Product, one.product).barcode or "" for one in lines]
    books.file.close()
    return codes


def is_countable(books: Books, line: Line) -> bool:
    product = books.must(Product, line.product)
    plain = product.tracking is Tracking.NONE and product.unit == line.unit
    return plain and product.barcode is not None


# ------------------------------------------------------------------ the floor's page


@contextmanager
def empty_page() -> Iterator[str]:
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
        yield url
    finally:
        process.kill()
        process.wait()


def answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=1).status_code == 200
    except httpx.HTTPError:
        return False


# ------------------------------------------------------------------ rows


def at(taken: list[float], percent: int) -> float:
    return sorted(taken)[min(len(taken) * percent // 100, len(taken) - 1)]


def report(what: str, taken: list[float], floor: list[float], goal: int | None) -> None:
    figures = {"p50": partial(at, percent=50), "p95": partial(at, percent=95), "max": max}
    for name, figure in figures.items():
        promised = goal if name == "p95" else None
        row(f"pixel.{what}.{name}", figure(taken), figure(floor), promised)


def row(name: str, value: float, floor: float, goal: int | None) -> None:
    verdict = "-" if goal is None else "ok" if value < goal else "short"
    print(f"{name} {value:.1f} ms {floor:.1f} {value / floor:.1f} {goal or '-'} {verdict}")
