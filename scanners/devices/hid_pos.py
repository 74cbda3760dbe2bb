"""A scanner in HID POS mode: it tells the symbology and every byte, and types nothing anywhere."""

import sys
from dataclasses import dataclass

from scanners.devices.files import opened, pump
from scanners.devices.link import Ears, Link, State, trouble
from scanners.frame import Frame
from scanners.framing.reports import REPORT_BYTES, ReportState, feed


@dataclass(frozen=True, slots=True)
class HidPos:
    """`path` is a /dev/hidraw file."""

    name: str
    path: str

    async def listen(self, ears: Ears) -> State:
        """Open the device and hand over what is scanned, until it is unplugged."""
        if sys.platform != "linux":
            return State(Link.UNFIT, "HID POS is read on Linux only; set the scanner to USB-COM")
        try:
            with opened(self.path) as number:
                ears.state(State(Link.READY))
                return await pump(number, _Reports().taken, ears)
        except OSError as error:
            return trouble(error)


class _Reports:
    """From reports to frames; the kernel hands over one report a read."""

    def __init__(self) -> None:
        self._state = ReportState()

    def taken(self, data: bytes) -> list[Frame]:
        self._state, frame = feed(self._state, data[:REPORT_BYTES])
        return [frame] if frame else []
