"""What a cluster of six orders costs the picker's hands: scans, taps and screens, counted."""

import asyncio
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from app.base.messages import Action
from app.base.notice import Sound
from app.ui.looks import ReceiptsLook, WorkLook
from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from sync.core.records import DocumentKind, Product, Tracking
from sync.erp.training.opening import open_books
from tests.contract import training_office as office
from tests.runtime.shift import Shift, shift
from tests.runtime.test_hands_picking import STOPS_MAX, _free
from tests.runtime.test_picking import lot_of, to_picks

ORDERS, LINES = 6, 12
"""Two lines each: the same twelve that an order of its own has in `test_hands_picking`."""
AMOUNTS = ["1"] * 3 + ["2", "3", "4", "5", "2", "3", "4", "2", "3"]


@dataclass
class Hand:
    """One picker's hand, and what the eyes had to read: each card that was not there before."""

    work: Shift
    scans: int = 0
    taps: int = 0
    seen: list[tuple[str, ...]] = field(default_factory=list)

    def look(self) -> WorkLook:
        look = self.work.look
        assert isinstance(look, WorkLook)
        asked = look.question.title if look.question else ""
        card = (look.card.kicker, look.card.place, look.card.name, look.card.state, asked)
        if not self.seen or self.seen[-1] != card:
            self.seen.append(card)
        return look

    async def scan(self, code: str) -> WorkLook:
        self.scans += 1
        await self.work.scan(code)
        return self.look()

    async def stop(self) -> None:
        """Make the stop that is shown, and put what was taken where the screen says."""
        look = self.look()
        place, code, lot = look.card.place, look.card.code, lot_of(look)
        key = (place, code, lot)
        await self.scan(f"CEN-{place}")
        look = await self.scan(code)
        if look.question is not None:
            look = await self.scan(lot)
        if (look.card.place, look.card.code, lot_of(look)) == key:
            look = await self.scan(f"CEN-{place}")
        if look.card.kicker == "PUT INTO":
            await self.scan(write(HouseKind.PACKAGE, f"TOTE-{look.card.place}"))


def six_orders(folder: Path) -> list[str]:
    """Twelve lines as of one order, over six: ten articles without lots and two with."""
    books = open_books(folder / "training-server", datetime.now(UTC).date())
    with_lots = [one.id for one in books.find(Product, "tracking = ?", (Tracking.LOT,))]
    plain = [one.id for one in books.find(Product, "tracking = ? AND unit = 1", (Tracking.NONE,))]
    wanted = [*_free(books, plain)[: LINES - 2], *_free(books, with_lots)[:2]]
    lines = [(code, Decimal(many)) for code, many in zip(wanted, AMOUNTS, strict=True)]
    names = [
        office.ask(books, (DocumentKind.DELIVERY, "CEN", "Customers"), lines[at::ORDERS])
        for at in range(ORDERS)
    ]
    books.file.close()
    return names


def walked(folder: Path, *, batched: bool, totes: bool) -> Hand:
    folder.mkdir(exist_ok=True)
    rules = {"rules": [{"scan_totes": True}]} if totes else {}
    (folder / "receiving.json").write_text(json.dumps(rules), encoding="utf-8")

    async def day() -> Hand:
        async with shift(folder) as work:
            await to_picks(work)
        names = six_orders(folder)
        books = open_books(folder / "training-server", datetime.now(UTC).date())
        batch = office.batch(books, names) if batched else ""
        books.file.close()
        async with shift(folder) as work:
            await to_picks(work)
            hand = Hand(work)
            await work.until(lambda look: (batch or names[-1]) in [row.title for row in look.rows])
            await open_walk(hand, names, batch)
            assert hand.look().top.progress == f"0 of {LINES}"
            for _ in range(STOPS_MAX):
                if not hand.look().card.name:
                    break
                await hand.stop()
            assert Sound.ORDER_DONE in work.sounds
            hand.scans += 1
            look = await work.scan(write(HouseKind.COMMAND, Command.FINISH))
            assert isinstance(look, ReceiptsLook)
            return hand

    return asyncio.run(day())


async def open_walk(hand: Hand, names: list[str], batch: str) -> None:
    """The batch by its name; or the cart, order by order."""
    codes = [batch] if batch else [write(HouseKind.COMMAND, Command.CART), *names]
    for code in codes:
        hand.scans += 1
        await hand.work.scan(code)
    if not batch:
        hand.taps += 1
        await hand.work.tap(Action.CONFIRM)


PICKED = 3 * 2 + 7 * 3 + 2 * 4
"""As in an order of its own: two scans for one piece, three for many, four where there are lots."""


@pytest.mark.parametrize(
    ("batched", "totes", "scans", "taps"),
    [(True, False, 1 + PICKED + 1, 0), (False, False, 1 + ORDERS + PICKED + 1, 1),
     (True, True, 1 + PICKED + LINES + 1, 0)],
    ids=["batch", "cart", "batch with totes scanned"],
)  # fmt: skip
def test_six_orders_cost_so_many_scans(
    tmp_path: Path, *, batched: bool, totes: bool, scans: int, taps: int
):
    hand = walked(tmp_path / "device", batched=batched, totes=totes)
    assert (hand.scans, hand.taps) == (scans, taps)
    # Where to go, what to take, and where it goes if that is asked: nothing else is read.
    each = len(hand.seen) / LINES
    print(f"{len(hand.seen)} cards for {LINES} lines")
    assert each <= (4.2 if totes else 3.2)
