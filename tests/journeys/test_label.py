"""A label of what is in the hand, printed from a receipt in a real browser and read again."""

from pathlib import Path

import pytest
from PIL import Image

from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from tests.journeys.app_process import AppProcess
from tests.journeys.hands import SHOTS, hands
from tests.labels import paper

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
OIL = "4098765006326"


def test_a_label_comes_out_and_is_told(tmp_path: Path) -> None:
    process = AppProcess(tmp_path / "device")
    process.start()
    try:
        with hands() as clerk:
            clerk.open(process.url)
            clerk.see("tile-receipt")
            clerk.scan("P00001")
            clerk.see("title", "CEN/IN/00001")
            for scan in (OIL, "L-2291", "300627"):
                clerk.scan(scan)
            clerk.see("card-amount", "1 of 12")
            clerk.see("fact-label", "TRAINING")
            clerk.photo(SHOTS / "label-card.png")
            clerk.scan(write(HouseKind.COMMAND, Command.LABEL))
            clerk.see("notice", "came out of TRAINING")
            clerk.photo(SHOTS / "label-printed.png")
            clerk.scan(write(HouseKind.COMMAND, Command.HOME))
            clerk.tap("action-open_labels")
            clerk.see("printer", "TRAINING")
            clerk.photo(SHOTS / "label-desk.png")
            assert clerk.crashes == 0
    finally:
        process.stop()
    (label,) = (tmp_path / "device").rglob("labels/*.png")
    read = paper.codes(Image.open(label).convert("L"))
    assert ("]d2", f"01{OIL:0>14}1727063010L-2291") in read
