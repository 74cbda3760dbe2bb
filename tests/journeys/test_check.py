"""An inspector without a network: dear goods come, are checked, and it is all sent later."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from sync.core.quality import Verdict
from sync.core.records import Document, DocumentKind, Line, Product
from sync.erp.training.books import Books
from sync.erp.training.opening import open_books
from tests.journeys.app_process import AppProcess
from tests.journeys.hands import SHOTS, Hands, hands

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

SERIAL, OTHER = "SN-NEW-1", "SN-NEW-2"
CLEAN_WITHIN_MS = 30_000


@pytest.fixture
def app(tmp_path: Path) -> Iterator[AppProcess]:
    process = AppProcess(tmp_path / "device")
    process.start()
    yield process
    process.stop()


@pytest.fixture
def books(app: AppProcess) -> Iterator[Books]:
    books = open_books(app.folder / "training-server", datetime.now(UTC).date())
    yield books
    books.file.close()


def dear(books: Books) -> tuple[Document, Line, Product]:
    """An open receipt of the central warehouse with at least two dear pieces on a line."""
    lines = books.find(
        Line,
        "product IN (SELECT id FROM products WHERE needs_check AND barcode IS NOT NULL)"
        " AND CAST(demand AS REAL) >= 2 AND document IN (SELECT id FROM documents"
        " WHERE warehouse = 1 AND kind = ? AND state = 'ready')",
        (DocumentKind.RECEIPT,),
    )
    document = books.must(Document, lines[0].document)
    return document, lines[0], books.must(Product, lines[0].product)


def command(one: Command) -> str:
    return write(HouseKind.COMMAND, one)


def looked_at(inspector: Hands, serial: str, *answers: Command) -> None:
    """Open the check of a piece by its serial, and answer with labels alone."""
    inspector.scan(serial)
    inspector.see("question", "seal")
    inspector.scan(command(Command.YES))
    inspector.see("question", "serial")
    inspector.scan(serial)
    inspector.see("question", "look")
    for answer in answers:
        inspector.scan(command(answer))


def test_with_the_scanner_alone_and_no_network(app: AppProcess, books: Books) -> None:
    document, line, product = dear(books)
    with hands(1024, 768) as inspector:
        inspector.open(app.url)
        inspector.see("tile-check")
        with books.file.transaction():
            inspector.scan(document.origin)
            inspector.see("title", document.name)
            inspector.scan(product.barcode or "")
            inspector.see("question", "serial")
            inspector.scan(SERIAL)
            inspector.see("question", "2 of")
            inspector.scan(OTHER)
            inspector.see("fact-bin", "Hold")
            inspector.scan(command(Command.HOME))
            inspector.see("tile-check", "6")
            inspector.tap("tile-check")
            inspector.see("title", "Checks")
            inspector.photo(SHOTS / "check-queue.png")
            looked_at(inspector, SERIAL, Command.FIRST)
            if product.value >= 1500:
                inspector.scan(command(Command.YES))
            inspector.see("question", "Is it good?")
            inspector.scan(command(Command.PASS))
            if product.value >= 1500:
                inspector.see("question", "Who agrees?")
                inspector.scan(write(HouseKind.BADGE, "LEO"))
            inspector.see("notice", "is good")
            looked_at(inspector, OTHER, Command.THIRD, Command.FAIL)
            inspector.see("question", "What becomes of it?")
            inspector.photo(SHOTS / "check-bad.png")
            inspector.scan(command(Command.FIRST))
            inspector.see("notice", "is blocked. Bring it to Hold.")
            inspector.see("badge", "not in the office yet")
        inspector.clean(CLEAN_WITHIN_MS)
        found = {one.lot: one.verdict for one in books.must(Line, line.id).checks}
        assert found == {SERIAL: Verdict.PASSED, OTHER: Verdict.FAILED}
        assert inspector.crashes == 0
        assert inspector.foreign == []
