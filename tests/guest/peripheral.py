"""A Bluetooth LE scanner made of bytes: it has a controller to itself, and answers as a radio does.

All of it is ours, from the advertisement to the notification, so nothing of the other end's is at
both ends. As Bluetooth's Core Specification has it: HCI (4.E), L2CAP (3.A), ATT (3.F).
"""

import ctypes
import os
import select
import socket
import struct
import threading
from dataclasses import dataclass

_BLUETOOTH, _HCI, _ALONE = 31, 1, 1
_DOWN = 0x400448CA
_ATT = 4
_NOT_FOUND, _NOT_SUPPORTED = 0x0A, 0x06
_SERVICE, _CHARACTERISTIC, _SWITCH = 0x2800, 0x2803, 0x2902
_MTU = 185
_AS_OF_OLD = 0x13
_ADVERTISE = (0x2039, b"\x01\x01\0\0\0\0")
LINE = bytes.fromhex("6e400003b5a3f393e0a9e50e24dcca9e")[::-1]
_LINE_SERVICE = bytes.fromhex("6e400001b5a3f393e0a9e50e24dcca9e")[::-1]
_POWER = 3
_TOLD = 7


def _short(number: int) -> bytes:
    return struct.pack("<H", number)


@dataclass
class Attribute:
    """One line of what the scanner can be asked; a service says where it ends."""

    handle: int
    type: bytes
    value: bytes
    end: int = 0


def attributes(power: int) -> list[Attribute]:
    """A battery, and a serial line as Nordic's modules have it."""
    return [
        Attribute(1, _short(_SERVICE), _short(0x180F), 4),
        Attribute(2, _short(_CHARACTERISTIC), b"\x12" + _short(_POWER) + _short(0x2A19)),
        Attribute(_POWER, _short(0x2A19), bytes([power])),
        Attribute(4, _short(_SWITCH), _short(0)),
        Attribute(5, _short(_SERVICE), _LINE_SERVICE, 8),
        Attribute(6, _short(_CHARACTERISTIC), b"\x10" + _short(_TOLD) + LINE),
        Attribute(_TOLD, LINE, b""),
        Attribute(8, _short(_SWITCH), _short(0)),
    ]


