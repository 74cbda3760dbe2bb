"""What is plugged in and may be a scanner, read from a tree of files as Linux lays it out."""

from pathlib import Path

import pytest

from scanners.devices.found import FOUND_MAX, Found, battery, keyboards, pos_devices

POS = b"\x05\x8c\x09\x02\xa1\x01"
MOUSE = b"\x05\x01\x09\x02\xa1\x01"


def hid(root: Path, name: str, descriptor: bytes, said: str = "") -> Path:
    device = root / "sys/class/hidraw" / name / "device"
    device.mkdir(parents=True)
    (device / "report_descriptor").write_bytes(descriptor)
    if said:
        (device / "uevent").write_text(f"DRIVER=hid-generic\nHID_NAME={said}\n")
    return device


def test_only_what_calls_itself_a_scanner_is_offered_as_one(tmp_path: Path) -> None:
    hid(tmp_path, "hidraw0", MOUSE, "A mouse")
    hid(tmp_path, "hidraw1", POS, "Maker 2D imager")
    hid(tmp_path, "hidraw2", POS)
    (tmp_path / "sys/class/hidraw/hidraw3").mkdir()
    assert pos_devices(tmp_path) == (
        Found("/dev/hidraw1", "Maker 2D imager"),
        Found("/dev/hidraw2", ""),
    )


def test_keyboards_go_by_the_name_that_stays(tmp_path: Path) -> None:
    folder = tmp_path / "dev/input/by-id"
    folder.mkdir(parents=True)
    for name in ("usb-Maker_Scanner_12-event-kbd", "usb-Mouse-event-mouse"):
        (folder / name).touch()
    name = "/dev/input/by-id/usb-Maker_Scanner_12-event-kbd"
    assert keyboards(tmp_path) == (Found(name, "Maker Scanner 12"),)
    for number in range(20):
        (folder / f"usb-K{number}-event-kbd").touch()
    assert len(keyboards(tmp_path)) == FOUND_MAX


@pytest.mark.parametrize(("said", "percent"), [("62\n", 62), ("much", None), (None, None)])
def test_a_battery_is_told_where_its_driver_tells_it(tmp_path: Path, said, percent) -> None:
    supply = hid(tmp_path, "hidraw1", POS) / "power_supply/hid-battery"
    supply.mkdir(parents=True)
    if said:
        (supply / "capacity").write_text(said)
    assert battery("/dev/hidraw1", tmp_path) == percent


def test_a_keyboards_battery_is_found_behind_its_link(tmp_path: Path) -> None:
    supply = tmp_path / "sys/class/input/event7/device/device/power_supply/b"
    supply.mkdir(parents=True)
    (supply / "capacity").write_text("9\n")
    (tmp_path / "dev/input/by-id").mkdir(parents=True)
    (tmp_path / "dev/input/event7").touch()
    link = tmp_path / "dev/input/by-id/usb-S-event-kbd"
    link.symlink_to("../event7")
    assert battery("/dev/input/by-id/usb-S-event-kbd", tmp_path) == 9
    assert battery("/dev/input/by-id/none", tmp_path) is None
