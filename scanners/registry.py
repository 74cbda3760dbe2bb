"""THE TABLE of ways a scanner is attached: from what the settings name to a source of scans."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from scanners.devices.ble import Ble
from scanners.devices.bluetooth import CHANNEL, Bluetooth
from scanners.devices.grab import Grab
from scanners.devices.hid_pos import HidPos
from scanners.devices.link import Source
from scanners.devices.network import Called, Calling
from scanners.devices.replay import Replay
from scanners.devices.scale import Asked, Scale, Wiring
from scanners.devices.serial_line import BAUD, SerialLine
from scanners.framing.lines import LineRules


class Way(StrEnum):
    """How a scanner is attached. A keyboard wedge needs no entry: it types into the app."""

    SERIAL = "serial"
    CALLED = "called"
    CALLING = "calling"
    GRAB = "grab"
    HID_POS = "hid_pos"
    BLUETOOTH = "bluetooth"
    BLE = "ble"
    SCALE = "scale"
    """Says what lies on it, and scans nothing."""
    REPLAY = "replay"


@dataclass(frozen=True, slots=True)
class Attached:
    """One scanner as the settings name it; `double_ms` leaves out what is read twice at once."""

    way: Way
    address: str
    prefix: str = ""
    suffix: str = ""
    quiet_ms: int = 0
    double_ms: int = 0

    @property
    def name(self) -> str:
        """What its frames and its line on the setup page call it."""
        return f"{self.way}:{self.address}"


Wait = Callable[[float], Awaitable[None]]
REPLAY_GAP_S = 2.0
_PORT = re.compile(r"(?:(?P<host>[^:@\s]+|\[[0-9a-fA-F:]+\]):)?(?P<port>\d{1,5})")
_SERIAL = re.compile(r"(?P<port>[^@\s]+)(?:@(?P<baud>\d{3,7}))?")
_SCALE = re.compile(
    r"(?P<port>[^@#\s]+)(?:@(?P<baud>\d{3,7})(?:/(?P<frame>[78][NEO][12]))?)?(?:#(?P<asked>sics|q))?"
)
_BLUETOOTH = re.compile(
    r"(?P<address>(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2})(?:#(?P<channel>\d\d?))?"
)
_UUID = r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
_BLE = re.compile(
    rf"(?P<address>(?:[0-9A-Fa-f]{{2}}:){{5}}[0-9A-Fa-f]{{2}}|{_UUID})"
    rf"(?:#(?P<told>[0-9A-Fa-f]{{4}}|{_UUID}))?"
)


def source_of(attached: Attached, wait: Wait) -> Source | None:
    """Make the source; None where the address is none of its way's."""
    return _MAKERS[attached.way](attached, wait)


def _rules(attached: Attached) -> LineRules:
    return LineRules(attached.prefix, attached.suffix, attached.quiet_ms)


def _serial(attached: Attached, _wait: Wait) -> Source | None:
    """`/dev/ttyACM0`, `COM3`, `/dev/ttyS0@115200`."""
    found = _SERIAL.fullmatch(attached.address)
    if found is None:
        return None
    baud = int(found["baud"] or BAUD)
    return SerialLine(attached.name, found["port"], baud, _rules(attached))


def _called(attached: Attached, _wait: Wait) -> Source | None:
    """`8001`, or `0.0.0.0:8001` to be reached from other computers."""
    found = _PORT.fullmatch(attached.address)
    if found is None or not 0 < int(found["port"]) < 1 << 16:
        return None
    host = (found["host"] or "127.0.0.1").strip("[]")
    return Called(attached.name, int(found["port"]), host, _rules(attached))


def _calling(attached: Attached, _wait: Wait) -> Source | None:
    """`192.168.7.20:51236`."""
    found = _PORT.fullmatch(attached.address)
    if found is None or not found["host"] or not 0 < int(found["port"]) < 1 << 16:
        return None
    return Calling(attached.name, found["host"].strip("[]"), int(found["port"]), _rules(attached))


def _grab(attached: Attached, _wait: Wait) -> Source | None:
    """`/dev/input/by-id/usb-Scanner-event-kbd`."""
    is_file = attached.address.startswith("/dev/input/")
    return Grab(attached.name, attached.address) if is_file else None


def _hid_pos(attached: Attached, _wait: Wait) -> Source | None:
    """`/dev/hidraw0`."""
    is_file = attached.address.startswith("/dev/hidraw")
    return HidPos(attached.name, attached.address) if is_file else None


def _bluetooth(attached: Attached, _wait: Wait) -> Source | None:
    """`00:11:22:33:44:55`, and `#2` behind it for another channel than the first."""
    found = _BLUETOOTH.fullmatch(attached.address)
    if found is None:
        return None
    channel = int(found["channel"] or CHANNEL)
    return Bluetooth(attached.name, found["address"], channel, _rules(attached))


def _ble(attached: Attached, _wait: Wait) -> Source | None:
    """`00:11:22:33:44:55`, on a Mac the system's UUID; `#ffe1` behind it names a characteristic."""
    found = _BLE.fullmatch(attached.address)
    if found is None:
        return None
    return Ble(attached.name, found["address"], found["told"] or "", _rules(attached))


def _scale(attached: Attached, wait: Wait) -> Source | None:
    """`/dev/ttyUSB0`, `COM4@9600/7E1`; `#sics` or `#q` behind it for one that has to be asked."""
    found = _SCALE.fullmatch(attached.address)
    if found is None:
        return None
    wiring = Wiring(int(found["baud"] or BAUD), found["frame"] or "8N1")
    asked = Asked(found["asked"]) if found["asked"] else None
    return Scale(attached.name, found["port"], wait, wiring, asked)


def _replay(attached: Attached, wait: Wait) -> Source | None:
    """A text file, one code a line."""
    if not attached.address:
        return None
    return Replay(attached.name, Path(attached.address), REPLAY_GAP_S, wait)


_MAKERS: dict[Way, Callable[[Attached, Wait], Source | None]] = {
    Way.SERIAL: _serial,
    Way.CALLED: _called,
    Way.CALLING: _calling,
    Way.GRAB: _grab,
    Way.HID_POS: _hid_pos,
    Way.BLUETOOTH: _bluetooth,
    Way.BLE: _ble,
    Way.SCALE: _scale,
    Way.REPLAY: _replay,
}
