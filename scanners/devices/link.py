"""What every attached scanner has in common: how its link stands, and who hears it."""

import errno
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from scanners.frame import Frame


class Link(StrEnum):
    """How the way to a device stands. All but the first two wait, and are tried again."""

    OPENING = "opening"
    READY = "ready"
    GONE = "gone"
    """It was there: unplugged, out of reach, switched off."""
    MISSING = "missing"
    """Nothing is there yet under this address."""
    DENIED = "denied"
    """It is there, and this user may not open it."""
    TAKEN = "taken"
    """Another program has it, or the address is in use."""
    UNFIT = "unfit"
    """What is there is no such device, or this computer cannot reach such devices."""


@dataclass(frozen=True, slots=True)
class State:
    """How a link stands; `detail` is for the support desk, in the words of the system."""

    link: Link
    detail: str = ""


def _unheard(_percent: int) -> None:
    """Let a battery be told to nobody."""


@dataclass(frozen=True, slots=True)
class Ears:
    """Who hears a device. `frame` waits while the line is full: the device is then read later.

    `power` is how full its battery is, in percent, from a device that tells it by itself.
    """

    frame: Callable[[Frame], Awaitable[None]]
    state: Callable[[State], None]
    power: Callable[[int], None] = _unheard


class Source(Protocol):
    """One way to one scanner."""

    @property
    def name(self) -> str:
        """What its frames call it."""
        ...

    async def listen(self, ears: Ears) -> State:
        """Open it and hand over what it scans, until the link ends; say how it ended.

        Expected trouble is the answer, never an exception.
        """
        ...


DETAIL_MAX = 200
_BY_NUMBER = {
    errno.EBUSY: Link.TAKEN,
    errno.EADDRINUSE: Link.TAKEN,
    errno.ENODEV: Link.MISSING,
    errno.ENXIO: Link.MISSING,
    errno.EHOSTUNREACH: Link.MISSING,
    errno.ENETUNREACH: Link.MISSING,
    errno.ETIMEDOUT: Link.MISSING,
    errno.ENOTTY: Link.UNFIT,
    errno.EINVAL: Link.UNFIT,
    errno.EAFNOSUPPORT: Link.UNFIT,
}


def trouble(error: OSError) -> State:
    """Say how a link stands after this error of the system."""
    detail = f"{error.strerror or error}"[:DETAIL_MAX]
    match error:
        case PermissionError():
            return State(Link.DENIED, detail)
        case FileNotFoundError() | ConnectionRefusedError():
            return State(Link.MISSING, detail)
        case _:
            return State(_BY_NUMBER.get(error.errno or 0, Link.GONE), detail)
