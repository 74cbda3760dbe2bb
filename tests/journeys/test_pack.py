"""A delivery packed, its pack checked by scanning it again, loaded and sent, in a real browser."""

import pytest

from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from tests.journeys.app_process import AppProcess
from tests.journeys.hands import SHOTS, Hands, hands

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

ORDER = "CEN/OUT/00011"
CABLE, LEVEL = "4098765017254", "SN1945000456"
BOX = write(HouseKind.PACKAGE, "BOX-1")


def checked(packer: Hands) -> None:
    """All of the pack is scanned again; it is not closed while something was not seen."""
    packer.scan(BOX)
    packer.see("card", "SCAN ALL THAT IS IN BOX-1")
    packer.scan(CABLE)
    packer.see("card", "1 of 31")
    packer.photo(SHOTS / "pack-check.png")
    packer.type("29")
    packer.see("card", "30 of 31")
    packer.scan(BOX)
    packer.see("notice", "were not seen")
    packer.photo(SHOTS / "pack-unseen.png")
    packer.scan(LEVEL)
    packer.see("card", "31 of 31")
    packer.scan(BOX)
    packer.see("notice", "is right, and closed")


def test_packed_checked_loaded_and_sent(app: AppProcess) -> None:
    with hands() as packer:
        packer.open(app.url)
        packer.see("tile-packs")
        packer.scan(write(HouseKind.COMMAND, Command.PACKING))
        packer.see("title", "Pack")
        packer.photo(SHOTS / "pack-list.png")
        packer.scan(ORDER)
        packer.see("title", ORDER)
        packer.photo(SHOTS / "pack-begin.png")
        packer.scan(CABLE)
        packer.see("notice", "No pack is open")
        packer.scan(BOX)
        packer.see("card-amount", "0 of 30")
        packer.photo(SHOTS / "pack-type.png")
        packer.scan("PAL-EUR")
        packer.see("notice", "Euro pallet")
        packer.scan(CABLE)
        packer.see("notice", "29")
        packer.photo(SHOTS / "pack-fill.png")
        packer.type("29")
        packer.see("notice", "is packed")
        packer.scan(LEVEL)
        packer.see("card", "ALL IS PACKED")
        packer.tap("row-pack-weight")
        packer.photo(SHOTS / "pack-weigh.png")
        packer.type("1001")
        packer.see("notice", "1000 at most")
        packer.type("40.5")
        packer.see("notice", "weighs 40.5 kg")
        packer.photo(SHOTS / "pack-all.png")
        checked(packer)
        packer.scan(write(HouseKind.COMMAND, Command.FINISH))
        packer.see("card", "AT THE DOOR")
        packer.photo(SHOTS / "pack-load.png")
        packer.scan(BOX)
        packer.see("notice", "is done")
        packer.photo(SHOTS / "pack-done.png")
        packer.clean(15_000)
        assert packer.crashes == 0
        assert packer.foreign == []
