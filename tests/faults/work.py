"""What the people at the devices do: count, take back and finish, on the same receipts at once.

Amounts are powers of four, each used once for one line, lot and bin: whatever Odoo holds in the end
then says by its digits which operations are in it, and how often.
"""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from sync.core.operations import Deed, FinishReceipt, ReceiveLine, Rest, Undo
from sync.core.records import Tracking
from sync.store.told import Committed
from tests.faults.compare import BASE, Key, Kind, Written
from tests.faults.device import Device

DIGITS = 9
"""Operations for one line, lot and bin: four to the eighth is still an amount one may count."""
OPERATIONS_A_RECEIPT = 16
OPEN_AT_ONCE = 2
UNDOES = 0.15
ANEW_EACH = 3
"""Every so many times a device comes back, the first time too, it begins a new epoch."""
TRIES_MAX = 50
LOTS = 2


@dataclass(frozen=True)
class Article:
    """One line of a receipt: what the people there know about it."""

    move: int
    product: int
    tracking: Tracking
    expires: bool


@dataclass
class Receipt:
    """One receipt, and how many operations there are for it yet."""

    id: int
    name: str
    articles: tuple[Article, ...]
    operations: int = 0
    serials: int = 0


@dataclass
class Floor:
    """All receipts, worked through one after the other, some at the same time."""

    receipts: list[Receipt]
    bins: tuple[int, ...]
    today: date
    dice: Random
    written: list[Written] = field(default_factory=list)
    used: Counter[Key] = field(default_factory=Counter)

    def at_hand(self) -> list[Receipt]:
        """What is worked on now."""
        left = [one for one in self.receipts if one.operations < OPERATIONS_A_RECEIPT]
        return left[:OPEN_AT_ONCE]


@dataclass(frozen=True)
class What:
    """What an operation is, as numbers."""

    kind: Kind
    key: Key | None = None
    digit: int = 0
    target: str = ""


@dataclass
class Clerk:
    """One person at one device. `pace` is how much may wait there before the next thing is done."""

    device: Device
    floor: Floor
    dice: Random
    pace: int
    standing: list[tuple[ReceiveLine, Written]] = field(default_factory=list)
    left: set[int] = field(default_factory=set)

    async def work(self, go_on: Callable[[], bool], restart_each: int) -> None:
        """Do one thing after another; now and then the device dies in the middle of it."""
        left = self._until_restart(restart_each)
        while go_on():
            left -= 1
            if not left:
                left = self._until_restart(restart_each)
                await self.device.restart(anew=self.device.restarts % ANEW_EACH == 0)
            await self.device.until(lambda status: status.waiting < self.pace)
            if not await self._one():
                return
            # So that the other one, and the wires, have their turn.
            await asyncio.sleep(0)

    def _until_restart(self, restart_each: int) -> int:
        # At most twice as many, so that even a short attack has its restarts.
        return self.dice.randint(1, 2 * restart_each - 1)

    async def _one(self) -> bool:
        """Do the next thing that the device allows; false where there is nothing left to do."""
        for _ in range(TRIES_MAX):
            at_hand = [one for one in self.floor.at_hand() if one.id not in self.left]
            if not at_hand:
                return False
            receipt = self.dice.choice(at_hand)
            if receipt.operations >= OPERATIONS_A_RECEIPT - 1:
                return await self._finish(receipt)
            if self.standing and self.dice.random() < UNDOES:
                if await self._undo():
                    return True
            elif await self._receive(receipt):
                return True
        raise AssertionError(f"{self.device.name} cannot do anything")

    async def _receive(self, receipt: Receipt) -> bool:
        article, bin = self.dice.choice(receipt.articles), self.dice.choice(self.floor.bins)
        lot = self._lot(receipt, article)
        key = Key(article.move, lot or "", bin)
        digit = self.floor.used[key]
        if digit == DIGITS:
            return False
        amount = Decimal(BASE**digit)
        expiry = self.floor.today + timedelta(days=90) if article.expires else None
        deed = ReceiveLine(
            *(receipt.id, article.move, article.product, amount, amount, None),
            *(lot, expiry, bin),
        )
        self.floor.used[key] += 1
        written = await self._write(deed, receipt, What(Kind.RECEIVE, key, digit))
        if written is None:
            self.left.add(receipt.id)
            return False
        self.standing.append((deed, written))
        return True

    def _lot(self, receipt: Receipt, article: Article) -> str | None:
        match article.tracking:
            case Tracking.NONE:
                return None
            case Tracking.LOT:
                return f"L{receipt.id}-{self.dice.randrange(LOTS)}"
            case Tracking.SERIAL:
                receipt.serials += 1
                return f"S{receipt.id}-{receipt.serials}"

    async def _undo(self) -> bool:
        deed, target = self.standing.pop(self.dice.randrange(len(self.standing)))
        receipt = next(one for one in self.floor.receipts if one.id == deed.document)
        undo = Undo(target.op_id, deed)
        what = What(Kind.UNDO, target.key, target.digit, target.op_id)
        done = await self._write(undo, receipt, what)
        return done is not None

    async def _finish(self, receipt: Receipt) -> bool:
        rest = self.dice.choice((Rest.STAYS_OPEN, Rest.DROPPED))
        done = await self._write(FinishReceipt(receipt.id, rest), receipt, What(Kind.FINISH))
        self.left.add(receipt.id)
        if done is None:
            # Nothing is received, or it is finished already: the other one's business.
            receipt.operations = OPERATIONS_A_RECEIPT
        return True

    async def _write(self, deed: Deed, receipt: Receipt, what: What) -> Written | None:
        done = await self.device.write(deed)
        if not isinstance(done, Committed):
            return None
        one = done.envelope
        written = Written(
            *(self.device.name, one.epoch, one.seq, one.op_id, what.kind, receipt.id),
            *(what.key, what.digit, what.target),
        )
        self.floor.written.append(written)
        receipt.operations += 1
        return written
