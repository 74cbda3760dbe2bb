"""Frozen read-outs for the inspector: what waits to be checked, and one check."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sync.core.checking import Due
from sync.core.quality import Checked
from sync.core.quantity import Unit
from sync.core.records import Document, Location, Product
from sync.core.slices import Found

CHECKS_SHOWN_MAX = 100


@dataclass(frozen=True, slots=True)
class CheckKey:
    """What is checked: a lot of a line of a receipt."""

    document: int
    line: int
    lot: str | None


@dataclass(frozen=True, slots=True)
class CheckRow:
    """Goods that wait for a check; deliveries want `behind` of them, and they are worth `value`."""

    document: Document
    product: Product
    unit: Unit
    due: Due
    behind: Decimal
    value: Decimal

    @property
    def key(self) -> CheckKey:
        """What names it."""
        return CheckKey(self.document.id, self.due.line.id, self.due.lot)


@dataclass(frozen=True, slots=True)
class BlockedRow:
    """Goods that failed a check: nobody takes them until somebody decides."""

    document: Document
    product: Product
    unit: Unit
    quantity: Decimal
    checked: Checked
    line: int


@dataclass(frozen=True, slots=True)
class ChecksSlice:
    """What waits for an inspector: first what a delivery waits for, then the oldest, the dearest.

    `total` may be more than the rows given; `blocked` is what failed, the newest first.
    """

    rows: tuple[CheckRow, ...]
    total: int
    blocked: tuple[BlockedRow, ...]
    found: Found
    today: date


@dataclass(frozen=True, slots=True)
class CheckSlice:
    """One check: the goods, what a scan stands for, and where goods go by the verdict.

    Without a `row` nothing waits any more: somebody was faster, or the goods are gone. `hold` is
    where bad goods go, and `lies_in` where these lie as far as the receipt says.
    `pictures` are what is to be seen of it here: those of answers by their name, those of rules by
    their digest.
    """

    row: CheckRow | None
    hold: Location | None
    release: Location | None
    lies_in: tuple[Location, ...]
    found: Found
    today: date
    pictures: tuple[tuple[str, bytes], ...] = ()
