"""A printer's address as it stands in settings or on the printer's own label, and what it names.

tcp://192.168.1.50:9100?to=zpl&dpi=203      ipp://192.168.1.60/ipp/print?to=pdf&dpi=300
cups://QUEUE?to=pdf                         folder:///var/labels?to=png
usb:///dev/usb/lp0?to=zpl                   serial:///dev/ttyUSB0?to=zpl&baud=9600
bluetooth://AA:BB:CC:DD:EE:FF?to=zpl        paper=72 says what it can print across, in mm
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import assert_never
from urllib.parse import parse_qsl, unquote, urlsplit

from scanners.labels.dots import DPIS
from scanners.labels.wish import To
from scanners.printers import bluetooth, cups, device_file, serial_port, tcp
from scanners.printers.dialects import DIALECTS
from scanners.printers.folder import Folder
from scanners.printers.ipp import Ipp
from scanners.printers.line import Open
from scanners.printers.printer import Printer, Speaks, Wait
from scanners.printers.wired import Wired


class Way(StrEnum):
    """Every way a printer is attached."""

    TCP = "tcp"
    IPP = "ipp"
    IPPS = "ipps"
    CUPS = "cups"
    FOLDER = "folder"
    USB = "usb"
    SERIAL = "serial"
    BLUETOOTH = "bluetooth"


@dataclass(frozen=True, slots=True)
class Address:
    """An address, read."""

    way: Way
    place: str
    port: int
    speaks: Speaks
    baud: int = serial_port.BAUD
    text: str = ""


@dataclass(frozen=True, slots=True)
class BadAddress:
    """What in an address cannot be, and what can."""

    part: str
    allowed: str


_DEFAULT_TO = {Way.IPP: To.PDF, Way.IPPS: To.PDF, Way.CUPS: To.PDF, Way.FOLDER: To.PDF}
_KNOWN = frozenset({"to", "dpi", "paper", "baud"})


def read(text: str) -> Address | BadAddress:
    """Read an address; nothing is opened."""
    try:
        parts = urlsplit(text)
        port = 0 if parts.scheme == Way.BLUETOOTH else parts.port or 0
    except ValueError:
        return BadAddress(text, "tcp://HOST:9100")
    if parts.scheme not in set(Way):
        return BadAddress(parts.scheme or text, ", ".join(f"{way}://" for way in Way))
    way = Way(parts.scheme)
    asked = dict(parse_qsl(parts.query))
    if strange := sorted(asked.keys() - _KNOWN):
        return BadAddress(strange[0], ", ".join(sorted(_KNOWN)))
    speaks = _speaks(way, asked)
    if isinstance(speaks, BadAddress):
        return speaks
    baud = asked.get("baud", str(serial_port.BAUD))
    if not (baud.isascii() and baud.isdigit()):
        return BadAddress(f"baud={baud}", "baud=9600")
    place = _place(way, text)
    if not place:
        return BadAddress(text, f"{way}://" + ("HOST" if way in _HOSTS else "/PATH"))
    return Address(way, place, port or tcp.PORT, speaks, int(baud), text)


_HOSTS = frozenset({Way.TCP, Way.IPP, Way.IPPS, Way.CUPS, Way.BLUETOOTH})


def _place(way: Way, text: str) -> str:
    parts = urlsplit(text)
    match way:
        case Way.TCP:
            return parts.hostname or ""
        case Way.IPP | Way.IPPS:
            return text.partition("?")[0] if parts.hostname else ""
        case Way.CUPS | Way.BLUETOOTH:
            return unquote(parts.netloc)
        case Way.FOLDER | Way.USB | Way.SERIAL:
            return unquote(parts.netloc + parts.path)
        case _:
            assert_never(way)


def _speaks(way: Way, asked: dict[str, str]) -> Speaks | BadAddress:
    to = asked.get("to", _DEFAULT_TO.get(way, To.ZPL))
    if to not in set(To):
        return BadAddress(f"to={to}", ", ".join(f"to={one}" for one in To))
    dpi, paper = asked.get("dpi", "203"), asked.get("paper", "0")
    if dpi not in {str(one) for one in DPIS}:
        return BadAddress(f"dpi={dpi}", ", ".join(f"dpi={one}" for one in DPIS))
    if not (paper.isascii() and paper.isdigit()):
        return BadAddress(f"paper={paper}", "paper=72")
    return Speaks(To(to), int(dpi), int(paper))


def printer(address: Address, wait: Wait) -> Printer:
    """Make the printer that an address names; nothing is opened yet."""
    match address.way:
        case Way.FOLDER:
            return Folder(Path(address.place), address.speaks)
        case Way.CUPS:
            return cups.queue(address.place, address.speaks, wait)
        case Way.IPP | Way.IPPS:
            return Ipp(address.place, address.speaks, wait)
        case Way.TCP | Way.USB | Way.SERIAL | Way.BLUETOOTH:
            dialect = DIALECTS[address.speaks.to]
            return Wired(_opener(address), address.speaks, dialect, wait)
        case _:
            assert_never(address.way)


def _opener(address: Address) -> Open:
    match address.way:
        case Way.USB:
            return partial(device_file.open_line, Path(address.place))
        case Way.SERIAL:
            return partial(serial_port.open_line, address.place, address.baud)
        case Way.BLUETOOTH:
            return partial(bluetooth.open_line, address.place)
        case _:
            return partial(tcp.open_line, address.place, address.port)
