"""A return is graded and put back, and bad goods leave for a reason, in a real browser."""

import pytest

from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from tests.journeys.app_process import AppProcess
from tests.journeys.hands import SHOTS, Hands, hands

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

HAMMER = "4098765000010"
BIN = "CEN-A-01-01"


def test_a_return_comes_in_and_bad_goods_leave(app: AppProcess) -> None:
    with hands() as clerk:
        clerk.open(app.url)
        clerk.see("tile-returns")
        clerk.reach("tile-returns")
        clerk.see("title", "Returns")
        clerk.photo(SHOTS / "returns.png")
        clerk.scan("RMA-1138")
        clerk.see("card", "RMA-1138")
        clerk.scan(HAMMER)
        clerk.see("question", "How is it?")
        clerk.photo(SHOTS / "returns-grade.png")
        clerk.press("F2")
        clerk.see("card-amount", "1")
        clerk.scan(HAMMER)
        clerk.see("card-amount", "2")
        clerk.photo(SHOTS / "returns-bin.png")
        clerk.scan(BIN)
        clerk.see("notice", "A-01-01")
        clerk.photo(SHOTS / "returns-done.png")
        clerk.scan(HAMMER)
        clerk.see("question", "How is it?")
        clerk.press("F4")
        clerk.see("question", "What becomes of it?")
        clerk.photo(SHOTS / "returns-fate.png")
        clerk.press("F2")
        clerk.see("notice", "thrown away")
        _leaves(clerk)
        clerk.clean(15_000)
        assert clerk.crashes == 0
        assert clerk.foreign == []


def _leaves(clerk: Hands) -> None:
    clerk.scan(write(HouseKind.COMMAND, Command.MOVE))
    clerk.see("title", "Move")
    clerk.scan(BIN)
    clerk.scan(HAMMER)
    clerk.see("card-amount")
    clerk.photo(SHOTS / "leaving.png")
    clerk.press("F6")
    clerk.see("question", "Where does it go?")
    clerk.photo(SHOTS / "leaving-way.png")
    clerk.press("F4")
    clerk.see("question", "Why does it go back?")
    clerk.photo(SHOTS / "leaving-why.png")
    clerk.press("F2")
    clerk.see("notice", "supplier")
    clerk.press("F8")
    clerk.see("notice", "Taken back")
    clerk.scan(HAMMER)
    clerk.see("card-amount")
    clerk.press("F6")
    clerk.see("question", "Where does it go?")
    clerk.press("F2")
    clerk.see("notice", "on its way")
    clerk.photo(SHOTS / "on-way.png")
