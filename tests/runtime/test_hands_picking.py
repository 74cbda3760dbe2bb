"""What an order of twelve lines costs the picker's hands: scans and taps, counted while picking."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from app.base.notice import Sound
from app.ui.looks import ReceiptsLook, WorkLook
from scanners.codes.house import Command, write
from scanners.codes.scan import HouseKind
from sync.core.records import DocumentKind, Product, Stock, Tracking
from sync.erp.training.books import Books
from sync.erp.training.opening import open_books
from tests.contract import training_office as office
from tests.runtime.shift import Shift, shift
from tests.runtime.test_picking import lot_of, to_picks

LINES = 12
STOPS_MAX = 40


@dataclass
class Hand:
    """One picker's hand; what each kind of stop cost is kept."""

    work: Shift
    scans: int = 0
    taps: int = 0
    stops: dict[str, Counter[int]] = field(default_factory=dict)

    async def scan(self, code: str) -> WorkLook:
        self.scans += 1
        look = await self.work.scan(code)
        assert isinstance(look, WorkLook)
        return look

    async def stop(self) -> None:
        """Make the stop that is shown, as its screen asks: bin, article, lot, bin."""
        before, look = self.scans, self.work.look
        assert isinstance(look, WorkLook)
        place, code, lot = look.card.place, look.card.code, lot_of(look)
        key = (place, code, lot)
        kind = f"{'lot' if lot else 'plain'}, {'one' if look.card.done == '1' else 'many'}"
        await self.scan(f"CEN-{place}")
        look = await self.scan(code)
        if look.question is not None:
            look = await self.scan(lot)
        if (look.card.place, look.card.code, lot_of(look)) == key:
            await self.scan(f"CEN-{place}")
        assert self.work.sounds[-1] in {Sound.LINE_DONE, Sound.ORDER_DONE}
        self.stops.setdefault(kind, Counter())[self.scans - before] += 1


def twelve_lines(folder: Path) -> str:
    """An order of ten articles without lots and two with, three of one piece and the rest more."""
    books = open_books(folder / "training-server", datetime.now(UTC).date())
    with_lots = [one.id for one in books.find(Product, "tracking = ?", (Tracking.LOT,))]
    plain = [one.id for one in books.find(Product, "tracking = ? AND unit = 1", (Tracking.NONE,))]
    wanted = [*_free(books, plain)[: LINES - 2], *_free(books, with_lots)[:2]]
    amounts = ["1"] * 3 + ["2", "3", "4", "5", "2", "3", "4", "2", "3"]
    lines = [(code, Decimal(many)) for code, many in zip(wanted, amounts, strict=True)]
    name = office.ask(books, (DocumentKind.DELIVERY, "CEN", "Customers"), lines)
    books.file.close()
    return name


_IN_ONE_BIN = (
    "product = ? AND company = 2"
    " AND location IN (SELECT id FROM locations WHERE name LIKE 'CEN/Stock/%')"
)


def _free(books: Books, among: list[int]) -> list[str]:
    """Articles with plenty of one lot, or of all of it, in one bin of the first hall."""
    found = []
    for id in among:
        rows = books.find(Stock, _IN_ONE_BIN, (id,))
        if len(rows) == 1 and rows[0].quantity - rows[0].reserved >= 5:
            found.append(books.must(Product, id).code)
    return found


def test_an_order_of_twelve_lines_takes_no_tap(tmp_path):
    async def day() -> Hand:
        async with shift(tmp_path) as work:
            await to_picks(work)
        name = twelve_lines(tmp_path)
        async with shift(tmp_path) as work:
            await to_picks(work)
            hand = Hand(work)
            await work.until(lambda look: name in [row.title for row in look.rows])
            look = await hand.scan(name)
            assert look.top.progress == f"0 of {LINES}"
            for _ in range(STOPS_MAX):
                if not work.look.card.name:
                    break
                await hand.stop()
            hand.scans += 1
            look = await work.scan(write(HouseKind.COMMAND, Command.FINISH))
            assert isinstance(look, ReceiptsLook)
            return hand

    hand = asyncio.run(day())
    # Bin and article for one piece; the bin once more for many; the lot where there are lots.
    assert hand.stops == {"plain, one": {2: 3}, "plain, many": {3: 7}, "lot, many": {4: 2}}
    assert (hand.scans, hand.taps) == (1 + 3 * 2 + 7 * 3 + 2 * 4 + 1, 0)
