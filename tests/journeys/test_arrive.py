"""Goods without an order come in and are put away by the rules, in a real browser."""

import pytest

from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from tests.journeys.app_process import AppProcess
from tests.journeys.hands import SHOTS, hands

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

HAMMER, HAMMER_CASE = "4098765000010", "14098765000017"
DOCK = "CEN-STOCK"


def test_without_an_order_and_put_away_by_the_rules(app: AppProcess) -> None:
    with hands() as clerk:
        clerk.open(app.url)
        clerk.see("tile-receipt")
        clerk.tap("tile-receipt")
        clerk.see("title", "Receipts")
        clerk.press("F6")
        clerk.see("title", "Without an order")
        clerk.scan("LS-4711")
        clerk.see("card", "Delivery note LS-4711")
        clerk.photo(SHOTS / "arrive-note.png")
        clerk.scan(HAMMER_CASE)
        clerk.see("card-amount", "12")
        clerk.photo(SHOTS / "arrive-goods.png")
        clerk.scan(DOCK)
        clerk.see("notice", "Stock")
        clerk.scan(HAMMER)
        clerk.see("card-amount", "1")
        clerk.press("F6")
        clerk.gone("card-amount")
        clerk.photo(SHOTS / "arrive-again.png")
        clerk.scan(write(HouseKind.COMMAND, Command.PUTAWAY))
        clerk.see("title", "Put away")
        clerk.scan(HAMMER)
        clerk.see("card-amount", "13 of 13")
        clerk.see("card-place", "A-01-01")
        clerk.scan("CEN-A-01-01")
        clerk.see("notice", "The dock is clear")
        clerk.clean(15_000)
        assert clerk.crashes == 0
        assert clerk.foreign == []
