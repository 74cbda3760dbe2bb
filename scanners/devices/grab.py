"""A keyboard scanner taken for ourselves on a Linux dock: no other window sees what it types."""

import struct
import sys
from dataclasses import dataclass

from scanners.devices.files import opened, pump
from scanners.devices.link import Ears, Link, State, trouble
from scanners.frame import Frame
from scanners.framing.evkeys import KeysState, feed

_EVENT = struct.Struct("llHHi")
"""Seconds, microseconds, type, code, value."""
_SYNC, _KEY, _DROPPED = 0, 1, 3
_GRAB = 0x40044590
KEYS_LOST = "the keyboard was faster than it could be read: one scan was given up"


@dataclass(frozen=True, slots=True)
class Grab:
    """`path` is best one below /dev/input/by-id, which stays the same over replugging."""

    name: str
    path: str

    async def listen(self, ears: Ears) -> State:
        """Take the keyboard, and hand over what it types, until it is unplugged."""
        if sys.platform != "linux":
            return State(Link.UNFIT, "only Linux lets a program take a keyboard")
        import fcntl  # noqa: PLC0415 - only there is it

        try:
            with opened(self.path) as number:
                fcntl.ioctl(number, _GRAB, 1)
                ears.state(State(Link.READY))
                return await pump(number, _Keys(ears).taken, ears)
        except OSError as error:
            return trouble(error)


class _Keys:
    """From the kernel's events to frames."""

    def __init__(self, ears: Ears) -> None:
        self._ears = ears
        self._state = KeysState()
        self._torn = False

    def taken(self, data: bytes) -> list[Frame]:
        found: list[Frame] = []
        whole = len(data) - len(data) % _EVENT.size
        for _, _, kind, code, value in _EVENT.iter_unpack(data[:whole]):
            if kind == _SYNC and code == _DROPPED:
                self._state, self._torn = KeysState(), True
                self._ears.state(State(Link.READY, KEYS_LOST))
            if kind != _KEY:
                continue
            self._state, text = feed(self._state, code, value)
            if text and not self._torn:
                found.append(Frame(text))
            self._torn = self._torn and not text
        return found
