"""A Bluetooth LE scanner: which of its characteristics the scans come by, and what is held."""

import asyncio
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from bleak.exc import BleakGATTProtocolError

from scanners.devices import ble
from scanners.devices.ble import BATTERY, HELD_BYTES_MAX, SERIAL, _Notified
from scanners.devices.link import Ears, Link, State
from scanners.devices.stream import READ_BYTES

FFE1 = "0000ffe1-0000-1000-8000-00805f9b34fb"
OWN = "9e000001-0000-4000-8000-000000000001"
OTHER = "9e000001-0000-4000-8000-000000000002"


@dataclass(frozen=True)
class One:
    """A characteristic, as bleak lays it out."""

    uuid: str
    service_uuid: str = "9e000001-0000-4000-8000-000000000000"
    properties: tuple[str, ...] = ("notify",)


CHANGED = One("00002a05-0000-1000-8000-00805f9b34fb", "00001801-0000-1000-8000-00805f9b34fb")
POWER = One(BATTERY, "0000180f-0000-1000-8000-00805f9b34fb", ("read", "notify"))


def having(*ones: One) -> SimpleNamespace:
    services = SimpleNamespace(
        characteristics=dict(enumerate(ones)),
        get_characteristic=lambda uuid: next((one for one in ones if one.uuid == uuid), None),
    )
    return SimpleNamespace(services=services)


@pytest.mark.parametrize(
    ("ones", "told", "chosen"),
    [
        ((CHANGED, POWER, One(OWN)), "", OWN),
        ((One(OWN), One(SERIAL[0]), One(FFE1)), "", SERIAL[0]),
        ((One(OWN), One(FFE1)), "", FFE1),
        ((One(OWN, properties=("indicate",)),), "", OWN),
        ((One(OWN), One(OTHER)), OTHER.upper(), OTHER),
        ((One(OWN), One(FFE1)), "ffe1", FFE1),
    ],
)
def test_what_the_scans_come_by(ones: tuple[One, ...], told: str, chosen: str) -> None:
    found = ble._chosen(having(*ones), told)
    assert found.uuid == chosen


@pytest.mark.parametrize(
    ("ones", "told"),
    [
        ((), ""),
        ((CHANGED, POWER), ""),
        ((One(OWN), One(OTHER)), ""),
        ((One(OWN),), "ffe1"),
        ((One(OWN, properties=("write",)),), ""),
    ],
)
def test_where_it_cannot_be_known_somebody_has_to_say(ones: tuple[One, ...], told: str) -> None:
    found = ble._chosen(having(*ones), told)
    assert isinstance(found, State)
    assert found.link is Link.UNFIT
    assert "#" in found.detail


def test_what_is_held_is_bounded_and_its_loss_is_told() -> None:
    async def run() -> None:
        line = _Notified()
        line.hear(bytearray(b"a" * HELD_BYTES_MAX))
        assert not line.is_lost
        line.hear(bytearray(b"b"))
        assert line.is_lost
        read = b""
        while more := await line.read(READ_BYTES):
            read += more
        assert read == b"a" * HELD_BYTES_MAX, "what came before it is not lost as well"

    asyncio.run(run())


def test_a_battery_that_nobody_may_read_keeps_no_scan_back() -> None:
    async def refused(_which: One) -> bytearray:
        raise BleakGATTProtocolError(0x05)

    powers: list[int] = []
    client = having(POWER)
    client.read_gatt_char = refused
    ears = Ears(lambda _frame: asyncio.sleep(0), lambda _state: None, powers.append)
    asyncio.run(ble._hear_battery(client, ears))
    assert powers == []


@pytest.mark.parametrize(("said", "told"), [(b"\x3e", [62]), (b"\xff", []), (b"", []), (b"12", [])])
def test_a_battery_says_a_percentage_or_nothing(said: bytes, told: list[int]) -> None:
    powers: list[int] = []
    ears = Ears(lambda _frame: asyncio.sleep(0), lambda _state: None, powers.append)
    ble._power(bytearray(said), ears)
    assert powers == told
