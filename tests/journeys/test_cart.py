"""A picker with a cart: a batch of the training warehouse, into totes, with scanner alone."""

import json

import pytest

from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from tests.journeys.app_process import AppProcess
from tests.journeys.hands import SHOTS, Hands, hands

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]

BATCH = "CEN/BATCH/00001"
RULES = {"rules": [{"scan_totes": True}]}


@pytest.fixture
def cart(tmp_path):
    folder = tmp_path / "device"
    folder.mkdir()
    (folder / "receiving.json").write_text(json.dumps(RULES), encoding="utf-8")
    process = AppProcess(folder)
    process.start()
    yield process
    process.stop()
    print(process.log.read_text(errors="replace"))


def stop(picker: Hands) -> str:
    """Take all of the stop that is shown, and say which tote it goes into."""
    place = picker.see("card-place").split()[0]
    article = picker.see("card-article").split()[-1]
    picker.scan(f"CEN-{place}")
    picker.see("card-amount", "scan the article")
    picker.scan(article)
    picker.see("card-amount", "bin again")
    picker.scan(f"CEN-{place}")
    picker.see("card-amount", "tote")
    return picker.see("card-place").split()[0]


def test_a_batch_goes_into_totes_and_a_wrong_one_is_refused(cart: AppProcess) -> None:
    with hands() as picker:
        picker.open(cart.url)
        picker.tap("tile-delivery")
        picker.see("title", "Picks")
        picker.scan(BATCH)
        picker.see("title", BATCH)
        tote = stop(picker)
        picker.photo(SHOTS / "cart-put.png")
        picker.scan("CEN-A-01-01")
        picker.see("notice", f"Put it into tote {tote} first")
        picker.scan(write(HouseKind.PACKAGE, f"TOTE-{tote}"))
        picker.see("card-amount", "scan the bin")
        picker.photo(SHOTS / "cart-next.png")
        picker.scan(write(HouseKind.COMMAND, Command.UNDO))
        picker.see("card-amount", "scan the article")
        picker.scan(write(HouseKind.COMMAND, Command.BACK))
        picker.see("title", "Picks")
        picker.scan(write(HouseKind.COMMAND, Command.ZONE))
        picker.see("question", "Where do you pick?")
        picker.scan("CEN-A-01-01")
        picker.see("title", "Zone A")
        picker.photo(SHOTS / "cart-zone.png")
