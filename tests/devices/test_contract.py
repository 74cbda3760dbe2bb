"""The one suite that every line of bytes passes: serial, called, calling."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from scanners.codes.parse import parse
from scanners.codes.scan import CodeProblem
from scanners.devices.link import Link
from scanners.framing.lines import AS_IT_COMES, LENGTH_MAX, LineRules
from tests.devices.hearing import Heard, heard
from tests.devices.rigs import RIGS, Rig, plugged

SCANS = 200
CODE = "]C10109506000134352{:04}\x1d10A"


@pytest.fixture(params=RIGS)
def attached(request, tmp_path: Path):
    """Run a scenario with this way's other end plugged in, and somebody who hears."""

    def run(
        scenario: Callable[[Rig, Heard], Awaitable[None]],
        rules: LineRules = AS_IT_COMES,
        double_ms: int = 0,
    ) -> None:
        async def all_of_it() -> None:
            rig = RIGS[request.param](tmp_path)
            async with heard(rig.source(rules), double_ms) as hearing, plugged(rig):
                await hearing.link(Link.READY)
                await scenario(rig, hearing)

        asyncio.run(all_of_it())

    return run


def test_every_scan_arrives_once_and_in_order(attached) -> None:
    async def scenario(rig: Rig, hearing: Heard) -> None:
        texts = [CODE.format(n) for n in range(SCANS)]
        for text in texts:
            await rig.send(f"{text}\r\n".encode())
        await hearing.until(lambda: len(hearing.texts) >= SCANS)
        assert hearing.texts == texts
        assert {frame.device for frame in hearing.frames} <= {"serial", "reader", "callers"}

    attached(scenario)


def test_however_it_is_cut_into_pieces(attached) -> None:
    async def scenario(rig: Rig, hearing: Heard) -> None:
        for byte in b"\x02ABC\r12\x03\x02\x03DEF\nGHI\r":
            await rig.send(bytes([byte]))
            await asyncio.sleep(0)
        await hearing.until(lambda: len(hearing.texts) >= 3)
        assert hearing.texts == ["ABC\r12", "DEF", "GHI"]

    attached(scenario)


BAD = {
    b"A\x00B\r": ("A\x00B", CodeProblem.CONTROL_CHARACTERS),
    b"caf\xe9\r": ("café", None),
    "naïve\r".encode(): ("naïve", None),
    b"\xff\xfe\xfd\r": ("ÿþý", None),
    b"\x1b[2J\r": ("\x1b[2J", CodeProblem.CONTROL_CHARACTERS),
    b"7" * 64_000 + b"\r": ("7" * 64_000, CodeProblem.TOO_LONG),
    b"8" * (LENGTH_MAX + 5_000) + b"\r": ("8" * LENGTH_MAX, CodeProblem.TOO_LONG),
}


def test_bad_input_is_a_frame_whose_trouble_has_a_name(attached) -> None:
    async def scenario(rig: Rig, hearing: Heard) -> None:
        for data in BAD:
            await rig.send(data)
        await rig.send(b"still here\r")
        await hearing.until(lambda: hearing.texts[-1:] == ["still here"])
        assert hearing.texts[:-1] == [text for text, _ in BAD.values()]
        for frame, (_, problem) in zip(hearing.frames, BAD.values(), strict=False):
            assert problem is None or problem in parse(frame).problems

    attached(scenario)


def test_a_full_line_loses_nothing(attached) -> None:
    async def scenario(rig: Rig, hearing: Heard) -> None:
        hearing.open.clear()
        texts = [f"FLOOD-{n:05}" + "x" * 200 for n in range(1_000)]
        sending = asyncio.create_task(rig.send("\r".join([*texts, ""]).encode()))
        await hearing.until(lambda: hearing.knocks)
        # The device stands at the full line with one frame in hand, and takes no second one.
        assert hearing.knocks == 1
        assert not hearing.texts
        hearing.open.set()
        await hearing.until(lambda: len(hearing.texts) >= len(texts))
        await sending
        assert hearing.texts == texts

    attached(scenario)


def test_half_a_scan_is_none_and_after_replugging_it_goes_on(attached) -> None:
    async def scenario(rig: Rig, hearing: Heard) -> None:
        await rig.send(b"BEFORE\r")
        await hearing.until(lambda: hearing.texts == ["BEFORE"])
        await rig.send(b"HAL")
        hearing.states.clear()
        await rig.unplug()
        await rig.plug()
        if rig.one_link:  # what a scanner sends while nobody has its port open is gone
            await hearing.link(Link.READY)
        await rig.send(b"AFTER\r")
        await hearing.until(lambda: len(hearing.texts) >= 2)
        assert hearing.texts == ["BEFORE", "AFTER"]

    attached(scenario)


def test_prefix_suffix_and_a_scanner_without_an_end(attached) -> None:
    async def scenario(rig: Rig, hearing: Heard) -> None:
        await rig.send(b"~ABC#")
        await hearing.until(lambda: hearing.texts == ["ABC"])

    attached(scenario, LineRules("~", "#", quiet_ms=30))


def test_one_pull_read_twice_counts_once_and_a_meant_repeat_twice(attached) -> None:
    async def scenario(rig: Rig, hearing: Heard) -> None:
        await rig.send(b"ABC\rABC\rDEF\rABC\r")
        await hearing.until(lambda: len(hearing.texts) >= 3)
        assert hearing.texts == ["ABC", "DEF", "ABC"]
        hearing.now_ms += 100
        await rig.send(b"ABC\r")
        await hearing.until(lambda: len(hearing.texts) >= 4)

    attached(scenario, double_ms=100)
