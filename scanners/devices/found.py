"""What is plugged in here and may be a scanner, so that nobody has to type a device's address."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from serial.tools import list_ports

FOUND_MAX = 8
_POS_PAGE = b"\x05\x8c"
"""How the report descriptor of a bar code scanner begins: usage page 8C."""


@dataclass(frozen=True, slots=True)
class Found:
    """An address as the settings take it, and what the device calls itself."""

    address: str
    name: str


def serial_ports() -> tuple[Found, ...]:
    """Name the serial ports of this computer that have a device behind them."""
    ports = (port for port in list_ports.comports() if port.vid is not None or port.hwid != "n/a")
    return _some(Found(port.device, port.product or port.description or "") for port in ports)


def keyboards(root: Path = Path("/")) -> tuple[Found, ...]:
    """Name the keyboards that can be taken; a person has to know which of them is the scanner."""
    links = sorted((root / "dev/input/by-id").glob("*-event-kbd"))
    return _some(Found(f"/{link.relative_to(root)}", _spoken(link.name)) for link in links)


def pos_devices(root: Path = Path("/")) -> tuple[Found, ...]:
    """Name the HID devices that say of themselves that they are bar code scanners."""
    return _some(
        Found(f"/dev/{raw.name}", _hid_name(raw))
        for raw in sorted((root / "sys/class/hidraw").glob("hidraw*"))
        if _descriptor(raw).startswith(_POS_PAGE)
    )


def battery(address: str, root: Path = Path("/")) -> int | None:
    """Tell how full the battery of a HID device is, in percent, where its driver tells it."""
    path = root / address.lstrip("/")
    name = (path.resolve() if path.exists() else path).name
    for folder in (f"sys/class/hidraw/{name}/device", f"sys/class/input/{name}/device/device"):
        for supply in sorted((root / folder / "power_supply").glob("*/capacity")):
            try:
                return int(supply.read_text())
            except (OSError, ValueError):
                continue
    return None


def _some(found: Iterable[Found]) -> tuple[Found, ...]:
    return tuple(islice(found, FOUND_MAX))


def _descriptor(raw: Path) -> bytes:
    try:
        return (raw / "device/report_descriptor").read_bytes()
    except OSError:
        return b""


def _hid_name(raw: Path) -> str:
    try:
        told = (raw / "device/uevent").read_text().splitlines()
    except OSError:
        return ""
    return next((line.partition("=")[2] for line in told if line.startswith("HID_NAME=")), "")


def _spoken(link: str) -> str:
    """`usb-Maker_Scanner_1234-event-kbd` is what udev makes of a name."""
    return link.removesuffix("-event-kbd").removeprefix("usb-").replace("_", " ")
