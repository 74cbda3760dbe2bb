"""A scanner on Bluetooth Low Energy with a serial service: what it notifies are bytes of a line."""

import asyncio
import contextlib
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scanners.devices.link import DETAIL_MAX, Ears, Link, State
from scanners.devices.stream import listen_to
from scanners.framing.lines import AS_IT_COMES, LineRules

if TYPE_CHECKING:
    from bleak import BleakClient
    from bleak.backends.characteristic import BleakGATTCharacteristic

FOUND_S_MAX = 10
CONNECT_S_MAX = 20
HELD_BYTES_MAX = 1 << 20
"""Notifications cannot be put off: of more than this nobody here ever reads the end."""
_OF_THE_STANDARD = "0000{}-0000-1000-8000-00805f9b34fb"
BATTERY = _OF_THE_STANDARD.format("2a19")
SERIAL = (
    "6e400003-b5a3-f393-e0a9-e50e24dcca9e",
    "49535343-1e4d-4bd9-ba61-23c647249616",
    _OF_THE_STANDARD.format("ffe1"),
    _OF_THE_STANDARD.format("fff1"),
)
"""What the radio modules' makers call the way out of a serial line: Nordic, Microchip, and those
of short numbers. Who has another, and only one, is heard as well."""
_UNPAIRED = frozenset({0x05, 0x08, 0x0C, 0x0F})
"""What the radio says where it would talk to somebody it knows: authentication, encryption."""
TOO_FAST = "it sent faster than it was read"


@dataclass(frozen=True, slots=True)
class Ble:
    """`address` is the scanner's own, on a Mac the UUID the system gave it.

    `told` names the characteristic that notifies; without it a known one is taken, or the only one.
    """

    name: str
    address: str
    told: str = ""
    rules: LineRules = AS_IT_COMES

    async def listen(self, ears: Ears) -> State:
        """Connect and hand over what is scanned, until it is out of reach."""
        if sys.platform == "android":
            return State(Link.UNFIT, "not on Android: use its own Bluetooth settings")
        # It reaches for the system's Bluetooth when it is loaded, which few computers need.
        from bleak import BleakClient, BleakScanner  # noqa: PLC0415
        from bleak.exc import (  # noqa: PLC0415
            BleakBluetoothNotAvailableError,
            BleakError,
            BleakGATTProtocolError,
        )

        line = _Notified()
        try:
            device = await BleakScanner.find_device_by_address(self.address, FOUND_S_MAX)
            if device is None:
                return State(Link.MISSING, "it is not heard")
            hung_up = lambda _client: line.end()  # noqa: E731
            async with BleakClient(device, hung_up, timeout=CONNECT_S_MAX) as client:
                return await self._hear(client, line, ears)
        except BleakBluetoothNotAvailableError as error:
            return State(Link.UNFIT, f"{error.args[0]}"[:DETAIL_MAX])
        except BleakGATTProtocolError as error:
            if error.code in _UNPAIRED:
                return State(Link.DENIED, "pair it in the settings of this computer first")
            return State(Link.MISSING, f"{error}"[:DETAIL_MAX])
        except (FileNotFoundError, ConnectionRefusedError):
            return State(Link.UNFIT, "this computer has no Bluetooth service running")
        except (BleakError, OSError, EOFError) as error:
            return State(Link.MISSING, f"{error}"[:DETAIL_MAX])

    async def _hear(self, client: "BleakClient", line: "_Notified", ears: Ears) -> State:
        told = _chosen(client, self.told)
        if isinstance(told, State):
            return told
        await client.start_notify(told, lambda _which, data: line.hear(data))
        await _hear_battery(client, ears)
        ended = await listen_to(line, self.rules, ears)
        return State(ended.link, TOO_FAST) if line.is_lost else ended


class _Notified:
    """What was notified and not yet read, in order."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._news = asyncio.Event()
        self._ended = False
        self.is_lost = False

    def hear(self, data: bytearray) -> None:
        self.is_lost = self.is_lost or len(self._held) + len(data) > HELD_BYTES_MAX
        if self.is_lost:
            self.end()
        else:
            self._held += data
            self._news.set()

    def end(self) -> None:
        self._ended = True
        self._news.set()

    async def read(self, n: int = -1, /) -> bytes:
        while not self._held and not self._ended:
            self._news.clear()
            await self._news.wait()
        data = bytes(self._held[:n] if n >= 0 else self._held)
        del self._held[: len(data)]
        return data


def _chosen(client: "BleakClient", told: str) -> "BleakGATTCharacteristic | State":
    """Choose what the scans come by; a service of the standard's own carries none."""
    able = [
        one
        for one in client.services.characteristics.values()
        if {"notify", "indicate"} & set(one.properties)
    ]
    if told:
        wanted = (_OF_THE_STANDARD.format(told) if len(told) == 4 else told).lower()
        named = [one for one in able if one.uuid == wanted]
    else:
        known = [one for serial in SERIAL for one in able if one.uuid == serial]
        own = [one for one in able if not one.service_uuid.startswith("000018")]
        named = known[:1] or own
    if len(named) == 1:
        return named[0]
    names = ", ".join(one.uuid for one in able)
    return State(Link.UNFIT, f"name what the scans come by after a #: {names}"[:DETAIL_MAX])


async def _hear_battery(client: "BleakClient", ears: Ears) -> None:
    """Tell how full its battery is, now and whenever it says so, where it does."""
    from bleak.exc import BleakError  # noqa: PLC0415

    told = client.services.get_characteristic(BATTERY)
    if told is None:
        return
    with contextlib.suppress(BleakError):  # it scans all the same
        if "read" in told.properties:
            _power(await client.read_gatt_char(told), ears)
        if "notify" in told.properties:
            await client.start_notify(told, lambda _which, data: _power(data, ears))


def _power(data: bytearray, ears: Ears) -> None:
    if len(data) == 1 and data[0] <= 100:
        ears.power(data[0])
