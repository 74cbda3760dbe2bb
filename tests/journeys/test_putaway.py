"""Goods received, put away and moved by the scanner alone, in a real browser."""

import pytest

from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from tests.journeys.app_process import AppProcess
from tests.journeys.hands import SHOTS, Hands, hands

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

ORDER = "P00001"
HAMMER, HAMMER_CASE = "4098765000010", "14098765000017"


def label(command: Command) -> str:
    return write(HouseKind.COMMAND, command)


def received(clerk: Hands) -> None:
    """Two cases of hammers come in."""
    clerk.see("tile-receipt")
    clerk.scan(ORDER)
    clerk.see("title", "CEN/IN/00001")
    clerk.scan(HAMMER_CASE)
    clerk.scan(HAMMER_CASE)
    clerk.see("card-amount", "24 of 24")
    clerk.scan(label(Command.HOME))


def test_from_the_dock_to_the_bin_by_scanner_alone(app: AppProcess) -> None:
    with hands() as clerk:
        clerk.open(app.url)
        received(clerk)
        clerk.see("tile-putaway", "1")
        clerk.photo(SHOTS / "moves-home.png")
        clerk.scan(label(Command.PUTAWAY))
        clerk.see("title", "Put away")
        clerk.scan(HAMMER_CASE)
        clerk.see("card-amount", "12 of 24")
        clerk.see("card-place", "A-01-01")
        clerk.scan("CEN-A-01-01")
        clerk.see("notice", "to A-01-01")
        clerk.scan(HAMMER)
        clerk.see("card-place", "A-01-01")
        clerk.press("F6")
        clerk.see("card-place", "A-01-02")
        clerk.photo(SHOTS / "moves-putaway.png")
        clerk.scan("CEN-A-01-04")
        clerk.see("notice", "Scan A-01-04 again")
        clerk.photo(SHOTS / "moves-other-bin.png")
        clerk.scan("CEN-A-01-04")
        clerk.see("notice", "The dock is clear")
        clerk.scan(label(Command.MOVE))
        clerk.see("title", "Move")
        clerk.scan("CEN-A-01-04")
        clerk.see("card", "LEAVES A-01-04")
        clerk.scan("CEN-A-01-04")
        clerk.see("card", "FOR ALL OF IT")
        clerk.photo(SHOTS / "moves-whole.png")
        clerk.scan("CEN-A-01-03")
        clerk.see("notice", "to A-01-03")
        clerk.clean(15_000)
        assert clerk.crashes == 0
        assert clerk.foreign == []