class Peripheral(threading.Thread):
    """The scanner. `is_heard` says that its line's notifications were asked for."""

    def __init__(self, controller: int, power: int) -> None:
        super().__init__(name="peripheral", daemon=True)
        self._hci = _alone(controller)
        self._table = attributes(power)
        self._link: int | None = None
        self._mtu = 23
        self._half = b""
        self._lock = threading.Lock()
        self.is_heard = threading.Event()
        self.address = ""
        self.log: list[str] = []
        self._begin()
        self.start()

    # -------------------------------------------------------------- the controller

    def _begin(self) -> None:
        self._command(0x0C03)
        self._command(0x0C01, b"\xff" * 8)
        self._command(0x0C6D, b"\x01\x00")
        self._command(0x2001, b"\xff\x03" + bytes(6))
        address = self._command(0x1009)[1:7]
        self.address = ":".join(f"{byte:02X}" for byte in reversed(address))
        # As BlueZ listens nowadays, an emulated controller hears none of the older advertisements.
        seldom, often = (0x20).to_bytes(3, "little"), (0x40).to_bytes(3, "little")
        how = b"\0" + _short(_AS_OF_OLD) + seldom + often + b"\x07\0\0" + bytes(6)
        self._command(0x2036, how + b"\0\x7f\x01\0\x01\0\0")
        name = b"Scanner"
        told = b"\x02\x01\x06" + bytes([len(name) + 1, 9]) + name
        self._command(0x2037, b"\0\x03\x01" + bytes([len(told)]) + told)
        self._command(*_ADVERTISE)

    def _command(self, number: int, about: bytes = b"") -> bytes:
        """Say it, and wait for what comes of it: used before anybody else reads."""
        self._say(number, about)
        while True:
            event = os.read(self._hci, 1_024)
            if event[:2] == b"\x04\x0e" and event[4:6] == _short(number):
                return event[6:]

    def _say(self, number: int, about: bytes = b"") -> None:
        os.write(self._hci, b"\x01" + _short(number) + bytes([len(about)]) + about)

    def run(self) -> None:
        while True:
            select.select([self._hci], [], [])
            packet = os.read(self._hci, 4_096)
            match packet[0]:
                case 4:
                    self._event(packet[1], packet[3:])
                case 2:
                    self._taken(packet[1:])

    def _event(self, kind: int, about: bytes) -> None:
        if kind == 0x3E and about[0] in {0x01, 0x0A} and about[1] == 0:
            self._link, self._mtu = struct.unpack_from("<H", about, 2)[0], 23
            self.log.append("connected")
        if kind == 0x05:
            self._link = None
            self.is_heard.clear()
            self.log.append("disconnected")
            self._say(*_ADVERTISE)

    # -------------------------------------------------------------- what is said over the link

    def _taken(self, data: bytes) -> None:
        flags = struct.unpack_from("<H", data)[0] >> 12 & 3
        piece = data[4:]
        self._half = self._half + piece if flags == 1 else piece
        length, channel = struct.unpack_from("<HH", self._half)
        if len(self._half) - 4 < length:
            return
        asked, self._half = self._half[4 : 4 + length], b""
        if channel == _ATT:
            answer = self._answer(asked)
            if answer:
                self._tell(answer)

    def _tell(self, said: bytes) -> None:
        with self._lock:
            frame = struct.pack("<HH", len(said), _ATT) + said
            for at in range(0, len(frame), 27):
                flag = 0x1000 if at else 0
                piece = frame[at : at + 27]
                link = struct.pack("<HH", (self._link or 0) | flag, len(piece))
                os.write(self._hci, b"\x02" + link + piece)

    def _answer(self, asked: bytes) -> bytes:
        match asked[0]:
            case 0x02:
                self._mtu = min(_MTU, struct.unpack_from("<H", asked, 1)[0])
                return b"\x03" + _short(_MTU)
            case 0x04:
                return self._kinds(asked)
            case 0x08 | 0x10:
                return self._by_type(asked)
            case 0x0A | 0x0C:
                return self._read(asked)
            case 0x12:
                return self._written(asked)
            case 0x1E | 0x52:
                return b""
            case other if other % 2 == 0:
                return _error(asked, _NOT_SUPPORTED)
        return b""

    def _within(self, asked: bytes) -> list[Attribute]:
        first, last = struct.unpack_from("<HH", asked, 1)
        return [one for one in self._table if first <= one.handle <= last]

    def _kinds(self, asked: bytes) -> bytes:
        found = self._within(asked)
        if not found:
            return _error(asked, _NOT_FOUND)
        size = len(found[0].type)
        alike = [_short(one.handle) + one.type for one in found if len(one.type) == size]
        return b"\x05" + bytes([1 if size == 2 else 2]) + self._as_many(alike, 2)

    def _by_type(self, asked: bytes) -> bytes:
        found = [one for one in self._within(asked) if one.type == asked[5:]]
        if not found:
            return _error(asked, _NOT_FOUND)
        grouped = asked[0] == 0x10
        lines = [
            _short(one.handle) + (_short(one.end) if grouped else b"") + one.value for one in found
        ]
        alike = []
        for line in lines:
            if len(line) != len(lines[0]):
                break
            alike.append(line)
        return bytes([asked[0] + 1, len(lines[0])]) + self._as_many(alike, 2)

    def _as_many(self, lines: list[bytes], head: int) -> bytes:
        most = max(1, (self._mtu - head) // len(lines[0]))
        return b"".join(lines[:most])

    def _read(self, asked: bytes) -> bytes:
        handle = struct.unpack_from("<H", asked, 1)[0]
        one = next((one for one in self._table if one.handle == handle), None)
        if one is None:
            return _error(asked, _NOT_FOUND)
        at = struct.unpack_from("<H", asked, 3)[0] if asked[0] == 0x0C else 0
        return bytes([asked[0] + 1]) + one.value[at : at + self._mtu - 1]

    def _written(self, asked: bytes) -> bytes:
        handle = struct.unpack_from("<H", asked, 1)[0]
        if handle == _TOLD + 1 and asked[3] & 1:
            self.is_heard.set()
        return b"\x13"

    # -------------------------------------------------------------- a scanner's own doing

    def scan(self, data: bytes) -> None:
        """Tell it, in as many notifications as it takes."""
        most = self._mtu - 3
        for at in range(0, len(data), most):
            self._tell(b"\x1b" + _short(_TOLD) + data[at : at + most])

    def tell_power(self, percent: int) -> None:
        self._table[2].value = bytes([percent])
        self._tell(b"\x1b" + _short(_POWER) + bytes([percent]))

    def hang_up(self) -> None:
        self._say(0x0406, struct.pack("<HB", self._link or 0, 0x13))


def _error(asked: bytes, why: int) -> bytes:
    about = asked[1:3].ljust(2, b"\0")
    return b"\x01" + asked[:1] + about + bytes([why])


def _alone(controller: int) -> int:
    """Take a controller from the kernel: what is said to it is then ours alone."""
    libc = ctypes.CDLL(None, use_errno=True)
    number = libc.socket(_BLUETOOTH, socket.SOCK_RAW, _HCI)
    if libc.ioctl(number, ctypes.c_ulong(_DOWN), controller):
        raise OSError(ctypes.get_errno(), "the controller cannot be taken down")
    os.close(number)
    number = libc.socket(_BLUETOOTH, socket.SOCK_RAW, _HCI)
    address = struct.pack("<HHH", _BLUETOOTH, controller, _ALONE)
    if libc.bind(number, address, len(address)):
        raise OSError(ctypes.get_errno(), "the controller cannot be had alone")
    return number
