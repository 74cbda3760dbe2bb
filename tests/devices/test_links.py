"""How the link of a device stands, and what is done about it."""

import asyncio
import concurrent.futures.thread  # noqa: F401 - nobody can import, should Python be in root's home
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scanners.devices.keep import WAITS_S
from scanners.devices.link import Link, Source
from scanners.devices.network import Called, Calling
from scanners.devices.replay import Replay
from scanners.devices.serial_line import SerialLine
from scanners.framing.lines import AS_IT_COMES
from scanners.registry import Attached, Way, source_of
from tests.devices.hearing import Heard, heard
from tests.devices.rigs import Caller, OnPty
from tests.journeys.app_process import free_port

NOBODY = 65534


def stands(source: Source, tries: int = 1) -> Heard:
    async def run() -> Heard:
        async with heard(source) as hearing:
            await hearing.until(lambda: len(hearing.waits) >= tries)
            return hearing

    return asyncio.run(run())


def test_what_is_not_there_is_waited_for_longer_and_longer(tmp_path: Path) -> None:
    hearing = stands(SerialLine("serial", str(tmp_path / "none")), tries=7)
    assert {state.link for state in hearing.states} == {Link.OPENING, Link.MISSING}
    assert hearing.waits[:7] == [*WAITS_S[1:], WAITS_S[-1], WAITS_S[-1], WAITS_S[-1]]


def test_a_reader_nobody_can_reach_is_missing() -> None:
    assert stands(Calling("reader", "127.0.0.1", free_port())).states[-1].link is Link.MISSING


def test_a_port_another_program_has_is_taken() -> None:
    async def run() -> None:
        server = await asyncio.start_server(lambda _r, _w: None, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        async with server, heard(Called("callers", port)) as hearing:
            await hearing.link(Link.TAKEN)

    asyncio.run(run())


def test_a_serial_line_another_program_has_is_taken(tmp_path: Path) -> None:
    async def run() -> None:
        rig = OnPty(tmp_path)
        await rig.plug()
        source = SerialLine("serial", str(tmp_path / "ttyACM0"))
        async with heard(source) as first:
            await first.link(Link.READY)
            async with heard(source) as second:
                await second.until(lambda: any(s.link is Link.TAKEN for s in second.states))
        await rig.unplug()

    asyncio.run(run())


@contextmanager
def somebody_else() -> Iterator[None]:
    """Root may open anything, and so becomes nobody for a while."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


def test_a_device_file_we_may_not_open_is_denied(tmp_path: Path) -> None:
    path = tmp_path / "ttyS0"
    path.touch(mode=0o000)
    with somebody_else():
        hearing = stands(SerialLine("serial", str(path)))
    assert hearing.states[-1].link is Link.DENIED


def test_what_is_no_such_device_is_told(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("no terminal")
    assert stands(SerialLine("serial", str(path))).states[-1].link in {Link.UNFIT, Link.MISSING}


def test_scanners_that_call_do_not_mix_their_pieces(tmp_path: Path) -> None:
    async def run() -> None:
        one = Caller(tmp_path)
        async with heard(one.source(AS_IT_COMES)) as hearing:
            two = Caller(tmp_path)
            two._port = one._port
            await one.plug()
            await two.plug()
            for a, b in zip(b"AAAA\rAA\r", b"BBB\rBBB\r", strict=True):
                await one.send(bytes([a]))
                await two.send(bytes([b]))
            await hearing.until(lambda: len(hearing.texts) >= 4)
            assert sorted(hearing.texts) == ["AA", "AAAA", "BBB", "BBB"]
            await one.unplug()
            await two.send(b"GOES ON\r")
            await hearing.until(lambda: hearing.texts[-1] == "GOES ON")
            await two.unplug()

    asyncio.run(run())


def test_a_file_is_replayed_once(tmp_path: Path) -> None:
    path = tmp_path / "codes.txt"
    path.write_bytes(b'P00001\n\n"]C110A\\u001d21B"\n"broken\n\xff\n')

    async def run() -> None:
        async def at_once(_seconds: float) -> None:
            return

        async with heard(Replay("replay", path, 2.0, at_once)) as hearing:
            await hearing.until(lambda: len(hearing.texts) >= 4)
            assert hearing.texts == ["P00001", "]C110A\x1d21B", '"broken', "�"]
            assert not hearing.waits

    asyncio.run(run())


@pytest.mark.parametrize(
    ("way", "good", "bad"),
    [
        (Way.SERIAL, "/dev/ttyS0@115200", "two words"),
        (Way.CALLED, "0.0.0.0:8001", "70000"),
        (Way.CALLING, "192.0.2.7:51236", "51236"),
        (Way.GRAB, "/dev/input/event3", "/etc/passwd"),
        (Way.HID_POS, "/dev/hidraw0", "hidraw0"),
        (Way.BLUETOOTH, "00:11:22:33:44:55#2", "00:11"),
        (Way.BLE, "00:11:22:33:44:55#ffe1", "00:11:22:33:44:55#x"),
        (Way.BLE, "8b9be2b4-f4ad-4e1c-9b38-6ef0e5d1c3a0", "ffe1"),
        (Way.REPLAY, "codes.txt", ""),
    ],
)
def test_what_the_settings_may_name(way: Way, good: str, bad: str) -> None:
    assert source_of(Attached(way, good), asyncio.sleep)
    assert source_of(Attached(way, bad), asyncio.sleep) is None


@pytest.mark.parametrize("way", [Way.GRAB, Way.HID_POS, Way.BLUETOOTH, Way.BLE])
def test_what_this_machine_has_not_is_waited_for(way: Way) -> None:
    address = {
        Way.GRAB: "/dev/input/none",
        Way.HID_POS: "/dev/hidraw99",
        Way.BLUETOOTH: "00:11:22:33:44:55",
        Way.BLE: "00:11:22:33:44:55",
    }
    source = source_of(Attached(way, address[way]), asyncio.sleep)
    assert source
    assert stands(source).states[-1].link in {Link.MISSING, Link.UNFIT}
