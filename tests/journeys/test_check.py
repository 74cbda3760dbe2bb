"""An inspector without a network: dear goods come, are checked, and it is all sent later."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from sync.core.evidence import PICTURE_BYTES_MAX
from sync.core.quality import Verdict
from sync.core.records import Document, DocumentKind, Line, Product
from sync.erp.training.books import Books
from sync.erp.training.checks import BETWEEN_BOXES
from sync.erp.training.evidence import kept_picture
from sync.erp.training.opening import open_books
from tests.journeys.app_process import AppProcess
from tests.journeys.hands import SHOTS, Hands, hands

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

SERIAL, OTHER = "SN-NEW-1", "SN-NEW-2"
CLEAN_WITHIN_MS = 30_000
SENT_WITHIN_S = 60


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


def photo_of(folder: Path) -> Path:
    """A photo as a tablet takes it: far too large to be sent as it is."""
    path = folder / "thermometer.jpg"
    cells = Random(3).randbytes(240 * 160 * 3)
    Image.frombytes("RGB", (240, 160), cells).resize((3600, 2400)).save(path, quality=95)
    return path


def sign(inspector: Hands) -> None:
    """Write with a finger on the field."""
    box = inspector.find("signature").bounding_box()
    assert box
    left, top = box["x"], box["y"]
    inspector.page.mouse.move(left + 60, top + 150)
    inspector.page.mouse.down()
    for step in range(30):
        height = 80 + 60 * (step % 6 < 3)
        inspector.page.mouse.move(left + 60 + 12 * step, top + height, steps=2)
    inspector.page.mouse.up()


def arrives(inspector: Hands, books: Books, picture: Path) -> None:
    """Wait until the ERP holds a picture as it is here."""
    for _ in range(SENT_WITHIN_S):
        if kept_picture(books, picture.stem) == picture.read_bytes():
            return
        inspector.page.wait_for_timeout(1_000)
    pytest.fail(f"{picture.name} did not arrive")


def cold(books: Books) -> tuple[Document, Line]:
    """Chilled goods that wait on hold in the central warehouse."""
    lines = books.find(
        Line,
        "product IN (SELECT id FROM products WHERE code LIKE 'DL-%') AND document IN"
        " (SELECT id FROM documents WHERE warehouse = 1 AND kind = ? AND state = 'done')",
        (DocumentKind.RECEIPT,),
    )
    return books.must(Document, lines[0].document), lines[0]


def test_pictures_are_taken_without_a_network_and_sent_when_there_is_one(
    app: AppProcess, books: Books, tmp_path: Path
) -> None:
    _, line = cold(books)
    lot = line.entries[0].lot or ""
    with hands(1024, 768) as inspector:
        inspector.open(app.url)
        inspector.see("tile-check")
        inspector.tap("tile-check")
        inspector.see("title", "Checks")
        inspector.scan(lot)
        inspector.see("question", "How warm")
        inspector.see(f"shows-{BETWEEN_BOXES[:8]}")
        inspector.photo(SHOTS / "check-instructions.png")
        with books.file.transaction():
            inspector.type("4")
            inspector.see("question", "Photograph")
            with inspector.page.expect_file_chooser() as chooser:
                inspector.tap("choice-take_picture")
            chooser.value.set_files(photo_of(tmp_path))
            inspector.see("question", "smell")
            inspector.scan(command(Command.YES))
            inspector.see("question", "driver signs")
            sign(inspector)
            inspector.photo(SHOTS / "check-signature.png")
            inspector.tap("signature-done")
            inspector.see("question", "Is it good?")
            inspector.photo(SHOTS / "check-evidence.png")
            inspector.scan(command(Command.PASS))
            inspector.see("notice", "is good")
            inspector.see("badge", "not in the office yet")
        inspector.clean(CLEAN_WITHIN_MS)
        taken = list((app.folder / "training" / "evidence").glob("*.[jp][pn]g"))
        sizes = {one.suffix: one.stat().st_size for one in taken}
        assert set(sizes) == {".jpg", ".png"}
        assert max(sizes.values()) <= PICTURE_BYTES_MAX
        for one in taken:
            arrives(inspector, books, one)
        assert inspector.crashes == 0
        assert inspector.foreign == []
