"""What a received line costs the hands: scans and taps, counted while a person receives."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.base.messages import Action
from app.ui.looks import ReceiveLook
from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from tests.runtime.shift import Shift, shift, to_receipts
from tests.runtime.test_receiving import DRILL, HAMMER, HAMMER_CASE, NAILS, OIL, amounts

RULES = {"rules": [{"over_percent": 0}, {"damaged": "Quality"}], "supervisors": {"B-7": "Ida"}}
BADGE = write(HouseKind.BADGE, "B-7")
UNKNOWN = "4099999999996"
SUPPLIERS_PALLET = "340123450000000017"
SOON = f"{datetime.now(UTC).date() + timedelta(days=3):%y%m%d}"


@dataclass
class Hand:
    """One person's hand: every scan and every tap of it is counted."""

    work: Shift
    scans: int = 0
    taps: int = 0

    async def scan(self, *codes: str) -> None:
        for code in codes:
            self.scans += 1
            await self.work.scan(code)

    async def tap(self, action: Action, value: str = "") -> None:
        self.taps += 1
        await self.work.tap(action, value)

    async def link(self) -> None:
        look = self.work.look
        assert look.question is not None
        choice = look.question.choices[0]
        await self.tap(choice.action, choice.value)


async def damaged(hand: Hand) -> None:
    await hand.scan(write(HouseKind.COMMAND, Command.DAMAGED))
    await hand.tap(Action.CHOOSE, "wet")
    await hand.scan(HAMMER)


async def unknown(hand: Hand) -> None:
    await hand.scan(UNKNOWN)
    await hand.link()


Way = Callable[[Hand], Awaitable[None]]


def scans(*codes: str) -> Way:
    return lambda hand: hand.scan(*codes)


WAYS: dict[str, tuple[Way, int, str, tuple[int, int]]] = {
    # what: how, its line, what is on it then, (scans, taps)
    "open the receipt by its goods": (scans(HAMMER), 0, "1 / 24", (1, 0)),
    "a piece": (scans(HAMMER), 0, "1 / 24", (1, 0)),
    "a line of two cases": (scans(HAMMER_CASE, HAMMER_CASE), 0, "24 / 24", (2, 0)),
    "a lot with its date on one label": (
        scans(f"]C101{OIL.zfill(14)}1727063010L-1"), 1, "1 / 12", (1, 0),
    ),
    "a lot with its date on the next label": (
        scans(OIL, "]C11727063010L-1"), 1, "1 / 12", (2, 0),
    ),
    "a lot and a date on labels of their own": (
        scans(OIL, "]C110L-1", "]C117270630"), 1, "1 / 12", (3, 0),
    ),
    "a whole pallet by its own label": (
        scans(f"]C100{SUPPLIERS_PALLET}02{OIL.zfill(14)}3712\x1d1727063010L-1"),
        1, "12 / 12", (1, 0),
    ),
    "weighed, by the label": (
        scans(f"]C101{NAILS.zfill(14)}3102001250"), 2, "12.5 / 12.5", (1, 0),
    ),
    "two serials": (scans(DRILL, "SN-1", "SN-2"), 3, "2 / 2", (3, 0)),
    "two serials on one label": (scans(DRILL, "SN-1;SN-2"), 3, "2 / 2", (2, 0)),
    "too much, agreed on the spot": (
        scans(HAMMER_CASE, HAMMER_CASE, HAMMER, BADGE), 0, "25 / 24", (4, 0),
    ),
    "lasts too short, agreed on the spot": (
        scans(f"]C101{OIL.zfill(14)}17{SOON}10L-1", BADGE), 1, "1 / 12", (2, 0),
    ),
    "a damaged piece": (damaged, 0, "1 / 24", (2, 1)),
    "a code nobody knows": (unknown, 0, "1 / 24", (1, 1)),
}  # fmt: skip


def run(folder: Path, way: Way, *, opens: bool) -> tuple[Hand, ReceiveLook]:
    folder.mkdir(exist_ok=True)
    (folder / "receiving.json").write_text(json.dumps(RULES), encoding="utf-8")

    async def day() -> tuple[Hand, ReceiveLook]:
        async with shift(folder) as work:
            await to_receipts(work)
            if not opens:
                await work.scan("P00001")
            hand = Hand(work)
            await way(hand)
            assert isinstance(work.look, ReceiveLook), work.look
            return hand, work.look

    return asyncio.run(day())


@pytest.mark.parametrize("what", WAYS)
def test_so_many_scans_and_taps(tmp_path: Path, what: str):
    way, line, amount, cost = WAYS[what]
    hand, look = run(tmp_path / "device", way, opens=what.startswith("open"))
    assert (hand.scans, hand.taps) == cost
    assert amounts(look)[line] == amount
