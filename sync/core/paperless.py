"""Deeds that no document asked for: a move from bin to bin, and the count of a bin."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from sync.core.approval import Approval
from sync.core.returning import Fate, Grade, Reason

NO_DOCUMENT = 0
"""What stands for the document of a deed that has none; no ERP gives it to one of its own."""


@dataclass(frozen=True, slots=True)
class Move:
    """+`quantity` (in `unit`, the product's own) from one bin to another, without any document.

    From the suppliers' place it is goods that nobody ordered: they may be of a lot that is new,
    with its `expiry`, and came with a delivery note, the `paper`. From the customers' place they
    come back: by the `paper` that is said, of that `grade`, and with a `fate`. Into the suppliers'
    place they are sent back, and into a place for losses thrown away, for a `reason`. `returned` is
    the line of the document that they went out by, or came in by, where that is known. What the
    house does not take without asking came in because `approved_by` agreed.
    """

    product: int
    quantity: Decimal
    scanned: Decimal
    packaging: int | None
    lot: str | None
    source: int
    bin: int
    unit: int
    expiry: date | None = None
    paper: str = ""
    grade: Grade | None = None
    fate: Fate | None = None
    reason: Reason | None = None
    returned: int | None = None
    approved_by: str = ""

    @property
    def document(self) -> int:
        """None: nobody asked for it."""
        return NO_DOCUMENT

    @property
    def line(self) -> int | None:
        """None either."""
        return None


class Stage(StrEnum):
    """How far the count of an article in a bin is."""

    TALLY = "tally"
    """So many so far: written down, and of no effect."""
    COUNTED = "counted"
    """That is all there is of it: the books follow."""
    ASKED = "asked"
    """Somebody stood before it, and asks that it be counted; of no effect on what is there."""
    LOW = "low"
    """It runs low: somebody asks that so much as is `expected` lie there; of no effect."""


class Occasion(StrEnum):
    """Why somebody counts."""

    OWN = "own"
    """Nobody asked for it."""
    DUE = "due"
    """The ERP says that it is time."""
    ASKED = "asked"
    """Somebody stood before a bin in which the books were wrong."""
    AGAIN = "again"
    """It was counted, and goods moved meanwhile, or it was far from the books."""


@dataclass(frozen=True, slots=True)
class Count:
    """There are `counted` of a product (and lot) in a bin, in its own unit; all of them.

    `expected` is what the books said there was, with all that this device had done and they did not
    know yet. What a count changes is the difference, and only where the books still say so. `blind`
    where nobody was told what to expect. One that is far from the books `needs` another person.
    """

    product: int
    counted: Decimal
    expected: Decimal
    packaging: int | None
    lot: str | None
    bin: int
    unit: int
    stage: Stage
    occasion: Occasion = Occasion.OWN
    blind: bool = False
    needs: Approval | None = None
    approved_by: str = ""

    @property
    def quantity(self) -> Decimal:
        """How many more there are than the books say; less than nothing where some are missing."""
        return self.counted - self.expected if self.stage is Stage.COUNTED else Decimal(0)

    @property
    def scanned(self) -> Decimal:
        """The amount as it was counted."""
        return self.counted

    @property
    def document(self) -> int:
        """None: it is about a bin."""
        return NO_DOCUMENT

    @property
    def line(self) -> int | None:
        """None either."""
        return None

    @property
    def expiry(self) -> date | None:
        """A lot has its day already."""
        return None
