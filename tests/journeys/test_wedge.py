"""Scans and typing by real key events in a real Chromium, through the app's own shell."""

import asyncio
from dataclasses import replace

import pytest

from scanners.codes.parse import parse
from scanners.frame import Frame
from scanners.framing.layout import BY_PLACE, Calibrated, calibrated, label_text, meant
from scanners.framing.wedge import SCANNED, TYPED
from tests.journeys.keyboard import Keyboard, keyboard

pytestmark = pytest.mark.journey

GAPS_MS = (0, 1, 8, 20)
SCANS_EACH = 8
PACES = {40: "lot 7", 90: "WH/IN/42", 140: "5012345"}
"""Words a minute, of five letters, and what is typed at that pace."""


async def scans(keys: Keyboard, gap_ms: int) -> None:
    texts = [f"]C110aB({n})\x1d17261231" for n in range(SCANS_EACH)]
    for text in texts:
        await keys.key_in(text, gap_ms)
    assert await keys.frames_are(len(texts)) == [Frame(text, device=SCANNED) for text in texts]


async def typing(keys: Keyboard) -> None:
    for pace, text in PACES.items():
        await keys.key_in(text, 60_000 / (pace * 5))
    assert await keys.frames_are(len(PACES)) == [
        Frame(text, device=TYPED) for text in PACES.values()
    ]


async def stalls(keys: Keyboard) -> None:
    """Page and loop stand still within a scan, before its end, and while somebody types."""
    text = "4006381333931"
    for at in (1, 2, 7, len(text)):
        await keys.key_in(text, 8, stall_at=at)
    assert await keys.frames_are(4) == [Frame(text, device=SCANNED)] * 4
    await keys.key_in("300627", 90, stall_at=3)
    assert await keys.frames_are(1) == [Frame("300627", device=TYPED)]


async def another_layout(keys: Keyboard) -> None:
    """A scanner set to US types at a computer set to German."""
    german = {"/": "-", "z": "y", "y": "z", "]": "+"}
    text = "]C110a/bzy"
    await keys.key_in(text, 8, host=german)
    [frame] = await keys.frames_are(1)
    assert frame == Frame("+C110a-byz", device=SCANNED, keys=text)
    lot = parse(frame).message
    assert lot
    assert lot.lot == "a/bzy"


async def one_label(keys: Keyboard) -> None:
    """The label tells the layout; what is scanned after it is what the code says."""
    host = dict(zip("yzYZ-/;[]", "zyZYß-öü+", strict=True))
    await keys.key_in(label_text(), 8, host=host)
    [frame] = await keys.frames_are(1)
    told = calibrated(frame)
    assert told == Calibrated(BY_PLACE)
    by_signs = calibrated(replace(frame, keys=""))  # as a client that tells no keys
    assert isinstance(by_signs, Calibrated)
    assert dict(by_signs.layout.pairs).items() >= {(host[sign], sign) for sign in "yzYZ"}
    await keys.key_in("zone/7-Y;", 8, host=host)
    [frame] = await keys.frames_are(1)
    assert meant(frame, told.layout) == Frame("zone/7-Y;", device=SCANNED)


def test_real_keys_in_a_real_browser() -> None:
    async def run() -> None:
        async with keyboard() as keys:
            for gap_ms in GAPS_MS:
                await scans(keys, gap_ms)
            await typing(keys)
            await stalls(keys)
            await another_layout(keys)
            await one_label(keys)

    asyncio.run(run())
