"""A scan from an attached scanner reaches the line of whoever is at work, and waits for room."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from app.base.messages import Scanned
from app.base.wording import say
from app.runtime.line import LINE_MAX
from app.runtime.person import Person
from app.runtime.scanning import Scanning
from app.runtime.setup_desk import SetupDesk
from app.settings.scanners import load_scanners, scanners_in
from app.ui.looks import ReceiveLook
from scanners.devices.keep import World
from scanners.devices.link import Link, State
from scanners.registry import Attached, Way
from tests.journeys.app_process import free_port
from tests.runtime.shift import LOOK_S_MAX, Shift, shift, to_receipts


@asynccontextmanager
async def attached(work: Shift, *scanners: Attached) -> AsyncIterator[Scanning]:
    world = work.workplace.world()
    scanning = Scanning(scanners, None, World(world.monotonic_ms, world.chance, asyncio.sleep))
    scanning.begin()
    scanning.join(work.person)
    try:
        yield scanning
    finally:
        await scanning.close()


async def line_to(port: int) -> asyncio.StreamWriter:
    async with asyncio.timeout(LOOK_S_MAX):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except ConnectionRefusedError:
                await asyncio.sleep(0.01)
            else:
                return writer


async def next_scan(person: Person) -> str:
    while True:
        message = await person._line.next()
        if isinstance(message, Scanned):
            return message.scan.text


def test_a_network_scanner_works_like_the_wedge(tmp_path: Path) -> None:
    async def run() -> None:
        port = free_port()
        async with (
            shift(tmp_path) as work,
            attached(work, Attached(Way.CALLED, str(port))) as scanning,
        ):
            await to_receipts(work)
            scanner = await line_to(port)
            scanner.write(b"P00001\r")
            await scanner.drain()
            look = await work.until(lambda look: isinstance(look, ReceiveLook))
            assert isinstance(look, ReceiveLook)
            scanner.write(b"]E04098765000010\r")
            await work.until(lambda _look: scanning.lines[1].count == 2)
            _, line = scanning.lines
            assert (line.link, line.count) == (Link.READY, 2)
            assert line.last
            assert line.last.keys[1] == "4098765000010"
            scanner.close()

    asyncio.run(run())


def test_a_flood_waits_for_room_and_the_app_goes_on(tmp_path: Path) -> None:
    async def run() -> None:
        port, count = free_port(), LINE_MAX + 200
        async with shift(tmp_path) as work, attached(work, Attached(Way.CALLED, str(port))):
            scanner = await line_to(port)
            scanner.write("".join(f"FLOOD{n}\r" for n in range(count)).encode())
            served: list[str] = []
            async with asyncio.timeout(100):
                while len(served) < count:
                    message = await work.person._line.next()
                    served += [message.scan.text] if isinstance(message, Scanned) else []
            assert served == [f"FLOOD{n}" for n in range(count)]
            scanner.close()

    asyncio.run(run())


def test_whoever_did_something_last_is_who_scans(tmp_path: Path) -> None:
    async def run() -> None:
        port = free_port()
        async with shift(tmp_path) as work, attached(work, Attached(Way.CALLED, str(port))) as it:
            other = Person(work.workplace.device, SetupDesk(work.workplace))
            it.join(other)
            scanner = await line_to(port)
            scanner.write(b"FOR OTHER\r")
            await scanner.drain()
            heard = await next_scan(other)
            it.leave(other)
            scanner.write(b"FOR FIRST\r")
            assert await next_scan(work.person) == "FOR FIRST"
            assert heard == "FOR OTHER"
            scanner.close()

    asyncio.run(run())


def test_the_file_of_scanners(tmp_path: Path) -> None:
    assert load_scanners(tmp_path) == ()
    path = tmp_path / "scanners.json"
    path.write_text(json.dumps({"scanners": [{"way": "called", "address": "8001", "suffix": "#"}]}))
    assert load_scanners(tmp_path) == (Attached(Way.CALLED, "8001", suffix="#"),)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (b'{"scanners": [{"way": "smoke", "address": "1"}]}', "scanners.0.way"),
        (b'{"scanners": [{"way": "called"}]}', "scanners.0.address"),
        (b"\xff\xfe", "no text"),
        (b"{", "JSON"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_and_opens_none(
    tmp_path: Path, written: bytes, why: str
) -> None:
    (tmp_path / "scanners.json").write_bytes(written)
    found, notice = scanners_in(tmp_path)
    assert found == ()
    assert notice
    assert why in say(notice.text)


def test_an_address_that_is_none_is_told_on_its_line(tmp_path: Path) -> None:
    async def run() -> None:
        async with shift(tmp_path) as work, attached(work, Attached(Way.SERIAL, "a b")) as it:
            assert [line.link for line in it.lines] == [Link.READY, Link.UNFIT]

    asyncio.run(run())


def test_a_battery_is_shown_while_its_scanner_is_there(tmp_path: Path) -> None:
    async def run() -> None:
        async with shift(tmp_path) as work:
            name = "ble:00:11:22:33:44:55"
            scanner = Attached(Way.BLE, "00:11:22:33:44:55")
            world = work.workplace.world()
            never = World(world.monotonic_ms, world.chance, asyncio.sleep)
            scanning = Scanning((scanner,), None, never)
            scanning._stands(name, State(Link.READY))
            scanning._has_power(name, 62)
            assert scanning.lines[1].battery == 62
            scanning._stands(name, State(Link.GONE))
            assert scanning.lines[1].battery is None

    asyncio.run(run())
