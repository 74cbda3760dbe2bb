"""A scale on a pseudo-terminal: sending by itself or asked, unplugged and back, named as a way."""

import asyncio
import os
from pathlib import Path

import pytest

from scanners.devices.link import Link
from scanners.devices.scale import Asked, Scale
from scanners.registry import Attached, Way, source_of
from tests.devices.hearing import heard
from tests.devices.rigs import OnPty, plugged

REST, NOTHING = b"ST,GS,+  1.250kg\r\n", b"ST,GS,+  0.000kg\r\n"


async def _wait(_seconds: float) -> None:
    await asyncio.sleep(0.01)


class Indicator(OnPty):
    """A scale behind the line; `port` is where we open it."""

    def scale(self, asked: Asked | None = None) -> Scale:
        return Scale("scale", str(self._port), _wait, asked=asked)

    async def answer(self, question: bytes, answer: bytes) -> None:
        """Answer the next question, if it is the right one."""
        seen = b""
        while question not in seen:
            try:
                seen = seen[-20:] + os.read(self._master, 100)
            except BlockingIOError:
                await asyncio.sleep(0.005)
        await self.send(answer)


def test_a_weight_arrives_once_and_again_after_the_line_came_back(tmp_path: Path):
    async def all_of_it() -> None:
        rig = Indicator(tmp_path)
        async with heard(rig.scale()) as hearing, plugged(rig):
            hearing.open.set()
            await hearing.link(Link.READY)
            for byte in b"US,GS,+  0.4kg\r\n" + REST * 4:
                await rig.send(bytes([byte]))
            await hearing.until(lambda: hearing.frames)
            await rig.send(NOTHING)
            await hearing.until(lambda: len(hearing.frames) == 2)
            await rig.unplug()
            await hearing.until(lambda: not hearing.is_ready)
            await rig.plug()
            await hearing.link(Link.READY)
            await rig.send(b"\x00\xff half a fra\r" + REST)
            await hearing.until(lambda: len(hearing.frames) == 3)
            said = [(one.text, one.weighs, one.device) for one in hearing.frames]
            assert said == [
                ("1.250", "kg", "scale"), ("0.000", "kg", "scale"), ("1.250", "kg", "scale"),
            ]  # fmt: skip

    asyncio.run(all_of_it())


@pytest.mark.parametrize(
    ("asked", "question", "answers"),
    [
        (Asked.SICS, b"SI\r\n", (b"S D     0.700 kg\r\n", b"S S     1.250 kg\r\n")),
        (Asked.Q, b"Q\r\n", (b"US,+00000.7 kg\r\n", b"ST,+00001.25 kg\r\n")),
    ],
)
def test_one_that_has_to_be_asked(tmp_path: Path, asked, question, answers):
    async def all_of_it() -> None:
        rig = Indicator(tmp_path)
        async with heard(rig.scale(asked)) as hearing, plugged(rig):
            hearing.open.set()
            await hearing.link(Link.READY)
            for answer in answers:
                await rig.answer(question, answer)
            await hearing.until(lambda: hearing.frames)
            assert float(hearing.frames[0].text) == 1.25

    asyncio.run(all_of_it())


@pytest.mark.parametrize(
    ("address", "frame", "baud", "asked"),
    [
        ("/dev/ttyUSB0", "8N1", 9_600, None),
        ("COM4@4800/7E1", "7E1", 4_800, None),
        ("/dev/ttyS0@19200#sics", "8N1", 19_200, Asked.SICS),
        ("COM1#q", "8N1", 9_600, Asked.Q),
    ],
)
def test_how_it_is_named(address, frame, baud, asked):
    source = source_of(Attached(Way.SCALE, address), _wait)
    assert isinstance(source, Scale)
    assert (source.wiring.frame, source.wiring.baud, source.asked) == (frame, baud, asked)


@pytest.mark.parametrize("address", ["", "a b", "COM4@9600/9X9", "COM4#loudly", "COM4@1"])
def test_what_names_none(address):
    assert source_of(Attached(Way.SCALE, address), _wait) is None
