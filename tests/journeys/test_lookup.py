"""Anything looked up, by typing and by scanner, in a real browser; and a move begun from there."""

import pytest

from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from tests.journeys.app_process import AppProcess
from tests.journeys.hands import SHOTS, hands

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]


HAMMER = "4098765000010"


def test_typed_and_scanned_and_moved_from_there(app: AppProcess) -> None:
    with hands() as clerk:
        clerk.open(app.url)
        clerk.see("tile-receipt")
        clerk.tap("action-open_lookup")
        clerk.see("title", "Look up")
        clerk.page.keyboard.type("claw ham", delay=60)
        clerk.see("row-article|2|", "TL-0002")  # while it is typed, before any Enter
        clerk.photo(SHOTS / "lookup-typing.png")
        clerk.scan(HAMMER)
        clerk.see("card-amount", "free")
        clerk.see("row-expected-0", "CEN/IN/00001")
        clerk.photo(SHOTS / "lookup-article.png")
        clerk.scan("CEN-A-01-03")
        clerk.see("card-place", "A-01-03")
        clerk.photo(SHOTS / "lookup-bin.png")
        clerk.tap("row-lying-0")
        serial = clerk.see("fact-lot")
        clerk.photo(SHOTS / "lookup-lot.png")
        clerk.tap("action-open_move")
        clerk.see("fact-from", "A-01-03")
        clerk.scan("CEN-A-01-04")
        clerk.see("notice", "to A-01-04")
        clerk.scan(write(HouseKind.COMMAND, Command.LOOKUP))
        clerk.see("title", "Look up")
        clerk.scan(serial.split()[-1])
        clerk.see("card-place", "A-01-04")
        clerk.see("row-past-0", "A-01-03 → A-01-04")
        clerk.photo(SHOTS / "lookup-after.png")
        assert clerk.crashes == 0
        assert clerk.foreign == []
