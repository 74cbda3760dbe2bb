"""Scanners made of the kernel's own parts: a keyboard, a HID POS device, a USB serial gadget."""

import fcntl
import os
import struct
import termios
import time
import tty
from pathlib import Path

from scanners.framing import evkeys, reports

KEY_S = 0.001
_EVENT = struct.Struct("llHHi")
_SHIFTED = dict(zip('~!@#$%^&*()_+{}|:"<>?', "`1234567890-=[]\\;',./", strict=True))
_CODES = {letter: code for code, letter in evkeys._LETTERS.items() if code < 71}
_SET_EVENT, _SET_KEY, _SETUP, _CREATE = 0x40045564, 0x40045565, 0x405C5503, 0x5501
_POS = bytes.fromhex("058c0902a1018502150026ff00750895 3f09fe8102c0".replace(" ", ""))


class Keyboard:
    """A scanner that types, by uinput."""

    def __init__(self) -> None:
        self._number = os.open("/dev/uinput", os.O_WRONLY)
        fcntl.ioctl(self._number, _SET_EVENT, 1)
        for key in range(1, 120):
            fcntl.ioctl(self._number, _SET_KEY, key)
        setup = struct.pack("HHHH80sI", 3, 0x05E0, 0x1200, 1, b"Stockhand scanner", 0)
        fcntl.ioctl(self._number, _SETUP, setup)
        fcntl.ioctl(self._number, _CREATE)
        self.path = _event_file("Stockhand scanner")

    def scan(self, text: str) -> None:
        for sign in text:
            base = "]" if sign == "\x1d" else _SHIFTED.get(sign, sign.lower())
            held = [29] if sign == "\x1d" else [42] if base != sign else []
            for key, value in [
                *((key, 1) for key in held),
                (_CODES[base], 1),
                (_CODES[base], 0),
                *((key, 0) for key in held),
            ]:
                self._send(key, value)
            time.sleep(KEY_S)  # as long as USB takes from one report to the next
        self._send(28, 1)
        self._send(28, 0)

    def unplug(self) -> None:
        os.close(self._number)

    def _send(self, key: int, value: int) -> None:
        os.write(self._number, _EVENT.pack(0, 0, 1, key, value) + _EVENT.pack(0, 0, 0, 0, 0))


def _event_file(name: str) -> str:
    for event in Path("/sys/class/input").glob("event*"):
        if (event / "device" / "name").read_text().strip() == name:
            return f"/dev/input/{event.name}"
    raise AssertionError(f"no {name}")


class PosDevice:
    """A scanner in HID POS mode, by UHID."""

    def __init__(self) -> None:
        self._number = os.open("/dev/uhid", os.O_RDWR)
        create = struct.pack(
            "<I128s64s64sHHIIII4096s",
            11, b"Stockhand POS", b"", b"", len(_POS), 3, 0x0536, 0x0001, 0, 0, _POS,
        )  # fmt: skip
        os.write(self._number, create)
        self.path = "/dev/hidraw0"

    def scan(self, aim: str, data: bytes) -> None:
        pieces = [data[at : at + reports.DATA_BYTES] for at in range(0, len(data), 56)]
        for number, piece in enumerate(pieces, 1):
            report = bytes([2, len(piece)]) + aim.encode() + piece.ljust(reports.DATA_BYTES, b"\0")
            report += b"\0\0" + bytes([number < len(pieces)])
            os.write(self._number, struct.pack("<IH4096s", 12, len(report), report))

    def unplug(self) -> None:
        os.close(self._number)


class SerialGadget:
    """A scanner in USB-COM mode: a USB device of the kernel's on a USB bus of the kernel's."""

    path = "/dev/ttyACM0"

    def __init__(self) -> None:
        self._folder = Path("/sys/kernel/config/usb_gadget/scanner")
        self._folder.mkdir()
        (self._folder / "idVendor").write_text("0x05e0")
        (self._folder / "idProduct").write_text("0x1701")
        function = self._folder / "functions" / "acm.0"
        function.mkdir()
        config = self._folder / "configs" / "c.1"
        config.mkdir()
        (config / "acm.0").symlink_to(function)
        self.plug()

    def plug(self) -> None:
        (self._folder / "UDC").write_text("dummy_udc.0")
        self._number = os.open("/dev/ttyGS0", os.O_RDWR | os.O_NOCTTY)
        tty.setraw(self._number, termios.TCSANOW)

    def unplug(self) -> None:
        os.close(self._number)
        (self._folder / "UDC").write_text("\n")

    def scan(self, text: str) -> None:
        os.write(self._number, f"{text}\r".encode())
