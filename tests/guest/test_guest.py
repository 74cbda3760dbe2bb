"""Scanners on the kernel's own devices, in a virtual Linux: no device file of this machine's."""

import time

import pytest

from tests.guest import machine
from tests.guest.inside import SCANS
from tests.guest.labels import LABELS
from tests.guest.low_energy import LESS_POWER, POWER
from tests.rigs.cache import RigUnavailable
from tests.rings import cannot_run

pytestmark = [pytest.mark.sim, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def said() -> dict[str, dict[str, object]]:
    began = time.monotonic()
    try:
        found = machine.run(
            machine.Inside("tests.guest.inside"),
            machine.Inside("tests.guest.radio", machine.DEBIAN_PYTHON),
            machine.Inside("tests.guest.low_energy"),
            machine.Inside("tests.guest.printing"),
        )
    except RigUnavailable as why:
        cannot_run(f"no virtual Linux: {why}", "run as root on Debian 12, online")
    print(f"\nvirtual Linux: {time.monotonic() - began:.0f} s")
    for each in found:
        print(each)
    return {str(each["way"]): each for each in found}


@pytest.mark.parametrize("way", ["grab", "hid_pos", "usb_com", "bluetooth", "ble"])
def test_every_scan_arrives(said, way: str) -> None:
    figures = said[way]
    assert "trouble" not in figures, figures["trouble"]
    assert (figures["sent"], figures["heard"], figures["wrong"]) == (SCANS, SCANS, [])
    if way not in {"bluetooth", "ble"}:
        assert figures["unplugged"] in {"gone", "missing"}


def test_nobody_else_sees_what_a_grabbed_keyboard_types(said) -> None:
    assert said["grab"]["seen_beside"] == 0


def test_a_pos_scanner_tells_the_symbology(said) -> None:
    assert said["hid_pos"]["aims"] == ["]Q1", "]d2"]


def test_a_serial_scanner_plugged_in_again_goes_on(said) -> None:
    assert said["usb_com"]["replugged"] is True


def test_a_bluetooth_scanner_out_of_reach_is_connected_to_again(said) -> None:
    assert said["bluetooth"]["again"] is True
    assert said["ble"]["again"] is True


def test_a_low_energy_scanner_tells_its_battery(said) -> None:
    assert said["ble"]["powers"] == [LESS_POWER, POWER]


def test_a_usb_printer_prints_each_label_once_and_byte_for_byte(said) -> None:
    figures = said["usb_printer"]
    assert "trouble" not in figures, figures["trouble"]
    assert (figures["wanted"], figures["printed"], figures["twice"]) == (LABELS, LABELS, 0)
    assert figures["identical"] is True
    assert figures["results"] == {"printed": LABELS}


def test_a_printer_by_radio_prints_each_label_once_and_byte_for_byte(said) -> None:
    figures = said["bluetooth_printer"]
    if "missing" in figures:
        cannot_run(f"no printer by radio: {figures['missing']}", "use Debian's own Python 3.11")
    assert "trouble" not in figures, figures["trouble"]
    assert (figures["wanted"], figures["printed"], figures["twice"]) == (20, 20, 0)
    assert figures["identical"] is True
    assert figures["results"] == {"printed": 20}
    assert (figures["ready"], figures["out_of_paper"]) == ("ready", "paper_out")
    assert figures["out_of_reach"] == "offline"


def test_a_usb_printer_says_how_it_is_and_comes_back(said) -> None:
    figures = said["usb_printer"]
    assert (figures["ready"], figures["out_of_paper"]) == ("ready", "paper_out")
    assert (figures["unplugged"], figures["again"]) == ("offline", "ready")
