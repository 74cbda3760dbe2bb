"""The camera as a scanner, in a real Chromium whose camera plays a film of labels."""

from pathlib import Path

import pytest
import zxingcpp

from tests.devices.photos import Printed, film, jpeg, label, photo
from tests.journeys.app_process import AppProcess
from tests.journeys.hands import SHOTS, hands

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]
ORDER = Printed(zxingcpp.BarcodeFormat.QRCode, "P00001", "P00001", "]Q1", 6)
OIL = Printed(zxingcpp.BarcodeFormat.EAN13, "4098765006326", "4098765006326", "]E0", 4)


def test_codes_before_a_camera_and_in_a_photo(tmp_path: Path) -> None:
    cardboard, taken = tmp_path / "labels.y4m", tmp_path / "oil.jpg"
    cardboard.write_bytes(film(photo(label(OIL), label(ORDER))))
    taken.write_bytes(jpeg(photo(label(OIL), turned=20)))
    flags = (
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={cardboard}",
    )
    process = AppProcess(tmp_path / "device")
    process.start()
    try:
        with hands(flags=flags) as clerk:
            clerk.open(process.url)
            clerk.see("tile-receipt")
            clerk.tap("action-camera")
            # Two codes lie there: neither is taken before a finger says which.
            clerk.see("camera-words", "Several codes")
            clerk.photo(SHOTS / "camera-several.png")
            told = [clerk.see(f"camera-code-{number}") for number in (0, 1)]
            clerk.see("title", "Stockhand")
            clerk.tap(f"camera-code-{[ORDER.text in words for words in told].index(True)}")
            clerk.see("title", "CEN/IN/00001")
            clerk.tap("camera-code-0")  # what is left of them
            clerk.see("question", "Which lot?")
            clerk.photo(SHOTS / "camera-counted.png")
            clerk.tap("camera-lamp")
            clerk.see("camera-words", "no light")
            clerk.tap("camera-close")
            clerk.gone("camera-picture")
            clerk.press("Escape")
            clerk.gone("question")
            _photographed(clerk, taken)
            clerk.scan("P00001")  # and the wedge has the keys all the while
            assert clerk.crashes == 0
    finally:
        process.stop()


def _photographed(clerk, taken: Path) -> None:
    """The second way: a photo, where the page is not given the camera."""
    clerk.tap("action-camera")
    with clerk.page.expect_file_chooser() as chooser:
        clerk.tap("camera-photo")
    chooser.value.set_files(taken)
    clerk.see("question", "Which lot?")
    clerk.tap("camera-close")
    clerk.gone("camera-picture")
