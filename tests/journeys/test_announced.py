"""A pack that was announced, by its number alone: its receipt, its count and its bin."""

import pytest

from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from sync.core.numbering import sscc
from sync.erp.training.announced import PREFIX
from tests.journeys.app_process import AppProcess
from tests.journeys.hands import SHOTS, hands

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

PACK = f"00{sscc(PREFIX, 3_000)}"


def test_from_the_truck_to_the_bin_by_its_number(app: AppProcess) -> None:
    with hands() as clerk:
        clerk.open(app.url)
        clerk.see("tile-receipt")
        clerk.scan(PACK)
        clerk.see("title", "CEN/IN/00003")
        clerk.scan(PACK)
        clerk.see("notice", "Articles in it: 2")
        clerk.photo(SHOTS / "announced-counted.png")
        clerk.scan(write(HouseKind.COMMAND, Command.HOME))
        clerk.see("tile-putaway")
        clerk.reach("tile-putaway")
        clerk.see("title", "Put away")
        clerk.scan(PACK)
        clerk.see("card-article", PACK[2:])
        clerk.photo(SHOTS / "announced-putaway.png")
        clerk.scan("CEN-A-01-01")
        clerk.scan("CEN-A-01-01")
        clerk.see("notice", "A-01-01")
        clerk.clean(15_000)
        assert clerk.crashes == 0
        assert clerk.foreign == []
