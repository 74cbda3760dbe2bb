"""A bin counted by the scanner alone, in a real browser."""

import pytest

from scanners.codes.house import Command
from tests.journeys.app_process import AppProcess
from tests.journeys.hands import SHOTS, hands
from tests.journeys.test_putaway import HAMMER, HAMMER_CASE, label, received

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

BIN = "CEN-E-01-01"


def test_a_bin_is_counted_by_scanner_alone(app: AppProcess) -> None:
    with hands() as clerk:
        clerk.open(app.url)
        received(clerk)
        clerk.scan(label(Command.MOVE))
        clerk.see("title", "Move")
        for code in ("CEN-STOCK", HAMMER, BIN):
            clerk.scan(code)
        clerk.see("notice", "to E-01-01")
        clerk.scan(label(Command.COUNT))
        clerk.see("card", "SCAN A BIN")
        clerk.photo(SHOTS / "count-tasks.png")
        clerk.scan(BIN)
        clerk.see("title", "E-01-01")
        clerk.photo(SHOTS / "count-bin.png")
        clerk.scan(HAMMER_CASE)
        clerk.see("card-amount", "12 of 24")
        clerk.scan(HAMMER)
        clerk.see("card-amount", "13 of 24")
        clerk.photo(SHOTS / "count-card.png")
        clerk.scan(BIN)
        if clerk.find("question").count():
            clerk.photo(SHOTS / "count-missing.png")
            clerk.scan(label(Command.YES))
        clerk.see("notice", "E-01-01 counted")
        clerk.photo(SHOTS / "count-done.png")
        clerk.scan(BIN)
        clerk.see("title", "E-01-01")
        clerk.scan(HAMMER)
        clerk.see("card-amount", "1 of 13")
        clerk.scan(label(Command.UNDO))
        clerk.clean(15_000)
        assert clerk.crashes == 0
        assert clerk.foreign == []
